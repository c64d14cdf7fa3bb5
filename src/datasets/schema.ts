/** What stands in a column: 'category' is text from a list, 'integer' a whole number, dates are ISO text. */
export type ColumnKind = "text" | "category" | "integer" | "number" | "boolean" | "date" | "datetime";

/** One column of a file: plain data, so that a schema can be printed, compared and kept beside the file. */
export interface ColumnSchema {
  readonly type: ColumnKind;
  /** No blank cell is allowed. Without it a blank is a missing answer. */
  readonly required?: boolean;
  /** Smallest and largest value allowed, for numbers. */
  readonly min?: number;
  readonly max?: number;
  /** The texts allowed; required for 'category' to be of use. */
  readonly values?: readonly string[];
  /** No value stands twice. */
  readonly unique?: boolean;
  /** What a number is measured in: 'toman', 'days', 'points'. */
  readonly unit?: string;
  /** The question as it was asked, or what the column says. */
  readonly description: string;
}

/**
 * What a file must hold. Columns are bound by name, never by position; a column of the file that the schema does not
 * name is read with an inferred type.
 *
 * @example
 * const surveySchema: Schema = {
 *   name: "survey",
 *   row: "one answered invitation",
 *   columns: { recommend: { type: "integer", min: 0, max: 10, description: "How likely to recommend us, 0–10" } },
 * };
 */
export interface Schema {
  readonly name: string;
  /** What one row is: 'one customer', 'one order line'. */
  readonly row: string;
  readonly columns: Readonly<Record<string, ColumnSchema>>;
}
