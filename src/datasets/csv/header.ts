import type { Issues } from "../issues.js";
import type { Layout } from "../schema.js";
import { type Delimiter, delimiterOf } from "./delimiter.js";
import { BYTE_ORDER_MARK, NEWLINE, NeedMore, RecordError, readRecord, type Source } from "./records.js";
import { headerRowsOf, type Named, namesOf, unusualShape } from "./shapes.js";
import type { Window } from "./window.js";

/** Records looked at for the shape of a file. */
const LOOKED = 12;

/** No header is longer than this. */
const LONGEST = 1 << 24;

/** A header that was read; the window stands at the first record below it. */
export interface Header extends Named {
  readonly delimiter: Delimiter;
  /** Records of the header, and lines above it. */
  readonly rows: number;
  readonly preamble: number;
  /** Lines of both together. */
  readonly lines: number;
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < to; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** Behind the byte order mark; more than one is told. */
function afterMarks({ bytes, length }: Source, issues: Issues): number {
  let marks = 0;
  while (marks * 3 + 3 <= length && bytes.subarray(marks * 3, marks * 3 + 3).equals(BYTE_ORDER_MARK)) marks++;
  if (marks > 1) issues.note({ rule: "encoding", message: `the file begins with ${marks} byte order marks` });
  return marks * 3;
}

/** Behind so many lines, or −1 if the window has fewer. */
function afterLines({ bytes, length }: Source, start: number, lines: number): number {
  let at = start;
  for (let line = 0; line < lines; line++) {
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline < 0 || newline >= length) return -1;
    at = newline + 1;
  }
  return at;
}

function records(source: Source, start: number, count: number): { cells: string[][]; next: number } {
  const cells: string[][] = [];
  let at = start;
  while (cells.length < count && at < source.length) {
    const record = readRecord(source, at);
    cells.push(record.cells);
    at = record.next;
  }
  return { cells, next: at };
}

/** The first records, as far as they can be read. */
function firstRecords(source: Source, start: number): string[][] {
  const cells: string[][] = [];
  for (let at = start; cells.length < LOOKED && at < source.length; ) {
    try {
      const record = readRecord(source, at);
      cells.push(record.cells);
      at = record.next;
    } catch {
      break;
    }
  }
  return cells;
}

function checkNames(names: readonly string[], issues: Issues): void {
  const seen = new Set<string>();
  for (const [position, name] of names.entries()) {
    if (name.trim() === "")
      issues.file({
        rule: "header",
        message: `column ${position + 1} of ${names.length} has no name in the header`,
        hint: "name it in the file, or take the column out",
      });
    else if (seen.has(name))
      issues.file({
        rule: "header",
        message: `the header names '${name}' twice`,
        column: name,
        hint: "give each column a name of its own",
      });
    seen.add(name);
  }
}

/** The header in the window, or null when it says what is wrong with it; throws NeedMore when it goes on beyond. */
function headerIn(window: Window, layout: Layout, issues: Issues): Header | null {
  const { preamble = 0 } = layout;
  const rows = headerRowsOf(layout);
  const start = afterLines(window, afterMarks(window, issues), preamble);
  if (start < 0 || start >= window.length - window.added) {
    issues.file({ rule: "empty", message: preamble === 0 ? "the file is empty" : "the file ends above the header" });
    return null;
  }
  const delimiter = layout.delimiter ?? delimiterOf(window, start, rows, issues);
  if (delimiter === null) return null;
  window.delimiter = delimiter.charCodeAt(0);
  const isDeclared = layout.preamble !== undefined || layout.headerRows !== undefined || layout.export !== undefined;
  const unusual = isDeclared ? null : unusualShape(firstRecords(window, start));
  if (unusual !== null) {
    issues.file(unusual);
    return null;
  }
  const { cells, next } = records(window, start, rows);
  const named = namesOf(cells, layout);
  checkNames(named.names, issues);
  window.newlines = 0;
  window.at = next;
  return { ...named, delimiter, rows: cells.length, preamble, lines: countLines(window.bytes, 0, next) };
}

/** Reads what stands above the records: marks, lines that are no data, the header. */
export async function readHeader(window: Window, layout: Layout, issues: Issues): Promise<Header | null> {
  for (;;) {
    try {
      return headerIn(window, layout, issues);
    } catch (error) {
      const goesOn = error instanceof NeedMore;
      const isTooLong = window.length >= LONGEST;
      if (goesOn && !window.isFull && !isTooLong) {
        await window.fill();
        continue;
      }
      if (!goesOn && !(error instanceof RecordError)) throw error;
      const { rule } = goesOn ? { rule: "quote" as const } : (error as RecordError);
      const endless = isTooLong ? "more than 16 MB and no end" : "a quote that is never closed";
      const what = goesOn ? endless : (error as Error).message.replace("the file holds ", "");
      issues.file({ rule, message: `the header holds ${what}` });
      return null;
    }
  }
}
