import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../terminal/failure.js";
import type { Place } from "./find-notebooks.js";
import { type Cell, hasTag, readNotebook, textOf } from "./notebook.js";

/** The names that a cell of parameters declares: one a line, `let name = …; // what it is`. */
const namesOf = (cell: Cell) => [...textOf(cell.source).matchAll(/^let (\w+) =/gm)].map(([, name]) => name!);

/** The parameters that a notebook declares; none where it has no such cell. */
export function parametersOf(place: Place): readonly string[] {
  const cell = readNotebook(place.file, place.name).cells.find((one) => hasTag(one, "parameters"));
  return cell === undefined ? [] : namesOf(cell);
}

/**
 * Writes a copy of a notebook into which values are put: in a cell of their own, right after the one tagged `parameters`,
 * so that a reader sees both. A value is assigned to the name declared there, which must exist.
 */
export function withParameters(place: Place, values: Readonly<Record<string, unknown>>, folder: string): Place {
  const notebook = readNotebook(place.file, place.name);
  const at = notebook.cells.findIndex((cell) => hasTag(cell, "parameters"));
  const declared = at < 0 ? [] : namesOf(notebook.cells[at]!);
  const unknown = Object.keys(values).filter((name) => !declared.includes(name));
  if (unknown.length > 0)
    throw new Failure(`${place.name} has no parameter ${unknown[0]}; it has ${declared.join(", ") || "none"}`);
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)};`);
  const cell: Cell = {
    cell_type: "code",
    id: "injected-parameters",
    metadata: { tags: ["injected-parameters"] },
    source: [...lines, "void 0;"].join("\n"),
    outputs: [],
    execution_count: null,
  };
  const cells = [...notebook.cells.slice(0, at + 1), cell, ...notebook.cells.slice(at + 1)];
  const file = join(folder, `${place.stem}.ipynb`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...notebook, cells }));
  return { ...place, file };
}
