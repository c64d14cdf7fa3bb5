import type { DataFrame } from "danfojs-node";
import { inferColumn } from "../tables/memory/infer.js";
import type { Cell } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { cellsOf, columnsOf, frameOf, listed, requireNames } from "./columns.js";

export interface DeriveOptions {
  /**
   * What becomes of a row in which one of the columns is missing.
   *
   * - `stay` (default): the new cell is missing too; the function is not asked.
   * - `given`: the function is asked, with null for what is missing.
   */
  readonly missing?: "stay" | "given";
}

/** What the function says of each row. Of one column its cell is handed over as it is, without a list around it. */
function asked(
  read: readonly ((row: number) => Cell)[],
  rows: number,
  value: (...cells: Cell[]) => Cell | undefined,
  missing: "stay" | "given",
): (Cell | undefined)[] {
  const made = new Array<Cell | undefined>(rows);
  const first = read[0];
  for (let row = 0; row < rows; row++) {
    if (read.length === 1) {
      const cell = first!(row);
      made[row] = missing === "given" || cell !== null ? value(cell) : null;
      continue;
    }
    const cells = read.map((cell) => cell(row));
    made[row] = missing === "given" || !cells.includes(null) ? value(...cells) : null;
  }
  return made;
}

/**
 * The same rows with one more column, worked out cell by cell from others, or with one column worked out anew. The type of
 * the new column is found from all of its values: numbers, text, or true and false; null and NaN are missing.
 *
 * @param name of the new column; the one that has it already is replaced, in its place
 * @param from the columns whose cells the function is given, in this order
 * @param value what stands in the new cell; give the types of its arguments: `(margin: number, segment: string) => …`
 * @throws a column that does not exist; values of several types, or infinite ones, with their rows
 * @example
 * const valued = await derive(customers, "sales_each", ["sales", "orders"], (sales: number, orders: number) => sales / orders);
 */
export async function derive<Values extends readonly Cell[]>(
  x: TableLike,
  name: string,
  from: string | readonly string[],
  value: (...cells: Values) => Cell | undefined,
  options: DeriveOptions = {},
): Promise<DataFrame> {
  const columns = await columnsOf(x);
  requireNames(`derive ${name}`, columns, listed(from));
  const read = listed(from).map((column) => cellsOf(columns.column(column)));
  const made = asked(
    read,
    columns.rows,
    value as unknown as (...cells: Cell[]) => Cell | undefined,
    options.missing ?? "stay",
  );
  const column = inferColumn(made, name, columns.name);
  const old = columns.names.map((other) => [other, other === name ? column : columns.column(other)] as const);
  return frameOf(columns.names.includes(name) ? old : [...old, [name, column]], columns.name);
}
