import type { DataFrame } from "danfojs-node";
import type { TableLike } from "../tables/table-like.js";
import { columnsOf, frameOf, requireNames } from "./columns.js";

/**
 * The same columns, some under another name. Two may change names with each other.
 *
 * @param names for each column that is renamed, by the name it has, the name it gets
 * @throws a column that does not exist, with the nearest that do; a name that two columns would have
 * @example const ours = await rename(answers, { "Q17: recommend?": "recommend" });
 */
export async function rename(x: TableLike, names: Readonly<Record<string, string>>): Promise<DataFrame> {
  const columns = await columnsOf(x);
  const given = new Map(Object.entries(names));
  requireNames("rename", columns, [...given.keys()]);
  const renamed = columns.names.map((name) => given.get(name) ?? name);
  const twice = renamed.find((name, place) => renamed.indexOf(name) !== place);
  if (twice !== undefined) throw new TypeError(`rename requires a name for each column; got '${twice}' twice`);
  return frameOf(
    columns.names.map((name, place) => [renamed[place]!, columns.column(name)] as const),
    columns.name,
  );
}
