import type { Rule } from "../issues.js";

/** Bytes that a CSV file is made of. */
export const QUOTE = 34;
export const NEWLINE = 10;
export const RETURN = 13;

/** What some programs write before UTF-8 text. */
export const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** What is wrong with one record: it says what, the caller says in which row. */
export class RecordError extends Error {
  constructor(
    readonly rule: Rule,
    message: string,
    readonly hint = "",
  ) {
    super(message);
  }
}

/** The record goes on beyond the bytes at hand: not an error, and thrown once an window. */
export class NeedMore extends Error {}

const needMore = new NeedMore("the record goes on");

/**
 * The bytes at hand, as every reader of cells sees them. `length` of them are of the file; a quote and a newline stand
 * behind, so that each loop over a cell ends without asking for the end at every byte.
 */
export interface Source {
  readonly bytes: Buffer;
  readonly length: number;
  readonly delimiter: number;
  /** Line breaks met inside quotes since the record began. */
  newlines: number;
}

/** What stands behind the bytes at hand. */
export const CLOSING = Buffer.of(QUOTE, NEWLINE);

/** Where the cell that starts here ends: at its delimiter or line end. Quoted cells may hold both. */
export function cellEnd(source: Source, at: number): number {
  const { bytes, delimiter } = source;
  let i = at;
  if (bytes[i] === QUOTE && i < source.length) return closingQuote(source, at) + 1;
  let byte = bytes[i];
  while (byte !== delimiter && byte !== NEWLINE && byte !== RETURN) {
    if (byte === QUOTE) throw strayQuote(source, i);
    byte = bytes[++i];
  }
  return i;
}

export const STRAY_QUOTE = "the file holds a quote inside a cell that does not start with one";

/** The end of the bytes at hand, or a quote that should not be there. */
function strayQuote(source: Source, at: number): Error {
  if (at >= source.length) return needMore;
  return new RecordError("quote", STRAY_QUOTE, 'a cell with quotes is written "in quotes", each quote inside twice');
}

/** Position of the quote that closes the cell; "" inside stands for one quote. */
function closingQuote(source: Source, at: number): number {
  const { bytes, length } = source;
  let i = at + 1;
  for (;;) {
    i = bytes.indexOf(QUOTE, i);
    if (i >= length) throw needMore;
    if (bytes[i + 1] !== QUOTE) break;
    if (i + 1 >= length) throw needMore;
    i += 2;
  }
  for (let line = bytes.indexOf(NEWLINE, at); line < i; line = bytes.indexOf(NEWLINE, line + 1)) source.newlines++;
  requireEnd(source, i + 1);
  return i;
}

/** After a closing quote the cell must end. */
function requireEnd({ bytes, length, delimiter }: Source, at: number): void {
  const byte = bytes[at];
  if (at >= length) throw needMore;
  if (byte === delimiter || byte === NEWLINE || byte === RETURN) return;
  throw new RecordError(
    "quote",
    "the file holds text after a closing quote",
    "a quote is missing, too many or in the wrong place; inside quotes each quote is written twice",
  );
}

/** The text of a cell, without its quotes. */
export function cellText({ bytes }: Source, at: number, end: number): string {
  if (bytes[at] !== QUOTE) return bytes.toString("utf8", at, end);
  return bytes.toString("utf8", at + 1, end - 1).replaceAll('""', '"');
}

/** The length of the line end that stands here, 0 if none does. */
export function lineEnd({ bytes, length }: Source, at: number): number {
  if (bytes[at] === NEWLINE) return 1;
  if (bytes[at] !== RETURN) return 0;
  if (at + 1 >= length) throw needMore;
  if (bytes[at + 1] === NEWLINE) return 2;
  throw new RecordError(
    "line-end",
    "the file holds a carriage return without a newline",
    "lines end with LF or CRLF; a carriage return inside a cell needs quotes around the cell",
  );
}

/** One record as text cells, and where the next one starts: for the header and for records that do not fit. */
export function readRecord(source: Source, start: number): { cells: string[]; next: number } {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const end = cellEnd(source, at);
    cells.push(cellText(source, at, end));
    if (source.bytes[end] !== source.delimiter) return { cells, next: end + lineEnd(source, end) };
    at = end + 1;
  }
}
