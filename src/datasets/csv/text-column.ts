import type { ScannedText } from "../scanned.js";
import type { Source } from "./records.js";
import { cellEnd, QUOTE } from "./records.js";
import type { Texts } from "./texts.js";

function widened(values: Int32Array, length: number): Int32Array {
  const made = new Int32Array(length);
  made.set(values);
  return made;
}

/** Text as codes of distinct values. */
export class TextColumn {
  codes: Int32Array;

  constructor(
    private readonly source: Source,
    private readonly texts: Texts,
    capacity: number,
  ) {
    this.codes = new Int32Array(capacity);
  }

  grow(rows: number): void {
    this.codes = widened(this.codes, rows);
  }

  /** Takes over the cells of rows that the compiled loops have read. */
  put(codes: Int32Array, row: number): void {
    this.codes.set(codes, row);
  }

  /** Reads the cell that starts here; returns where it ends. */
  read(at: number, row: number): number {
    const { bytes } = this.source;
    const end = cellEnd(this.source, at);
    this.codes[row] =
      bytes[at] === QUOTE ? this.codeOfQuoted(bytes, at + 1, end - 1, row) : this.codeOf(bytes, at, end, row);
    return end;
  }

  /** Of the text inside quotes, where each quote is written twice. */
  private codeOfQuoted(bytes: Buffer, start: number, end: number, row: number): number {
    const quote = bytes.indexOf(QUOTE, start);
    if (quote < 0 || quote >= end) return this.codeOf(bytes, start, end, row);
    const inside = Buffer.from(bytes.toString("latin1", start, end).replaceAll('""', '"'), "latin1");
    return this.codeOf(inside, 0, inside.length, row);
  }

  private codeOf(bytes: Uint8Array, start: number, end: number, row: number): number {
    return start === end ? -1 : this.texts.codeOf(bytes, start, end - start, row);
  }

  /** Sets a cell that was read as something else before. */
  set(row: number, text: string): void {
    const bytes = Buffer.from(text);
    this.codes[row] = this.codeOf(bytes, 0, bytes.length, row);
  }

  /** Makes the cell of a row missing, as if it had not been read. */
  undo(row: number): void {
    this.codes[row] = -1;
    this.texts.forget(row);
  }

  scanned(rows: number): ScannedText {
    return this.texts.column(fitted(this.codes, rows));
  }
}

/** The rows that were read; copied only where the room made for them was far too large. */
export function fitted<T extends Float64Array | Int32Array>(values: T, rows: number): T {
  return (values.length - rows > rows * 0.5 ? values.slice(0, rows) : values.subarray(0, rows)) as T;
}
