/** What stands in a column: 'category' is text from a list, 'integer' a whole number, dates are ISO text. */
export type ColumnKind = "text" | "category" | "integer" | "number" | "boolean" | "date" | "datetime";

/** What a column is to an analysis, so that a metric finds it whatever it is called. */
export type Role =
  | "customer"
  | "order"
  | "date"
  | "segment"
  | "weight"
  | "recommend"
  | "satisfaction"
  | "effort"
  | "reason"
  | "churned"
  | "retained"
  | "tenure"
  | "entry"
  | "amount"
  | "comment";

export const ROLES: readonly Role[] = [
  ...(["customer", "order", "date", "segment", "weight", "recommend", "satisfaction", "effort"] as const),
  ...(["reason", "churned", "retained", "tenure", "entry", "amount", "comment"] as const),
];

/** The ends of a rating scale, and which of them is the good one. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly good: "high" | "low";
}

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
  /** Fewest and most characters (code points) of a text. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression that the whole text matches. */
  readonly pattern?: string;
  /** What a number is measured in: 'toman', 'rial', '%', 'days', 'points'. A cell may carry it behind the number. */
  readonly unit?: string;
  /** What separates decimals: '.' unless said; '٫' is always understood with Persian or Arabic digits. */
  readonly decimal?: "." | ",";
  /** What may stand between groups of three digits: ',' '.' ' ' or "'"; none unless said; '٬' is always understood. */
  readonly group?: "," | "." | " " | "'";
  /** How a date is written, in the letters of strptime: '%d/%m/%Y', '%Y/%m/%d', '%d %B %Y'. ISO unless said. */
  readonly format?: string;
  /** Whose days, months and years a date is written in; Gregorian unless said. It is kept as a Gregorian ISO date. */
  readonly calendar?: "gregorian" | "jalali";
  /** The first of the hundred years that two-digit years stand for: 1350 makes 04 → 1404 and 78 → 1378. */
  readonly century?: number;
  /** Where the clock of a datetime stands: 'UTC', 'Asia/Tehran' or '+03:30'. Times with an offset are turned into it. */
  readonly timezone?: string;
  /** Words for true and false, in place of true, yes, 1 and false, no, 0. */
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
  /** What stands for no answer: '-99', 'N/A'. Nothing but a blank does unless it is said here or of the whole table. */
  readonly missing?: readonly string[];
  /** What each code means: { "1": "very dissatisfied" }. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The rating scale that the numbers are answers on. */
  readonly scale?: Scale;
  /**
   * When two spellings are one value.
   *
   * - `exact` (default for text): each as it stands.
   * - `folded` (default for a category): Arabic and Persian letters, digits, half-spaces, spaces at the ends and letter
   *   case make no difference; the spelling listed, or met first, is shown.
   */
  readonly spelling?: "exact" | "folded";
  readonly role?: Role;
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
  /** What stands for no answer in every column that does not say so itself. */
  readonly missing?: readonly string[];
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1256";

/** The shape a survey tool exports: header rows, and columns of its own. */
export type Export = "qualtrics" | "surveymonkey" | "google-forms";

/** How a file is laid out, where that cannot be told from the file, or should not be. */
export interface Layout {
  readonly encoding?: Encoding;
  readonly delimiter?: "," | ";" | "\t" | "|";
  /** Lines above the header that are no data: a title, an empty line. */
  readonly preamble?: number;
  /** Rows of the header, 1 unless said: the first gives the names. */
  readonly headerRows?: number;
  readonly export?: Export;
  /** The sheet of a workbook, by name. */
  readonly sheet?: string;
  /**
   * `marked`: as `writeCsv` writes it. A text that a spreadsheet would run as a formula, and one of nothing but blanks,
   * stands with one ' in front, which is taken off again.
   */
  readonly formulas?: "marked";
}
