import { holm } from "../../statistics/multipleComparisons.js";
import type { Estimate } from "../result.js";

/** One score minus another: the sign says which is higher. */
export interface DifferenceRow extends Estimate {
  readonly first: string;
  readonly second: string;
  readonly firstEstimate: number | null;
  readonly secondEstimate: number | null;
  readonly firstN: number;
  readonly secondN: number;
  /** What the interval was built from, and its two-sided p-value: below 1 − level just when the interval leaves zero out. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Holm's, over all rows of the result. */
  readonly adjustedPValue: number | null;
  /** The same customers: how many are higher in the first wave, alike, lower; null for independent groups. */
  readonly improved: number | null;
  readonly unchanged: number | null;
  readonly worsened: number | null;
}

/** One customer in both waves: what she answered, or the class of it. */
export type Pair = readonly [first: number, second: number];

/** The same customers in both waves: how many rose, stayed and fell, and what the rows of all of them share. */
export function pairCounts(pairs: readonly Pair[], names: readonly [string, string]) {
  const count = (direction: number) => pairs.filter(([a, b]) => Math.sign(a - b) === direction).length;
  const n = pairs.length;
  return {
    first: names[0],
    second: names[1],
    firstN: n,
    secondN: n,
    n,
    improved: count(1),
    unchanged: count(0),
    worsened: count(-1),
  };
}

export const UNPAIRED = { improved: null, unchanged: null, worsened: null };

export const UNTESTED = { statistic: null, pValue: null, adjustedPValue: null };

export const NOBODY_TWICE = "nobody answered in both waves";

/** Rows with Holm's p-values over the family of those that have one. */
export function withHolm<Row extends DifferenceRow>(rows: readonly Row[]): Row[] {
  const tested = rows.filter((row) => row.pValue !== null);
  const adjusted = holm(tested.map((row) => row.pValue!));
  return rows.map((row) => ({ ...row, adjustedPValue: adjusted[tested.indexOf(row)] ?? null }));
}
