import { readFileSync, statSync } from "node:fs";
import { Failure, messageOf } from "../terminal/failure.js";

type Text = string | readonly string[];

export interface Output {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly name?: string;
  readonly text?: Text;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
  readonly execution_count?: number | null;
}

export interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id?: string;
  readonly source: Text;
  readonly metadata?: { readonly tags?: readonly string[] } & Readonly<Record<string, unknown>>;
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** Text of a notebook file: one string, or its lines. */
export function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata?.tags?.includes(tag) ?? false;
}

/** Why this is no notebook, or null. */
function fault(value: unknown): string | null {
  const notebook = value as Partial<Notebook> | null;
  if (typeof notebook !== "object" || notebook === null || !Array.isArray(notebook.cells)) return "it has no cells";
  if (notebook.nbformat !== 4) return `its format is ${notebook.nbformat ?? "not given"}; 4 is needed`;
  for (const [index, cell] of notebook.cells.entries()) {
    const known = ["code", "markdown", "raw"].includes(cell?.cell_type) && cell.source !== undefined;
    if (!known) return `cell ${index + 1} has no type or no source`;
    if (cell.cell_type === "code" && cell.outputs !== undefined && !Array.isArray(cell.outputs)) {
      return `the outputs of cell ${index + 1} are no list`;
    }
  }
  return null;
}

/** Notebooks that were read, with the size and the time of their files: a run asks several times for each. */
const known = new Map<string, { readonly seen: string; readonly notebook: Notebook }>();

function seenAt(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : `${found.size} ${found.mtimeNs} ${found.ctimeNs} ${found.ino}`;
}

/** Reads a notebook file; `name` is what a message calls it. */
export function readNotebook(file: string, name: string): Notebook {
  const seen = seenAt(file);
  const before = known.get(file);
  if (before !== undefined && before.seen === seen) return before.notebook;
  const notebook = parsedNotebook(file, name);
  known.set(file, { seen, notebook });
  return notebook;
}

function parsedNotebook(file: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${name}: not a notebook, its JSON is broken: ${messageOf(error)}`);
  }
  const why = fault(value);
  if (why) throw new Failure(`${name}: not a notebook, ${why}`);
  return value as Notebook;
}
