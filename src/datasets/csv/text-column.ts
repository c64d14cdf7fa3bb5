import type { Source } from "./records.js";
import { cellEnd, closingQuote, NEWLINE, QUOTE, RETURN } from "./records.js";

/** Text as codes of distinct values. The bytes of a value are compared in place; a string is made once a value. */
export class TextColumn {
  codes: Int32Array;
  private slots = new Int32Array(1024).fill(-1);
  private starts = new Int32Array(512);
  private lengths = new Int32Array(512);
  private hashes = new Int32Array(512);
  private size = 0;
  /** Values with doubled quotes inside, as they are meant; their `starts` are −1 − position here. */
  private readonly unescaped: Buffer[] = [];

  constructor(
    private readonly source: Source,
    capacity: number,
  ) {
    this.codes = new Int32Array(capacity);
  }

  grow(rows: number): void {
    const wider = new Int32Array(rows);
    wider.set(this.codes);
    this.codes = wider;
  }

  /** Reads the cell that starts here; returns where it ends. */
  read(at: number, row: number): number {
    const { bytes, delimiter } = this.source;
    let i = at;
    let byte = bytes[i]!;
    if (byte === QUOTE) return this.readQuoted(at, row);
    let hash = 0;
    while (byte !== delimiter && byte !== NEWLINE && byte !== RETURN && byte !== QUOTE) {
      hash = Math.imul(hash ^ byte, 0x01000193);
      byte = bytes[++i]!;
    }
    if (byte === QUOTE) return cellEnd(this.source, at);
    this.codes[row] = i === at ? -1 : this.intern(bytes, at, i - at, hash);
    return i;
  }

  private readQuoted(at: number, row: number): number {
    const { bytes } = this.source;
    const end = closingQuote(this.source, at);
    let inside: Buffer = bytes;
    let start = at + 1;
    let length = end - start;
    const doubled = bytes.indexOf(QUOTE, start);
    if (doubled < end) {
      inside = Buffer.from(bytes.toString("latin1", start, end).replaceAll('""', '"'), "latin1");
      start = 0;
      length = inside.length;
    }
    let hash = 0;
    for (let i = start; i < start + length; i++) hash = Math.imul(hash ^ inside[i]!, 0x01000193);
    this.codes[row] = length === 0 ? -1 : this.intern(inside, start, length, hash);
    return end + 1;
  }

  private intern(bytes: Buffer, start: number, length: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = this.slots[slot]!;
      if (code < 0) return this.add(slot, bytes, start, length, hash);
      if (this.hashes[code] === hash && this.lengths[code] === length && this.isSame(code, bytes, start)) return code;
      slot = (slot + 1) & mask;
    }
  }

  private isSame(code: number, bytes: Buffer, start: number): boolean {
    const own = this.starts[code]!;
    const kept = own < 0 ? this.unescaped[-1 - own]! : this.source.bytes;
    const from = own < 0 ? 0 : own;
    for (let i = this.lengths[code]! - 1; i >= 0; i--) if (kept[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private add(slot: number, bytes: Buffer, start: number, length: number, hash: number): number {
    const code = this.size++;
    if (code === this.starts.length) this.widen();
    if (bytes === this.source.bytes) this.starts[code] = start;
    else this.starts[code] = -this.unescaped.push(bytes);
    this.lengths[code] = length;
    this.hashes[code] = hash;
    this.slots[slot] = code;
    if (this.size * 2 > this.slots.length) this.rehash();
    return code;
  }

  private widen(): void {
    const wider = (values: Int32Array) => {
      const made = new Int32Array(values.length * 2);
      made.set(values);
      return made;
    };
    this.starts = wider(this.starts);
    this.lengths = wider(this.lengths);
    this.hashes = wider(this.hashes);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      const hash = this.hashes[code]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = code;
    }
  }

  /** The distinct values, by code. */
  dictionary(): string[] {
    return Array.from({ length: this.size }, (_, code) => {
      const start = this.starts[code]!;
      if (start < 0) return this.unescaped[-1 - start]!.toString("utf8");
      return this.source.bytes.toString("utf8", start, start + this.lengths[code]!);
    });
  }
}

/** Walks over cells that were read before. */
export class SkippedColumn {
  constructor(private readonly source: Source) {}

  read(at: number): number {
    return cellEnd(this.source, at);
  }
}
