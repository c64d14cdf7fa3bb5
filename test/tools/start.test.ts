import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { notebookRuns } from "../trust/faults/notebook-runs.js";
import { begin, call, type Ended, eventually } from "./command-line.js";
import { code, markdown, writeNotebook } from "./written-notebook.js";

const { folder } = temporaryFolder();

const { notebooks, outOf, expectNothingLeft } = notebookRuns(folder);

describe("npm start of a notebook that fails", () => {
  test("the notebooks beside it are ended as well", async () => {
    const name = "beside";
    const place = notebooks(name, { fails: [code("throw 1")], waits: [code("await new Promise(() => {})")] });
    const ended = await call("start", ["--notebooks", place, "--out", outOf(name)]);
    expect(ended.stderr).toMatch(/^npm start: notebooks\/fails\.ipynb, cell 1: /);
    expect(ended.code).toBe(1);
    await expectNothingLeft(name);
  });
});

describe("npm start and files that are no notebooks", { concurrent: true }, () => {
  const broken = [
    { name: "json", text: '{"cells": [\n  {"cell_type": "code",\n', cause: /not a notebook, its JSON is broken: / },
    { name: "empty-file", text: "", cause: /not a notebook, its JSON is broken: / },
    { name: "no-cells", text: "{}", cause: /not a notebook, it has no cells/ },
    { name: "old-format", text: '{"cells": [], "nbformat": 3}', cause: /not a notebook, its format is 3; 4 is needed/ },
  ];
  for (const { name, text, cause } of broken) {
    test(`${name} is named in one line, with exit code 1`, async () => {
      const place = notebooks(name, { good: [code("1")] });
      writeFileSync(join(place, "broken.ipynb"), text);
      const ended = await call("start", ["--notebooks", place, "--out", outOf(name)]);
      expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(ended.stderr).toMatch(/^npm start: notebooks\/broken\.ipynb: /);
      expect(ended.stderr).toMatch(cause);
      expect(ended.code).toBe(1);
      await expectNothingLeft(name);
    });
  }
});

describe("npm start called the wrong way says how, with exit code 2", { concurrent: true }, () => {
  let place: string;
  beforeAll(() => {
    place = notebooks("wrong", { "01-first": [code("1")], "studies/second": [code("2")] });
  });
  const calls = [
    { args: ["--bogus"], says: /--bogus.*\(--help lists the options\)/ },
    { args: ["--timeout", "soon"], says: /--timeout requires a number above 0; got "soon"/ },
    { args: ["--timeout", "0"], says: /--timeout requires a number above 0; got "0"/ },
    { args: ["--only", "nps"], says: /there is no notebook named nps; there are 01-first, studies\/second/ },
  ];
  for (const { args, says } of calls) {
    test(args.join(" "), async () => {
      const ended = await call("start", ["--notebooks", place, ...args]);
      expect(ended.stderr).toMatch(says);
      expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(ended.code).toBe(2);
    });
  }

  test("a folder of somebody else is never replaced", async () => {
    const mine = join(folder, "mine");
    mkdirSync(mine);
    writeFileSync(join(mine, "thesis.txt"), "years of work");
    const ended = await call("start", ["--notebooks", place, "--out", mine]);
    expect(ended.stderr).toMatch(/^npm start: --out .* holds other files and is not replaced/);
    expect(ended.stderr).not.toMatch(/last good run/);
    expect(ended.code).toBe(2);
    expect(readFileSync(join(mine, "thesis.txt"), "utf8")).toBe("years of work");
  });

  test("--help is no mistake", async () => {
    const ended = await call("start", ["--help"]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/--timeout N {6}seconds one cell may take/);
  });
});

describe("a good run, and a bad one after it", () => {
  const name = "good";
  let place: string;
  let good: Ended;
  beforeAll(async () => {
    place = notebooks(name, {
      "01-first": [markdown("# The first question\n\nWho asks?"), code("6 * 7")],
      "studies/second": [markdown("# The second question"), code('console.log("said")')],
    });
    good = await call("start", ["--notebooks", place, "--out", outOf(name), "--fresh"]);
  });

  test("each notebook has its page, its executed notebook, and a card in the index", () => {
    expect(good).toMatchObject({ code: 0, stderr: "" });
    const files = readdirSync(outOf(name), { recursive: true, encoding: "utf8" }).sort();
    const pages = ["01-first.html", "01-first.ipynb", "coverage.html", "index.html"];
    expect(files).toEqual([...pages, "studies", "studies/second.html", "studies/second.ipynb"]);
    const executed = JSON.parse(readFileSync(join(outOf(name), "01-first.ipynb"), "utf8"));
    expect(executed.cells).toHaveLength(2);
    expect(executed.cells[1]).toMatchObject({ execution_count: 1, outputs: [{ data: { "text/plain": ["42"] } }] });
    expect(readFileSync(join(outOf(name), "index.html"), "utf8")).toContain('href="studies/second.html"');
    expect(readFileSync(join(outOf(name), "index.html"), "utf8")).toContain('href="coverage.html"');
  });

  test("progress is plain lines where there is no terminal", () => {
    const lines = good.stdout.split("\n");
    expect(lines).toContain("notebook 1 of 2, cell 2 of 2: 01-first");
    expect(lines).toContain("notebook 2 of 2, cell 2 of 2: studies/second");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape sequence may be there
    expect(good.stdout).not.toMatch(/[\u001b\r█]/);
  });

  test("the closing summary gives the number of notebooks, the paths and where to start", () => {
    expect(good.stdout).toMatch(/2 notebooks executed and checked in [\d.]+ s\n/);
    expect(good.stdout).toContain(join(outOf(name), "studies/second.html"));
    expect(good.stdout).toMatch(/Start here: .*index\.html\n$/);
  });

  test("a second run sets nothing up", () => {
    expect(good.stdout).not.toMatch(/set-up/);
  });

  test("where one notebook has changed, the other is taken as it was executed", async () => {
    const page = readFileSync(join(outOf(name), "01-first.html"), "utf8");
    writeNotebook(join(place, "studies", "second.ipynb"), [markdown("# The second question"), code('"said again"')]);
    const again = await call("start", ["--notebooks", place, "--out", outOf(name)]);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toMatch(/\n1 notebook executed and checked, 1 unchanged since \d+ \w+ \d{4} in [\d.]+ s\n/);
    expect(again.stdout).not.toContain(": 01-first\n");
    expect(readFileSync(join(outOf(name), "01-first.html"), "utf8")).toBe(page);
    expect(readFileSync(join(outOf(name), "studies", "second.html"), "utf8")).toContain("said again");
  });

  test("where nothing has changed, the folder stands as it was written; where a page was touched, it is written again", async () => {
    const index = join(outOf(name), "index.html");
    const [text, { ino }] = [readFileSync(index, "utf8"), statSync(index)];
    const run = () => call("start", ["--notebooks", place, "--out", outOf(name)]);
    expect((await run()).stdout).toMatch(/^no notebook executed and checked, 2 unchanged since /);
    expect(statSync(index).ino).toBe(ino);
    writeFileSync(index, text.replace("01-first", "nowhere"));
    expect((await run()).stdout).toMatch(/\nno notebook executed and checked, 2 unchanged since /);
    expect(readFileSync(index, "utf8")).toBe(text);
  });

  test("a later run that fails leaves the reports as they were, says so, and with --debug where it failed", async () => {
    const before = readFileSync(join(outOf(name), "01-first.html"), "utf8");
    writeNotebook(join(place, "01-first.ipynb"), [code('throw new Error("new data broke it")')]);
    const ended = await call("start", ["--notebooks", place, "--out", outOf(name), "--only", "01-first", "--debug"]);
    const [line, ...rest] = ended.stderr.split("\n");
    expect(line).toMatch(/cell 1: Error: new data broke it \(.*reports\/ is still that of the last good run\)$/);
    expect(rest.join("\n")).toContain('throw new Error("new data broke it")');
    expect(ended.code).toBe(1);
    expect(readFileSync(join(outOf(name), "01-first.html"), "utf8")).toBe(before);
    expect(readdirSync(join(folder, name)).sort()).toEqual(["notebooks", "reports"]);
  });
});

describe("npm start that is ended from outside", () => {
  test("Ctrl-C keeps what was finished: the next run executes the others only", async () => {
    const name = "kept";
    const waits = [code("await new Promise(() => {})")];
    const place = notebooks(name, { a: [code(`"of ${folder}".length`)], b: waits, c: waits });
    const running = begin("start", ["--notebooks", place, "--out", outOf(name)]);
    expect(await eventually(() => running.said().includes("notebook 3 of 3"), 240)).toBe(true);
    running.process.kill("SIGINT");
    expect(await running.ended).toMatchObject({ code: 130 });
    const again = await call("start", ["--notebooks", place, "--out", outOf(name), "--only", "a"]);
    expect(again.stdout).toMatch(/\nno notebook executed and checked, 1 unchanged since /);
  });
});
