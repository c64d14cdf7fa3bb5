import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { begin, eventually, processesNaming, type Running } from "../../tools/command-line.js";
import { code, markdown } from "../../tools/written-notebook.js";
import { figure, sampleOf, WHOLE } from "../sized.js";
import { cellsWith, NUMBER, notebookRuns, POSITIONS, type Position } from "./notebook-runs.js";

const { folder } = temporaryFolder();
const runs = notebookRuns(folder);

/** A run that stands in the cell of this position, which waits for ever. */
async function waiting(name: string, position: Position): Promise<Running> {
  const place = runs.notebooks(name, { waits: cellsWith("await new Promise(() => {})", position) });
  const running = begin("start", ["--notebooks", place, "--out", runs.outOf(name)]);
  const said = `cell ${NUMBER[position]} of 5`;
  expect(await eventually(() => running.said().includes(said), 240), running.said()).toBe(true);
  return running;
}

/** The numbers of the processes of this run whose command line holds a word. */
const numbersOf = (name: string, word: string) =>
  processesNaming(join(folder, name)).flatMap((line) => (line.includes(word) ? [Number.parseInt(line, 10)] : []));

function killAll(name: string, word: string): void {
  const numbers = numbersOf(name, word);
  expect(numbers.length).toBeGreaterThan(0);
  for (const number of numbers) process.kill(number, "SIGKILL");
}

interface Fault {
  readonly name: string;
  readonly does: (name: string, running: Running) => void;
  readonly code: number | null;
  /** What stderr says; nothing at all where a signal ends the run. */
  readonly says: RegExp;
  readonly leaves?: "something to clear away";
}

const signal = (name: "SIGINT" | "SIGTERM" | "SIGHUP", code: number): Fault => ({
  name,
  does: (_, running) => running.process.kill(name),
  code,
  says: /^$/,
});

const FAULTS: readonly Fault[] = [
  signal("SIGINT", 130),
  signal("SIGTERM", 143),
  signal("SIGHUP", 129),
  {
    name: "the runner is killed",
    does: (_, running) => running.process.kill("SIGKILL"),
    code: null,
    says: /^$/,
    leaves: "something to clear away",
  },
  {
    name: "the kernel is killed",
    does: (name) => killAll(name, "kernel.cjs"),
    code: 1,
    says: /^npm start: notebooks\/waits\.ipynb, cell \d: the kernel died \(SIGKILL\)/,
  },
  {
    name: "what executes the notebook is killed",
    does: (name) => killAll(name, "execute.py"),
    code: 1,
    says: /^npm start: notebooks\/waits\.ipynb: the run broke off/,
  },
];

const TRIED = sampleOf(
  FAULTS.flatMap((fault) => POSITIONS.map((position) => ({ fault, position }))),
  5,
);

describe("a run that is ended from outside says why, leaves no report and no process", { concurrent: true }, () => {
  test.each(TRIED.map((one, i) => [one.fault.name, one.position, one, i] as const))(
    "%s, at the %s",
    async (_, position, { fault }, i) => {
      const name = `outside-${i}`;
      const running = await waiting(name, position);
      fault.does(name, running);
      const ended = await running.ended;
      expect(ended.stderr).toMatch(fault.says);
      expect(ended.stderr.split("\n").filter(Boolean).length).toBeLessThanOrEqual(1);
      expect(ended.code).toBe(fault.code);
      if (fault.leaves) {
        expect(await eventually(() => processesNaming(join(folder, name)).length === 0, 5)).toBe(true);
        expect(readdirSync(join(folder, name))).not.toContain("reports");
        // The next run clears it away, also one that cannot begin.
        writeFileSync(join(folder, name, "notebooks", "waits.ipynb"), "{");
        expect((await runs.start(name)).code).toBe(1);
      }
      await runs.expectNothingLeft(name);
    },
  );

  test("all these ways were tried", (context) => {
    const what = "ways to end a run from outside, at the start, middle and end";
    const found = new Set(TRIED.map(({ fault }) => fault.name)).size;
    const asked = WHOLE ? FAULTS.length : Math.min(FAULTS.length, 5);
    figure(context, { what, cases: TRIED.length, found: `${found}`, bar: `${asked}`, held: found === asked });
    expect(found).toBe(asked);
  });
});

/** Two small notebooks. */
const TWO = {
  a: [markdown("# One"), code("6 * 7")],
  b: [markdown("# Two"), code('"said"')],
};

/** All files of a folder, with what is in them. */
function contentsOf(place: string): Map<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).slice(place.length + 1),
      readFileSync(join(parentPath, name), "latin1"),
    ]),
  );
}

describe("a run while the ground changes under it", { concurrent: true }, () => {
  test("two runs at once into one folder: it is whole afterwards, and each ends with 0 or says in a line why not", async () => {
    const name = "at-once";
    runs.notebooks(name, TWO);
    const both = await Promise.all([runs.start(name, ["--fresh"]), runs.start(name, ["--fresh"])]);
    expect(both.map(({ code }) => code)).toContain(0);
    for (const { code, stderr } of both) {
      if (code === 0) expect(stderr).toBe("");
      else expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
    const first = contentsOf(runs.outOf(name));
    await runs.start(name, ["--fresh"]);
    expect([...contentsOf(runs.outOf(name)).keys()]).toEqual([...first.keys()]);
    expect(contentsOf(runs.outOf(name)).get("a.html")).toBe(first.get("a.html"));
    expect(readdirSync(join(folder, name)).sort()).toEqual(["notebooks", "reports"]);
  });

  test("the unfinished folder is removed: one line, exit code 1, no report", async () => {
    const name = "removed";
    runs.notebooks(name, { slow: cellsWith("await new Promise((resolve) => setTimeout(resolve, 4000));", "end") });
    const running = begin("start", ["--notebooks", join(folder, name, "notebooks"), "--out", runs.outOf(name)]);
    expect(await eventually(() => running.said().includes("cell 5 of 5"), 240)).toBe(true);
    for (const left of readdirSync(join(folder, name))) {
      if (left.startsWith("reports")) rmSync(join(folder, name, left), { recursive: true, force: true });
    }
    const ended = await running.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
    await runs.expectNothingLeft(name);
  });

  test("a table that changes while it is read is read again by the next run", async () => {
    const name = "changes";
    const table = join(folder, "table.csv");
    writeFileSync(table, "n\n1\n");
    const source = `import { load } from "vafa";
const first = await load(${JSON.stringify(table)});
await new Promise((resolve) => setTimeout(resolve, 4000));
console.log(first.shape[0], (await load(${JSON.stringify(table)})).shape[0]);`;
    runs.notebooks(name, { reads: [code(source)] });
    const running = begin("start", ["--notebooks", join(folder, name, "notebooks"), "--out", runs.outOf(name)]);
    expect(await eventually(() => running.said().includes("cell 1 of 1"), 240)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    writeFileSync(table, "n\n1\n2\n");
    expect((await running.ended).code).toBe(0);
    const again = await runs.start(name);
    expect(again.stdout).toContain("1 notebook executed and checked");
    expect(readFileSync(join(runs.outOf(name), "reads.html"), "utf8")).toContain("2 2");
  });

  test("a clock that is set back changes nothing", async () => {
    const name = "clock";
    runs.notebooks(name, TWO);
    expect((await runs.start(name, ["--fresh"])).code).toBe(0);
    const right = contentsOf(runs.outOf(name));
    const back = join(folder, "back.cjs");
    writeFileSync(
      back,
      `const now = Date.now; let calls = 0; Date.now = () => now() - 3.6e6 * ++calls;
globalThis.Date = class extends Date { constructor(...given) { super(...(given.length === 0 ? [Date.now()] : given)); } static now() { return now() - 3.6e6 * ++calls; } };`,
    );
    const ended = await runs.start(name, ["--fresh"], { NODE_OPTIONS: `--require ${back}` });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(contentsOf(runs.outOf(name)).get("a.ipynb")).toBe(right.get("a.ipynb"));
  });
});

/** Mounts a small folder in memory; false where that is not allowed here. */
function mounted(place: string, options: string): boolean {
  mkdirSync(place, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", place]).status === 0;
}

describe("a folder that takes nothing", () => {
  test.for([
    ["a full disk", "size=64k", ["ENOSPC", "space"]],
    ["a read-only folder", "ro", ["EROFS", "read-only"]],
  ] as const)("%s: one line that says so, exit code 1 or 2, no report", async ([about, options, words], { skip }) => {
    const name = about.replaceAll(" ", "-");
    runs.notebooks(name, TWO);
    const disk = join(folder, name, "disk");
    if (!mounted(disk, options)) skip("no folder can be mounted here");
    try {
      const ended = await runs.start(name, ["--fresh", "--out", join(disk, "reports")]);
      expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(
        words.some((word) => ended.stderr.includes(word)),
        ended.stderr,
      ).toBe(true);
      expect([1, 2]).toContain(ended.code);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});
