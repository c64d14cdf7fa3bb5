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

type Cells = Float64Array | Uint8Array | Int32Array;

/** What stands in these rows, in their order, and `missing` for −1. */
function taken(from: Cells, rows: Int32Array, into: Cells, missing: number): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    into[i] = row < 0 ? missing : from[row]!;
  }
}

/** The cells of these rows, in their order; −1 gives a missing cell. */
export function take(column: TypedColumn, rows: Int32Array): TypedColumn {
  if (column.type === "number") {
    const values = new Float64Array(rows.length);
    taken(column.values, rows, values, Number.NaN);
    return { type: "number", values };
  }
  if (column.type === "boolean") {
    const values = new Uint8Array(rows.length);
    taken(column.values, rows, values, 255);
    return { type: "boolean", values };
  }
  const codes = new Int32Array(rows.length);
  taken(column.codes, rows, codes, -1);
  return closedUp({ type: column.type, codes, dictionary: column.dictionary });
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
