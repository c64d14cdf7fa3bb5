import type { DataFrame } from "danfojs-node";
import type { TableLike } from "../tables/table-like.js";
import { cellsOf, columnsOf, listed, requireNames } from "./columns.js";
import { rowsWhere, takeRows } from "./take.js";

/**
 * The rows in which nothing is missing: in no column, or in none of the columns named. Seldom what a metric needs: each
 * leaves out what it cannot use, and counts it.
 *
 * @throws a column that does not exist, with the nearest that do
 * @example const complete = await dropMissing(answers, ["recommend", "satisfaction"]);
 */
export async function dropMissing(x: TableLike, names?: string | readonly string[]): Promise<DataFrame> {
  const columns = await columnsOf(x);
  const asked = names === undefined ? columns.names : listed(names);
  requireNames("dropMissing", columns, asked);
  const cells = asked.map((name) => cellsOf(columns.column(name)));
  return takeRows(
    columns,
    rowsWhere(columns.rows, (row) => cells.every((cell) => cell(row) !== null)),
  );
}
