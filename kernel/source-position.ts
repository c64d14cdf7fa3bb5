import { SourceMap, type SourceMapPayload } from "node:module";
import type { Maps } from "./compiler-host.js";

/** A place in a cell as its author sees it: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What tracebacks need to know about a cell that was run. */
export interface RunCell {
  readonly count: number;
  readonly source: string;
  readonly maps: Maps;
  /** How many lines it was when run: what comes after them is not the cell's. */
  readonly lines: number;
}

/** The name under which V8 knows a cell. */
export const cellName = (id: number): string => `cell://${id}`;

const mapOf = (text: string) => (text === "" ? null : new SourceMap(JSON.parse(text) as SourceMapPayload));

function step(text: string, line: number, column: number): { line: number; column: number } | null {
  const entry = mapOf(text)?.findEntry(line, column);
  return entry && "originalLine" in entry ? { line: entry.originalLine, column: entry.originalColumn } : null;
}

/**
 * From a line of what was run to the line of the cell: back through the module that was emitted. The cell's output
 * begins one line down (conversion.ts), and tslab puts one line of its own before the cell.
 */
export function positionIn(cell: RunCell, line: number, column: number): Position | null {
  if (line - 1 > cell.lines) return null;
  const emitted = step(cell.maps.module, line - 2, column - 1);
  const written = emitted && step(cell.maps.typescript, emitted.line, emitted.column);
  if (!written || written.line < 1) return null;
  return { line: written.line, column: written.column + 1 };
}
