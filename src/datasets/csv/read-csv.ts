import { stat } from "node:fs/promises";
import type { Progress } from "../file-bytes.js";
import type { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import type { Encoding, Layout, Schema } from "../schema.js";
import type { Delimiter } from "./delimiter.js";
import type { Header } from "./header.js";
import { LineIndex } from "./line-index.js";
import { type OpenCsv, withCsv } from "./open-csv.js";
import { plansFor } from "./plans.js";
import { NEWLINE } from "./records.js";
import { Scanner } from "./scan.js";
import type { Window } from "./window.js";

export interface CsvOptions {
  readonly schema?: Schema | undefined;
  readonly layout?: Layout | undefined;
  readonly progress?: Progress | undefined;
}

/** A CSV file, scanned: what every format gives, and what only lines of text have. */
export interface CsvScanned extends Scanned {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** What was asked in each column, where the header says it. */
  readonly questions: ReadonlyMap<string, string>;
  /** Lines down to the first record. */
  readonly headerLines: number;
  /** How many lines a row takes. */
  linesOf(row: number): number;
}

/** How many rows the file has, about, by the lines in the window; never more than its bytes allow with so many columns. */
export function estimated(window: Window, size: number, columns: number): number {
  const sample = window.bytes.subarray(window.at, Math.min(window.limit, window.at + 65_536));
  if (sample.length === 0) return 16;
  let lines = 1;
  for (const byte of sample) if (byte === NEWLINE) lines++;
  const rows = Math.min((size / sample.length) * lines * 1.05, size / columns);
  return Math.ceil(rows) + 16;
}

/** Scans to the end of the file; false when it cannot be scanned so far, which the issues say. */
export async function scanAll(
  { window, header }: OpenCsv,
  take: () => boolean | Promise<boolean>,
  lines: () => number,
  issues: Issues,
): Promise<boolean> {
  for (;;) {
    if (!(await take())) return false;
    if (window.isLast) break;
    if (window.isFull) {
      issues.file({
        rule: "shape",
        message: `line ${lines()} is longer than 64 MB: the file is no table of ${header.names.length} columns`,
      });
      return false;
    }
    await window.fill();
  }
  requireAllBytes(window);
  return true;
}

/** Every byte of the file went into a record, a blank line, or what stands above: checked on every file. */
function requireAllBytes(window: Window): void {
  if (window.position === window.total) return;
  throw new Error(`${window.total - window.position} bytes of ${window.total} were not read: a fault of the reader`);
}

export function questionsOf({ names, questions }: Header): ReadonlyMap<string, string> {
  return new Map(names.flatMap((name, i) => (questions[i] ? [[name, questions[i]!] as const] : [])));
}

/** Lines end in one way in most files; in both, two programs wrote the file. */
export function noteLineEnds(returns: number, lines: number, issues: Issues): void {
  if (returns === 0 || returns === lines) return;
  const message = `${returns} lines end with CRLF and ${lines - returns} with LF`;
  issues.note({ rule: "line-end", message });
}

/**
 * Scans a CSV file: encoding and delimiter proven or declared, RFC 4180, every record with a row of its own. What is wrong goes
 * to the issues, all of it; null when the file cannot be used at all.
 */
export async function readCsv(
  path: string,
  { schema, layout = {}, progress }: CsvOptions,
  issues: Issues,
): Promise<CsvScanned | null> {
  const { size } = await stat(path);
  return withCsv(path, layout, progress, issues, async (csv) => {
    const { window, header, faults, encoding } = csv;
    const lines = new LineIndex(header.lines + 1);
    const plans = plansFor(header.names, schema);
    const scanner = new Scanner(window, plans, lines, faults, issues, estimated(window, size, plans.length));
    const take = () => {
      scanner.take();
      return !scanner.isRefused;
    };
    if (!(await scanAll(csv, take, () => lines.lineOf(scanner.rows + 1), issues))) return null;
    const { rows, blank, returns } = scanner;
    noteLineEnds(returns, rows - window.added, issues);
    return {
      names: header.names,
      rows,
      blank,
      header: header.rows,
      preamble: header.preamble,
      columns: scanner.columns(),
      lineOf: (row) => lines.lineOf(row),
      linesOf: (row) => lines.linesOf(row),
      headerLines: header.lines,
      encoding,
      delimiter: header.delimiter,
      questions: questionsOf(header),
    };
  });
}
