import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Cell, Notebook, Output } from "../../tools/run/notebook.js";

interface CodeCell {
  readonly tags?: readonly string[];
  readonly outputs?: readonly Output[];
  readonly count?: number | null;
}

export function code(source: string, { tags, outputs = [], count = null }: CodeCell = {}): Cell {
  return { cell_type: "code", source, metadata: tags ? { tags } : {}, outputs, execution_count: count };
}

export function markdown(source: string): Cell {
  return { cell_type: "markdown", source, metadata: {} };
}

/** What a cell shows: several MIME types of one thing. */
export function shown(data: Record<string, unknown>, metadata: Record<string, unknown> = {}): Output {
  return { output_type: "display_data", data, metadata };
}

export function notebookOf(cells: readonly Cell[]): Notebook {
  const named = cells.map((cell, index) => ({ ...cell, id: `cell-${index + 1}` }));
  const kernelspec = { display_name: "TypeScript (Vafa)", language: "typescript", name: "vafa" };
  return { cells: named, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

export function writeNotebook(file: string, cells: readonly Cell[]): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(notebookOf(cells), null, 1));
  return file;
}
