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
  private slots = new Int32Array(1024).fill(-1);
  private starts = new Int32Array(512);
  private lengths = new Int32Array(512);
  private hashes = new Int32Array(512);
  private readonly store = new TextStore();
  private size = 0;
  /** The row that brought the newest value. */
  private newest = -1;

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
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = this.slots[slot]!;
      if (code < 0) return this.add(slot, bytes, start, length, hash, row);
      if (this.hashes[code] === hash && this.lengths[code] === length) {
        if (this.store.isSame(this.starts[code]!, bytes, start, length)) return code;
      }
      slot = (slot + 1) & mask;
    }
  }

  private add(slot: number, bytes: Buffer, start: number, length: number, hash: number, row: number): number {
    const code = this.size++;
    if (code === this.starts.length) {
      this.starts = widened(this.starts, code * 2);
      this.lengths = widened(this.lengths, code * 2);
      this.hashes = widened(this.hashes, code * 2);
    }
    this.starts[code] = this.store.keep(bytes, start, length);
    this.lengths[code] = length;
    this.hashes[code] = hash;
    this.slots[slot] = code;
    this.newest = row;
    if (this.size * 2 > this.slots.length) this.rehash();
    return code;
  }

  private slotOf(code: number): number {
    const mask = this.slots.length - 1;
    const hash = this.hashes[code]!;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.slots[slot]! >= 0 && this.slots[slot] !== code) slot = (slot + 1) & mask;
    return slot;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let code = 0; code < this.size; code++) this.slots[this.slotOf(code)] = code;
  }

  /** Makes the cell of the newest row missing, as if it had not been read. */
  undo(row: number): void {
    this.codes[row] = -1;
    if (this.newest !== row) return;
    const code = --this.size;
    this.slots[this.slotOf(code)] = -1;
    this.store.drop(this.lengths[code]!);
    this.newest = -1;
  }

  /** The distinct values, by code. */
  dictionary(): string[] {
    return Array.from({ length: this.size }, (_, code) => this.store.text(this.starts[code]!, this.lengths[code]!));
  }
}
