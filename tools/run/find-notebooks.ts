import { existsSync, readdirSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { Failure, WrongUsage } from "../terminal/failure.js";

/** A notebook of the project, by its place under notebooks/. */
export interface Place {
  /** `studies/hospital`, the name without its ending, with / on every system. */
  readonly stem: string;
  readonly file: string;
  /** What a message calls it: `notebooks/studies/hospital.ipynb`. */
  readonly name: string;
}

const ENDING = ".ipynb";

function all(folder: string, called: string): Place[] {
  if (!existsSync(folder)) throw new WrongUsage(`there is no folder ${folder}`);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ENDING) && !name.split(sep).some((part) => part.startsWith(".")))
    .map((name) => ({ stem: name.slice(0, -ENDING.length).split(sep).join("/"), file: join(folder, name) }))
    .sort((a, b) => (a.stem < b.stem ? -1 : 1))
    .map(({ stem, file }) => ({ stem, file, name: `${called}/${stem}${ENDING}` }));
}

function answersTo(place: Place, wanted: string): boolean {
  const stem = wanted.replace(/^(\.\/)?notebooks\//, "").replace(/\.ipynb$/, "");
  return place.stem === stem || basename(place.stem) === stem;
}

/** The notebooks under a folder, in the order of their names; only those asked for, where any is. */
export function findNotebooks(folder: string, only: readonly string[] = [], called = basename(folder)): Place[] {
  const places = all(folder, called);
  if (places.length === 0) throw new Failure(`there is no notebook in ${called}/`);
  if (only.length === 0) return places;
  for (const wanted of only) {
    if (!places.some((place) => answersTo(place, wanted))) {
      throw new WrongUsage(
        `there is no notebook named ${wanted}; there are ${places.map((place) => place.stem).join(", ")}`,
      );
    }
  }
  return places.filter((place) => only.some((wanted) => answersTo(place, wanted)));
}
