import type { DataFrame } from "danfojs-node";
import type { TableLike } from "../tables/table-like.js";
import { columnsOf, frameOf, requireNames } from "./columns.js";

/**
 * The columns named, in the order named, with all rows.
 *
 * @throws a column that does not exist, with the nearest that do; a column named twice
 * @example const asked = await select(answers, ["customer", "wave", "recommend"]);
 */
export async function select(x: TableLike, names: readonly string[]): Promise<DataFrame> {
  const columns = await columnsOf(x);
  requireNames("select", columns, names);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new TypeError(`select requires each column once; got '${twice}' twice`);
  return frameOf(
    names.map((name) => [name, columns.column(name)] as const),
    columns.name,
  );
}
