import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sort } from "../../src/frames/sort.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import type { Cell } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf, unsigned } from "./plain-rows.js";

const column = async (values: readonly unknown[], by: Parameters<typeof sort>[1], options = {}) =>
  cellsIn(await sort(await made({ x: values }), by, options)).map(([cell]) => cell);

describe("sort(frame, by)", () => {
  test("puts what is missing last, both ways: danfo put it anywhere", async () => {
    expect(await column([3, null, 1, Number.NaN, 2], "x")).toEqual([1, 2, 3, null, null]);
    expect(await column([3, null, 1, 2], { descending: "x" })).toEqual([3, 2, 1, null]);
    expect(await column(["b", null, "a"], { descending: "x" })).toEqual(["b", "a", null]);
    expect(await column([true, null, false], "x")).toEqual([false, true, null]);
    expect(await column([], "x")).toEqual([]);
  });

  test("orders text by code point, or as a Persian dictionary does", async () => {
    const words = ["گل", "یک", "پا", "تا", "آب", "با", "ژاله", "زر"];
    expect(await column(words, "x")).toEqual(["آب", "با", "تا", "زر", "پا", "ژاله", "گل", "یک"]);
    expect(await column(words, "x", { order: "persian" })).toEqual(["آب", "با", "پا", "تا", "زر", "ژاله", "گل", "یک"]);
    expect(await column(words, { descending: "x" }, { order: "persian" })).toEqual(
      ["آب", "با", "پا", "تا", "زر", "ژاله", "گل", "یک"].reverse(),
    );
    expect(await column(["😀", "\uFFFD"], "x")).toEqual(["\uFFFD", "😀"]);
  });

  test("leaves the frame it was given as it is", async () => {
    const frame = await made({ x: [2, 1] });
    await sort(frame, "x");
    expect(cellsIn(frame)).toEqual([[2], [1]]);
  });

  test("a column that is not there is named with the nearest", async () => {
    await expect(sort(await made({ score: [1] }), { descending: "scor" })).rejects.toThrow(
      "sort: no column 'scor' in survey.csv; nearest: 'score'",
    );
  });

  test("200,000 numbers with missing ones among them, which danfo took 34 s for", async () => {
    const values = Float64Array.from({ length: 200_000 }, (_, row) =>
      row % 10 === 3 ? Number.NaN : (row * 7919) % 200_003,
    );
    const sorted = await sort(await fromColumns([["x", { type: "number", values }]]), "x");
    const { x } = await asTable(sorted).typed(["x"]);
    expect((x as { values: Float64Array }).values).toEqual(values.slice().sort());
  });
});

/** The order worked out by comparing: missing last, text by its UTF-8 bytes. */
function compare(a: Cell, b: Cell, isDescending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order =
    typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : Number(a) - Number(b);
  return isDescending ? -order : order;
}

test("sort(frame, by) is the stable order by each column in turn", async () => {
  const by = fc.array(fc.record({ place: fc.integer({ min: 0, max: 9 }), isDescending: fc.boolean() }), {
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(plainTable, by, async (table, keys) => {
      const names = table.columns.map(({ name }) => name);
      const asked = keys.map(({ place, isDescending }) =>
        isDescending ? { descending: names[place]! } : names[place]!,
      );
      const right = rowsOf(table).sort((a, b) => {
        const found = keys.map(({ place, isDescending }) => compare(a[place]!, b[place]!, isDescending));
        return found.find((order) => order !== 0) ?? 0;
      });
      expect(cellsIn(await sort(await frameOf(table), asked))).toEqual(unsigned(right));
    }),
    { numRuns: 300 },
  );
});
