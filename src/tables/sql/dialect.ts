/** What differs from engine to engine in the SQL of the three tallies; everything else is written once. */
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
  /** Σ of doubles with compensation, so that the order of the rows shows in the last digit at most. */
  compensatedSum(expression: string): string;
  /** The value in the row where `order` is smallest, or largest; no two rows of a group share an order. */
  atSmallest(value: string, order: string): string;
  atLargest(value: string, order: string): string;
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
  compensatedSum: (expression) => `kahan_sum(${expression})`,
  atSmallest: (value, order) => `arg_min(${value}, ${order})`,
  atLargest: (value, order) => `arg_max(${value}, ${order})`,
};
