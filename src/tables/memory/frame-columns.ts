import type { DataFrame } from "danfojs-node";
import type { TypedColumn } from "../table.js";
import type { ColumnSource } from "./column-source.js";
import { inferColumn } from "./infer.js";
import { lastingMap } from "./lasting.js";

/** What a Danfo frame keeps inside. Read directly: a column named 'columns' or 'shape' hides the public properties. */
export interface FrameInside {
  $data: readonly unknown[][];
  $dataIncolumnFormat: readonly unknown[];
  $columns: readonly string[];
  $dtypes: readonly string[];
  readonly $config: { readonly isLowMemoryMode: boolean };
  $getColumnData(name: string): unknown;
  $setColumnData(name: string, values: unknown): void;
}

/** What a frame built from typed columns still knows of its making. */
export interface Carried {
  readonly name: string;
  /** Rows, as long as Danfo has not asked for them as arrays; undefined afterwards. */
  rows(): number | undefined;
  /** The typed column at this position, as long as Danfo has not asked for it as an array; undefined afterwards. */
  column(position: number): TypedColumn | undefined;
}

const typedOf = lastingMap<object, TypedColumn>("typedColumns");
const carriedBy = lastingMap<object, Carried>("frames");

/** Remembers that this array holds the same values as the typed column. */
export function remember(values: object, typed: TypedColumn): void {
  typedOf.set(values, typed);
}

/** Remembers what a frame was built from. */
export function carry(frame: DataFrame, carried: Carried): void {
  carriedBy.set(frame, carried);
}

export function isFrame(x: unknown): x is DataFrame {
  if (typeof x !== "object" || x === null) return false;
  return "$columns" in x && "$dataIncolumnFormat" in x && (x as { $isSeries?: unknown }).$isSeries === false;
}

export const lengthOf = (column: TypedColumn) => ("values" in column ? column.values : column.codes).length;

/** The array a frame keeps for one column, or the array of the Series that an assignment left in its place. */
function arrayOf(inside: FrameInside, position: number): readonly unknown[] {
  if (inside.$config.isLowMemoryMode) return inside.$data.map((row) => row[position]);
  const kept = inside.$dataIncolumnFormat[position];
  if (kept === undefined) return [];
  return (Array.isArray(kept) ? kept : (kept as { values: unknown }).values) as readonly unknown[];
}

/**
 * A Danfo frame seen as typed columns. A column is made once and remembered with the very array that the frame keeps for
 * it: addColumn, assignment, dropNa and their like put another array there, and the column is made anew.
 * Writing into the arrays of `frame.values` goes past Danfo itself and is not seen.
 */
export function frameColumns(frame: DataFrame, name?: string): ColumnSource {
  const inside = frame as unknown as FrameInside;
  const carried = carriedBy.get(frame);
  const called = name ?? carried?.name ?? "the table";
  return {
    name: called,
    rows: () => carried?.rows() ?? inside.$data.length,
    names: () => inside.$columns,
    column(column) {
      const position = inside.$columns.indexOf(column);
      const unmade = carried?.column(position);
      if (unmade !== undefined) return unmade;
      const source = arrayOf(inside, position);
      const remembered = typedOf.get(source);
      if (remembered !== undefined && lengthOf(remembered) === source.length) return remembered;
      const typed = inferColumn(source, column, called);
      typedOf.set(source, typed);
      return typed;
    },
  };
}
