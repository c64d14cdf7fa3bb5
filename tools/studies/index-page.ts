import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findNotebooks } from "../run/find-notebooks.js";
import { readNotebook } from "../run/notebook.js";
import { ROOT } from "../setup/places.js";
import { studiesPage } from "./page.js";
import { studyOf } from "./study.js";

/** Where studies are, in a folder of notebooks. */
export const studiesIn = (notebooks: string): string => join(notebooks, "studies");

/** The page that the studies in a folder of notebooks give, by their outputs; null where there is no study. */
export function indexOf(notebooks: string): { readonly file: string; readonly text: string } | null {
  const folder = studiesIn(notebooks);
  if (!existsSync(folder)) return null;
  const places = findNotebooks(notebooks).filter(({ stem }) => stem.startsWith("studies/"));
  if (places.length === 0) return null;
  const studies = places.map((place) => studyOf(place, readNotebook(place.file, place.name)));
  return { file: join(folder, "README.md"), text: studiesPage(studies, relative(ROOT, folder)) };
}

/** Writes the list of studies anew; the file, and whether it is as it was. */
export function writeIndex(notebooks: string): { readonly file: string; readonly same: boolean } | null {
  const page = indexOf(notebooks);
  if (page === null) return null;
  const { file, text } = page;
  const same = existsSync(file) && readFileSync(file, "utf8") === text;
  if (!same) {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  }
  return { file, same };
}
