import { trimmed } from "../../text/trimmed.js";
import type { Source } from "./records.js";
import { cellEnd, cellText } from "./records.js";
import type { TextColumn } from "./text-column.js";

/** A decimal number as people write it: no exponent, no leading zeros, no plus, no separators. */
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** The number that stands in a text, or null. Whole numbers that a double would round are null: such numbers are ids. */
function plainNumber(text: string): number | null {
  if (!PLAIN.test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return null;
  return value + 0;
}

/** How a number stood in the file, beside its decimals: as JavaScript writes it, or in a way of its own. */
const SHORTEST = 254;
const OWN = 255;

/** Doubles as they are read, with room to grow, and what it takes to write each again as it stood. */
export class NumberColumn {
  values: Float64Array;
  private decimals: Uint8Array;
  private readonly own = new Map<number, string>();
  /** Numbers like 12.500, whose point may stand between thousands, and numbers that prove it a decimal point. */
  private open = 0;
  private proofs = 0;

  /** @param other takes the cell over when it is no plain number; returns where the cell ends */
  constructor(
    private readonly source: Source,
    capacity: number,
    private readonly other: (at: number, row: number) => number,
  ) {
    this.values = new Float64Array(capacity);
    this.decimals = new Uint8Array(capacity);
  }

  grow(rows: number): void {
    const [values, decimals] = [new Float64Array(rows), new Uint8Array(rows)];
    values.set(this.values);
    decimals.set(this.decimals);
    this.values = values;
    this.decimals = decimals;
  }

  /** Takes over the cells of rows that the compiled loops have read: plain numbers and blanks. */
  put(values: Float64Array, decimals: Uint8Array, row: number): void {
    this.values.set(values, row);
    this.decimals.set(decimals, row);
  }

  /** Reads the cell that starts here, however its number is written; returns where it ends. */
  read(at: number, row: number): number {
    const source = this.source;
    const { newlines } = source;
    const end = cellEnd(source, at);
    const cell = cellText(source, at, end);
    const value = cell.trim() === "" ? Number.NaN : plainNumber(trimmed(cell));
    if (value === null) {
      // Whoever takes the cell over counts its lines.
      source.newlines = newlines;
      return this.other(at, row);
    }
    this.values[row] = value;
    if (!Number.isNaN(value)) this.note(row, value, cell);
    return end;
  }

  private note(row: number, value: number, cell: string): void {
    if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(cell.trim())) this.open++;
    else if (cell.includes(".")) this.proofs++;
    this.decimals[row] = `${value}` === cell ? SHORTEST : OWN;
    if (this.decimals[row] === OWN) this.own.set(row, cell);
  }

  /** Makes a cell missing. */
  undo(row: number): void {
    this.values[row] = Number.NaN;
  }

  /**
   * Whether every point in the column may stand between thousands: 12.500, 1.250, nothing like 12.5 or 0.125.
   *
   * @param open numbers of the first kind that the compiled loops have read, and proofs those of the second
   */
  isOpen(open: number, proofs: number): boolean {
    return this.open + open > 0 && this.proofs + proofs === 0;
  }

  private textAt(row: number): string {
    const [value, decimals] = [this.values[row]!, this.decimals[row]!];
    if (decimals === OWN) return this.own.get(row)!;
    return decimals === SHORTEST || decimals === 0 ? `${value}` : value.toFixed(decimals);
  }

  /** Writes the first rows as the texts that stood in the file. */
  writeTo(text: TextColumn, rows: number): void {
    text.codes.fill(-1, 0, rows);
    for (let row = 0; row < rows; row++) if (!Number.isNaN(this.values[row]!)) text.set(row, this.textAt(row));
  }
}
