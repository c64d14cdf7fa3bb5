import { type Cell, hasTag, type Notebook, textOf } from "../run/notebook.js";
import { highlight } from "./highlight.js";
import { type Heading, plainSentence, renderMarkdown } from "./markdown.js";
import { escapeHtml } from "./markup.js";
import { type Drawn, outputHtml } from "./outputs.js";
import { pageHtml } from "./page.js";
import { summaryOf } from "./summary.js";

/** Where a page leads to. Addresses are relative to the page. */
export interface Neighbour {
  readonly title: string;
  readonly href: string;
}

export interface NotebookPage {
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
}

/** Names that the page itself uses. */
const TAKEN = ["answer", "content", "plotly", "contents", "show-code", "theme"];

function codeHtml(cell: Cell): string {
  const source = textOf(cell.source);
  if (source.trim() === "") return "";
  const label = hasTag(cell, "parameters") ? "Parameters" : "Code";
  const number = cell.execution_count ? ` <span class="number">${cell.execution_count}</span>` : "";
  return `<details class="code"><summary>${label}${number}</summary><pre tabindex="0"><code>${highlight(source)}</code></pre></details>`;
}

function codeCellHtml(cell: Cell, page: Drawn): string {
  const outputs = (cell.outputs ?? []).map((output) => outputHtml(output, page)).join("\n");
  const answer = hasTag(cell, "answer") && outputs !== "";
  const shown = answer ? `<div class="answer" id="answer" role="region" aria-label="Answer">${outputs}</div>` : outputs;
  return `<div class="cell${outputs === "" ? " silent" : ""}">\n${codeHtml(cell)}\n${shown}\n</div>`;
}

function cellHtml(cell: Cell, first: boolean, page: Drawn): string {
  if (cell.cell_type === "raw") return "";
  if (cell.cell_type === "code") return codeCellHtml(cell, page);
  const html = renderMarkdown(
    textOf(cell.source),
    cell.attachments ? Object.assign(page, { attachments: cell.attachments }) : page,
  );
  return first ? `<header class="opening">${html}</header>` : `<div class="prose">${html}</div>`;
}

/** The contents: sections, and what is in them, without the title. */
function contentsHtml(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length === 0) return "";
  const item = ({ level, id, text }: Heading) =>
    `<li class="level-${level}"><a href="#${escapeHtml(id)}" dir="auto">${escapeHtml(text)}</a></li>`;
  return `<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary><ol>${shown.map(item).join("")}</ol></details></nav>`;
}

function neighboursHtml({ before, after }: NotebookPage): string {
  const link = ({ title, href }: Neighbour, kind: string, says: string) =>
    `<a class="${kind}" rel="${kind}" href="${escapeHtml(href)}"><small>${says}</small><span dir="auto">${escapeHtml(title)}</span></a>`;
  const links = [before && link(before, "prev", "Before"), after && link(after, "next", "Next")].filter(
    (each) => each !== null,
  );
  return links.length > 0 ? `<nav class="neighbours" aria-label="Other reports">${links.join("")}</nav>` : "";
}

function bodyHtml(page: NotebookPage, cells: string, headings: readonly Heading[]): string {
  const name = page.stem.split("/").at(-1)!;
  return `<a class="skip" href="#content">Skip to the content</a>
<div class="bar"><nav aria-label="All reports"><a href="${escapeHtml(page.index)}"><b>Vafa</b> All reports</a></nav>
<div class="actions"><button type="button" id="show-code" aria-pressed="false" hidden>Show code</button><button type="button" id="theme" hidden>Dark</button></div></div>
<div class="frame">
${contentsHtml(headings)}
<main id="content">
${cells}
${neighboursHtml(page)}
</main>
</div>
<footer><p>Executed from top to bottom on the Vafa kernel on ${escapeHtml(page.executed)}: <a href="${escapeHtml(encodeURIComponent(name))}.ipynb">${escapeHtml(name)}.ipynb</a></p></footer>`;
}

/** One executed notebook as a page of its own. */
export function notebookPage(page: NotebookPage): string {
  const drawn: Drawn = { headings: [], ids: new Set(TAKEN), folder: page.folder, root: page.root, figures: 0 };
  const { cells } = page.notebook;
  const first = cells.findIndex((cell) => cell.cell_type === "markdown");
  const html = cells.map((cell, index) => cellHtml(cell, index === first, drawn)).join("\n");
  const { title, question } = summaryOf(page.notebook, page.stem);
  const language = String(page.notebook.metadata.lang ?? "en");
  return pageHtml({
    title,
    description: plainSentence(question),
    language,
    body: bodyHtml(page, html, drawn.headings),
    figures: drawn.figures > 0,
  });
}
