import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { BYTE_ORDER_MARK, NEWLINE, QUOTE, RETURN } from "../csv/records.js";

/** What a CSV file holds, counted without keeping it: the proof that whoever reads it lost nothing. */
export interface RecordCount {
  /** Records that hold something, the header included. */
  readonly records: number;
  readonly blank: number;
  /** The record with a quote inside a cell that does not start with one, or null. */
  readonly strayQuote: number | null;
  readonly holdsNul: boolean;
  /** Whether a record may begin with a byte order mark, which DuckDB takes away from any line. */
  readonly mayHoldMark: boolean;
}

/** Counts records in one pass over the bytes. */
class Counter {
  records = 0;
  blank = 0;
  strayQuote: number | null = null;
  holdsNul = false;
  mayHoldMark = false;
  private quoted = false;
  /** Whether the cell is still empty, and whether a quoted cell was just closed. */
  private cellStart = true;
  private closed = false;
  private empty = true;

  constructor(private readonly delimiter: number) {}

  take(chunk: Uint8Array): void {
    this.holdsNul ||= chunk.includes(0);
    for (let i = 0; i < chunk.length; i++) this.byte(chunk[i]!);
  }

  private byte(byte: number): void {
    if (this.quoted) {
      if (byte === QUOTE) {
        this.quoted = false;
        this.closed = true;
      }
      return;
    }
    if (byte === RETURN) return;
    if (byte === NEWLINE) {
      this.endRecord();
      return;
    }
    if (this.empty && byte === BYTE_ORDER_MARK[0]) this.mayHoldMark = true;
    this.empty = false;
    if (byte === QUOTE) {
      if (this.cellStart || this.closed) this.quoted = true;
      else this.strayQuote ??= this.records + 1;
      this.closed = false;
      this.cellStart = false;
    } else {
      this.cellStart = byte === this.delimiter;
      this.closed = false;
    }
  }

  endRecord(): void {
    if (this.empty) this.blank++;
    else this.records++;
    this.empty = true;
    this.cellStart = true;
    this.closed = false;
  }

  finish(): RecordCount {
    if (!this.empty) this.endRecord();
    const { records, blank, strayQuote, holdsNul, mayHoldMark } = this;
    return { records, blank, strayQuote, holdsNul, mayHoldMark };
  }
}

const withoutMark = (chunk: Buffer) => (chunk.subarray(0, 3).equals(BYTE_ORDER_MARK) ? chunk.subarray(3) : chunk);

/** @param delimiter the byte between cells */
export async function countRecords(file: string, delimiter: number): Promise<RecordCount> {
  const counter = new Counter(delimiter);
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  const stream = file.toLowerCase().endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  let first = true;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    counter.take(first ? withoutMark(chunk) : chunk);
    first = false;
  }
  return counter.finish();
}
