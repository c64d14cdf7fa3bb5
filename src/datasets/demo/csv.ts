import type { Cell } from "../../tables/table.js";
import type { DemoTable } from "./generate.js";

function field(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A table as CSV (RFC 4180, LF, header first); a missing cell is blank. */
export function demoCsv({ columns, rows }: DemoTable): string {
  const names = Object.keys(columns);
  const lines = [names.join(",")];
  for (let row = 0; row < rows; row += 1) lines.push(names.map((name) => field(columns[name]![row]!)).join(","));
  return `${lines.join("\n")}\n`;
}
