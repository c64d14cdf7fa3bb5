import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure, WHOLE } from "../sized.js";
import { cellsWith, NUMBER, notebookRuns, POSITIONS, type Position } from "./notebook-runs.js";

const { folder } = temporaryFolder();
const runs = notebookRuns(folder);

interface Fault {
  readonly name: string;
  readonly source: string;
  readonly cause: RegExp;
  readonly options?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Where it is tried in npm test; nowhere, where others say as much. */
  readonly sampled?: Position;
  /** Told of a later cell, or of the end: nobody knows before. */
  readonly isLate?: true;
}

const FAULTS: readonly Fault[] = [
  {
    name: "throws",
    sampled: "start",
    source: 'throw new RangeError("no answers in Q5");',
    cause: /^RangeError: no answers in Q5$/,
  },
  { name: "throws what is no error", source: "throw 7;", cause: /7/ },
  {
    name: "wrong type",
    sampled: "middle",
    source: 'const n: number = "four";',
    cause: /^TypeScriptError: .*'string'.*'number'/,
  },
  { name: "broken syntax", source: "const = 1;", cause: /^TypeScriptError: / },
  { name: "a name that is not there", source: "nobody.knows;", cause: /nobody/ },
  { name: "a package that is not there", source: 'import { nothing } from "not-installed";', cause: /not-installed/ },
  {
    name: "a call without end",
    source: "const f = (): number => f() + 1; f();",
    cause: /RangeError: Maximum call stack/,
  },
  { name: "rejects", source: 'await Promise.reject(new Error("came back"));', cause: /^Error: came back$/ },
  {
    name: "fails late",
    sampled: "end",
    source: 'setTimeout(() => { throw new Error("after all"); }, 20);',
    cause: /after all/,
    isLate: true,
  },
  {
    name: "a promise nobody waits for",
    source: 'void Promise.reject(new Error("unheard"));',
    cause: /unheard/,
    isLate: true,
  },
  {
    name: "writes to stderr",
    sampled: "end",
    source: 'process.stderr.write("watch out\\n");',
    cause: /^it wrote to stderr: watch out$/,
  },
  {
    name: "names a folder",
    source: 'import { homedir } from "node:os"; homedir() + "/notes";',
    cause: /folder of this machine/,
  },
  {
    name: "endless loop",
    sampled: "middle",
    source: "for (;;) {}",
    options: ["--timeout", "3"],
    cause: /^still running after 3 s/,
  },
  {
    name: "endless wait",
    source: "await new Promise(() => {})",
    options: ["--timeout", "3"],
    cause: /^still running after 3 s/,
  },
  {
    name: "memory",
    sampled: "end",
    source: "const kept: number[][] = []; for (;;) kept.push(new Array(1e6).fill(1.5));",
    env: { NODE_OPTIONS: "--max-old-space-size=450" },
    cause: /^the kernel ran out of memory/,
  },
  {
    name: "killed",
    sampled: "start",
    source: 'process.kill(process.pid, "SIGKILL");',
    cause: /^the kernel died \(SIGKILL\)$/,
  },
  { name: "terminated", source: 'process.kill(process.pid, "SIGTERM"); await new Promise(() => {})', cause: /died \(/ },
  { name: "aborts", source: "process.abort();", cause: /^the kernel died \(SIGABRT\)$/ },
  { name: "exits with 0", source: "process.exit(0);", cause: /^the kernel died \(exit code 0\)$/ },
  { name: "exits with 3", source: "process.exit(3);", cause: /^the kernel died \(exit code 3\)$/ },
  {
    name: "a table that is not there",
    source: 'import { load } from "vafa"; await load("data/none.csv");',
    cause: /none\.csv/,
  },
  {
    name: "prints 100 MB",
    sampled: "middle",
    source: 'for (let i = 0; i < 100; i++) console.log("x".repeat(2 ** 20));',
    cause: /a cell prints 1 MB at most$/,
  },
  {
    name: "shows 100 MB",
    source: 'const text = "x".repeat(100 * 2 ** 20); text',
    cause: /^it shows more than 32 MB, which no page can hold$/,
  },
];

const ALL = FAULTS.flatMap((fault) => POSITIONS.map((position) => ({ fault, position })));
const TRIED = WHOLE ? ALL : ALL.filter(({ fault, position }) => fault.sampled === position);

async function tried({ source, cause, options, env, isLate }: Fault, name: string, position: Position): Promise<void> {
  runs.notebooks(name, { [name]: cellsWith(source, position) });
  const ended = await runs.start(name, options, env);
  expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  const line = /^npm start: (notebooks\/\S+), (?:cell (\d+)|after the last cell): (.*) \(no report was written\)\n$/;
  const [, file, cell, said] = line.exec(ended.stderr) ?? [null, ended.stderr, "", ""];
  expect(file).toBe(`notebooks/${name}.ipynb`);
  if (isLate) expect(cell === undefined || Number(cell) >= NUMBER[position]).toBe(true);
  else expect(Number(cell)).toBe(NUMBER[position]);
  expect(said).toMatch(cause);
  expect(ended.code).toBe(1);
  await runs.expectNothingLeft(name);
}

describe(
  "a run whose cell fails ends with 1, its notebook, cell and cause in a line, no report and no process",
  {
    concurrent: true,
  },
  () => {
    test.each(TRIED.map((one, i) => [one.fault.name, one.position, one, i] as const))(
      "%s, at the %s",
      async (_, position, { fault }, i) => tried(fault, `cell-${i}`, position),
    );
  },
);

test("all these faults are tried somewhere", (context) => {
  const kinds = new Set(TRIED.map(({ fault }) => fault.name)).size;
  const asked = WHOLE ? FAULTS.length : FAULTS.filter(({ sampled }) => sampled).length;
  const what = `kinds of cells that fail, at the start, middle and end (${TRIED.length} runs)`;
  figure(context, { what, cases: TRIED.length, found: `${kinds}`, bar: `${asked}`, held: kinds === asked });
  expect(kinds).toBe(asked);
  if (WHOLE) expect(TRIED).toHaveLength(FAULTS.length * POSITIONS.length);
});
