/** Pieces of 1 MB: a place is 11 bits of piece and 20 of byte, so that a column holds up to 2 GB of distinct text. */
const BITS = 20;
const PIECE = 1 << BITS;
const INSIDE = PIECE - 1;

/** Stands behind each text: a byte that no text holds, as a row with a NUL byte is never kept. */
const BETWEEN = 0;

/** The bytes of a column's distinct texts, apart from the file they stood in. */
export class TextStore {
  private readonly pieces: Buffer[] = [];
  private free = 0;
  /** Bytes left in the last piece. */
  private left = 0;
  /** Bytes used in each piece that is full. */
  private readonly ends: number[] = [];

  /** Keeps a copy; returns its place. */
  keep(bytes: Buffer, start: number, length: number): number {
    if (length >= this.left) this.open(length + 1);
    const place = this.free;
    const piece = this.pieces[place >>> BITS]!;
    const inside = place & INSIDE;
    if (length < 48) for (let i = 0; i < length; i++) piece[inside + i] = bytes[start + i]!;
    else bytes.copy(piece, inside, start, start + length);
    piece[inside + length] = BETWEEN;
    this.free += length + 1;
    this.left -= length + 1;
    return place;
  }

  /** A text of more than a piece takes a long piece, which stands under several numbers. */
  private open(length: number): void {
    const numbers = Math.max(1, Math.ceil(length / PIECE));
    if (this.pieces.length + numbers >= 2 ** (31 - BITS)) throw new RangeError("a column holds more than 2 GB of text");
    const [before] = this.pieces.slice(-1);
    if (before !== undefined) this.ends[this.pieces.indexOf(before)] = before.length - this.left;
    const piece = Buffer.allocUnsafeSlow(numbers * PIECE);
    this.free = this.pieces.length * PIECE;
    this.left = piece.length;
    for (let i = 0; i < numbers; i++) this.pieces.push(piece);
  }

  /** Takes back what was kept last. */
  drop(length: number): void {
    this.free -= length + 1;
    this.left += length + 1;
  }

  isSame(place: number, bytes: Buffer, start: number, length: number): boolean {
    const piece = this.pieces[place >>> BITS]!;
    const inside = place & INSIDE;
    if (piece[inside + length] !== BETWEEN) return false;
    for (let i = length - 1; i >= 0; i--) if (piece[inside + i] !== bytes[start + i]) return false;
    return true;
  }

  /** All texts, in the order they were kept. A piece is decoded at once and then divided, which is many times quicker. */
  texts(): string[] {
    const all: string[] = [];
    for (const [i, piece] of this.pieces.entries()) {
      if (piece === this.pieces[i - 1]) continue;
      const isLast = piece === this.pieces.at(-1);
      const end = isLast ? piece.length - this.left : this.ends[i]!;
      const divided = piece.toString("utf8", 0, end).split("\0");
      for (let k = 0; k < divided.length - 1; k++) all.push(divided[k]!);
    }
    return all;
  }
}
