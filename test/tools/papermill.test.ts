import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Notebook } from "../../tools/run/notebook.js";
import { textOf } from "../../tools/run/notebook.js";
import { jupyterSurroundings, placesOf, ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, writeNotebook } from "./written-notebook.js";

const { folder } = temporaryFolder();
const out = join(folder, "out.ipynb");
const file = writeNotebook(join(folder, "parameterised.ipynb"), [
  markdown("# Parameterised"),
  code(
    'let quarter = "2026-Q2"; // the wave in question\nlet level = 0.95; // of every interval\nlet only: string[] = [];\nlet owner: string | null = "a";\nlet each = { weight: 1 };',
    { tags: ["parameters"] },
  ),
  code("console.log(JSON.stringify([quarter, level, only, owner, each]));"),
]);

function papermill(...args: string[]) {
  const call = ["-I", "-m", "papermill", "--no-progress-bar", file, ...args];
  return spawnSync(placesOf(ROOT).python, call, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...jupyterSurroundings(ROOT), PYTHONUTF8: "1" },
  });
}

const written = () => JSON.parse(readFileSync(out, "utf8")) as Notebook;

describe("papermill -p", () => {
  test("assigns values to the names that the notebook declares, right below them", () => {
    const text = 'سهٔ "ماهه" \\ \u2028';
    const given = [
      "-p",
      "quarter",
      text,
      "-p",
      "level",
      "0.9",
      "-y",
      "{only: [a, 'b'], owner: null, each: {weight: 2}}",
    ];
    const ended = papermill(out, ...given);
    expect(ended.status, ended.stderr).toBe(0);
    const cells = written().cells;
    expect(cells[2]!.metadata!.tags).toEqual(["injected-parameters"]);
    const value = JSON.parse(cells[3]!.outputs!.map((output) => textOf(output.text)).join(""));
    expect(value).toEqual([text, 0.9, ["a", "b"], null, { weight: 2 }]);
    expect(cells[2]!.outputs).toEqual([]);
  });

  test("says which parameters there are where a name is none, in one sentence, and writes nothing", () => {
    const elsewhere = join(folder, "unknown.ipynb");
    const ended = papermill(elsewhere, "-p", "quater", "2026-Q1");
    expect(ended.stderr).toMatch(
      /\nError: the notebook has no parameter quater; it has quarter, level, only, owner, each\n$/,
    );
    expect(ended.status).toBe(1);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test("fails at the parameter where a value is of another type", () => {
    const ended = papermill(out, "-p", "level", "high");
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain("Type 'string' is not assignable to type 'number'");
    expect(ended.stderr).toContain('level = "high";');
  });

  test("--help-notebook lists each parameter with its type, its value and what it is", () => {
    const { stdout } = papermill("--help-notebook");
    expect(stdout).toMatch(/quarter: string \(default "2026-Q2"\)\s+the wave in question/);
    expect(stdout).toMatch(/level: number \(default 0\.95\)\s+of every interval/);
    expect(stdout).toMatch(/only: string\[\] \(default \[\]\)/);
  });
});
