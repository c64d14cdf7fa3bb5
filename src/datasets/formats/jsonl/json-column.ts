import type { Issues } from "../../issues.js";
import type { ScannedColumn } from "../../scanned.js";
import { plainDecimal } from "../plain-decimal.js";

const MISSING = 0;
const NUMBER = 1;
const TEXT = 2;
const BOOLEAN = 3;
/** A number that is not written in its shortest digits: 12.50, 1e5. The code of its text is kept. */
const WRITTEN = 4;
/** A number that a double changes: digits beyond 2^53, 1e400. */
const LARGE = 5;

const WORDS = ["", "numbers", "texts", "true or false", "numbers", "numbers beyond 2^53"];

/** Whether a number of JSON is another one as a double: a whole number that is rounded, one that overflows or vanishes. */
function isChanged(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return true;
  if (value === 0) return /[1-9]/.test(text.replace(/[eE].*/, ""));
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** What stands behind one key, row by row. */
export class JsonColumn {
  private kinds = new Uint8Array(16);
  private values = new Float64Array(16);
  private readonly texts: string[] = [];
  private readonly known = new Map<string, number>();
  /** The last row (from 0) in which the key stood. */
  last = -1;

  constructor(readonly name: string) {}

  private put(row: number, kind: number, value: number): void {
    if (row >= this.kinds.length) this.grow(row);
    this.kinds[row] = kind;
    this.values[row] = value;
  }

  private grow(row: number): void {
    const length = Math.max(row + 1, this.kinds.length * 2);
    const kinds = new Uint8Array(length);
    kinds.set(this.kinds);
    this.kinds = kinds;
    const values = new Float64Array(length);
    values.set(this.values);
    this.values = values;
  }

  private codeOf(text: string): number {
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.known.set(text, code);
    }
    return code;
  }

  putText(row: number, text: string): void {
    this.put(row, TEXT, this.codeOf(text));
  }

  putBoolean(row: number, value: 0 | 1): void {
    this.put(row, BOOLEAN, value);
  }

  putNumber(row: number, text: string): void {
    const value = Number(text) + 0;
    if (isChanged(text, value)) this.put(row, LARGE, this.codeOf(text));
    else if (String(value) === text) this.put(row, NUMBER, value);
    else this.put(row, WRITTEN, this.codeOf(text));
  }

  private textAt(row: number): string | null {
    const kind = this.kinds[row] ?? MISSING;
    const value = this.values[row]!;
    if (kind === MISSING) return null;
    if (kind === NUMBER) return plainDecimal(value);
    return kind === BOOLEAN ? `${value === 1}` : this.texts[value]!;
  }

  /** How many cells of each kind there are, and the first row of each. */
  private counted(): Map<number, { count: number; first: number }> {
    const found = new Map<number, { count: number; first: number }>();
    for (let row = 0; row <= this.last; row++) {
      const kind = this.kinds[row]!;
      if (kind === MISSING) continue;
      const seen = found.get(kind);
      if (seen === undefined) found.set(kind, { count: 1, first: row });
      else seen.count++;
    }
    return found;
  }

  /** A column of numbers, of true and false, or of text; one of several kinds becomes text and is told. */
  scanned(rows: number, issues: Issues): ScannedColumn {
    const found = this.counted();
    const isOf = (...kinds: number[]) => [...found.keys()].every((kind) => kinds.includes(kind));
    const row = { length: rows };
    if (isOf(NUMBER, WRITTEN)) {
      const numbers = this.texts.map(Number);
      const at = (i: number) =>
        this.kinds[i] === NUMBER ? this.values[i]! : this.kinds[i] === WRITTEN ? numbers[this.values[i]!]! : Number.NaN;
      return { kind: "number", values: Float64Array.from(row, (_, i) => at(i) + 0) };
    }
    if (isOf(BOOLEAN)) {
      const values = Uint8Array.from(row, (_, i) => (this.kinds[i] === BOOLEAN ? this.values[i]! : 255));
      return { kind: "typed", column: { type: "boolean", values } };
    }
    if (!isOf(TEXT) && (found.has(BOOLEAN) || this.hasWords())) this.noteMixture(found, issues);
    const dictionary: string[] = [];
    const known = new Map<string, number>();
    const codes = Int32Array.from(row, (_, i) => {
      const text = this.textAt(i);
      if (text === null) return -1;
      const code = known.get(text) ?? dictionary.push(text) - 1;
      known.set(text, code);
      return code;
    });
    return { kind: "text", codes, dictionary };
  }

  /** Whether any text is no number: numbers beside texts of digits are told of when the column is typed. */
  private hasWords(): boolean {
    return this.texts.some((text) => text.trim() === "" || Number.isNaN(Number(text)));
  }

  private noteMixture(found: Map<number, { count: number; first: number }>, issues: Issues): void {
    const kinds = [...found].sort(([, a], [, b]) => b.count - a.count || a.first - b.first);
    const rarest = kinds.at(-1)![1].first;
    const listed = kinds.map(([kind, { count }]) => `${count} ${WORDS[kind]}`).join(", ");
    issues.note({
      rule: "type",
      message: `${this.name} holds ${listed}: read as text, each value as it stands`,
      hint: "write values of one kind, or name what stands for no answer in the schema",
      row: rarest + 1,
      column: this.name,
      value: this.textAt(rarest),
    });
  }
}
