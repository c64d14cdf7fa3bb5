import type { DataFrame } from "danfojs-node";
import { lengthOf } from "../tables/memory/frame-columns.js";
import { fromColumns } from "../tables/memory/from-columns.js";
import { noColumn } from "../tables/requirements.js";
import type { Cell, TypedColumn } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";

/** The columns of a table as they lie in memory: what each function of this room reads, and makes a frame of again. */
export interface Columns {
  readonly name: string;
  readonly rows: number;
  readonly names: readonly string[];
  /** The column of this name, which exists. */
  column(name: string): TypedColumn;
}

/** All columns of a table; of one on an engine they are fetched. */
export async function columnsOf(x: TableLike): Promise<Columns> {
  const table = asTable(x);
  const names = (await table.columns()).map(({ name }) => name);
  const typed = await table.typed(names);
  const rows = names.length === 0 ? 0 : lengthOf(typed[names[0]!]!);
  return { name: table.name, rows, names, column: (name) => typed[name]! };
}

/** Throws where a name is not one of the columns, naming the nearest. */
export function requireNames(caller: string, columns: Columns, wanted: readonly string[]): void {
  const strange = wanted.find((name) => !columns.names.includes(name));
  if (strange !== undefined) throw noColumn(caller, strange, columns.name, columns.names);
}

/** A frame of these columns, called after the table they come from. */
export function frameOf(columns: readonly (readonly [string, TypedColumn])[], name: string): Promise<DataFrame> {
  return fromColumns(columns, name);
}

/** What stands in each row of a column: missing as null. */
export function cellsOf(column: TypedColumn): (row: number) => Cell {
  if (column.type === "number") {
    const { values } = column;
    return (row) => (Number.isNaN(values[row]!) ? null : values[row]!);
  }
  if (column.type === "boolean") {
    const { values } = column;
    return (row) => (values[row] === 255 ? null : values[row] === 1);
  }
  const { codes, dictionary } = column;
  return (row) => (codes[row]! < 0 ? null : dictionary[codes[row]!]!);
}

/** How many rows lack one of these columns. */
export function missingRows(columns: readonly TypedColumn[]): number {
  const [first] = columns;
  let many = 0;
  if (columns.length === 1 && "codes" in first!) {
    for (let row = 0; row < first.codes.length; row++) if (first.codes[row]! < 0) many++;
    return many;
  }
  const cells = columns.map(cellsOf);
  const rows = first === undefined ? 0 : lengthOf(first);
  for (let row = 0; row < rows; row++) if (cells.some((cell) => cell(row) === null)) many++;
  return many;
}

/** One name or several, as a list. */
export const listed = (names: string | readonly string[]): readonly string[] =>
  typeof names === "string" ? [names] : names;
