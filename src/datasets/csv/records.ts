/** Bytes that a CSV file is made of. */
export const QUOTE = 34;
export const NEWLINE = 10;
export const RETURN = 13;

/** What some programs write before UTF-8 text. */
export const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** What stands in the way of reading one record: it says where, the caller says in which file. */
export class RecordError extends Error {}

/** A CSV file in memory, closed by a newline, as every reader of cells sees it. */
export interface Source {
  readonly bytes: Buffer;
  readonly delimiter: number;
}

/** Where the cell that starts here ends: at its delimiter or line end. Quoted cells may hold both. */
export function cellEnd(source: Source, at: number): number {
  const { bytes, delimiter } = source;
  let i = at;
  if (bytes[i] === QUOTE) return closingQuote(source, at) + 1;
  let byte = bytes[i];
  while (byte !== delimiter && byte !== NEWLINE && byte !== RETURN) {
    if (byte === QUOTE) throw new RecordError("a quote inside a cell that does not start with one");
    byte = bytes[++i];
  }
  return i;
}

/** Position of the quote that closes the cell; "" inside stands for one quote. */
export function closingQuote({ bytes, delimiter }: Source, at: number): number {
  let i = at + 1;
  for (;;) {
    i = bytes.indexOf(QUOTE, i);
    if (i < 0) throw new RecordError("a quote that is never closed");
    if (bytes[i + 1] !== QUOTE) break;
    i += 2;
  }
  const next = bytes[i + 1];
  if (next === delimiter || next === NEWLINE || next === RETURN) return i;
  throw new RecordError("text after a closing quote");
}

/** The text of a cell, without its quotes. */
export function cellText({ bytes }: Source, at: number, end: number): string {
  if (bytes[at] !== QUOTE) return bytes.toString("utf8", at, end);
  return bytes.toString("utf8", at + 1, end - 1).replaceAll('""', '"');
}

/** The length of the line end that stands here, 0 if none does. */
export function lineEnd(bytes: Buffer, at: number): number {
  if (bytes[at] === NEWLINE) return 1;
  if (bytes[at] !== RETURN) return 0;
  if (bytes[at + 1] === NEWLINE) return 2;
  throw new RecordError("a carriage return without a newline");
}

/** One record as text cells, and where the next one starts: for the header and for records that do not fit. */
export function readRecord(source: Source, start: number): { cells: string[]; next: number } {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const end = cellEnd(source, at);
    cells.push(cellText(source, at, end));
    if (source.bytes[end] !== source.delimiter) return { cells, next: end + lineEnd(source.bytes, end) };
    at = end + 1;
  }
}
