import type { Issues } from "../issues.js";
import { cellEnd, lineEnd, NEWLINE, type Source } from "./records.js";

export type Delimiter = "," | ";" | "\t" | "|";

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

const SPELLED: Readonly<Record<Delimiter, string>> = { ",": "','", ";": "';'", "\t": "tab", "|": "'|'" };

/** Records held against the header. */
const SAMPLE = 100;

const byteOf = (delimiter: Delimiter) => delimiter.charCodeAt(0);

/** Cells of the record that starts here and where the next starts; 0 cells where it cannot be read so. */
function countCells(source: Source, start: number): { cells: number; next: number } {
  try {
    let cells = 1;
    let at = cellEnd(source, start);
    while (source.bytes[at] === source.delimiter) {
      at = cellEnd(source, at + 1);
      cells++;
    }
    return { cells, next: at + lineEnd(source, at) };
  } catch {
    return { cells: 0, next: source.bytes.indexOf(NEWLINE, start) + 1 };
  }
}

/** How a delimiter divides the header and the records below it. */
interface Division {
  readonly delimiter: Delimiter;
  readonly headerCells: number;
  /** Cells of each record of the sample, blank lines left out. */
  readonly records: readonly number[];
}

/** @param start where the header begins */
function divisionBy(delimiter: Delimiter, window: Source, start: number, headerRows: number): Division {
  const { bytes, length } = window;
  const source: Source = { bytes, length, delimiter: byteOf(delimiter), newlines: 0 };
  const header = countCells(source, start);
  let at = header.next;
  for (let row = 1; row < headerRows && at < length; row++) at = countCells(source, at).next;
  const records: number[] = [];
  while (at < length && records.length < SAMPLE) {
    const isBlank = bytes[at] === NEWLINE || (bytes[at] === 13 && bytes[at + 1] === NEWLINE);
    const { cells, next } = countCells(source, at);
    // What the window cuts off is no evidence.
    if (next === 0 || next > length) break;
    if (!isBlank) records.push(cells);
    at = next;
  }
  return { delimiter, headerCells: header.cells, records };
}

/** The share of the records that have as many cells as the header. */
function fit({ headerCells, records }: Division): number {
  return records.length === 0 ? 1 : records.filter((cells) => cells === headerCells).length / records.length;
}

/** Where nothing divides the first line it may be a title: the delimiter that divides the last records most. */
function dividing(divisions: readonly Division[]): Delimiter {
  const last = ({ records }: Division) => records.at(-1) ?? 0;
  return divisions.reduce((best, other) => (last(other) > last(best) ? other : best)).delimiter;
}

/**
 * The delimiter of a file: the one that divides the records as it divides the header. Where only one stands in the header it is
 * that one. Two that fit equally well are an issue: only the layout can say. Null then.
 */
export function delimiterOf(window: Source, start: number, headerRows: number, issues: Issues): Delimiter | null {
  const divisions = DELIMITERS.map((delimiter) => divisionBy(delimiter, window, start, headerRows));
  const present = divisions.filter(({ headerCells }) => headerCells > 1);
  if (present.length === 0) return dividing(divisions);
  const best = Math.max(...present.map(fit));
  const fitting = present.filter((division) => fit(division) === best);
  if (fitting.length === 1) return fitting[0]!.delimiter;
  const names = fitting.map(({ delimiter }) => SPELLED[delimiter]).join(" and ");
  const cells = fitting.map(({ headerCells }) => headerCells).join(" and ");
  const message = `the header and the records are divided equally well by ${names}, into ${cells} cells`;
  issues.file({ rule: "shape", message, hint: `say which: layout: { delimiter: "${fitting[0]!.delimiter}" }` });
  return null;
}
