import type { Random } from "../../../src/statistics/random.js";
import { type Clean, fileOf, lineOf, NAMES } from "./clean.js";

/** A file with one corruption, and what may be said of it. */
export interface Corrupted {
  readonly content: Buffer;
  /** Rows of the corrupted file, from 1, that are not what they were; null where the header is what is wrong. */
  readonly at: readonly number[] | null;
  /** Rows of the clean file, from 1, that nobody can give back. */
  readonly lost: readonly number[];
}

/** Makes one corruption that can be known of, at a random place; null where this draw gives none. */
export type Kind = (clean: Clean, draw: Random) => Corrupted | null;

export const replaced = <T>(all: readonly T[], at: number, by: T): T[] => all.map((one, i) => (i === at ? by : one));

export const rowsFrom = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** One record is another: `change` gives its text or its bytes, null for none. */
export const inOneLine =
  (change: (line: string, draw: Random, clean: Clean) => string | Buffer | null): Kind =>
  (clean, draw) => {
    const row = draw.integer(clean.rows.length);
    const lines = clean.rows.map(lineOf);
    const before = lines[row]!;
    const after = change(before, draw, clean);
    if (after === null || after === before) return null;
    const [head, tail] = fileOf(replaced(lines, row, "\u0000here\u0000"), clean.end).split("\u0000here\u0000");
    const content = Buffer.concat([Buffer.from(head!), Buffer.from(after as string), Buffer.from(tail!)]);
    // A record of several lines that is broken may be as many bad rows.
    const more = before.split("\n").length - 1;
    return { content, at: rowsFrom(row + 1, row + 1 + more), lost: [row + 1] };
  };

/** The cells of one record are others. */
export const inCells =
  (change: (cells: readonly string[], draw: Random) => readonly string[] | null): Kind =>
  (clean, draw) => {
    const row = draw.integer(clean.rows.length);
    const cells = change(clean.rows[row]!, draw);
    if (cells === null || lineOf(cells) === lineOf(clean.rows[row]!)) return null;
    const content = Buffer.from(fileOf(replaced(clean.rows, row, cells).map(lineOf), clean.end));
    return { content, at: [row + 1], lost: [row + 1] };
  };

/** One cell of these columns is another. */
export const inOneCell = (columns: readonly string[], change: (cell: string, draw: Random) => string | null): Kind =>
  inCells((cells, draw) => {
    const position = NAMES.indexOf(columns[draw.integer(columns.length)]!);
    const made = change(cells[position]!, draw);
    return made === null ? null : replaced(cells, position, made);
  });

/** The header is another line. */
export const inHeader =
  (change: (line: string, draw: Random) => string): Kind =>
  (clean, draw) => {
    const before = lineOf(NAMES);
    const after = change(before, draw);
    if (after === before) return null;
    return { content: Buffer.from(fileOf(clean.rows.map(lineOf), clean.end, after)), at: null, lost: [] };
  };

/** The places of a record that no quotes are around, from 0 to its length. */
export function outsideQuotes(line: string): number[] {
  const places: number[] = [];
  let quoted = false;
  for (let i = 0; i <= line.length; i++) {
    if (!quoted) places.push(i);
    if (line[i] === '"') quoted = !quoted;
  }
  return places;
}

export const placesOf = (line: string, letter: string) => [...line].flatMap((one, i) => (one === letter ? [i] : []));

/** One of these, or null where there is none. */
export const oneOf = <T>(all: readonly T[], draw: Random): T | null =>
  all.length === 0 ? null : all[draw.integer(all.length)]!;

export const without = (text: string, at: number) => text.slice(0, at) + text.slice(at + 1);
export const withAt = (text: string, at: number, put: string) => text.slice(0, at) + put + text.slice(at);
