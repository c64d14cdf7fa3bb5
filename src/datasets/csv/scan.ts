import type { Issues } from "../issues.js";
import type { ScannedColumn } from "../scanned.js";
import type { Header } from "./header.js";
import { NumberColumn, parseNumber } from "./number-column.js";
import { cellEnd, lineEnd, NEWLINE, RETURN, RecordError, readRecord } from "./records.js";
import { SkippedColumn, TextColumn } from "./text-column.js";

/** How the cells of a column are read: as numbers, as text, or as numbers until one is not. */
export type Plan =
  | { readonly kind: "text" }
  | { readonly kind: "infer" }
  | { readonly kind: "number"; readonly name: string; readonly requires: string };

export interface Scan {
  readonly rows: number;
  /** Lines without anything on them, which are left out. */
  readonly blank: number;
  readonly columns: readonly ScannedColumn[];
  /** Every record had the cells the header has; if not, the values are of no use beyond the issues already noted. */
  readonly sound: boolean;
}

/** The rows that were read; copied only where the room made for them was far too large. */
function fitted<T extends Float64Array | Int32Array>(values: T, rows: number): T {
  return (values.length - rows > rows * 0.1 ? values.slice(0, rows) : values.subarray(0, rows)) as T;
}

type Reader = { read(at: number, row: number): number };

/** One pass over the records, from bytes to typed columns. */
class Scanner {
  private readonly readers: (NumberColumn | TextColumn)[] = [];
  /** Rows of a column that were read as numbers before a text turned up; they are read again as text. */
  private readonly again = new Map<number, number>();
  private capacity: number;
  rows = 0;
  blank = 0;
  private sound = true;

  constructor(
    private readonly header: Header,
    plans: readonly Plan[],
    private readonly issues: Issues,
  ) {
    const { bytes } = header.source;
    const sample = bytes.subarray(header.next, header.next + 65_536);
    let lines = 1;
    for (const byte of sample) if (byte === NEWLINE) lines++;
    this.capacity = Math.ceil(((bytes.length - header.next) / Math.max(1, sample.length)) * lines * 1.05) + 16;
    for (const [position, plan] of plans.entries()) this.readers.push(this.readerFor(plan, position));
  }

  private readerFor(plan: Plan, position: number): NumberColumn | TextColumn {
    const { source } = this.header;
    if (plan.kind === "text") return new TextColumn(source, this.capacity);
    if (plan.kind === "infer") {
      const refuse = (at: number, row: number) => this.becomeText(position, at, row);
      return new NumberColumn(source, this.capacity, () => null, refuse);
    }
    const refuse = (at: number, row: number, text: string) => {
      this.issues.row({ rule: "type", message: plan.requires, row: row + 1, column: plan.name, value: text });
      return cellEnd(source, at);
    };
    return new NumberColumn(source, this.capacity, (text) => parseNumber(text, "scientific"), refuse);
  }

  /** A column that was taken for numbers holds text: it is text from here on, and the rows before are read again. */
  private becomeText(position: number, at: number, row: number): number {
    const before = this.readers[position] as NumberColumn;
    const text = new TextColumn(this.header.source, this.capacity);
    if (before.numbers > 0) this.again.set(position, row);
    else text.codes.fill(-1, 0, row);
    this.readers[position] = text;
    return text.read(at, row);
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5) + 16;
    for (const reader of this.readers) reader.grow(this.capacity);
  }

  /** Reads one record into its row; returns where the next starts. A record that does not fit is a problem. */
  private record(readers: readonly Reader[], start: number, row: number): number {
    const { bytes, delimiter } = this.header.source;
    const last = readers.length - 1;
    let at = start;
    for (let position = 0; position <= last; position++) {
      at = readers[position]!.read(at, row);
      if (bytes[at] === delimiter) {
        if (position === last) return this.ragged(start, row);
        at++;
      } else if (position < last) return this.ragged(start, row);
    }
    return at + lineEnd(bytes, at);
  }

  private ragged(start: number, row: number): number {
    const { cells, next } = readRecord(this.header.source, start);
    const wanted = this.header.names.length;
    this.sound = false;
    const message = `each row requires ${wanted} cells, as the header has`;
    this.issues.row({ rule: "cells", message, row: row + 1, value: cells.length });
    return next;
  }

  private isBlank(at: number): boolean {
    const byte = this.header.source.bytes[at];
    return this.header.names.length > 1 && (byte === NEWLINE || byte === RETURN);
  }

  /** Reads rows until the end or the row limit. */
  private pass(readers: readonly Reader[], limit: number): number {
    const { bytes } = this.header.source;
    let at = this.header.next;
    let row = 0;
    this.blank = 0;
    try {
      while (at < bytes.length && row < limit) {
        if (this.isBlank(at)) {
          at += lineEnd(bytes, at);
          this.blank++;
          continue;
        }
        if (row === this.capacity) this.grow();
        at = this.record(readers, at, row);
        row++;
      }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      this.sound = false;
      const message = `the file holds ${error.message}, and cannot be read from there on`;
      this.issues.row({ rule: "quote", message, row: row + 1 });
    }
    return row;
  }

  run(): Scan {
    this.rows = this.pass(this.readers, Infinity);
    const { blank } = this;
    if (this.again.size > 0) {
      const { source } = this.header;
      const readers = this.readers.map((reader, position): Reader => {
        const until = this.again.get(position);
        if (until === undefined) return new SkippedColumn(source);
        return { read: (at, row) => (row < until ? reader.read(at, row) : cellEnd(source, at)) };
      });
      if (this.issues.isClean()) this.pass(readers, Math.max(...this.again.values()));
    }
    const columns = this.readers.map((reader): ScannedColumn => {
      if (reader instanceof NumberColumn) return { kind: "number", values: fitted(reader.values, this.rows) };
      return { kind: "text", codes: fitted(reader.codes, this.rows), dictionary: reader.dictionary() };
    });
    return { rows: this.rows, blank, columns, sound: this.sound };
  }
}

/** Reads the records below a header, each column as planned, in one scan (two where a column proves to be text late). */
export function scan(header: Header, plans: readonly Plan[], issues: Issues): Scan {
  return new Scanner(header, plans, issues).run();
}
