import { inDigits } from "../../src/language/digits.js";
import { words } from "../../src/language/words.js";
import { type Cell, hasTag, type Notebook, textOf } from "../run/notebook.js";
import { figuresFolder } from "./formats/figure-files.js";
import type { NotebookData } from "./formats/notebook-data.js";
import { highlight } from "./highlight.js";
import { directionOf, type Heading, plainSentence, renderMarkdown } from "./markdown.js";
import { escapeHtml } from "./markup.js";
import { type Drawn, outputHtml } from "./outputs.js";
import { pageHtml } from "./page.js";
import { summaryOf } from "./summary.js";

/** Where a page leads to. Addresses are relative to the page. */
export interface Neighbour {
  readonly title: string;
  readonly href: string;
}

/** Whom a page is for: an analyst sees the code of every number, a manager what was found. */
export const AUDIENCES = ["analyst", "manager"] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface NotebookPage {
  readonly audience: Audience;
  readonly notebook: Notebook;
  readonly stem: string;
  readonly root: string;
  /** The folder the notebook is in: its pictures are looked for there. */
  readonly folder: string;
  readonly index: string;
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
  /** When the notebook was executed, in words. */
  readonly executed: string;
  readonly data?: NotebookData;
  /** What lies beside the page, by the ending of its name: only that is linked. */
  readonly beside?: ReadonlySet<Beside>;
}

/** Files of the same notebook. */
export type Beside = "ipynb" | "xlsx" | "pdf" | "figures";

/** Names that the page itself uses. */
const TAKEN = ["answer", "content", "plotly", "contents", "show-code", "theme"];

function codeHtml(cell: Cell): string {
  const source = textOf(cell.source);
  if (source.trim() === "") return "";
  const label = hasTag(cell, "parameters") ? words`Parameters` : words`Code`;
  const number = cell.execution_count ? ` <span class="number">${inDigits(String(cell.execution_count))}</span>` : "";
  return `<details class="code"><summary>${label}${number}</summary><pre tabindex="0"><code>${highlight(source)}</code></pre></details>`;
}

function codeCellHtml(cell: Cell, page: Drawn, audience: Audience): string {
  const outputs = (cell.outputs ?? []).map((output) => outputHtml(output, page)).join("\n");
  const answer = hasTag(cell, "answer") && outputs !== "";
  const shown = answer
    ? `<div class="answer" id="answer" role="region" aria-label="${words`Answer`}">${outputs}</div>`
    : outputs;
  const code = audience === "manager" ? "" : codeHtml(cell);
  if (code === "" && outputs === "") return "";
  return `<div class="cell${outputs === "" ? " silent" : ""}">\n${code}\n${shown}\n</div>`;
}

function cellHtml(cell: Cell, first: boolean, page: Drawn, audience: Audience): string {
  if (cell.cell_type === "raw") return "";
  if (cell.cell_type === "code") return codeCellHtml(cell, page, audience);
  const html = renderMarkdown(
    textOf(cell.source),
    cell.attachments ? Object.assign(page, { attachments: cell.attachments }) : page,
  );
  return first ? `<header class="opening">${html}</header>` : `<div class="prose">${html}</div>`;
}

/** Sections that tell where numbers come from, by the id of the cell that begins them: a manager opens them when they are asked for. */
const DIAGNOSTIC = new Set(["data", "reproduce-head", "reproduce-heading"]);

/** The cells of a page, diagnostics folded away. */
function folded(cells: readonly Cell[], html: readonly string[]): string {
  let open = false;
  const parts = cells.map((cell, i) => {
    const title = cell.cell_type === "markdown" ? /^##\s+(.+)$/m.exec(textOf(cell.source))?.[1] : undefined;
    if (title === undefined) return html[i]!;
    const end = open ? "</details>\n" : "";
    open = DIAGNOSTIC.has(cell.id ?? "");
    return open
      ? `${end}<details class="diagnostic"><summary>${escapeHtml(plainSentence(title))}</summary>\n${html[i]}`
      : `${end}${html[i]}`;
  });
  return `${parts.join("\n")}${open ? "</details>" : ""}`;
}

/** The contents: sections, and what is in them, without the title. */
function contentsHtml(headings: readonly Heading[], language: string): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length === 0) return "";
  const item = ({ level, id, text }: Heading) =>
    `<li class="level-${level}"><a href="#${escapeHtml(id)}" dir="${directionOf(text, language)}">${escapeHtml(text)}</a></li>`;
  return `<nav class="contents" aria-label="${words`Contents`}"><details open><summary>${words`Contents`}</summary><ol>${shown.map(item).join("")}</ol></details></nav>`;
}

function neighboursHtml({ before, after }: NotebookPage): string {
  const link = ({ title, href }: Neighbour, kind: string, says: string) =>
    `<a class="${kind}" rel="${kind}" href="${escapeHtml(href)}"><small>${says}</small><span dir="auto">${escapeHtml(title)}</span></a>`;
  const links = [before && link(before, "prev", words`Before`), after && link(after, "next", words`Next`)].filter(
    (each) => each !== null,
  );
  return links.length > 0 ? `<nav class="neighbours" aria-label="${words`Other reports`}">${links.join("")}</nav>` : "";
}

const nameOf = (stem: string) => stem.split("/").at(-1)!;

/** What else there is of this notebook, and when it was executed. */
function footerHtml({ stem, executed, beside = new Set<Beside>(["ipynb"]) }: NotebookPage): string {
  const name = nameOf(stem);
  const link = (ending: Beside) =>
    `<a href="${escapeHtml(encodeURIComponent(name))}.${ending}" dir="ltr">${escapeHtml(name)}.${ending}</a>`;
  const own = beside.has("ipynb") ? link("ipynb") : `<span dir="ltr">${escapeHtml(name)}.ipynb</span>`;
  const lines = [
    words`Executed from top to bottom on the Vafa kernel on ${escapeHtml(executed)}: ${own}`,
    ...(beside.has("xlsx") ? [words`Tables and the data of all figures: ${link("xlsx")}`] : []),
    ...(beside.has("pdf") ? [words`The same on paper: ${link("pdf")}`] : []),
  ];
  return `<footer>${lines.map((line) => `<p>${line}</p>`).join("\n")}</footer>`;
}

function bodyHtml(page: NotebookPage, cells: string, { headings, language }: Drawn): string {
  return `<a class="skip" href="#content">${words`Skip to the content`}</a>
<header class="bar"><nav aria-label="${words`All reports`}"><a href="${escapeHtml(page.index)}"><b>${words`Vafa`}</b> ${words`All reports`}</a></nav>
<div class="actions"><button type="button" id="show-code" hidden>${words`Show code`}</button><button type="button" id="theme" hidden>${words`Dark`}</button></div></header>
<div class="frame">
${contentsHtml(headings, language)}
<main id="content">
${cells}
${neighboursHtml(page)}
</main>
</div>
${footerHtml(page)}`;
}

/** One executed notebook as a page of its own. */
export function notebookPage(page: NotebookPage): string {
  const language = String(page.notebook.metadata.lang ?? "en");
  const drawn: Drawn = {
    language,
    headings: [],
    ids: new Set(TAKEN),
    folder: page.folder,
    root: page.root,
    figures: 0,
    ...(page.data && { figureData: page.data.figures }),
    ...(page.beside?.has("figures") && { figuresFolder: encodeURIComponent(figuresFolder(nameOf(page.stem))) }),
  };
  const { cells } = page.notebook;
  const first = cells.findIndex((cell) => cell.cell_type === "markdown");
  const all = cells.map((cell, index) => cellHtml(cell, index === first, drawn, page.audience));
  const html = page.audience === "manager" ? folded(cells, all) : all.join("\n");
  const { title, question } = summaryOf(page.notebook, page.stem);
  return pageHtml({
    title,
    description: plainSentence(question),
    language,
    body: bodyHtml(page, html, drawn),
    figures: drawn.figures > 0,
  });
}
