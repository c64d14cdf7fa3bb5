import { DataFrame, Series } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import { requireColumns, requireNumberColumns } from "../../src/tables/requirements.js";
import type { TypedColumn } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";

const numbers = (...values: number[]): TypedColumn => ({ type: "number", values: Float64Array.from(values) });

const text = (...values: string[]): TypedColumn => {
  const dictionary = [...new Set(values)];
  return { type: "text", codes: Int32Array.from(values, (value) => dictionary.indexOf(value)), dictionary };
};

const made = () =>
  fromColumns(
    [
      ["segment", text("a", "b", "a")],
      ["score", numbers(9, 10, Number.NaN)],
    ],
    "survey.csv",
  );

const plain = () => new DataFrame({ segment: ["a", "b", "a"], score: [9, 10, null] });

/** Σ score by segment, as a metric would ask for it. */
const sums = async (frame: DataFrame) =>
  Object.fromEntries(
    (await asTable(frame).crosstab(["segment"], ["score"])).map(({ keys, sums: [sum] }) => [keys[0], sum]),
  );

describe.each([
  ["a frame of the user's", async () => plain()],
  ["a frame from typed columns", made],
])("%s", (_, make) => {
  test("is counted as it stands", async () => {
    expect(await sums(await make())).toEqual({ a: 9, b: 10 });
  });

  test("column by assignment: the new values are counted, not the remembered ones", async () => {
    const frame = await make();
    await sums(frame);
    frame.score = [1, 2, 3];
    expect(await sums(frame)).toEqual({ a: 4, b: 2 });
    frame.score = new Series([5, 5, 5]);
    expect(await sums(frame)).toEqual({ a: 10, b: 5 });
  });

  test("addColumn, drop, rename, fillNa in place are seen", async () => {
    const frame = await make();
    await sums(frame);
    frame.addColumn("double", [18, 20, 0], { inplace: true });
    expect((await asTable(frame).crosstab([], ["double"]))[0]!.sums).toEqual([38]);
    frame.fillNa([100], { columns: ["score"], inplace: true });
    expect(await sums(frame)).toEqual({ a: 109, b: 10 });
    frame.rename({ double: "twice" }, { inplace: true });
    expect((await asTable(frame).crosstab([], ["twice"]))[0]!.sums).toEqual([38]);
    await expect(asTable(frame).crosstab(["double"])).rejects.toThrow("no column 'double'");
    frame.drop({ columns: ["segment"], inplace: true });
    await expect(sums(frame)).rejects.toThrow("crosstab: no column 'segment'");
  });

  test("rows dropped in place and values replaced in place are seen", async () => {
    const frame = await make();
    await sums(frame);
    frame.drop({ index: [0], inplace: true });
    expect(await sums(frame)).toEqual({ a: 0, b: 10 });
    frame.replace("b", "c", { columns: ["segment"], inplace: true });
    expect(await sums(frame)).toEqual({ a: 0, c: 10 });
  });

  test("looks like any Danfo frame: shape, columns, dtypes, head, column, iloc, values, print", async () => {
    const frame = await make();
    expect(frame.shape).toEqual([3, 2]);
    expect(frame.columns).toEqual(["segment", "score"]);
    expect(frame.dtypes).toEqual(["string", "float32"]);
    expect(frame.index).toEqual([0, 1, 2]);
    expect(frame.head(2).values).toEqual([
      ["a", 9],
      ["b", 10],
    ]);
    expect(frame.score.values).toEqual([9, 10, null]);
    expect(frame.column("score").mean()).toBe(9.5);
    expect(frame.iloc({ rows: [1], columns: [0] }).values).toEqual([["b"]]);
    expect(frame.values).toEqual([
      ["a", 9],
      ["b", 10],
      ["a", null],
    ]);
    expect(frame.toString()).toContain("segment");
    expect(frame instanceof DataFrame).toBe(true);
  });
});

describe("fromColumns(columns)", () => {
  test("gives dates as ISO text that the table knows as dates, and no columns is no columns", async () => {
    const days: TypedColumn = { type: "date", codes: Int32Array.of(0, -1), dictionary: ["2026-03-21"] };
    const frame = await fromColumns([["day", days]]);
    expect(frame.values).toEqual([["2026-03-21"], [null]]);
    expect(await asTable(frame).columns()).toEqual([{ name: "day", type: "date" }]);
    expect((await fromColumns([])).shape).toEqual([0, 0]);
    expect((await fromColumns([["a", numbers()]])).shape).toEqual([0, 1]);
  });

  test("refuses columns of several lengths and a name given twice", async () => {
    await expect(
      fromColumns([
        ["a", numbers(1)],
        ["b", numbers(1, 2)],
      ]),
    ).rejects.toThrow("fromColumns requires columns of one length; got 2 in 'b', not 1");
    await expect(
      fromColumns([
        ["a", numbers(1)],
        ["a", numbers(1)],
      ]),
    ).rejects.toThrow("got 'a' twice");
  });
});

describe("a column of a user's frame", () => {
  const crossed = (values: unknown[]) => asTable(new DataFrame({ x: values }), "visits").crosstab(["x"]);

  test("1 and '1' are never merged (danfo made one group of them): refused, with rows", async () => {
    await expect(crossed([1, 2, "1", "x", 3])).rejects.toThrow(
      "column 'x' of visits requires one type; got numbers (3 rows, first at row 1) and text (2 rows, first at row 3)",
    );
  });

  test("null, undefined and NaN are missing, and are one key", async () => {
    expect(await crossed(["a", null, undefined, Number.NaN, "a"])).toMatchObject([
      { keys: ["a"], n: 2 },
      { keys: [null], n: 3 },
    ]);
    expect(await crossed([Number.NaN, null])).toMatchObject([{ keys: [null], n: 2 }]);
  });

  test.each([
    ["a Date", new Date(0), "a Date object; give dates as ISO text"],
    ["infinity", Number.POSITIVE_INFINITY, "got Infinity (row 2)"],
    ["a bigint", 2n ** 60n, "the bigint 1152921504606846976"],
    ["an object", { a: 1 }, "a value of type object"],
  ])("%s is refused", async (_, value, expected) => {
    await expect(crossed([1, value])).rejects.toThrow(expected);
  });

  test("another column of mixed type does not stand in the way", async () => {
    const frame = new DataFrame({ x: [1, "1"], y: ["a", "b"] });
    expect(await asTable(frame).crosstab(["y"])).toHaveLength(2);
  });
});

describe("requireColumns(table, names, caller)", () => {
  test("names the nearest columns", async () => {
    const table = asTable(await made());
    await expect(requireColumns(table, ["scor"], "nps")).rejects.toThrow(
      "nps: no column 'scor' in survey.csv; nearest: 'score'",
    );
    await expect(requireColumns(table, ["Segment "], "nps")).rejects.toThrow("nearest: 'segment'");
    await expect(requireColumns(table, ["recommend"], "nps")).rejects.toThrow(
      "nps: no column 'recommend' in survey.csv; columns: 'segment', 'score'",
    );
    expect(await requireColumns(table, ["score"], "nps")).toMatchObject([{ name: "score", type: "number" }]);
  });

  test("requireNumberColumns refuses text", async () => {
    await expect(requireNumberColumns(asTable(await made()), ["segment"], "nps")).rejects.toThrow(
      "nps requires numbers in 'segment'; got text in survey.csv",
    );
  });

  test("a sum of text and a promise instead of a frame are refused", async () => {
    await expect(asTable(await made()).crosstab([], ["segment"])).rejects.toThrow(
      "a sum requires a number column; 'segment' is text",
    );
    expect(() => asTable(made() as never)).toThrow("got a promise; put await before the call that made it");
    expect(() => asTable([1] as never)).toThrow("asTable requires a Danfo DataFrame or a table; got an array");
  });
});
