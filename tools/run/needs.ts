import { ROLES, type Role } from "../../src/datasets/schema.js";
import type { Place } from "./find-notebooks.js";
import { readNotebook, textOf } from "./notebook.js";

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name);

/**
 * The tables a notebook cannot do without, each as the roles that its columns must have: read from its calls of
 * `tableWith(data, ["recommend", "segment"])`.
 */
export function needsOf(place: Place): Role[][] {
  const code = readNotebook(place.file, place.name).cells.filter((cell) => cell.cell_type === "code");
  const calls = code.flatMap((cell) => [...textOf(cell.source).matchAll(/\btableWith\(\s*\w+,\s*\[([^\]]*)\]/g)]);
  return calls.map(([, list]) => [...list!.matchAll(/["'](\w+)["']/g)].map(([, name]) => name!).filter(isRole));
}
