import { inDigits } from "../../src/language/digits.js";
import { words } from "../../src/language/words.js";
import type { Output } from "../run/notebook.js";
import { textOf } from "../run/notebook.js";
import { figureDataHtml } from "./figure-data.js";
import { type FigureData, PLOTLY } from "./formats/notebook-data.js";
import { type Prose, renderMarkdown } from "./markdown.js";
import { escapeHtml, scriptJson } from "./markup.js";
import { sanitiseTable } from "./sanitise-table.js";

const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/svg+xml"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal are control characters
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** What a page holds in order to draw its outputs. */
export interface Drawn extends Prose {
  /** Figures so far: plotly is part of the page when there is one. */
  figures: number;
  /** What the figures show, in their order. */
  readonly figureData?: readonly FigureData[];
  /** The address of the folder with the data of the figures; absent where they are not beside the page. */
  readonly figuresFolder?: string;
}

/** A still picture as the address of itself, or null. */
export function pictureOf({ data = {} }: Output): { readonly type: string; readonly source: string } | null {
  for (const type of PICTURES) {
    if (data[type] === undefined) continue;
    const content = textOf(data[type]);
    const base64 =
      type === "image/svg+xml" ? Buffer.from(content).toString("base64") : content.replace(/[^\w+/=]/g, "");
    return { type, source: `data:${type};base64,${base64}` };
  }
  return null;
}

function sizeOf({ metadata = {} }: Output, type: string): string {
  const { width, height } = (metadata[type] ?? {}) as { width?: unknown; height?: unknown };
  return typeof width === "number" && typeof height === "number" ? ` width="${width}" height="${height}"` : "";
}

function still(output: Output): string {
  const picture = pictureOf(output);
  if (!picture) return "";
  const alt = escapeHtml(textOf(output.data?.["text/plain"]));
  return `<img class="still" src="${picture.source}"${sizeOf(output, picture.type)} alt="${alt}">`;
}

/** A figure: its picture until plotly has drawn it and on paper, its sentence for those who do not see it. */
function figure(output: Output, page: Drawn): string {
  page.figures += 1;
  const id = `figure-${page.figures}`;
  const { data, layout, config } = output.data![PLOTLY] as Record<string, unknown>;
  const sentence = textOf(output.data?.["text/plain"]);
  const own = page.figureData?.[page.figures - 1];
  const shown = own === undefined ? "" : figureDataHtml(own, page.figuresFolder ?? null);
  const picture = still(output) || `<p class="still">${escapeHtml(sentence)}</p>`;
  return `<figure id="${id}" class="chart" role="group" aria-label="${escapeHtml(words`Figure ${inDigits(String(page.figures))}`)}">
<div class="scroll">${picture}<div class="plot" hidden></div></div>
<script type="application/json">${scriptJson({ data, layout, config })}</script>
${shown}</figure>`;
}

function pre(text: string, kind: string): string {
  return `<pre class="${kind}" dir="auto">${escapeHtml(text.replace(COLOURS, "").replace(/\n+$/, ""))}</pre>`;
}

function bundle(output: Output, page: Drawn): string {
  const data = output.data ?? {};
  if (data[PLOTLY]) return figure(output, page);
  if (data["text/html"] !== undefined)
    return `<div class="table" tabindex="0">${sanitiseTable(textOf(data["text/html"]))}</div>`;
  if (data["text/markdown"] !== undefined)
    return `<div class="said">${renderMarkdown(textOf(data["text/markdown"]), page)}</div>`;
  const picture = still(output);
  if (picture) return `<figure class="picture"><div class="scroll">${picture}</div></figure>`;
  if (data["text/plain"] !== undefined) return pre(textOf(data["text/plain"]), "value");
  return data["application/json"] === undefined ? "" : pre(JSON.stringify(data["application/json"], null, 2), "value");
}

/** One output of a cell as HTML. Only tables keep their tags, and only those of a list; everything else is escaped. */
export function outputHtml(output: Output, page: Drawn): string {
  if (output.output_type === "stream")
    return pre(textOf(output.text), output.name === "stderr" ? "printed warning" : "printed");
  if (output.output_type === "error")
    return pre(output.traceback?.join("\n") || `${output.ename}: ${output.evalue}`, "printed warning");
  return bundle(output, page);
}
