import type { Source } from "./records.js";
import { cellEnd, cellText, NEWLINE, RETURN } from "./records.js";

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

const POWERS = Array.from({ length: 23 }, (_, k) => 10 ** k);

/** A decimal number as people write it: no exponent, no leading zeros, no plus, no separators. */
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const SCIENTIFIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The number that stands in a text, or null. Whole numbers that a double would round are null: such numbers are ids.
 *
 * @param form "plain" takes 12, −0.5; "scientific" also 1e-5
 */
export function parseNumber(text: string, form: "plain" | "scientific"): number | null {
  if (!(form === "plain" ? PLAIN : SCIENTIFIC).test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return null;
  return value + 0;
}

/** Doubles as they are read, with room to grow. */
export class NumberColumn {
  values: Float64Array;
  /** Cells that held a number. */
  numbers = 0;

  /** @param other is asked for cells that are not plain numbers: it returns the number (NaN for missing) or null */
  constructor(
    private readonly source: Source,
    capacity: number,
    private readonly other: (text: string, row: number) => number | null,
    /** Takes the cell over when `other` returned null; returns where the cell ends. */
    private readonly refuse: (at: number, row: number, text: string) => number,
  ) {
    this.values = new Float64Array(capacity);
  }

  grow(rows: number): void {
    const wider = new Float64Array(rows);
    wider.set(this.values);
    this.values = wider;
  }

  /** Reads the cell that starts here; returns where it ends. */
  read(at: number, row: number): number {
    const { bytes, delimiter } = this.source;
    let i = at;
    let byte = bytes[i]!;
    const negative = byte === MINUS;
    if (negative) byte = bytes[++i]!;
    const start = i;
    let mantissa = 0;
    while (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      byte = bytes[++i]!;
    }
    let digits = i - start;
    const padded = digits === 0 || (digits > 1 && bytes[start] === ZERO);
    let decimals = 0;
    if (byte === POINT) {
      const point = i;
      byte = bytes[++i]!;
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        byte = bytes[++i]!;
      }
      decimals = i - point - 1;
      digits = decimals === 0 ? 99 : digits + decimals;
    }
    const ended = byte === delimiter || byte === NEWLINE || byte === RETURN;
    if (!ended || padded || digits > 15) return this.readText(at, row);
    const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals]!;
    this.values[row] = negative ? 0 - value : value;
    this.numbers++;
    return i;
  }

  /** A blank, a quoted cell, a number of many digits, or something else. */
  private readText(at: number, row: number): number {
    const end = cellEnd(this.source, at);
    const cell = cellText(this.source, at, end);
    const text = cell.trim();
    const value = text === "" ? Number.NaN : (parseNumber(text, "plain") ?? this.other(text, row));
    if (value === null) return this.refuse(at, row, cell);
    this.values[row] = value;
    if (!Number.isNaN(value)) this.numbers++;
    return end;
  }
}
