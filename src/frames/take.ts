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

function takenNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length).fill(Number.NaN);
  for (let i = 0; i < rows.length; i++) if (rows[i]! >= 0) taken[i] = values[rows[i]!]!;
  return taken;
}

function takenBooleans(values: Uint8Array, rows: Int32Array): Uint8Array {
  const taken = new Uint8Array(rows.length).fill(255);
  for (let i = 0; i < rows.length; i++) if (rows[i]! >= 0) taken[i] = values[rows[i]!]!;
  return taken;
}

function takenCodes(codes: Int32Array, rows: Int32Array): Int32Array {
  const taken = new Int32Array(rows.length).fill(-1);
  for (let i = 0; i < rows.length; i++) if (rows[i]! >= 0) taken[i] = codes[rows[i]!]!;
  return taken;
}

/** The cells of these rows, in their order; −1 gives a missing cell. A loop for each kind of array: one for all is slower. */
export function take(column: TypedColumn, rows: Int32Array): TypedColumn {
  if (column.type === "number") return { type: "number", values: takenNumbers(column.values, rows) };
  if (column.type === "boolean") return { type: "boolean", values: takenBooleans(column.values, rows) };
  const { type, codes, dictionary } = column;
  return closedUp({ type, codes: takenCodes(codes, rows), dictionary });
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
