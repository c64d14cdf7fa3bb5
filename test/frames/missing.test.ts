import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropMissing } from "../../src/frames/dropMissing.js";
import { fillMissing } from "../../src/frames/fillMissing.js";
import { missing } from "../../src/frames/missing.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import { asTable } from "../../src/tables/table-like.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf, unsigned } from "./plain-rows.js";

const answers = () =>
  made({ score: [9, null, 0, null], reason: ["price", null, "", null], left: [true, false, null, null] });

describe("missing(frame)", () => {
  test("counts by column and by what is missing together", async () => {
    expect(await missing(await answers())).toEqual({
      rows: 4,
      complete: 1,
      columns: [
        { column: "score", missing: 2, share: 0.5 },
        { column: "reason", missing: 2, share: 0.5 },
        { column: "left", missing: 2, share: 0.5 },
      ],
      patterns: [
        { missing: [], n: 1 },
        { missing: ["left"], n: 1 },
        { missing: ["score", "reason"], n: 1 },
        { missing: ["score", "reason", "left"], n: 1 },
      ],
    });
  });

  test("of no rows has no share", async () => {
    expect(await missing(await made({ a: [] }))).toEqual({
      rows: 0,
      complete: 0,
      columns: [{ column: "a", missing: 0, share: null }],
      patterns: [],
    });
  });

  test("has room for a hundred columns", async () => {
    const columns = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`q${i}`, [i % 3 === 0 ? null : 1, 2, null]]),
    );
    const { complete, patterns } = await missing(await made(columns));
    expect([complete, patterns.map((pattern) => pattern.missing.length)]).toEqual([1, [0, 34, 100]]);
  });
});

describe("dropMissing(frame, names) and fillMissing(frame, values)", () => {
  test("dropMissing keeps the rows in which nothing of these is missing; empty text is not missing", async () => {
    expect(cellsIn(await dropMissing(await answers()))).toEqual([["price", 9, true]].map(([a, b, c]) => [b, a, c]));
    expect(cellsIn(await dropMissing(await answers(), ["score", "reason"]))).toHaveLength(2);
    await expect(dropMissing(await answers(), "scor")).rejects.toThrow("dropMissing: no column 'scor'");
  });

  test("fillMissing puts the value where none was, and nowhere else", async () => {
    const filled = await fillMissing(await answers(), { score: 0, reason: "none given", left: false });
    expect(cellsIn(filled)).toEqual([
      [9, "price", true],
      [0, "none given", false],
      [0, "", false],
      [0, "none given", false],
    ]);
    expect(cellsIn(await fillMissing(await answers(), { reason: "price" }))[1]![1]).toBe("price");
  });

  test("a value of another type is refused", async () => {
    const frame = await answers();
    const refused = (values: Record<string, string | number | boolean>) => expect(fillMissing(frame, values)).rejects;
    await refused({ score: "0" }).toThrow("fillMissing requires a value of the type of 'score', number; got '0'");
    await refused({ score: Number.NaN }).toThrow("of the type of 'score', number; got NaN");
    await refused({ reason: 0 }).toThrow("of the type of 'reason', text; got 0");
    await refused({ scor: 0 }).toThrow("fillMissing: no column 'scor'");
    const days = await fromColumns([["day", { type: "date", codes: Int32Array.of(-1), dictionary: [] }]]);
    await expect(fillMissing(days, { day: "21.3.2026" })).rejects.toThrow("of the type of 'day', date");
    const filled = await fillMissing(days, { day: "2026-03-21" });
    expect(await asTable(filled).columns()).toEqual([{ name: "day", type: "date" }]);
  });
});

test("missing(frame) counts what the cells show, and dropMissing keeps the complete ones", async () => {
  await fc.assert(
    fc.asyncProperty(plainTable, async (table) => {
      const [frame, rows] = [await frameOf(table), rowsOf(table)];
      const complete = rows.filter((row) => !row.includes(null));
      const found = await missing(frame);
      expect(found.complete).toBe(complete.length);
      expect(found.columns.map((column) => column.missing)).toEqual(
        table.columns.map((_, place) => rows.filter((row) => row[place] === null).length),
      );
      expect(found.patterns.reduce((sum, { n }) => sum + n, 0)).toBe(rows.length);
      expect(cellsIn(await dropMissing(frame))).toEqual(unsigned(complete));
    }),
    { numRuns: 200 },
  );
});
