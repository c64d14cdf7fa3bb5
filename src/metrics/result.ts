import type { Cell } from "../tables/table.js";

/** A number that was estimated. What cannot exist is null, with a note that says why. Never NaN, never 0 for "nobody". */
export interface Estimate {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Answers, customers or cases the estimate stands on. */
  readonly n: number;
  readonly note: string | null;
}

/** What cannot exist, and why. */
export const nothing = (n: number, note: string | null): Estimate => ({
  estimate: null,
  lower: null,
  upper: null,
  n,
  note,
});

/** The segment a row speaks of: one entry a `by` column. */
export type Keys = Readonly<Record<string, Cell>>;

/** "points" is −100…100, "share" is 0–1 (or beyond, where the name allows it), "score" is on the question's scale, "ratio" is 1 for alike. */
export type Unit =
  | "points"
  | "share"
  | "score"
  | "currency"
  | "hours"
  | "days"
  | "pages"
  | "purchases"
  | "customers"
  | "index"
  | "ratio";

/** What every metric returns. Plain data: it can be written as JSON and read back. */
export interface Result<Row extends Estimate> {
  readonly metric: string;
  /** The label to print, with the variant in it: 'NPS', 'Retention (sales-adjusted, base)'. */
  readonly label: string;
  /** Everybody, segments or not. */
  readonly overall: Row;
  /** One row a segment, flat, in the order of `compareCells`; [] without `by`. `keys` holds the segment. */
  readonly rows: readonly (Row & { readonly keys: Keys })[];
  readonly by: readonly string[];
  readonly level: number;
  /** The interval method in words: 'adjusted Wald'. */
  readonly method: string;
  readonly unit: Unit;
  readonly excluded: { readonly missing: number; readonly outOfRange: number };
}

export interface Test {
  readonly statistic: number;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number;
  readonly method: string;
  readonly n: number;
}
