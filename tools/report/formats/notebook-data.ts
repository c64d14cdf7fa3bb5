import { TABLE_DATA, type TableData } from "../../../src/notebook/table-data.js";
import { type Cell, type Notebook, type Output, textOf } from "../../run/notebook.js";
import { plainSentence } from "../markdown.js";
import type { DataTable } from "./data-table.js";
import { figureTable } from "./figure-table.js";
import { plainLabel } from "./plain-label.js";

export const PLOTLY = "application/vnd.plotly.v1+json";

/** A table or a figure of an executed notebook, as data. */
export interface Shown {
  readonly kind: "table" | "figure";
  readonly title: string;
  /** The heading it stands under. */
  readonly where: string;
  readonly table: DataTable;
}

/** A figure's data, and the name of their file. */
export interface FigureData extends Shown {
  readonly csv: string;
}

export interface NotebookData {
  /** In the order of the page. */
  readonly all: readonly Shown[];
  readonly figures: readonly FigureData[];
}

const titleOfTable = ({ data }: Output) =>
  plainLabel(/<caption[^>]*>([\s\S]*?)<\/caption>/.exec(textOf(data?.["text/html"]))?.[1]);

interface Layout {
  readonly title?: string | { readonly text?: string };
}

const titleOfFigure = ({ title }: Layout) => plainLabel(typeof title === "string" ? title : title?.text);

function tableOf({ schema, data }: TableData): DataTable {
  const columns = schema.fields.map(({ name }) => ({
    name,
    values: data.map((row) => (Object.hasOwn(row, name) ? row[name]! : null)),
  }));
  return { columns, rows: data.length };
}

function shownBy(output: Output, where: string): Shown[] {
  const { data = {} } = output;
  if (data[PLOTLY] !== undefined) {
    const figure = data[PLOTLY] as { data?: unknown; layout?: Layout };
    return [{ kind: "figure", title: titleOfFigure(figure.layout ?? {}), where, table: figureTable(figure) }];
  }
  const carried = data[TABLE_DATA] as TableData | undefined;
  return carried === undefined ? [] : [{ kind: "table", title: titleOfTable(output), where, table: tableOf(carried) }];
}

/** The last heading of a cell of prose. */
const headingIn = (cell: Cell) => [...textOf(cell.source).matchAll(/^#{1,4}\s+(.+?)\s*#*$/gm)].at(-1)?.[1];

/** A name that every system takes: a number, and what can be said of the title in plain letters. */
function csvName(title: string, number: number): string {
  const words =
    title
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const said = words.join("-").slice(0, 40).replace(/-$/, "");
  return `${String(number).padStart(2, "0")}${said === "" ? "" : `-${said}`}.csv`;
}

/** Everything that an executed notebook shows in numbers. */
export function dataOf(notebook: Notebook): NotebookData {
  const all: Shown[] = [];
  let where = "";
  for (const cell of notebook.cells) {
    if (cell.cell_type === "markdown") where = plainSentence(headingIn(cell) ?? "") || where;
    for (const output of cell.outputs ?? []) all.push(...shownBy(output, where));
  }
  const figures = all.filter(({ kind }) => kind === "figure");
  return { all, figures: figures.map((figure, i) => ({ ...figure, csv: csvName(figure.title, i + 1) })) };
}
