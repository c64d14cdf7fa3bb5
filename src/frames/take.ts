import type { DataFrame } from "danfojs-node";
import type { TypedColumn } from "../tables/table.js";
import { type Columns, frameOf } from "./columns.js";

type TextColumn = Extract<TypedColumn, { readonly codes: Int32Array }>;

/** The same texts with a dictionary of those that occur: what is left of a million customers costs what is left. */
function closedUp({ type, codes, dictionary }: TextColumn): TextColumn {
  if (dictionary.length <= codes.length) return { type, codes, dictionary };
  const places = new Int32Array(dictionary.length).fill(-1);
  const kept: string[] = [];
  const closed = codes.map((code) => {
    if (code < 0) return -1;
    if (places[code]! < 0) places[code] = kept.push(dictionary[code]!) - 1;
    return places[code]!;
  });
  return { type, codes: closed, dictionary: kept };
}

/** The cells of these rows, in their order; −1 gives a missing cell. */
export function take(column: TypedColumn, rows: Int32Array): TypedColumn {
  if (column.type === "number") {
    const { values } = column;
    return { type: "number", values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : values[row]!)) };
  }
  if (column.type === "boolean") {
    const { values } = column;
    return { type: "boolean", values: Uint8Array.from(rows, (row) => (row < 0 ? 255 : values[row]!)) };
  }
  const { type, codes, dictionary } = column;
  return closedUp({ type, codes: rows.map((row) => (row < 0 ? -1 : codes[row]!)), dictionary });
}

/** A frame of these rows with all columns. */
export function takeRows(columns: Columns, rows: Int32Array): Promise<DataFrame> {
  return frameOf(
    columns.names.map((name) => [name, take(columns.column(name), rows)] as const),
    columns.name,
  );
}

/** The rows that pass, in their order. */
export function rowsWhere(rows: number, passes: (row: number) => boolean): Int32Array {
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (passes(row)) kept.push(row);
  return Int32Array.from(kept);
}
