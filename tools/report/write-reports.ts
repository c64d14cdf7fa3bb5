import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { currentLanguage } from "../../src/language/language.js";
import { words } from "../../src/language/words.js";
import { dateText } from "../../src/notebook/dates.js";
import { coverageHeadline, coveragePage } from "../coverage/coveragePage.js";
import { readFigures } from "../coverage/figures.js";
import type { Executed } from "../run/run-notebooks.js";
import { indexPage } from "./index-page.js";
import { type Audience, type Neighbour, notebookPage } from "./notebook-page.js";
import { type Summary, summaryOf } from "./summary.js";

const MONTHS = "January February March April May June July August September October November December".split(" ");

function inWords(date: Date): string {
  if (currentLanguage() === "fa")
    return dateText(new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())));
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
}

/** The days on which notebooks were executed: those that have not changed keep theirs. */
function daysInWords(executed: readonly { readonly on: Date }[]): string {
  const dates = executed.map(({ on }) => on).sort((a, b) => a.getTime() - b.getTime());
  const [first, last] = [inWords(dates[0]!), inWords(dates.at(-1)!)];
  return first === last ? first : words`${first} to ${last}`;
}

/** A place of the report folder as an address. */
function address(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function neighbour(
  from: string,
  to: { readonly stem: string; readonly summary: Summary } | undefined,
): Neighbour | null {
  if (!to) return null;
  return { title: to.summary.title, href: address(posix.relative(posix.dirname(from), `${to.stem}.html`)) };
}

/** The page of how often intervals hold, from the figures kept in the project; null in one without them. */
function writeCoverage(folder: string, root: string): string | null {
  const figures = readFigures(root);
  // Its page is in English only.
  if (figures === null || currentLanguage() !== "en") return null;
  writeFileSync(join(folder, "coverage.html"), coveragePage(figures, "index.html"));
  return coverageHeadline(figures);
}

/** Writes one page a notebook, that of coverage and the index, beside the executed notebooks in `folder`. */
export function writeReports(
  executed: readonly Executed[],
  folder: string,
  root: string,
  audience: Audience = "analyst",
): void {
  const pages = executed.map(({ place, notebook, on }) => ({
    ...place,
    notebook,
    on,
    summary: summaryOf(notebook, place.stem),
  }));
  for (const [i, { stem, file, notebook, on }] of pages.entries()) {
    const html = notebookPage({
      audience,
      notebook,
      stem,
      root,
      folder: dirname(file),
      index: address(posix.relative(posix.dirname(stem), "index.html")),
      before: neighbour(stem, pages[i - 1]),
      after: neighbour(stem, pages[i + 1]),
      executed: inWords(on),
    });
    const page = join(folder, `${stem}.html`);
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, html);
  }
  const entries = pages.map(({ stem, summary }) => {
    const group = posix.dirname(stem);
    return { ...summary, href: address(`${stem}.html`), group: group === "." ? "" : group };
  });
  writeFileSync(join(folder, "index.html"), indexPage(entries, daysInWords(pages), writeCoverage(folder, root)));
}
