import type { Source } from "./records.js";
import { closingQuote, NEWLINE, QUOTE, RETURN, requireEnd, strayQuote } from "./records.js";
import { TextStore } from "./text-store.js";

const PRIME = 0x01000193;

function widened(values: Int32Array, length: number): Int32Array {
  const made = new Int32Array(length);
  made.set(values);
  return made;
}

/** Text as codes of distinct values. The bytes of a value are compared in place; a string is made once a value. */
export class TextColumn {
  codes: Int32Array;
  /** Pairs of a code + 1 (0: free) and the hash of its text, so that a search touches one place in memory. */
  private slots = new Int32Array(2048);
  private starts = new Int32Array(512);
  private readonly store = new TextStore();
  private size = 0;
  /** The row that brought the newest value. */
  private newestRow = -1;
  private newestSlot = 0;
  private newestLength = 0;

  constructor(
    private readonly source: Source,
    capacity: number,
  ) {
    this.codes = new Int32Array(capacity);
  }

  grow(rows: number): void {
    this.codes = widened(this.codes, rows);
  }

  /** Reads the cell that starts here; returns where it ends. */
  read(at: number, row: number): number {
    const { source } = this;
    const { bytes, delimiter } = source;
    let i = at;
    let byte = bytes[i]!;
    if (byte === QUOTE) return this.readQuoted(at, row);
    let hash = 0;
    while (byte !== delimiter && byte !== NEWLINE && byte !== RETURN && byte !== QUOTE) {
      hash = Math.imul(hash ^ byte, PRIME);
      byte = bytes[++i]!;
    }
    if (byte === QUOTE) throw strayQuote(source, i);
    this.codes[row] = i === at ? -1 : this.intern(bytes, at, i - at, hash, row);
    return i;
  }

  private readQuoted(at: number, row: number): number {
    const { source } = this;
    const { bytes } = source;
    if (at >= source.length) throw strayQuote(source, at);
    let i = at + 1;
    let hash = 0;
    let newlines = 0;
    for (let byte = bytes[i]!; byte !== QUOTE; byte = bytes[++i]!) {
      hash = Math.imul(hash ^ byte, PRIME);
      if (byte === NEWLINE) newlines++;
    }
    if (bytes[i + 1] === QUOTE || i >= source.length) return this.readDoubled(at, row);
    requireEnd(source, i + 1);
    source.newlines += newlines;
    this.codes[row] = i === at + 1 ? -1 : this.intern(bytes, at + 1, i - at - 1, hash, row);
    return i + 1;
  }

  /** A quoted cell with quotes inside, each written twice. */
  private readDoubled(at: number, row: number): number {
    const { bytes } = this.source;
    const end = closingQuote(this.source, at);
    const inside = Buffer.from(bytes.toString("latin1", at + 1, end).replaceAll('""', '"'), "latin1");
    this.codes[row] = this.put(inside, inside.length, row);
    return end + 1;
  }

  private put(bytes: Buffer, length: number, row: number): number {
    let hash = 0;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
    return length === 0 ? -1 : this.intern(bytes, 0, length, hash, row);
  }

  /** Sets a cell that was read as something else before. */
  set(row: number, text: string): void {
    const bytes = Buffer.from(text);
    this.codes[row] = this.put(bytes, bytes.length, row);
  }

  private intern(bytes: Buffer, start: number, length: number, hash: number, row: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = ((hash ^ (hash >>> 15)) << 1) & mask;
    for (;;) {
      const code = slots[slot]! - 1;
      if (code < 0) return this.add(slot, bytes, start, length, hash, row);
      if (slots[slot + 1] === hash && this.store.isSame(this.starts[code]!, bytes, start, length)) return code;
      slot = (slot + 2) & mask;
    }
  }

  private add(free: number, bytes: Buffer, start: number, length: number, hash: number, row: number): number {
    const code = this.size++;
    let slot = free;
    // Before the value is put in: the newest one is then always the last that was, and can be taken out again.
    if (this.size * 4 > this.slots.length) slot = this.widen(hash);
    if (code === this.starts.length) this.starts = widened(this.starts, code * 2);
    this.starts[code] = this.store.keep(bytes, start, length);
    this.slots[slot] = code + 1;
    this.slots[slot + 1] = hash;
    this.newestRow = row;
    this.newestSlot = slot;
    this.newestLength = length;
    return code;
  }

  /** Makes room; returns the free slot for a hash. */
  private widen(wanted: number): number {
    const before = this.slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 2;
    const free = (hash: number) => {
      let slot = ((hash ^ (hash >>> 15)) << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      return slot;
    };
    for (let i = 0; i < before.length; i += 2) {
      if (before[i] === 0) continue;
      const slot = free(before[i + 1]!);
      slots[slot] = before[i]!;
      slots[slot + 1] = before[i + 1]!;
    }
    this.slots = slots;
    return free(wanted);
  }

  /** Makes the cell of the newest row missing, as if it had not been read. */
  undo(row: number): void {
    this.codes[row] = -1;
    if (this.newestRow !== row) return;
    this.size--;
    this.slots[this.newestSlot] = 0;
    this.store.drop(this.newestLength);
    this.newestRow = -1;
  }

  /** The distinct values, by code. */
  dictionary(): string[] {
    return this.store.texts();
  }
}
