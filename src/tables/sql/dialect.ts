import type { ColumnType } from "../table.js";
import type { Native } from "./relation.js";

/**
 * What differs from engine to engine in the SQL of the three tallies; everything else is written once, in SQL that all
 * engines read alike: no `/` between whole numbers (Trino's 7/2 is 3), no AVG (Trino's AVG of a decimal has the decimal's
 * scale), no quantile of the engine's, CASE sums instead of sums of booleans, no alias that a column of the same query has,
 * and arithmetic always in DOUBLE, which is the same everywhere.
 *
 * Sums of whole numbers are exact because every partial sum, whatever the order and the number of machines, is a whole
 * number of at most Σ|x|: below 2^53 a double holds it, and beyond that `wholeSum` adds in integers.
 */
export interface Dialect {
  readonly name: string;
  /** A name as an identifier, quoted. */
  identifier(name: string): string;
  /** A text as a literal, quoted. */
  literal(text: string): string;
  /** As a double, which every driver hands over unrounded. */
  double(expression: string): string;
  /** As text, which for a date is ISO text. */
  text(expression: string): string;
  /** A date as the double of its days since 1970-01-01. */
  days(expression: string): string;
  /** A day of four-digit year as a literal. */
  date(iso: string): string;
  /** expression · 10^decimals as a double without decimals: sums of such below 2^53 are exact. */
  whole(expression: string, decimals: number): string;
  /**
   * Σ of whole numbers of at most `bound` each, as the engine adds them exactly. Where `sums` are "within 2^53" it adds
   * doubles, which is exact while bound × rows stays below that.
   */
  wholeSum(expression: string, bound: number): string;
  /** Whether `wholeSum` is exact for any number of rows. */
  readonly sums: "within 2^53" | "wide";
  /** Σ of doubles with compensation where the engine has it, so that the order of the rows shows in the last digit at most. */
  compensatedSum(expression: string): string;
  /** The value in the row where `order` is smallest, or largest; no two rows of a group share an order. */
  atSmallest(value: string, order: string): string;
  atLargest(value: string, order: string): string;
  /** Whether two keys are the same, missing ones too, in a form that the engine joins by hash. */
  sameKey(left: string, right: string, key: { readonly type: ColumnType; readonly native?: Native }): string;
}

export const duckdbDialect: Dialect = {
  name: "DuckDB",
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  literal: (text) => `'${text.replaceAll("'", "''")}'`,
  double: (expression) => `CAST(${expression} AS DOUBLE)`,
  text: (expression) => `CAST(${expression} AS VARCHAR)`,
  days: (expression) => `CAST(${expression} - DATE '1970-01-01' AS DOUBLE)`,
  date: (iso) => `DATE '${iso}'`,
  whole: (expression, decimals) => (decimals === 0 ? expression : `round(${expression} * ${10 ** decimals}.0E0)`),
  wholeSum: (expression) => `sum(${expression})`,
  sums: "within 2^53",
  compensatedSum: (expression) => `kahan_sum(${expression})`,
  atSmallest: (value, order) => `arg_min(${value}, ${order})`,
  atLargest: (value, order) => `arg_max(${value}, ${order})`,
  sameKey: (left, right) => `${left} IS NOT DISTINCT FROM ${right}`,
};

/** Rows that no table passes. */
const MANY_ROWS = 1e9;

/** Whether whole numbers of at most `bound` each are added as BIGINT; larger ones are as DECIMAL(38). */
export const fitsBigint = (bound: number) => bound * MANY_ROWS < 2 ** 63;

/**
 * Trino 476; Athena engine 3 and Starburst are the same dialect. Its BIGINT and DECIMAL sums fail rather than overflow, and
 * it has no compensated sum: sums of doubles are plain, and agree with the other engines within 1e-9 of Σ|x|.
 * A literal takes every character as it is; only the quote is doubled.
 */
export const trinoDialect: Dialect = {
  ...duckdbDialect,
  name: "Trino",
  days: (expression) => `CAST(date_diff('day', DATE '1970-01-01', ${expression}) AS DOUBLE)`,
  wholeSum: (expression, bound) => `sum(CAST(${expression} AS ${fitsBigint(bound) ? "BIGINT" : "DECIMAL(38, 0)"}))`,
  sums: "wide",
  compensatedSum: (expression) => `sum(${expression})`,
  atSmallest: (value, order) => `min_by(${value}, ${order})`,
  atLargest: (value, order) => `max_by(${value}, ${order})`,
  // IS NOT DISTINCT FROM would compare every pair of rows: only equalities are joined by hash.
  sameKey: (left, right, { type, native }) => {
    const known = { number: "0.0E0", boolean: "FALSE", text: "''", date: "''", datetime: "''" }[type];
    const filled = native === "date" ? "DATE '1970-01-01'" : native !== undefined ? "0" : known;
    return `coalesce(${left}, ${filled}) = coalesce(${right}, ${filled}) AND (${left} IS NULL) = (${right} IS NULL)`;
  },
};

/**
 * Spark SQL 4 in its strict (ANSI) mode, Databricks' too. "x" is a text there and `x` a name; a literal reads backslashes
 * as escapes, and `''` in it is two literals in older versions. Its BIGINT and DECIMAL sums fail rather than overflow.
 */
export const sparkDialect: Dialect = {
  ...trinoDialect,
  name: "Spark SQL",
  identifier: (name) => `\`${name.replaceAll("`", "``")}\``,
  literal: (text) => `'${text.replace(/[\\']/g, "\\$&")}'`,
  text: (expression) => `CAST(${expression} AS STRING)`,
  days: (expression) => `CAST(datediff(${expression}, DATE '1970-01-01') AS DOUBLE)`,
  // By way of BIGINT: a decimal made from a double has the digits that the double is printed with.
  wholeSum: (expression, bound) => {
    const wholes = `CAST(${expression} AS BIGINT)`;
    return `sum(${fitsBigint(bound) ? wholes : `CAST(${wholes} AS DECIMAL(38, 0))`})`;
  },
  sameKey: (left, right) => `${left} <=> ${right}`,
};
