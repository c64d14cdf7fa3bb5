import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { readNotebook, textOf } from "../../tools/run/notebook.js";
import { adviceFor, danfoCalls } from "./danfoCalls.js";

const root = resolve(import.meta.dirname, "../..");

const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => join(folder, name));

const advised = (place: string, code: string, kind: "cell" | "source") =>
  danfoCalls(code, kind).map((found) => `${place}: ${adviceFor(found)}`);

describe("no reading, grouping, joining, sorting, missing-value logic or arithmetic of Danfo's", () => {
  test("stands in src", () => {
    const found = filesIn("src", ".ts").flatMap((file) =>
      advised(file, readFileSync(join(root, file), "utf8"), "source"),
    );
    expect(found).toEqual([]);
  });

  test("stands in a cell of a notebook", () => {
    const found = findNotebooks(join(root, "notebooks")).flatMap(({ file, name }) =>
      readNotebook(file, name)
        .cells.filter((cell) => cell.cell_type === "code")
        .flatMap((cell) => advised(`${name} ${cell.id}`, textOf(cell.source), "cell")),
    );
    expect(found).toEqual([]);
  });

  test("stands in the code of a document", () => {
    const found = ["README.md", ...["docs", "data", "notebooks"].flatMap((folder) => filesIn(folder, ".md"))].flatMap(
      (file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(/```\w*\n([\s\S]*?)```/g)].flatMap(([, code]) =>
          advised(file, code!, "cell"),
        ),
    );
    expect(found).toEqual([]);
  });

  test.each([
    'answers.query(answers["segment"].eq("Everyday"))',
    'import { merge } from "danfojs-node";',
    'const { readCSV } = require("danfojs-node")',
    'trial["tactic"].map((name) => name !== "none")',
    'customers["customer"].values.map((name, i) => [name, i])',
    '(histories.table.column("monetaryValue").values as number[]).map((mean) => mean)',
    'frame["a"].add(1)',
    "frame.sub(other)",
    "frame.fillNa(0)",
    'left.addColumn("b", [1], { inplace: true })',
    "frame.describe()",
    'frame.groupby(["segment"]).mean()',
  ])("%s would be found in a cell", (code) => {
    expect(danfoCalls(code, "cell")).not.toEqual([]);
  });

  test.each([
    'import { merge } from "danfojs-node";',
    "return frame.sortValues(by);",
    "frame.query(frame.column(name).lt(6))",
    "frame.dropNa()",
  ])("%s would be found in src", (code) => {
    expect(danfoCalls(code, "source")).not.toEqual([]);
  });

  test.each([
    "pairs.rows.map((row) => row.adjustedPValue)",
    "paths.slice(0, 2).concat([paths[4]])",
    'item.replace("perception_", "")',
    "Object.values(stated.weights).map((weight) => 2 * weight)",
    'earlier.table["holdoutLength"].values[0]',
    "cohort.shape[0]",
    "Math.pow(2, 3)",
    "await describe(answers)",
    'bands.map((band) => band["truly there"])',
  ])("%s is as it should be", (code) => {
    expect(danfoCalls(code, "cell")).toEqual([]);
  });
});
