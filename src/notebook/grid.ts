import { currentLanguage } from "../language/language.js";

/** A table as it will be read: every cell is text already. */
export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

export interface Grid {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** What is not shown: 'first 20 of 4,000 rows'. Empty when everything is. */
  readonly remark: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A Persian text reads from the right even where it begins with a Latin word or a sign. */
const directionOf = (text: string) => (currentLanguage() === "fa" && /[\u0600-\u06ff]/.test(text) ? "rtl" : "auto");

/** What JupyterLab takes for the beginning of a formula, whoever wrote it. */
const FORMULA = /\$|\\[([]|\\begin/;

/** A class that keeps formulas out of a table where a text of it would be taken for one: $5 and $10 is money. */
const withoutFormulas = (texts: readonly string[]) =>
  texts.some((text) => FORMULA.test(text)) ? " mathjax_ignore" : "";

const height = ({ columns }: Grid) => columns[0]?.cells.length ?? 0;

/** HTML that needs no style sheet: `left` and `right`, because viewers strip `start`; the direction of each text is its own. */
export function gridHtml(grid: Grid): string {
  const begin = currentLanguage() === "fa" ? "right" : "left";
  const cell = (tag: "th" | "td", { align }: Column, text: string) =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""} style="text-align:${align === "left" ? begin : align}" dir="${directionOf(text)}">${escapeHtml(text)}</${tag}>`;
  const head = grid.columns.map((column) => cell("th", column, column.header)).join("");
  let body = "";
  for (let i = 0; i < height(grid); i++) {
    body += `<tr>${grid.columns.map((column) => cell("td", column, column.cells[i]!)).join("")}</tr>\n`;
  }
  const caption =
    grid.caption === ""
      ? ""
      : `<caption style="text-align:${begin};caption-side:top" dir="${directionOf(grid.caption)}">${escapeHtml(grid.caption)}</caption>\n`;
  const remark =
    grid.remark === "" ? "" : `\n<p dir="${directionOf(grid.remark)}"><small>${escapeHtml(grid.remark)}</small></p>`;
  const direction = begin === "right" ? ' dir="rtl"' : "";
  const plain = withoutFormulas([grid.caption, ...grid.columns.flatMap(({ header, cells }) => [header, ...cells])]);
  return `<table class="vafa-table${plain}"${direction}>\n${caption}<thead><tr>${head}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>${remark}`;
}

const ZERO_WIDTH = /[\p{Mn}\p{Cf}]/gu;
const width = (text: string) => [...text.replace(ZERO_WIDTH, "")].length;

/** The same for logs and for those who listen: columns in line, two spaces between. */
export function gridText(grid: Grid): string {
  const widths = grid.columns.map(({ header, cells }) => Math.max(width(header), ...cells.map(width)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => {
        const room = " ".repeat(widths[i]! - width(text));
        return grid.columns[i]!.align === "right" ? room + text : text + room;
      })
      .join("  ")
      .trimEnd();
  const lines = grid.caption === "" ? [] : [grid.caption, ""];
  lines.push(line(grid.columns.map(({ header }) => header)));
  lines.push(widths.map((room) => "─".repeat(room)).join("  "));
  for (let i = 0; i < height(grid); i++) lines.push(line(grid.columns.map(({ cells }) => cells[i]!)));
  if (grid.remark !== "") lines.push("", grid.remark);
  return lines.join("\n");
}
