import type { DataFrame } from "danfojs-node";
import type { Cell, TypedColumn } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { cellsOf, columnsOf, listed, requireNames } from "./columns.js";
import { type Condition, type Conditions, testOf } from "./conditions.js";
import { rowsWhere, takeRows } from "./take.js";

export interface FilterOptions {
  /**
   * What becomes of a row in which one of the columns is missing.
   *
   * - `fail` (default): it does not pass; the function is not asked.
   * - `given`: the function is asked, with null for what is missing.
   */
  readonly missing?: "fail" | "given";
}

type RowTest = (row: number) => boolean;

/** A condition, row by row: of text each different one is held against it once. */
function rowTest(column: TypedColumn, name: string, condition: Condition): RowTest {
  const passes = testOf(condition, column.type, name);
  if (!("codes" in column)) {
    const cell = cellsOf(column);
    return (row) => passes(cell(row));
  }
  const { codes, dictionary } = column;
  const known = dictionary.map((text) => passes(text));
  const missing = passes(null);
  return (row) => (codes[row]! < 0 ? missing : known[codes[row]!]!);
}

/**
 * The rows that pass, in their order, with all columns. A missing cell passes only where it is asked for (`null`): also not
 * as "not this one", "below that".
 *
 * Either conditions by column, all of which must hold: a value, a list of values, `null` for missing, `{ not: … }`,
 * `{ from, before, until, after }` for numbers, dates and text, `{ folded: … }` for text however it is spelled. Or columns
 * and a function that is given their cells.
 *
 * A table on an engine is fetched whole, here as in all functions of frames but `group`, which counts where the rows are.
 *
 * @throws a column that does not exist, with the nearest that do; a value of another type than the column's: 1 is not "1"
 * @example const everyday = await filter(answers, { segment: "Everyday", wave: ["2026-Q1", "2026-Q2"] });
 * @example const leavers = await filter(customers, { left_on: { from: "2026-04-01", before: "2026-07-01" }, reason: null });
 * @example const late = await filter(tickets, ["opened_on", "closed_on"], (opened: string, closed: string) => closed > opened);
 */
export async function filter(x: TableLike, conditions: Conditions): Promise<DataFrame>;
export async function filter<Values extends readonly Cell[]>(
  x: TableLike,
  columns: string | readonly string[],
  passes: (...cells: Values) => boolean,
  options?: FilterOptions,
): Promise<DataFrame>;
export async function filter(
  x: TableLike,
  by: string | readonly string[] | Conditions,
  passes?: (...cells: never[]) => boolean,
  options: FilterOptions = {},
): Promise<DataFrame> {
  const columns = await columnsOf(x);
  if (passes === undefined) {
    if (typeof by === "string" || Array.isArray(by))
      throw new TypeError("filter requires a function of the columns; got none");
    const conditions = Object.entries(by) as [string, Condition][];
    requireNames(
      "filter",
      columns,
      conditions.map(([name]) => name),
    );
    const tests = conditions.map(([name, condition]) => rowTest(columns.column(name), name, condition));
    return takeRows(
      columns,
      rowsWhere(columns.rows, (row) => tests.every((test) => test(row))),
    );
  }
  const names = listed(by as string | readonly string[]);
  requireNames("filter", columns, names);
  const read = names.map((name) => cellsOf(columns.column(name)));
  const rows = rowsWhere(columns.rows, (row) => {
    const cells = read.map((cell) => cell(row));
    return (options.missing === "given" || !cells.includes(null)) && passes(...(cells as never[]));
  });
  return takeRows(columns, rows);
}
