/** Pieces of 1 MB: a place is 11 bits of piece and 20 of byte, so that a column holds up to 2 GB of distinct text. */
const BITS = 20;
const PIECE = 1 << BITS;
const INSIDE = PIECE - 1;

/** The bytes of a column's distinct texts, apart from the file they stood in. */
export class TextStore {
  private readonly pieces: Buffer[] = [];
  private free = 0;
  /** Bytes left in the last piece. */
  private left = 0;

  /** Keeps a copy; returns its place. */
  keep(bytes: Buffer, start: number, length: number): number {
    if (length > this.left) this.open(length);
    const place = this.free;
    const piece = this.pieces[place >>> BITS]!;
    const inside = place & INSIDE;
    if (length < 48) for (let i = 0; i < length; i++) piece[inside + i] = bytes[start + i]!;
    else bytes.copy(piece, inside, start, start + length);
    this.free += length;
    this.left -= length;
    return place;
  }

  /** A text of more than a piece takes a long piece, which stands under several numbers. */
  private open(length: number): void {
    const numbers = Math.max(1, Math.ceil(length / PIECE));
    if (this.pieces.length + numbers >= 2 ** (31 - BITS)) throw new RangeError("a column holds more than 2 GB of text");
    const piece = Buffer.allocUnsafeSlow(numbers * PIECE);
    this.free = this.pieces.length * PIECE;
    this.left = piece.length;
    for (let i = 0; i < numbers; i++) this.pieces.push(piece);
  }

  /** Takes back what was kept last. */
  drop(length: number): void {
    this.free -= length;
    this.left += length;
  }

  isSame(place: number, bytes: Buffer, start: number, length: number): boolean {
    const piece = this.pieces[place >>> BITS]!;
    const inside = place & INSIDE;
    for (let i = length - 1; i >= 0; i--) if (piece[inside + i] !== bytes[start + i]) return false;
    return true;
  }

  text(place: number, length: number): string {
    const inside = place & INSIDE;
    return this.pieces[place >>> BITS]!.toString("utf8", inside, inside + length);
  }
}
