import { basename, extname } from "node:path";
import type { ScannedColumn } from "../../scanned.js";
import type { ColumnKind, ColumnSchema, Schema } from "../../schema.js";

/** A variable as `read-spss.py` describes it. */
export interface Variable {
  readonly name: string;
  /** The question as it was asked, or "". */
  readonly label: string;
  /** How SPSS shows it: F8.2, A10, DATE11. */
  readonly format: string;
  readonly kind: "number" | "text";
  /** The distinct values of a text. */
  readonly texts?: readonly string[];
  /** Codes and what they mean. */
  readonly labels: readonly (readonly [code: string, text: string])[];
  /** Codes that stand for no answer. */
  readonly missing: readonly string[];
}

/** What `read-spss.py` says of a file. */
export interface Described {
  readonly rows: number;
  readonly label: string;
  readonly weight: string | null;
  readonly variables: readonly Variable[];
}

const DATE = /^(DATE|ADATE|EDATE|SDATE|JDATE)\d/;
const DATETIME = /^(DATETIME|YMDHMS)\d/;

/** SPSS counts seconds from 14 October 1582. */
const START = Date.UTC(1582, 9, 14);
const DAY = 86_400;

/** Seconds since then as ISO text; null where there is no such day, or before 1583, which is no Gregorian year. */
function momentOf(seconds: number, type: "date" | "datetime"): string | null {
  const date = new Date(START + Math.round(seconds * 1000));
  const year = date.getUTCFullYear();
  if (!(year >= 1583 && year <= 9999)) return null;
  const text = date.toISOString().slice(0, -1);
  if (type === "date") return text.slice(0, 10);
  return text.endsWith(".000") ? text.slice(0, -4) : text;
}

function dates(values: Float64Array, type: "date" | "datetime", missing: readonly string[]): ScannedColumn | null {
  const dictionary: string[] = [];
  const known = new Map<number, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value) || (missing.length > 0 && missing.includes(String(value)))) continue;
    let code = known.get(value);
    if (code === undefined) {
      const text = momentOf(value, type);
      // A date with a time behind it, or one of another calendar, is no plain date: the numbers stay.
      if (text === null || (type === "date" && value % DAY !== 0)) return null;
      code = dictionary.push(text) - 1;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { kind: "typed", column: { type, codes, dictionary } };
}

const kindOf = ({ format }: Variable) => (DATE.test(format) ? "date" : DATETIME.test(format) ? "datetime" : null);

/** A variable as a column, from the bytes the program wrote. */
export function scannedVariable(variable: Variable, bytes: ArrayBuffer): ScannedColumn {
  if (variable.kind === "text")
    return { kind: "text", codes: new Int32Array(bytes), dictionary: [...(variable.texts ?? [])] };
  const values = new Float64Array(bytes).map((value) => value + 0);
  const type = kindOf(variable);
  return (type === null ? null : dates(values, type, variable.missing)) ?? { kind: "number", values };
}

function columnSchema(variable: Variable, column: ScannedColumn, weight: string | null): ColumnSchema {
  const { name, label, labels, missing, kind } = variable;
  const type: ColumnKind = column.kind === "typed" ? column.column.type : kind;
  return {
    type,
    ...(missing.length > 0 && type === kind && { missing }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
    ...(name === weight && { role: "weight" as const }),
    description: label || name,
  };
}

/** What the file itself says of its columns. */
export function schemaOf(
  { label, variables, weight }: Described,
  columns: readonly ScannedColumn[],
  file: string,
): Schema {
  const described = variables.map((variable, i) => {
    return [variable.name, columnSchema(variable, columns[i]!, weight)] as const;
  });
  const name = basename(file, extname(file));
  return { name, row: label || "one row of the file", columns: Object.fromEntries(described) };
}
