import { lengthOf } from "../tables/memory/frame-columns.js";
import type { TypedColumn } from "../tables/table.js";

function without<T extends Float64Array | Uint8Array | Int32Array>(values: T, kept: Int32Array): T {
  const made = new (values.constructor as new (length: number) => T)(kept.length);
  for (let i = 0; i < kept.length; i++) made[i] = values[kept[i]!]!;
  return made;
}

/** A column without some rows, which count from 1; the dictionary keeps what stands in no row any more. */
function columnWithout(column: TypedColumn, kept: Int32Array): TypedColumn {
  if (column.type === "number") return { type: "number", values: without(column.values, kept) };
  if (column.type === "boolean") return { type: "boolean", values: without(column.values, kept) };
  return { ...column, codes: without(column.codes, kept) };
}

/** Columns without the rows that are not to be used, which count from 1. */
export function withoutRows(
  columns: readonly (readonly [string, TypedColumn])[],
  rejected: ReadonlySet<number>,
): readonly (readonly [string, TypedColumn])[] {
  if (rejected.size === 0 || columns.length === 0) return columns;
  const rows = lengthOf(columns[0]![1]);
  const kept = new Int32Array(rows - rejected.size);
  let at = 0;
  for (let row = 0; row < rows; row++) if (!rejected.has(row + 1)) kept[at++] = row;
  return theseRows(columns, kept);
}

/** Columns with these rows only, which count from 0, in this order. */
export const theseRows = (
  columns: readonly (readonly [string, TypedColumn])[],
  kept: Int32Array,
): readonly (readonly [string, TypedColumn])[] =>
  columns.map(([name, column]) => [name, columnWithout(column, kept)] as const);
