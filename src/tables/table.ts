/**
 * Where rows live, as a metric sees it: three tallies and, for what truly needs single rows, typed columns.
 * Memory (a Danfo DataFrame) and DuckDB implement this interface and give the same numbers.
 */

/** A value of a key: what stands in one cell. `null` is a missing answer and is a key like any other. */
export type Cell = string | number | boolean | null;

/** Dates are ISO text (`2026-03-21`), date-times are ISO text without a zone (`2026-03-21T14:05:00`). */
export type ColumnType = "number" | "text" | "boolean" | "date" | "datetime";

export interface ColumnInfo {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * What a crosstab adds up: a number column (booleans count as 0 and 1), a product, the smaller or the larger of two,
 * 1 where the first is below the second and 0 where it is not (which counts rows: `{ below: ["end", "start"] }`), or the first
 * as it is where the second is not missing (`{ given: ["start", "end"] }`).
 * A term is missing in a row when any of its columns is missing there; missing terms are not added.
 */
export type Term =
  | string
  | { readonly product: readonly [Term, Term] }
  | { readonly min: readonly [Term, Term] }
  | { readonly max: readonly [Term, Term] }
  | { readonly below: readonly [Term, Term] }
  | { readonly given: readonly [Term, Term] };

/** The two terms a term is made of. */
export function pairOf(term: Exclude<Term, string>): readonly [Term, Term] {
  if ("product" in term) return term.product;
  if ("min" in term) return term.min;
  if ("max" in term) return term.max;
  return "below" in term ? term.below : term.given;
}

/** One combination of key values that occurs. */
export interface Cross {
  /** The key values, in the order asked for. */
  readonly keys: readonly Cell[];
  /** Rows in this combination. */
  readonly n: number;
  /** Σ of each term, in the order asked for, over the rows where it is not missing (0 if there are none). */
  readonly sums: readonly number[];
  /** Rows where each term is not missing. */
  readonly counts: readonly number[];
}

/** First and second moments of a group of rows: everything linear models and gaps need. */
export interface Moments {
  /** Values of `by`, in the order asked for; [] without `by`. */
  readonly keys: readonly Cell[];
  /** The columns that are present in these rows: all of them for "listwise", the pattern's for "pattern". */
  readonly columns: readonly string[];
  /** Rows used. */
  readonly n: number;
  /** Σw and Σw² (n and n without a weight). */
  readonly weight: number;
  readonly weightSquared: number;
  /** Σw·x by column. */
  readonly sum: readonly number[];
  /** Σw·x·x′, symmetric, row by row. */
  readonly cross: readonly (readonly number[])[];
  /**
   * Σw·(x − x̄)(x′ − x̄′): what variances and correlations are made of. Made from shifted sums, so that it keeps its digits
   * where `cross` minus `sum`·`sum`/`weight` would lose them. 0 when there are no rows.
   */
  readonly deviations: readonly (readonly number[])[];
  /** Σw²·x and Σw²·x·x′: what the variance of a weighted mean needs (equal to the above without a weight). */
  readonly squaredWeightSum: readonly number[];
  readonly squaredWeightCross: readonly (readonly number[])[];
}

export interface MomentsOptions {
  readonly by?: readonly string[];
  /** A number column, ≥ 0; rows where it is missing are left out. */
  readonly weight?: string;
  /**
   * "listwise" (default): rows with any missing column are left out.
   * "pattern": one entry for each combination of `by` and of present columns, so that no answer is lost.
   */
  readonly missing?: "listwise" | "pattern";
}

/** Rows whose column of text holds this label, such as one that `cut` makes. */
export interface Within {
  readonly column: string;
  readonly label: string;
}

/**
 * One column of a rolled-up table, of all rows or of those within a label. `first` and `last` need `orderBy`; ties keep the
 * smallest value.
 */
export type Aggregate =
  | { readonly first: string }
  | { readonly last: string }
  | { readonly min: string; readonly within?: Within }
  | { readonly max: string; readonly within?: Within }
  | { readonly sum: string; readonly within?: Within }
  | { readonly count: string; readonly within?: Within }
  | { readonly distinct: string }
  | "rows"
  | { readonly rows: Within };

export interface RollUpOptions {
  readonly orderBy?: string;
}

/** A stretch of dates as ISO text: from the first day on, before the first day of what follows. */
export interface DateRange {
  readonly from: string;
  readonly before: string;
  readonly label: string;
}

/** A column in memory. NaN, code −1 and 255 stand for missing. */
export type TypedColumn =
  | { readonly type: "number"; readonly values: Float64Array }
  | { readonly type: "boolean"; readonly values: Uint8Array }
  | {
      readonly type: "text" | "date" | "datetime";
      readonly codes: Int32Array;
      readonly dictionary: readonly string[];
    };

export interface Table {
  /** What it is called in messages: 'survey.csv', 'the table'. */
  readonly name: string;
  /** Said where typed columns are at hand and cost nothing: then bringing alike rows together first saves none. */
  readonly place?: "memory";
  /** The columns, in order. */
  columns(): Promise<readonly ColumnInfo[]>;
  /** n and sums for each combination of key values that occurs, missing included, in a stable order (see `compareCells`). */
  crosstab(keys: readonly string[], sums?: readonly Term[]): Promise<readonly Cross[]>;
  moments(columns: readonly string[], options?: MomentsOptions): Promise<readonly Moments[]>;
  /** Another table, one row for each combination of `per`, with the aggregates as further columns. */
  rollUp(
    per: readonly string[],
    aggregates: Readonly<Record<string, Aggregate>>,
    options?: RollUpOptions,
  ): Promise<Table>;
  /**
   * The same rows with one more column: the label of the range in which a date (or a date-time) lies, missing where it lies
   * in none. Ranges are in order and do not overlap.
   */
  cut(column: string, name: string, ranges: readonly DateRange[]): Promise<Table>;
  /**
   * Typed columns, for what needs single rows (a permutation test, a bootstrap of a weighted statistic). Of a table on an engine the
   * rows are fetched: more than it may send at once (5,000,000 unless opened otherwise) are refused.
   *
   * @param caller who needs them, for the refusal
   */
  typed(columns: readonly string[], caller?: string): Promise<Readonly<Record<string, TypedColumn>>>;
}

/**
 * Text by code point: the order of its UTF-8 bytes, which is what databases sort by. (JavaScript's own `<` goes by code
 * unit and puts 😀 before ﷼.)
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

/** Missing last, then booleans, numbers by value, text by code point: the one order of keys everywhere. */
export function compareCells(a: Cell, b: Cell): number {
  const rank = (cell: Cell) => (cell === null ? 3 : typeof cell === "boolean" ? 0 : typeof cell === "number" ? 1 : 2);
  const difference = rank(a) - rank(b);
  if (difference !== 0 || a === null || b === null) return difference;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}
