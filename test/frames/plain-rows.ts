import type { DataFrame } from "danfojs-node";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import { inferColumn } from "../../src/tables/memory/infer.js";
import type { Cell } from "../../src/tables/table.js";
import { inMemory, type PlainTable } from "../tables/random-table.js";

/** One row as a list of cells, in the order of the columns. */
export type PlainRow = readonly Cell[];

/** A random table as a frame. */
export function frameOf(table: PlainTable, names = table.columns.map(({ name }) => name)): Promise<DataFrame> {
  const source = inMemory(table);
  return fromColumns(
    names.map((name) => [name, source.column(name)] as const),
    "random",
  );
}

/** The same table as rows of plain cells: what a law works out by hand. */
export const rowsOf = (table: PlainTable): PlainRow[] =>
  Array.from({ length: table.rows }, (_, row) => table.columns.map(({ values }) => (values[row] ?? null) as Cell));

/** The rows of a frame, minus zero as zero. */
export const cellsIn = (frame: DataFrame): PlainRow[] =>
  (frame.values as Cell[][]).map((row) => row.map((cell) => (cell === 0 ? 0 : cell)));

export const unsigned = (rows: readonly PlainRow[]): PlainRow[] =>
  rows.map((row) => row.map((cell) => (cell === 0 ? 0 : cell)));

/** A frame from lists of values by column. */
export const made = (columns: Readonly<Record<string, readonly unknown[]>>, name = "survey.csv"): Promise<DataFrame> =>
  fromColumns(
    Object.entries(columns).map(([column, values]) => [column, inferColumn(values, column, name)] as const),
    name,
  );
