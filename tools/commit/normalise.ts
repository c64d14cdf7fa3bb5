import { TABLE_DATA } from "../../src/notebook/table-data.js";
import { type Cell, type Notebook, type Output, textOf } from "../run/notebook.js";

/** What a committed notebook says of its kernel: nothing of the machine it ran on. */
const METADATA = {
  kernelspec: { display_name: "TypeScript (Vafa)", language: "typescript", name: "vafa" },
  language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
} as const;

/** Metadata that says when or how somebody looked at a cell, not what it is. */
const PASSING = ["execution", "collapsed", "scrolled", "ExecuteTime", "vscode", "trusted"];

/** Text as its lines, each with its end: so a changed line is one line of a diff. */
function lines(text: unknown): string[] {
  return textOf(text).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function isText(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function normalOutput(output: Output): unknown {
  const { output_type } = output;
  if (output_type === "stream") return { name: output.name, output_type, text: lines(output.text) };
  if (output_type === "error")
    return { ename: output.ename, evalue: output.evalue, output_type, traceback: output.traceback ?? [] };
  const own = Object.entries(output.data ?? {}).filter(([type]) => type !== TABLE_DATA);
  const data = own.map(([type, value]) => {
    if (isText(type)) return [type, lines(value)] as const;
    return [type, typeof value === "string" || Array.isArray(value) ? textOf(value).trimEnd() : value] as const;
  });
  const count = output_type === "execute_result" ? { execution_count: output.execution_count ?? null } : {};
  return { data: Object.fromEntries(data), metadata: output.metadata ?? {}, output_type, ...count };
}

/** A cell's name that stays: its own, or that of its place. */
function idOf(cell: Cell, index: number, taken: Set<string>): string {
  const own = cell.id && !taken.has(cell.id) ? cell.id : `cell-${String(index + 1).padStart(2, "0")}`;
  taken.add(own);
  return own;
}

function normalCell(cell: Cell, index: number, taken: Set<string>): unknown {
  const metadata = Object.fromEntries(Object.entries(cell.metadata ?? {}).filter(([name]) => !PASSING.includes(name)));
  const common = { cell_type: cell.cell_type, id: idOf(cell, index, taken), metadata, source: lines(cell.source) };
  if (cell.cell_type !== "code") return cell.attachments ? { ...common, attachments: cell.attachments } : common;
  return { ...common, execution_count: cell.execution_count ?? null, outputs: (cell.outputs ?? []).map(normalOutput) };
}

/** Keys in the order of the alphabet, as every tool of Jupyter writes them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

/** An executed notebook as it is committed: the same run gives the same bytes, on every machine. */
export function normalise(notebook: Notebook): Notebook {
  const taken = new Set<string>();
  const kept = Object.fromEntries(
    Object.entries(notebook.metadata).filter(([name]) => ["title", "lang"].includes(name)),
  );
  const cells = notebook.cells.map((cell, index) => normalCell(cell, index, taken));
  return sorted({ cells, metadata: { ...kept, ...METADATA }, nbformat: 4, nbformat_minor: 5 }) as Notebook;
}

export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(normalise(notebook), null, 1)}\n`;
}
