import type { TypedColumn } from "../../tables/table.js";
import { RisingNumbers, RisingTexts } from "./rising-values.js";
import { ScanModule } from "./scan-module.js";
import { Texts } from "./texts.js";

type TextColumn = Extract<TypedColumn, { readonly codes: Int32Array }>;

/** What a set of texts needs of memory to begin with. */
const BYTES = 1 << 20;

/** Numbers in a table of doubles, NaN where it is free. */
class SeenNumbers {
  private slots = new Float64Array(1024).fill(Number.NaN);
  private size = 0;
  private readonly double = new Float64Array(1);
  private readonly words = new Int32Array(this.double.buffer);

  /** Whether it is new; it is not from now on. */
  add(value: number): boolean {
    const slot = this.slotOf(value, this.slots);
    if (!Number.isNaN(this.slots[slot])) return false;
    this.slots[slot] = value;
    if (++this.size * 2 > this.slots.length) this.widen();
    return true;
  }

  private slotOf(value: number, slots: Float64Array): number {
    this.double[0] = value;
    const hash = Math.imul(Math.imul(this.words[0]!, 0x9e3779b1) ^ this.words[1]!, 0x85ebca6b);
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (!Number.isNaN(slots[slot]) && slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  private widen(): void {
    const wider = new Float64Array(this.slots.length * 2).fill(Number.NaN);
    for (const value of this.slots) if (!Number.isNaN(value)) wider[this.slotOf(value, wider)] = value;
    this.slots = wider;
  }
}

/** Which codes stand in the rows, up to the largest of them: 1 for each that does. */
function standing(codes: Int32Array): Uint8Array {
  let size = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= size) size = codes[row]! + 1;
  const stands = new Uint8Array(size);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) stands[codes[row]!] = 1;
  return stands;
}

/** How many texts the rows bring, where each that is not blank brings the next one; null where one does not. */
function broughtInTurn(codes: Int32Array): number | null {
  let next = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) continue;
    if (codes[row] !== next) return null;
    next++;
  }
  return next;
}

const listed = (texts: readonly string[]) => Buffer.from(texts.map((text) => `${text}\0`).join(""));

/** Values of a column that must stand once, met so far in any number of blocks and files. */
export class SeenValues {
  private readonly risingNumbers = new RisingNumbers();
  private readonly risingTexts = new RisingTexts();
  /** All values, once one did not rise. */
  private numbers: SeenNumbers | null = null;
  private texts: Texts | null = null;

  /**
   * The rows, from 0, whose value was met before, in these rows or in others.
   *
   * @param bytes the texts of the column's dictionary as UTF-8, a zero behind each, where they are at hand
   */
  again(column: TypedColumn, bytes: Buffer | undefined): number[] {
    if ("codes" in column) return this.textsAgain(column, bytes);
    if (this.numbers === null && column.type === "number" && this.risingNumbers.take(column.values)) return [];
    const numbers = this.numbersSoFar();
    const rows: number[] = [];
    for (let row = 0; row < column.values.length; row++) {
      const value = column.values[row]!;
      const isBlank = column.type === "boolean" ? value === 255 : Number.isNaN(value);
      if (!isBlank && !numbers.add(value)) rows.push(row);
    }
    return rows;
  }

  private numbersSoFar(): SeenNumbers {
    if (this.numbers !== null) return this.numbers;
    this.numbers = new SeenNumbers();
    for (const values of this.risingNumbers.handOver())
      for (const value of values) if (!Number.isNaN(value)) this.numbers.add(value);
    return this.numbers;
  }

  private textsSoFar(): Texts {
    if (this.texts !== null) return this.texts;
    this.texts = new Texts(new ScanModule(BYTES));
    for (const { list, count } of this.risingTexts.handOver()) this.texts.codesOf(list, count);
    return this.texts;
  }

  private textsAgain(column: TextColumn, bytes: Buffer | undefined): number[] {
    const { codes } = column;
    const brought = this.texts === null ? broughtInTurn(codes) : null;
    if (brought !== null && this.risingTexts.take(bytes ?? listed(column.dictionary.slice(0, brought)), brought))
      return [];
    const stands = standing(codes);
    const met = new Uint8Array(stands.length);
    this.markMet(met, column, stands.includes(0) ? undefined : bytes, stands);
    const rows: number[] = [];
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      if (code < 0) continue;
      if (met[code] === 1) rows.push(row);
      met[code] = 1;
    }
    return rows;
  }

  /** Marks the codes whose text was met in rows before these, and remembers the others. */
  private markMet(met: Uint8Array, column: TextColumn, bytes: Buffer | undefined, stands: Uint8Array): void {
    const texts = this.textsSoFar();
    const before = texts.size;
    const used = bytes === undefined ? [...stands.keys()].filter((code) => stands[code] === 1) : null;
    const list = bytes ?? listed(used!.map((code) => column.dictionary[code]!));
    const codes = texts.codesOf(list, used?.length ?? stands.length);
    for (let i = 0; i < codes.length; i++) if (codes[i]! < before) met[used?.[i] ?? i] = 1;
  }
}
