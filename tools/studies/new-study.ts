import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notebookText } from "../commit/normalise.js";
import { Failure, WrongUsage } from "../terminal/failure.js";
import { shownPath } from "../terminal/words.js";
import { studiesIn } from "./index-page.js";
import { templateCells } from "./template.js";

/**
 * Writes the notebook of a new study from the template.
 *
 * @param name of its file and of its tables: 'loyalty-1994'
 * @param title its question
 * @returns the file
 */
export function newStudy(notebooks: string, name: string, title: string | undefined): string {
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(name))
    throw new WrongUsage(`--new requires small letters and digits, with hyphens between them; got '${name}'`);
  if (title === undefined || title.trim() === "") throw new WrongUsage("--new requires --title, the study's question");
  if (/\d{2,}/.test(title)) throw new WrongUsage(`--title requires a question without numbers; got '${title}'`);
  const folder = studiesIn(notebooks);
  const file = join(folder, `${name}.ipynb`);
  if (existsSync(file)) throw new Failure(`there is a study in ${shownPath(file)} already`);
  mkdirSync(folder, { recursive: true });
  const cells = templateCells(name, title.trim());
  writeFileSync(file, notebookText({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return file;
}
