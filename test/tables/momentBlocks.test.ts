import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { TypedColumn } from "../../src/tables/table.js";

/** Rows beyond one block of those that are added up together. */
const ROWS = 1500;

type Column = readonly (number | null)[];

const numbersOf = (column: Column): TypedColumn => ({
  type: "number",
  values: Float64Array.from(column, (value) => value ?? Number.NaN),
});

function tableOf(columns: Readonly<Record<string, Column>>) {
  const typed = new Map(Object.entries(columns).map(([name, column]) => [name, numbersOf(column)]));
  return memoryTable({
    name: "t",
    rows: () => ROWS,
    names: () => [...typed.keys()],
    column: (name) => typed.get(name)!,
  });
}

/** Σ of whole numbers, added without any rounding. */
const exactly = (values: readonly bigint[]) => Number(values.reduce((sum, value) => sum + value, 0n));

type Scale = readonly [min: number, max: number, spread: "even" | "mostly largest"];

/** Whole numbers from `min` to `max`, a few missing: by a seed, since so many are slow to shrink. */
function whole([min, max, spread]: Scale, seed: number): Column {
  let state = seed >>> 0;
  return Array.from({ length: ROWS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const part = state / 2 ** 32;
    if (part < 0.02) return null;
    if (spread === "mostly largest") return part < 0.04 ? min : max;
    return min + Math.floor(part * (max - min + 1));
  });
}

/** Scales whose sums fill the bits they are packed in, ones that are too large for it, and negative numbers. */
const SCALES: readonly Scale[] = [
  [1, 7, "even"],
  [0, 11, "mostly largest"],
  [0, 12, "mostly largest"],
  [0, 15, "mostly largest"],
  [-11, 0, "mostly largest"],
  [-11, 11, "even"],
  [-11, 11, "mostly largest"],
  [-500, 90_000, "even"],
];

describe("moments(columns) of more rows than are added up at once", () => {
  test("is every Σx and Σxx′ to the last digit, by pattern and by group, packed or not", async () => {
    const scales = fc.array(fc.tuple(fc.constantFrom(...SCALES), fc.nat()), { minLength: 1, maxLength: 8 });
    const law = fc.asyncProperty(
      scales,
      fc.constantFrom("listwise" as const, "pattern" as const),
      async (of, missing) => {
        const columns = Object.fromEntries(of.map(([scale, seed], i) => [`c${i}`, whole(scale, seed)]));
        const groups = whole([1, 3, "even"], 7);
        const names = Object.keys(columns);
        const found = await tableOf({ ...columns, groups }).moments(names, { by: ["groups"], missing });
        let counted = 0;
        for (const { keys, columns: present, n, sum, cross } of found) {
          const isHere = (row: number) =>
            groups[row] === keys[0] &&
            names.every(
              (name) => (columns[name]![row] !== null) === (missing === "listwise" || present.includes(name)),
            );
          const rows = groups.map((_, row) => row).filter(isHere);
          const value = (name: string, row: number) => BigInt(columns[name]![row]!);
          expect(n).toBe(rows.length);
          expect(sum).toEqual(present.map((a) => exactly(rows.map((row) => value(a, row)))));
          const products = (a: string, b: string) => exactly(rows.map((row) => value(a, row) * value(b, row)));
          expect(cross).toEqual(present.map((a) => present.map((b) => products(a, b))));
          counted += n;
        }
        if (missing === "pattern") expect(counted).toBe(ROWS);
      },
    );
    await fc.assert(law, { numRuns: 40, seed: 1403 });
  });

  test("keeps patterns of more than sixteen columns apart, in their order", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const columns = Object.fromEntries(
      names.map((name, i) => [name, Array.from({ length: ROWS }, (_, row) => (row % 20 === i ? null : 1))]),
    );
    const found = await tableOf(columns).moments(names, { missing: "pattern" });
    const lacked = found.map(({ columns: present }) => names.filter((name) => !present.includes(name)));
    expect(lacked).toEqual(names.map((name) => [name]).reverse());
    expect(found.map(({ n, sum }) => [n, sum])).toEqual(names.map(() => [75, new Array(19).fill(75)]));
  });
});
