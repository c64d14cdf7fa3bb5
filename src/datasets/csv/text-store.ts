/** Pieces of 1 MB: a place is 11 bits of piece and 20 of byte, so that a column holds up to 2 GB of distinct text. */
const BITS = 20;
const PIECE = 1 << BITS;
const INSIDE = PIECE - 1;
/** The first piece is small: a file of ten thousand columns of a few words has one of each. */
const FIRST = 1 << 14;

/** Stands behind each text: a byte that no text holds, as a row with a NUL byte is never kept. */
const BETWEEN = 0;

/** The bytes of a column's distinct texts, apart from the file they stood in. */
export class TextStore {
  private readonly pieces: Buffer[] = [];
  /** Bytes used in each piece. */
  private readonly used: number[] = [];
  private last = -1;

  /** Keeps a copy; returns its place. */
  keep(bytes: Buffer, start: number, length: number): number {
    const room = this.last < 0 ? 0 : Math.min(PIECE, this.pieces[this.last]!.length);
    if (length >= room - (this.used[this.last] ?? 0)) this.open(length + 1);
    const { last } = this;
    const piece = this.pieces[last]!;
    const inside = this.used[last]!;
    if (length < 48) for (let i = 0; i < length; i++) piece[inside + i] = bytes[start + i]!;
    else bytes.copy(piece, inside, start, start + length);
    piece[inside + length] = BETWEEN;
    this.used[last] = inside + length + 1;
    return last * PIECE + inside;
  }

  /** A text that is longer than a piece has a piece of its own length. */
  private open(length: number): void {
    if (this.pieces.length >= 2 ** (31 - BITS)) throw new RangeError("a column holds more than 2 GB of distinct text");
    this.last = this.pieces.push(Buffer.allocUnsafeSlow(Math.max(length, this.last < 0 ? FIRST : PIECE))) - 1;
    this.used.push(0);
  }

  /** Takes back what was kept last. */
  drop(length: number): void {
    this.used[this.last]! -= length + 1;
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
      const divided = piece.toString("utf8", 0, this.used[i]!).split("\0");
      for (let k = 0; k < divided.length - 1; k++) all.push(divided[k]!);
    }
    return all;
  }
}
