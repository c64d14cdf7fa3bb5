import type { DataFrame } from "danfojs-node";
import type { TypedColumn } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { type Columns, columnsOf, frameOf } from "./columns.js";
import { stack } from "./stack.js";

export interface AppendOptions {
  /**
   * What becomes of a column that not every table has.
   *
   * - `refuse` (default): an error names it.
   * - `fill`: its cells are missing where it is not.
   */
  readonly columns?: "refuse" | "fill";
}

/** The column of one table, null where it is not there. */
const columnIn = (table: Columns, name: string) => (table.names.includes(name) ? table.column(name) : null);

/**
 * The rows of several tables one below the other, columns brought together by name: the waves of a survey, the months of an
 * export. The order of the columns is that of the first table.
 *
 * @throws a column that one of them lacks, unless it is to be filled; a column that holds numbers here and text there
 * @example const both = await append([spring, autumn]);
 */
export async function append(tables: readonly TableLike[], options: AppendOptions = {}): Promise<DataFrame> {
  if (tables.length === 0) throw new TypeError("append requires a table; got none");
  const all = await Promise.all(tables.map((table) => columnsOf(table)));
  const names = [...new Set(all.flatMap((table) => table.names))];
  if (options.columns !== "fill") {
    for (const name of names) {
      const without = all.findIndex((table) => !table.names.includes(name));
      if (without < 0) continue;
      const place = `${all[without]!.name}, table ${without + 1} of ${all.length}`;
      throw new Error(`append requires the same columns in every table; got none '${name}' in ${place}`);
    }
  }
  const stacked = names.map((name): [string, TypedColumn] => [
    name,
    stack(
      all.map((table) => ({ column: columnIn(table, name), rows: table.rows })),
      `append: column '${name}'`,
    ),
  ]);
  return frameOf(stacked, all[0]!.name);
}
