import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultOf } from "../../tools/run/check-executed.js";
import type { Cell, Output } from "../../tools/run/notebook.js";
import { code, markdown, notebookOf, shown } from "./written-notebook.js";

const ROOT = "/home/analyst/vafa";
const faultOfCells = (...cells: Cell[]) => faultOf(notebookOf(cells), ROOT);
const faultOfOutput = (output: Output, ...tags: string[]) =>
  faultOfCells(code("1", { outputs: [output], count: 1, tags }));

test("faultOf(notebook) is null for one clean run from top to bottom", () => {
  const cells = [markdown("# a"), code("1", { count: 1 }), code(" \n"), code("2", { count: 2 })];
  expect(faultOfCells(...cells)).toBeNull();
});

test("faultOf(notebook) names a cell that was not run, or out of turn", () => {
  expect(faultOfCells(code("1"))).toBe("cell 1: it has number none and should be 1");
  expect(faultOfCells(code("1", { count: 1 }), markdown("b"), code("2", { count: 4 }))).toBe(
    "cell 3: it has number 4 and should be 2",
  );
});

test("faultOf(notebook) names an error and a word on stderr, unless the cell may fail", () => {
  const error: Output = { output_type: "error", ename: "RangeError", evalue: "too far\nfor us" };
  expect(faultOfOutput(error)).toBe("cell 1: RangeError: too far");
  expect(faultOfOutput(error, "raises-exception")).toBeNull();
  const stderr: Output = { output_type: "stream", name: "stderr", text: "\u001b[31mwatch out\u001b[0m\n" };
  expect(faultOfOutput(stderr)).toBe("cell 1: it wrote to stderr: watch out");
  expect(faultOfOutput(stderr, "raises-exception")).toBeNull();
});

test("faultOf(notebook) names a folder of this machine wherever an output says it, but not in the bytes of a picture", () => {
  for (const path of [join(ROOT, "data/orders.csv"), join(homedir(), "me.csv"), join(tmpdir(), "x")]) {
    expect(faultOfOutput(shown({ "text/html": ["<td>\n", `${path}</td>`] }))).toMatch(/^cell 1: its output names a/);
    expect(faultOfOutput(shown({ "application/json": { file: path } }))).toMatch(/^cell 1: its output names a/);
    expect(faultOfOutput({ output_type: "stream", name: "stdout", text: path })).toMatch(/^cell 1: its output names a/);
    expect(faultOfOutput(shown({ "image/png": path }))).toBeNull();
  }
  expect(faultOfOutput(shown({ "text/plain": "data/orders.csv" }))).toBeNull();
});
