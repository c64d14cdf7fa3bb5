import type { Position } from "./source-position.js";

const AROUND = 2;
const WIDEST = 160;

/** The lines around a place of a cell, with a caret under it: `length` characters of it. */
export function codeFrame(source: string, { line, column }: Position, length = 1): string[] {
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = lines[number - 1]!;
    const isHere = number === line;
    const shown = text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text;
    frame.push(`${isHere ? ">" : " "} ${String(number).padStart(width)} | ${shown}`.trimEnd());
    if (!isHere || column > WIDEST) continue;
    const before = text.slice(0, column - 1).replace(/[^\t]/g, " ");
    const marked = Math.max(1, Math.min(length, text.length - column + 1));
    frame.push(`  ${" ".repeat(width)} | ${before}${"^".repeat(marked)}`);
  }
  return frame;
}
