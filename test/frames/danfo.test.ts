import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { utils, write } from "@e965/xlsx";
import * as danfo from "danfojs-node";
import { describe, expect, test } from "vitest";
import { WRONG } from "../house/danfoCalls.js";

const { DataFrame, Series } = danfo;

const frame = (columns: Record<string, unknown[]>) => new DataFrame(columns);
const series = (...values: unknown[]) => new Series(values);

/** What a call says when it throws. */
function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}

/** What danfo makes of a file. */
async function read(
  name: string,
  write: (file: string) => void,
  reader: (file: string) => Promise<unknown>,
): Promise<unknown> {
  const folder = mkdtempSync(path(tmpdir(), "danfo-"));
  write(path(folder, name));
  const found = (await reader(path(folder, name))) as danfo.DataFrame;
  rmSync(folder, { recursive: true });
  return found.values;
}

function writeSheet(file: string): void {
  const day = new Date(Date.UTC(2026, 2, 21));
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([["day"], [day]]), "one");
  writeFileSync(file, write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}

/** Danfo's own joining, and its reading of a table that was chosen from. */
const nulls = () => frame({ k: [null, "a"], x: [1, 2] });
const chosen = () => {
  const q = frame({ a: [1, 2, 3] }).query(series(false, true, true).values as boolean[]);
  return q.addColumn("b", [7, 8]);
};

type Example = { readonly got: () => unknown; readonly wrong: unknown; readonly right: string };

const COUNTEREXAMPLES: Readonly<Record<string, Example>> = {
  readCSV: {
    got: () => read("a.csv", (file) => writeFileSync(file, "id,x\n00123,1\n"), danfo.readCSV as never),
    wrong: [[123, 1]],
    right: "00123 stays text",
  },
  readJSON: {
    got: () =>
      read("a.json", (file) => writeFileSync(file, '[{"a":1,"b":2,"c":"x"},{"a":2,"c":"y"}]'), danfo.readJSON as never),
    wrong: [
      [1, 2, "x"],
      [2, "y"],
    ],
    right: "values stand under their names",
  },
  readExcel: { got: () => read("a.xlsx", writeSheet, danfo.readExcel as never), wrong: [[46102]], right: "2026-03-21" },
  toCSV: { got: () => danfo.toCSV(frame({ a: ["x,y"], b: [1] })), wrong: "a,b\nx,y,1\n", right: 'a,b\n"x,y",1\n' },
  toDateTime: {
    got: () => danfo.toDateTime(["2024-02-30"]).dayOfMonth().values,
    wrong: [1],
    right: "there is no such day",
  },
  getDummies: {
    got: () => danfo.getDummies(series("a", null)).values,
    wrong: [
      [1, 0],
      [0, 1],
    ],
    right: "missing is no category",
  },
  groupby: {
    got: () =>
      frame({ g: ["a", "a", "a"], x: [4, null, 6] })
        .groupby(["g"])
        .col(["x"])
        .count().values,
    wrong: [["a", 3]],
    right: "2 answers",
  },
  merge: {
    got: () => danfo.merge({ left: nulls(), right: frame({ k: [null], y: [5] }), on: ["k"], how: "inner" }).values,
    wrong: [[null, 1, 5]],
    right: "missing matches nothing",
  },
  concat: {
    got: () => (danfo.concat({ dfList: [frame({ a: [1] }), frame({ a: ["1"] })], axis: 0 }) as danfo.DataFrame).values,
    wrong: [1, "1"],
    right: "refused: numbers and text",
  },
  sortValues: {
    got: () =>
      frame({ x: [3, null, -1] })
        .sortValues("x")
        .column("x").values,
    wrong: [-1, null, 3],
    right: "missing last",
  },
  query: {
    got: () => frame({ x: [1, null, 9] }).query(series(1, null, 9).lt(6)).values,
    wrong: [[1], [null]],
    right: "missing is not below 6",
  },
  lt: { got: () => series(null).lt(6).values, wrong: [true], right: "missing is not below 6" },
  le: { got: () => series(null).le(0).values, wrong: [true], right: "missing is not 0 or below" },
  gt: { got: () => series(null).gt(-1).values, wrong: [true], right: "missing is not above −1" },
  ge: { got: () => series(null).ge(0).values, wrong: [true], right: "missing is not 0 or above" },
  eq: { got: () => series(null).eq(series(null)).values, wrong: [true], right: "missing equals nothing" },
  ne: { got: () => series(null).ne(6).values, wrong: [true], right: "missing is not told from 6" },
  fillNa: {
    got: () => frame({ a: ["x", null] }).fillNa(0).values,
    wrong: [["x"], [0]],
    right: "refused: a number in text",
  },
  dropNa: {
    got: () => frame({ a: [null, 1], b: [1, 2] }).dropNa({ axis: 0 }).values,
    wrong: [
      [null, 1],
      [1, 2],
    ],
    right: "[[1, 2]]",
  },
  replace: {
    got: () => thrown(() => frame({ a: [Number.NaN] }).replace(Number.NaN, 0)),
    wrong: "Params Error: Param 'oldValue' does not support NaN. Use DataFrame.fillNa() instead.",
    right: "[[0]]",
  },
  addColumn: {
    got: () => thrown(() => chosen().query(chosen().column("b").eq(8))),
    wrong: "Cannot read properties of undefined (reading '0')",
    right: "[[3, 8]]",
  },
  map: {
    got: () => series(1, null).map((value: number) => 2 * value).values,
    wrong: [2, 0],
    right: "missing stays missing",
  },
  apply: {
    got: () =>
      (frame({ a: [1, null], b: [2, 3] }).apply((row: unknown[]) => row[0], { axis: 1 }) as danfo.Series).values,
    wrong: [1, 3],
    right: "the first column's cell, missing in row 2",
  },
  applyMap: {
    got: () => frame({ a: [1, null] }).applyMap((value: number) => value + 1).values,
    wrong: [[2], [1]],
    right: "missing stays missing",
  },
  add: { got: () => series(1, null).add(2).values, wrong: [3, 2], right: "missing stays missing" },
  sub: { got: () => series(1, null).sub(2).values, wrong: [-1, -2], right: "missing stays missing" },
  mul: { got: () => series(1, null).mul(2).values, wrong: [2, 0], right: "missing stays missing" },
  div: { got: () => series(1, null).div(2).values, wrong: [0.5, 0], right: "missing stays missing" },
  pow: { got: () => series(3, null).pow(2).values, wrong: [9, 0], right: "missing stays missing" },
  mod: { got: () => series(3, null).mod(2).values, wrong: [1, 0], right: "missing stays missing" },
  abs: { got: () => series(-1, null).abs().values, wrong: [1, 0], right: "missing stays missing" },
  cumSum: { got: () => series(1, null, 2).cumSum().values, wrong: [1, 1, 3], right: "missing stays missing" },
  cumProd: { got: () => series(3, null, 2).cumProd().values, wrong: [3, 0, 0], right: "[3, missing, 6]" },
  cumMax: { got: () => series(-3, null, -2).cumMax().values, wrong: [-3, null, null], right: "[−3, missing, −2]" },
  asType: {
    got: () => series("1.9", "12,5").asType("int32").values,
    wrong: [1, 12],
    right: "refused: neither is a whole number",
  },
  unique: { got: () => series("a", null).unique().values, wrong: ["a", null], right: "missing is no value" },
  nUnique: { got: () => series(1, null).nUnique(), wrong: 2, right: "1 value" },
  describe: {
    got: () => thrown(() => frame({ a: [1, null] }).describe()),
    wrong: "mean requires numbers; got null",
    right: "1 answered, 1 missing",
  },
};

describe("what Danfo does wrong, one example each", () => {
  test("there is an example of every call that the rule of the house calls wrong, and of no other", () => {
    expect(Object.keys(COUNTEREXAMPLES).sort()).toEqual(Object.keys(WRONG).sort());
  });

  test.each(Object.entries(COUNTEREXAMPLES))("%s", async (_, { got, wrong, right }) => {
    expect(right).not.toEqual(JSON.stringify(wrong));
    expect(await got()).toEqual(wrong);
  });

  test("mean and sum of text that holds digits: 263 and '789'", () => {
    expect(series("7", "8", "9").mean()).toBe(263);
    expect(series("7", "8", "9").sum()).toBe("0789");
  });
});
