import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileBytes } from "./file-bytes.js";
import type { Issue } from "./issues.js";
import { marked } from "./marks.js";
import type { Encoding } from "./schema.js";

/** Lines of a file, from and to with, counted from 1. */
export type LineRange = readonly [first: number, last: number];

const CHUNK = 1 << 20;

/** Where the line that goes on here ends; −1 if beyond. Wide characters begin at even places. */
function endOfLine(bytes: Buffer, from: number, to: number, encoding: Encoding): number {
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) {
    if (encoding === "utf-16le" && at % 2 === 0 && bytes[at + 1] === 0) return at + 2;
    if (encoding === "utf-16be" && at % 2 === 1 && bytes[at - 1] === 0) return at + 1;
    if (!encoding.startsWith("utf-16")) return at + 1;
  }
  return -1;
}

/** The bytes of some lines as they stand in the file, unpacked. */
async function* linesOfFile(file: string, encoding: Encoding, ranges: readonly LineRange[]): AsyncGenerator<Buffer> {
  const source = await fileBytes(file);
  const bytes = Buffer.alloc(CHUNK);
  let [line, next] = [1, 0];
  const isWanted = () => {
    while (next < ranges.length && ranges[next]![1] < line) next++;
    return next < ranges.length && ranges[next]![0] <= line;
  };
  try {
    for (let length = -1; length !== 0; ) {
      length = 0;
      for (let read = -1; read !== 0 && length < CHUNK; length += read) read = await source.read(bytes, length);
      for (let at = 0; at < length; line++) {
        const end = endOfLine(bytes, at, length, encoding);
        const to = end < 0 ? length : end;
        if (isWanted()) yield Buffer.from(bytes.subarray(at, to));
        at = to;
        if (end < 0) break;
      }
      if (next >= ranges.length) return;
    }
  } finally {
    await source.close();
  }
}

/** Writes a file whole or not at all. */
async function written(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  // What a killed run has left, or a link that somebody has laid there, is not written into.
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, "wx");
  try {
    for await (const piece of pieces) await handle.appendFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
}

const COLUMNS = ["row", "line", "column", "value", "rule", "effect", "message", "hint"] as const;

/** A cell that no spreadsheet takes for a formula, marked as `writeCsv` marks it; nothing stays nothing. */
function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && text !== "" ? marked(text) : text;
  // Also what parts cells where a comma is the decimal sign: behind it a formula would begin a cell of its own.
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `survey.csv.gz` as `survey` and `.csv`: what is written is not packed. */
function partsOf(file: string): { stem: string; ending: string } {
  const [, stem = "", ending = ""] = /^(.*?)(\.[^.]+)?$/.exec(basename(file).replace(/\.gz$/i, ""))!;
  return { stem, ending };
}

/** What was written beside: the raw records, where a file has lines, and the issues. */
export interface RejectFiles {
  readonly rejects: string | null;
  readonly issues: string;
}

/**
 * The records kept aside: their lines as they stand in the file, with those of the header; or their cells, the names first,
 * where a format has no lines; or null, where it keeps neither.
 */
export type RejectedRecords =
  | { readonly lines: readonly LineRange[]; readonly encoding: Encoding }
  | { readonly cells: readonly (readonly (string | null)[])[] }
  | null;

const csvOf = (rows: readonly (readonly (string | number | null)[])[]) =>
  Buffer.from(rows.map((row) => `${row.map(cell).join(",")}\r\n`).join(""));

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/**
 * Writes what was kept aside into a folder: `<name>.rejected.<ending>`, the header's lines and the raw records byte for byte
 * (as .csv for formats without lines), and `<name>.issues.csv`, what was wrong with each.
 */
export async function writeRejects(
  folder: string,
  file: string,
  records: RejectedRecords,
  issues: readonly Issue[],
): Promise<RejectFiles> {
  await mkdir(folder, { recursive: true });
  const { stem, ending } = partsOf(file);
  let rejects: string | null = null;
  if (records !== null) {
    const isLines = "lines" in records;
    rejects = join(folder, `${stem}.rejected${isLines ? ending : ".csv"}`);
    const pieces = isLines ? linesOfFile(file, records.encoding, records.lines) : once(csvOf(records.cells));
    await written(rejects, pieces);
  }
  const listed = issues.map((issue) => COLUMNS.map((name) => issue[name]));
  const path = join(folder, `${stem}.issues.csv`);
  await written(path, once(csvOf([COLUMNS, ...listed])));
  return { rejects, issues: path };
}
