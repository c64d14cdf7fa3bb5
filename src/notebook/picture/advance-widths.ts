import { readFileSync } from "node:fs";

/** The advance widths of a TrueType file: from character to glyph (cmap, format 4), from glyph to width (hmtx). */
export class AdvanceWidths {
  private readonly view: DataView;
  private readonly tables = new Map<string, number>();
  private readonly unitsPerEm: number;
  private readonly longMetrics: number;
  private readonly segments: number;
  private readonly segmentCount: number;
  private readonly known = new Map<number, number>();

  constructor(file: string) {
    const bytes = readFileSync(file);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0, at = 12; i < this.view.getUint16(4); i++, at += 16) {
      this.tables.set(bytes.toString("latin1", at, at + 4), this.view.getUint32(at + 8));
    }
    this.unitsPerEm = this.view.getUint16(this.tables.get("head")! + 18);
    this.longMetrics = this.view.getUint16(this.tables.get("hhea")! + 34);
    this.segments = this.formatFour();
    this.segmentCount = this.view.getUint16(this.segments + 6) / 2;
  }

  private formatFour(): number {
    const cmap = this.tables.get("cmap")!;
    for (let i = 0, at = cmap + 4; i < this.view.getUint16(cmap + 2); i++, at += 8) {
      const offset = cmap + this.view.getUint32(at + 4);
      if (this.view.getUint16(offset) === 4) return offset;
    }
    throw new Error("picture requires a font with a character map of format 4");
  }

  private glyph(code: number): number {
    const view = this.view;
    const segmentCount = this.segmentCount;
    const ends = this.segments + 14;
    const starts = ends + 2 * segmentCount + 2;
    for (let i = 0; i < segmentCount; i++) {
      if (view.getUint16(ends + 2 * i) < code) continue;
      const start = view.getUint16(starts + 2 * i);
      if (start > code) return 0;
      const delta = view.getUint16(starts + 2 * (segmentCount + i));
      const rangeAt = starts + 2 * (2 * segmentCount + i);
      const range = view.getUint16(rangeAt);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = view.getUint16(rangeAt + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  }

  /** Width of one character in ems. */
  of(code: number): number {
    const known = this.known.get(code);
    if (known !== undefined) return known;
    const glyph = code > 0xffff ? 0 : this.glyph(code);
    const metric = Math.min(glyph, this.longMetrics - 1);
    const width = this.view.getUint16(this.tables.get("hmtx")! + 4 * metric) / this.unitsPerEm;
    this.known.set(code, width);
    return width;
  }
}
