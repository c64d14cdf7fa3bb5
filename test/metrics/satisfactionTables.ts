import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { expect } from "vitest";
import type { Columns } from "./sameInDuckdb.js";

export const frame = (columns: Readonly<Record<string, readonly unknown[]>>) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

/** Random answers to three questions, some missing, with a segment and a weight. */
export const answers = (top: number) => {
  const answer = fc.option(fc.integer({ min: 1, max: top }), { freq: 6 });
  const row = fc.record({
    a: answer,
    b: answer,
    c: answer,
    segment: fc.option(fc.constantFrom("x", "y", "z"), { freq: 9 }),
    w: fc.option(fc.constantFrom(0.5, 1, 1.25, 3), { freq: 9 }),
  });
  return fc.array(row, { minLength: 1, maxLength: 50 });
};

export type Answer = Readonly<Record<"a" | "b" | "c" | "w", number | null> & { segment: string | null }>;

export const columnsOf = (rows: readonly Answer[]): Columns =>
  Object.fromEntries((["a", "b", "c", "segment", "w"] as const).map((name) => [name, rows.map((row) => row[name])]));

/** Bounds of a reference; null where there is no interval. */
export function expectBounds(
  row: { readonly lower: number | null; readonly upper: number | null },
  interval: readonly number[] | null,
  digits = 9,
): void {
  if (interval === null) expect([row.lower, row.upper]).toEqual([null, null]);
  else {
    expect(row.lower).toBeCloseTo(interval[0]!, digits);
    expect(row.upper).toBeCloseTo(interval[1]!, digits);
  }
}
