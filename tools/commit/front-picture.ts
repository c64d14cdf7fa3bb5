import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { summaryOf } from "../report/summary.js";
import type { Notebook } from "../run/notebook.js";

/** The notebook whose answer is shown at the top of the README, and where its picture stands. */
export const FRONT = { stem: "04-churn-reasons", picture: "docs/churn-reasons.png" } as const;

/** The picture of a notebook's answer, as it stands in its outputs; null when there is none. */
export function answerPicture(notebook: Notebook): Buffer | null {
  const source = summaryOf(notebook, FRONT.stem).picture?.source;
  return source?.startsWith("data:image/png;base64,")
    ? Buffer.from(source.slice(source.indexOf(",") + 1), "base64")
    : null;
}

/** Writes the picture of the README anew where the notebook draws another. Returns whether it did. */
export function writeFrontPicture(notebook: Notebook, root: string): boolean {
  const picture = answerPicture(notebook);
  const file = join(root, FRONT.picture);
  if (picture === null || (existsSync(file) && readFileSync(file).equals(picture))) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, picture);
  renameSync(`${file}.tmp`, file);
  return true;
}
