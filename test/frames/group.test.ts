import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { group } from "../../src/frames/group.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Cell } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf } from "./plain-rows.js";

const EVERYTHING = {
  rows: "rows",
  count: { count: "score" },
  missing: { missing: "score" },
  distinct: { distinct: "score" },
  sum: { sum: "score" },
  mean: { mean: "score" },
  median: { median: "score" },
  deviation: { standardDeviation: "score" },
  min: { min: "score" },
  max: { max: "score" },
} as const;

describe("group(frame, by, aggregates)", () => {
  test("the mean of (4, missing, 6) is 5 and their count 2: danfo said 3.33 and 3", async () => {
    const frame = await made({ g: ["a", "a", "a"], x: [4, null, 6] });
    const found = await group(frame, "g", { n: "rows", answered: { count: "x" }, mean: { mean: "x" } });
    expect(found.columns).toEqual(["g", "n", "answered", "mean"]);
    expect(cellsIn(found)).toEqual([["a", 3, 2, 5]]);
  });

  test("('a-b', 'c') and ('a', 'b-c') are two groups, and so are constructor and __proto__", async () => {
    const frame = await made({
      first: ["a-b", "a", "constructor", "__proto__", null],
      second: ["c", "b-c", "x", "x", "x"],
    });
    expect(cellsIn(await group(frame, ["first", "second"], { n: "rows" }))).toEqual([
      ["__proto__", "x", 1],
      ["a", "b-c", 1],
      ["a-b", "c", 1],
      ["constructor", "x", 1],
      [null, "x", 1],
    ]);
  });

  test("1 and '1' in one column are refused, never one group", async () => {
    const { DataFrame } = await import("danfojs-node");
    const frame = new DataFrame({ g: [1, "1"], x: [1, 2] });
    await expect(group(frame, "g", { n: "rows" })).rejects.toThrow("requires one type; got numbers (1 row, row 1)");
  });

  test("dates and text have a smallest and a largest, and a median lies between two numbers", async () => {
    const frame = await made({ g: ["a", "a", "b"], day: ["2026-03-21", "2025-01-01", null], x: [1, 4, null] });
    const asked = { first: { min: "day" }, last: { max: "day" }, middle: { median: "x" } } as const;
    expect(cellsIn(await group(frame, "g", asked))).toEqual([
      ["a", "2025-01-01", "2026-03-21", 2.5],
      ["b", null, null, null],
    ]);
  });

  test("[] makes one row of everybody, also of nobody", async () => {
    const frame = await made({ x: [1, 2, 6] });
    expect(cellsIn(await group(frame, [], { mean: { mean: "x" }, middle: { median: "x" } }))).toEqual([[3, 2]]);
    expect(cellsIn(await group(await made({ x: [] }), [], { n: "rows", mean: { mean: "x" } }))).toEqual([[0, null]]);
  });

  test("columns may have the names that it uses itself", async () => {
    const frame = await made({ "of rows": ["a", "b"], __proto__x: [1, 2] });
    const found = await group(frame, "of rows", { "of count 0": { count: "__proto__x" }, ["__proto__"]: "rows" });
    expect(cellsIn(found)).toEqual([
      ["a", 1, 1],
      ["b", 1, 1],
    ]);
  });

  test.each([
    [{ n: { mean: "g" } }, "group requires numbers in 'g'; got text in survey.csv"],
    [{ n: { mean: "y" } }, "group: no column 'y' in survey.csv; nearest: 'g', 'x'"],
    [{ n: { middle: "x" } }, "group requires 'rows' or one of count, missing"],
    [{ n: { mean: "x", sum: "x" } }, "for 'n'; got several"],
    [{ g: "rows" }, "group requires a name for each column; got 'g' twice"],
  ])("%j is refused", async (aggregates, message) => {
    await expect(group(await made({ g: ["a"], x: [1] }), "g", aggregates as never)).rejects.toThrow(message);
  });
});

/** What each aggregate is, worked out from the numbers of one group. */
function byHand(rows: readonly Cell[]): (number | null)[] {
  const numbers = (rows.filter((score) => score !== null) as number[]).sort((a, b) => a - b);
  const n = numbers.length;
  const sum = numbers.reduce((total, score) => total + score, 0);
  const squares = numbers.reduce((total, score) => total + (score - sum / n) ** 2, 0);
  const middle = (numbers[Math.floor((n - 1) / 2)]! + numbers[Math.floor(n / 2)]!) / 2;
  const some = (value: number) => (n === 0 ? null : value);
  const deviation = n < 2 ? null : Math.sqrt(squares / (n - 1));
  const ends = [some(numbers[0]!), some(numbers[n - 1]!)];
  return [
    rows.length,
    n,
    rows.length - n,
    new Set(numbers).size,
    some(sum),
    some(sum / n),
    some(middle),
    deviation,
    ...ends,
  ];
}

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

test("group(frame, by, aggregates) is what each group's own rows give", async () => {
  await fc.assert(
    fc.asyncProperty(plainTable, fc.subarray(["segment", "member", "group"]), async (table, by) => {
      const found = await group(await frameOf(table), by, EVERYTHING);
      const places = by.map((name) => table.columns.findIndex((column) => column.name === name));
      const groups = new Map<string, Cell[]>(by.length === 0 ? [["[]", []]] : []);
      for (const row of rowsOf(table)) {
        const key = JSON.stringify(places.map((place) => row[place]! || (row[place] === 0 ? 0 : row[place])));
        groups.set(key, [...(groups.get(key) ?? []), row[1]!]);
      }
      const rows = cellsIn(found);
      expect(rows).toHaveLength(groups.size);
      for (const row of rows) {
        const right = byHand(groups.get(JSON.stringify(row.slice(0, by.length)))!);
        expect(row.slice(by.length)).toEqual(right.map(near));
      }
    }),
    { numRuns: 200 },
  );
});

test("group(table) of a table on an engine gives what the same rows give in memory", async () => {
  const engine = await openDuckdb({ folders: [] });
  await engine.query(
    "CREATE TABLE t AS SELECT * FROM (VALUES ('a', 4), ('a', NULL), ('a', 6), (NULL, 1), ('b', 2.5)) AS v(g, score)",
  );
  const table = sqlTable(engine, await typedRelation(engine, "t", "t"));
  const frame = await made({ g: ["a", "a", "a", null, "b"], score: [4, null, 6, 1, 2.5] });
  expect(cellsIn(await group(table, "g", EVERYTHING))).toEqual(cellsIn(await group(frame, "g", EVERYTHING)));
  expect(asTable(await group(table, "g", { n: "rows" })).name).toContain("by g");
});
