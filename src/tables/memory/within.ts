import { requireLabels } from "../aggregates.js";
import type { TypedColumn, Within } from "../table.js";
import type { ColumnSource } from "./column-source.js";

/** A boolean column that is there, and true, in the rows within the label, and missing in all others. */
export function rowsInside(source: ColumnSource, { column: name, label }: Within): Uint8Array {
  const column = source.column(name);
  requireLabels({ name, type: column.type });
  const { codes, dictionary } = column as Extract<TypedColumn, { readonly codes: Int32Array }>;
  const isLabel = Uint8Array.from(dictionary, (text) => Number(text === label));
  return Uint8Array.from(codes, (code) => (code >= 0 && isLabel[code] === 1 ? 1 : 255));
}

/** The column with what is not within as missing. */
export function inside(column: TypedColumn, isIn: Uint8Array | null): TypedColumn {
  if (isIn === null) return column;
  if (column.type === "number")
    return { type: "number", values: column.values.map((value, row) => (isIn[row] === 1 ? value : Number.NaN)) };
  if (column.type === "boolean")
    return { type: "boolean", values: column.values.map((value, row) => (isIn[row] === 1 ? value : 255)) };
  return { ...column, codes: column.codes.map((code, row) => (isIn[row] === 1 ? code : -1)) };
}
