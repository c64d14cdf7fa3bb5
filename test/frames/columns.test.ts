import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append } from "../../src/frames/append.js";
import { derive } from "../../src/frames/derive.js";
import { rename } from "../../src/frames/rename.js";
import { select } from "../../src/frames/select.js";
import { asTable } from "../../src/tables/table-like.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf, unsigned } from "./plain-rows.js";

describe("select(frame, names) and rename(frame, names)", () => {
  test("select keeps these columns in this order", async () => {
    const frame = await select(await made({ a: [1], b: ["x"], ["__proto__"]: [true] }), ["__proto__", "a"]);
    expect(frame.columns).toEqual(["__proto__", "a"]);
    expect(cellsIn(frame)).toEqual([[true, 1]]);
    await expect(select(frame, ["aa"])).rejects.toThrow("select: no column 'aa' in survey.csv; nearest: 'a'");
    await expect(select(frame, ["a", "a"])).rejects.toThrow("select requires each column once; got 'a' twice");
  });

  test("rename gives new names, also two to each other, and none twice", async () => {
    const frame = await made({ a: [1], b: [2], c: [3] });
    expect((await rename(frame, { a: "b", b: "a" })).columns).toEqual(["b", "a", "c"]);
    expect((await rename(frame, { a: "constructor" })).columns).toEqual(["constructor", "b", "c"]);
    await expect(rename(frame, { a: "c" })).rejects.toThrow("rename requires a name for each column; got 'c' twice");
    await expect(rename(frame, { d: "e" })).rejects.toThrow("rename: no column 'd'");
  });

  test("a table keeps its name, and its dates are dates", async () => {
    const frame = await made({ a: [1] }, "orders.csv");
    expect(asTable(await rename(await select(frame, ["a"]), { a: "b" })).name).toBe("orders.csv");
  });
});

describe("derive(frame, name, columns, value)", () => {
  test("what is missing stays missing, unless the function asked to see it", async () => {
    const frame = await made({ a: [1, null, 3], b: [2, 2, null] });
    const sum = (a: number, b: number) => a + b;
    expect(cellsIn(await derive(frame, "sum", ["a", "b"], sum)).map((row) => row[2])).toEqual([3, null, null]);
    const known = await derive(frame, "known", ["a", "b"], (a, b) => a !== null && b !== null, { missing: "given" });
    expect(cellsIn(known).map((row) => row[2])).toEqual([true, false, false]);
  });

  test("a column of the name is replaced in its place; the frame given stays as it is", async () => {
    const frame = await made({ a: [0.1, 0.2], b: ["x", "y"] });
    const tenfold = await derive(frame, "a", "a", (a: number) => 10 * a);
    expect(tenfold.columns).toEqual(["a", "b"]);
    expect(cellsIn(tenfold)).toEqual([
      [1, "x"],
      [2, "y"],
    ]);
    expect(cellsIn(frame)[0]).toEqual([0.1, "x"]);
    expect(cellsIn(await derive(frame, "__proto__", [], () => "any"))[1]).toEqual([0.2, "y", "any"]);
  });

  test("works on rows that were chosen: danfo's addColumn failed there", async () => {
    const { filter } = await import("../../src/frames/filter.js");
    const chosen = await filter(await made({ a: [1, 2, 3] }), { a: { from: 2 } });
    expect(cellsIn(await derive(chosen, "double", "a", (a: number) => 2 * a))).toEqual([
      [2, 4],
      [3, 6],
    ]);
  });

  test("values of several types, infinite ones and unknown columns are refused", async () => {
    const frame = await made({ a: [0, 1] });
    await expect(derive(frame, "b", "a", (a: number) => 1 / a)).rejects.toThrow("got Infinity (row 1)");
    await expect(derive(frame, "b", "a", (a: number) => (a === 0 ? "none" : a))).rejects.toThrow(
      "column 'b' of survey.csv requires one type; got text (1 row, row 1) and numbers (1 row, row 2)",
    );
    await expect(derive(frame, "b", "aa", (a: number) => a)).rejects.toThrow("derive b: no column 'aa'");
  });
});

describe("append(tables)", () => {
  test("brings columns together by name", async () => {
    const [one, other] = [await made({ a: [1], b: ["x"] }), await made({ b: [null, "y"], a: [2, null] })];
    const both = await append([one, other]);
    expect(both.columns).toEqual(["a", "b"]);
    expect(cellsIn(both)).toEqual([
      [1, "x"],
      [2, null],
      [null, "y"],
    ]);
  });

  test("a column that one table lacks is refused, or filled where that was asked", async () => {
    const [one, other] = [await made({ a: [1] }), await made({ a: [2], b: ["y"] }, "autumn.csv")];
    await expect(append([one, other])).rejects.toThrow(
      "append requires the same columns in every table; got none 'b' in survey.csv, table 1 of 2",
    );
    expect(cellsIn(await append([one, other], { columns: "fill" }))).toEqual([
      [1, null],
      [2, "y"],
    ]);
  });

  test("numbers below text are refused; a column without any value goes with every type", async () => {
    const [one, other] = [await made({ a: [1] }), await made({ a: ["1"] })];
    await expect(append([one, other])).rejects.toThrow("append: column 'a' requires one type; got number and text");
    expect(cellsIn(await append([await made({ a: [null] }), other]))).toEqual([[null], ["1"]]);
    await expect(append([])).rejects.toThrow("append requires a table; got none");
  });
});

test("append(select(frame), select(frame)) is the rows twice, and each derived cell is its row's", async () => {
  await fc.assert(
    fc.asyncProperty(plainTable, async (table) => {
      const frame = await frameOf(table);
      const rows = unsigned(rowsOf(table));
      const names = table.columns.map(({ name }) => name).reverse();
      expect(cellsIn(await append([frame, await select(frame, names)]))).toEqual([...rows, ...rows]);
      const sum = (score: number, revenue: number) => score + revenue;
      const right = rows.map(([, score, , , revenue]) =>
        score === null || revenue === null ? null : (score as number) + (revenue as number),
      );
      const derived = await derive(frame, "sum", ["score", "revenue"], sum);
      expect(cellsIn(derived).map((row) => row.at(-1))).toEqual(unsigned([right])[0]);
    }),
    { numRuns: 200 },
  );
});
