import type { Dialect } from "../../tables/sql/dialect.js";
import type { ColumnType } from "../../tables/table.js";
import type { ColumnKind, ColumnSchema } from "../schema.js";

/** What String.prototype.trim takes away, so that both readers agree on what is blank. */
const WHITE_SPACE =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/** The same as a class of characters in a regular expression of DuckDB's. */
const SPACES = "\\t-\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";

/** A text with no white space at its ends: most are, and `trim` with a set is slow. */
const TIGHT = `(?s)[^${SPACES}](?:.*[^${SPACES}])?`;

const PLAIN = "-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?";
const SCIENTIFIC = `${PLAIN}(?:[eE][+-]?[0-9]+)?`;
const DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const DATETIME = `${DATE}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,6})?)?`;

/** The text without white space around it, as SQL; NULL when nothing is left. */
const trimmedOf = (x: string, { literal }: Dialect) =>
  `CASE WHEN regexp_full_match(${x}, ${literal(TIGHT)}) THEN ${x} ELSE NULLIF(trim(${x}, ${literal(WHITE_SPACE)}), '') END`;

/**
 * Columns of `as_text` with what their rules ask of each cell several times, worked out once: DuckDB works out a part of a CASE as
 * often as it is written.
 */
export function preparedText(ids: readonly string[], dialect: Dialect, where = ""): string {
  const trimmed = ids.map((id) => `${id}, ${trimmedOf(id, dialect)} AS ${id}_trimmed`);
  const cast = ids.map((id) => `${id}, ${id}_trimmed, TRY_CAST(${id}_trimmed AS DOUBLE) AS ${id}_double`);
  return `(SELECT ${cast.join(", ")} FROM (SELECT ${trimmed.join(", ")} FROM as_text ${where}))`;
}

type Kind = "plain" | "boolean-word" | ColumnKind;

/** The rules of the CSV reader as SQL over `preparedText`: each gives the value, or NULL where the text is none. */
export interface CastRules {
  /** The text without white space around it; NULL when nothing is left. */
  readonly trimmed: string;
  /** The value of a kind, NULL where the text is not of that kind or is blank. */
  value(kind: Kind): string;
}

export function castRules(x: string, { literal }: Dialect): CastRules {
  const [trimmed, v] = [`${x}_trimmed`, `${x}_double`];
  // A vertical tab or form feed at the end of a number is no space: see trimmed().
  const typed = ["\v", "\f"].map((mark) => ` AND NOT contains(${x}, ${literal(mark)})`).join("");
  const matches = (pattern: string) => `(regexp_full_match(${trimmed}, ${literal(pattern)})${typed})`;
  const number = (pattern: string) =>
    `CASE WHEN ${matches(pattern)} AND isfinite(${v}) AND (${v} <> floor(${v}) OR abs(${v}) <= 9007199254740991) THEN ${v} + 0 END`;
  const real = `TRY_CAST(substr(${trimmed}, 1, 10) AS DATE) IS NOT NULL AND substr(${trimmed}, 1, 4) >= '1583'`;
  const time = `substr(${trimmed}, 12)`;
  const words = (list: Readonly<Record<string, boolean>>, word: string) =>
    `CASE ${Object.entries(list)
      .map(([text, value]) => `WHEN ${word} = ${literal(text)} THEN ${value}`)
      .join(" ")} END`;
  const values: Record<Kind, string> = {
    plain: number(PLAIN),
    number: number(SCIENTIFIC),
    integer: `CASE WHEN ${matches(SCIENTIFIC)} AND isfinite(${v}) AND ${v} = floor(${v}) AND abs(${v}) <= 9007199254740991 THEN ${v} + 0 END`,
    "boolean-word": words({ true: true, false: false, TRUE: true, FALSE: false, True: true, False: false }, x),
    boolean: words({ true: true, false: false, yes: true, no: false, "1": true, "0": false }, `lower(${trimmed})`),
    date: `CASE WHEN ${matches(DATE)} AND ${real} THEN ${trimmed} END`,
    datetime: `CASE WHEN ${matches(DATETIME)} AND ${real} THEN substr(${trimmed}, 1, 10) || 'T' || ${time} || CASE WHEN length(${time}) = 5 THEN ':00' ELSE '' END END`,
    text: `CASE WHEN ${trimmed} IS NOT NULL THEN ${x} END`,
    category: `CASE WHEN ${trimmed} IS NOT NULL THEN ${x} END`,
  };
  return { trimmed, value: (kind) => values[kind] };
}

/** The type of a column that holds values of a kind. */
export function columnType(kind: Kind): ColumnType {
  if (kind === "plain" || kind === "integer" || kind === "number") return "number";
  if (kind === "category") return "text";
  return kind === "boolean-word" ? "boolean" : kind;
}

/** Whether a value, already of its kind, is one the schema allows. */
export function allowed(value: string, schema: ColumnSchema, { literal }: Dialect): string {
  const rules = [
    ...(schema.min === undefined ? [] : [`${value} >= ${schema.min}`]),
    ...(schema.max === undefined ? [] : [`${value} <= ${schema.max}`]),
    ...(schema.values === undefined ? [] : [`${value} IN (${schema.values.map(literal).join(", ") || "NULL"})`]),
  ];
  return rules.length === 0 ? "TRUE" : `COALESCE(${rules.join(" AND ")}, FALSE)`;
}
