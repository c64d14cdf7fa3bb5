import type { Bundle } from "./outputs.js";

/** What is shown of a Danfo DataFrame or Series. */
interface Frame {
  readonly shape: readonly number[];
  readonly columns: readonly unknown[];
  readonly dtypes: readonly string[];
  readonly index: readonly (string | number)[];
  readonly values: readonly unknown[];
  readonly $isSeries: boolean;
}

const ROWS = 20;
const COLUMNS = 50;
const LONGEST = 200;

/** Danfo's own objects, by what they have: there may be another copy of Danfo. */
export function isFrame(value: unknown): value is Frame {
  const frame = value as Partial<Record<string, unknown>> | null;
  return (
    typeof frame === "object" &&
    frame !== null &&
    "$dataIncolumnFormat" in frame &&
    "$isSeries" in frame &&
    Array.isArray(frame.shape)
  );
}

interface Grid {
  readonly headers: readonly string[];
  readonly types: readonly string[];
  readonly isNumber: readonly boolean[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
  readonly caption: string;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const counted = (n: number, what: string) => `${n.toLocaleString("en-US")} ${what}${n === 1 ? "" : "s"}`;

function captionOf(rows: number, columns: number, isSeries: boolean): string {
  const shape = isSeries ? counted(rows, "value") : `${counted(rows, "row")} × ${counted(columns, "column")}`;
  const cuts = [
    rows > ROWS ? `the first ${ROWS} ${isSeries ? "values" : "rows"} are shown` : "",
    columns > COLUMNS ? `the first ${COLUMNS} columns are shown` : "",
  ].filter((cut) => cut !== "");
  return [shape, ...cuts].join("; ");
}

function gridOf(frame: Frame): Grid {
  const [rows = 0, width = 1] = frame.shape;
  const columns = frame.$isSeries ? 1 : width;
  const shownColumns = Math.min(columns, COLUMNS);
  const types = frame.dtypes.slice(0, shownColumns);
  const cellsOf = (row: unknown) => (frame.$isSeries ? [row] : (row as unknown[]).slice(0, shownColumns));
  return {
    headers: frame.columns.slice(0, shownColumns).map((name) => String(name)),
    types,
    isNumber: types.map((type) => /^(int|float)/.test(type)),
    rows: frame.values.slice(0, ROWS).map((row, i) => ({
      label: String(frame.index[i] ?? i),
      cells: cellsOf(row).map(textOf),
    })),
    caption: captionOf(rows, columns, frame.$isSeries),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** What JupyterLab would take for the beginning of a formula. */
const FORMULA = /\$|\\[([]|\\begin/;

/** A period or a name is not broken at its hyphen; what is longer than a column should be, is. */
const SHORT = 24;

function htmlOf({ headers, types, isNumber, rows, caption }: Grid): string {
  const side = (i: number) => `text-align:${isNumber[i] ? "right" : "left"}`;
  const align = (i: number) => ` style="${side(i)}"`;
  const styled = (cell: string, i: number) => ` style="${side(i)}${cell.length <= SHORT ? ";white-space:nowrap" : ""}"`;
  const head = headers.map((name, i) => {
    const type = types[i] === undefined ? "" : `<br><small>${escaped(types[i])}</small>`;
    return `<th scope="col" dir="auto"${align(i)}>${escaped(name)}${type}</th>`;
  });
  const body = rows.map(({ label, cells }) => {
    const data = cells.map((cell, i) => `<td dir="auto"${styled(cell, i)}>${escaped(cell)}</td>`);
    return `<tr><th scope="row">${escaped(label)}</th>${data.join("")}</tr>`;
  });
  const mayHoldFormula = [...headers, ...rows.flatMap(({ label, cells }) => [label, ...cells])].some((text) =>
    FORMULA.test(text),
  );
  return [
    `<table class="vafa-frame${mayHoldFormula ? " mathjax_ignore" : ""}">`,
    `<caption style="text-align:left;caption-side:bottom">${escaped(caption)}</caption>`,
    `<thead><tr><th></th>${head.join("")}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody>`,
    "</table>",
  ].join("\n");
}

function plainOf({ headers, types, isNumber, rows, caption }: Grid): string {
  const lines = [
    ["", ...headers],
    ["", ...types],
    ...rows.map(({ label, cells }) => [label, ...cells.map((cell) => cell.replace(/\s+/g, " "))]),
  ];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i > 0 && isNumber[i - 1] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  return `${lines.map(line).join("\n")}\n\n${caption}`;
}

/** A DataFrame or Series as a table: its shape, the types of its columns, and at most 20 rows. */
export function frameBundle(frame: Frame): Bundle {
  const grid = gridOf(frame);
  return { data: { "text/html": htmlOf(grid), "text/plain": plainOf(grid) } };
}
