import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { currentLanguage } from "../../src/language/language.js";
import { words } from "../../src/language/words.js";
import { dateText } from "../../src/notebook/dates.js";
import { coverageHeadline, coveragePage } from "../coverage/coveragePage.js";
import { readFigures } from "../coverage/figures.js";
import type { Executed } from "../run/run-notebooks.js";
import { findBrowser } from "../setup/find-browser.js";
import { writeDeck } from "./formats/deck.js";
import { slidesOf } from "./formats/deck-slides.js";
import { figuresFolder, writeFigures } from "./formats/figure-files.js";
import { type Format, USUAL } from "./formats/formats.js";
import { dataOf, type NotebookData } from "./formats/notebook-data.js";
import { printPdf } from "./formats/print-pdf.js";
import { writeWorkbook } from "./formats/workbook.js";
import { type Entry, indexPage } from "./index-page.js";
import { type Audience, type Beside, type Neighbour, type NotebookPage, notebookPage } from "./notebook-page.js";
import { type Summary, summaryOf } from "./summary.js";

/** All of a report as slides. */
const DECK = "report.pptx";

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
  if (figures === null) return null;
  writeFileSync(join(folder, "coverage.html"), coveragePage(figures, "index.html"));
  return coverageHeadline(figures);
}

export interface Choices {
  readonly audience?: Audience;
  readonly formats?: ReadonlySet<Format>;
  /** Says what could not be made. */
  readonly say?: (line: string) => void;
}

type Page = Executed & Pick<NotebookPage, "before" | "after"> & { readonly data: NotebookData };

/** Writes a notebook's page as it is read and, where it is asked for, as it is printed. */
async function writePage(page: Page, folder: string, root: string, beside: Set<Beside>, choices: Choices) {
  const { stem, file } = page.place;
  const formats = choices.formats ?? USUAL;
  const html = join(folder, `${stem}.html`);
  const write = () =>
    writeFileSync(
      html,
      notebookPage({
        ...page,
        ...{ stem, root, beside, folder: dirname(file), audience: choices.audience ?? "analyst" },
        index: address(posix.relative(posix.dirname(stem), "index.html")),
        executed: inWords(page.on),
      }),
    );
  write();
  const browser = findBrowser();
  if (formats.has("pdf") && browser !== null) {
    if (await printPdf(browser, html, join(folder, `${stem}.pdf`))) beside.add("pdf");
    else choices.say?.(`no PDF of ${stem}: ${browser} did not print it`);
  }
  if (!formats.has("html")) rmSync(html);
  else if (beside.has("pdf")) write();
}

/** Writes everything of one notebook. Returns what there is of it, by the ending of its name. */
async function writeNotebook(page: Page, folder: string, root: string, choices: Choices): Promise<Set<Beside>> {
  const { stem } = page.place;
  const formats = choices.formats ?? USUAL;
  const beside = new Set<Beside>();
  mkdirSync(dirname(join(folder, stem)), { recursive: true });
  if (formats.has("ipynb")) beside.add("ipynb");
  else rmSync(join(folder, `${stem}.ipynb`), { force: true });
  if (formats.has("xlsx") && (await writeWorkbook(page.data, join(folder, `${stem}.xlsx`)))) beside.add("xlsx");
  if (formats.has("html") || formats.has("xlsx")) {
    await writeFigures(page.data.figures, join(folder, figuresFolder(stem)));
    beside.add("figures");
  }
  if (formats.has("html") || formats.has("pdf")) await writePage(page, folder, root, beside, choices);
  return beside;
}

/** What a card of the index leads to: the page, or what there is in its place. */
function leadsTo(stem: string, beside: ReadonlySet<Beside>, formats: ReadonlySet<Format>): string {
  if (formats.has("html")) return `${stem}.html`;
  const ending = (["pdf", "xlsx", "ipynb"] as const).find((one) => beside.has(one));
  return ending === undefined ? DECK : `${stem}.${ending}`;
}

/**
 * Writes the report of executed notebooks beside them in `folder`: a page each with its tables and figures as data, that of
 * coverage and the index; slides and PDF where they are asked for.
 */
export async function writeReports(
  executed: readonly Executed[],
  folder: string,
  root: string,
  choices: Choices = {},
): Promise<void> {
  const { formats = USUAL } = choices;
  if (formats.has("pdf") && findBrowser() === null)
    choices.say?.("no PDF: it takes a Chromium (npm run doctor says how to get one)");
  const pages = executed.map((one) => ({
    ...one,
    stem: one.place.stem,
    summary: summaryOf(one.notebook, one.place.stem),
  }));
  const entries: Entry[] = [];
  for (const [i, page] of pages.entries()) {
    const { stem, summary } = page;
    const around = { before: neighbour(stem, pages[i - 1]), after: neighbour(stem, pages[i + 1]) };
    const beside = await writeNotebook({ ...page, ...around, data: dataOf(page.notebook) }, folder, root, choices);
    const group = posix.dirname(stem);
    entries.push({ ...summary, href: address(leadsTo(stem, beside, formats)), group: group === "." ? "" : group });
  }
  const days = daysInWords(executed);
  if (formats.has("pptx")) {
    const parts = pages.map(({ notebook, stem }) => slidesOf(notebook, stem));
    const on = new Date(Math.max(...executed.map((one) => one.on.getTime())));
    await writeDeck({ parts, on, date: days }, join(folder, DECK));
  }
  const deck = formats.has("pptx") ? DECK : null;
  writeFileSync(join(folder, "index.html"), indexPage(entries, days, writeCoverage(folder, root), deck));
}
