import { exactnessOf, sumsExactly } from "../exact-sums.js";
import { type Shift, type ShiftedSums, shiftOf } from "../shift.js";
import type { Term, TypedColumn } from "../table.js";
import { columnExactness, columnRange, numbersOf, scaledNumbers } from "./terms.js";

/** Rows worked on at a time: eight columns of them fit a processor's nearest memory. */
const BLOCK = 1024;

/** Which rows go where: a slot for each group and one more, which nobody reads, for rows that are not used. */
export interface Used {
  readonly ids: Int32Array;
  readonly slots: number;
}

/** Sums of one product over the rows of each slot. */
interface Entry {
  readonly exact: boolean;
  readonly divisor: number;
  readonly sums: Float64Array;
  readonly errors: Float64Array;
}

/** Numbers of a column, twice where it can be added exactly: as they are, and as whole numbers. */
interface Numbers {
  readonly plain: Float64Array;
  readonly whole: Float64Array | null;
  /** What is taken off each number, and what remains to be added exactly. */
  readonly shift: Shift;
  /** The shift of the whole numbers. */
  readonly wholeShift: number;
}

function numbers(column: TypedColumn, name: string, isWeight: boolean): Numbers {
  const exactness = columnExactness(column, name);
  const { min, max } = columnRange(column, name);
  const shift = isWeight ? { amount: 0, exactness } : shiftOf(min, max, exactness);
  const whole = exactness === null ? null : scaledNumbers(column, name);
  const wholeShift = exactness === null ? 0 : Math.round(shift.amount * 10 ** exactness.decimals);
  return { plain: numbersOf(column, name), whole, shift, wholeShift };
}

/** Σ a·b by slot, exact: in four lanes when there is one slot, for the additions do not wait for each other then. */
function addExact(
  entry: Entry,
  a: Float64Array,
  b: Float64Array,
  ids: Int32Array,
  start: number,
  length: number,
): void {
  const { sums } = entry;
  if (sums.length > 2) {
    for (let i = 0; i < length; i++) {
      const id = ids[start + i]!;
      sums[id] = sums[id]! + a[i]! * b[i]!;
    }
    return;
  }
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < BLOCK; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  sums[0] = sums[0]! + (s0 + s1 + (s2 + s3));
}

/** Σ a·b by slot, compensated (Neumaier 1974). */
function addCompensated(
  entry: Entry,
  a: Float64Array,
  b: Float64Array,
  ids: Int32Array,
  start: number,
  length: number,
): void {
  const { sums, errors } = entry;
  for (let i = 0; i < length; i++) {
    const id = ids[start + i]!;
    const value = a[i]! * b[i]!;
    const before = sums[id]!;
    const after = before + value;
    const larger = Math.abs(before) >= Math.abs(value);
    errors[id] = errors[id]! + (larger ? before - after + value : value - after + before);
    sums[id] = after;
  }
}

/** A block with the shift taken off; what is missing or not used becomes 0, and so does what lies behind the last row. */
function fill(
  target: Float64Array,
  values: Float64Array,
  shift: number,
  used: Used,
  start: number,
  length: number,
): void {
  const { ids, slots } = used;
  for (let i = 0; i < length; i++) {
    const value = values[start + i]!;
    target[i] = Number.isNaN(value) || ids[start + i] === slots ? 0 : value - shift;
  }
  target.fill(0, length);
}

const times = (a: Term | null, b: Term | null): Term | null => (a === null ? b : b === null ? a : { product: [a, b] });

/**
 * The sums of Σw, Σw·x and Σw·x·x′ for w = 1 (or the weight) and its square, for each slot, in one pass over the rows,
 * each column with its shift taken off.
 * Each is exact where its numbers allow it (see `exactnessOf`) and compensated otherwise.
 */
export class MomentSums {
  private readonly columns: readonly Numbers[];
  private readonly weight: Numbers | null;
  private readonly powers: readonly number[];
  private readonly entries: Entry[] = [];
  /** One block of each column, of the weight to its power, and of a column times that. */
  private readonly blocks: readonly Float64Array[];
  private readonly factor = new Float64Array(BLOCK);
  private readonly weighted = new Float64Array(BLOCK);
  private readonly ones = new Float64Array(BLOCK).fill(1);

  constructor(
    private readonly names: readonly string[],
    private readonly weightName: string | undefined,
    column: (name: string) => TypedColumn,
    private readonly used: Used,
  ) {
    this.columns = names.map((name) => numbers(column(name), name, name === weightName));
    this.weight = weightName === undefined ? null : numbers(column(weightName), weightName, true);
    this.powers = this.weight === null ? [0] : [1, 2];
    this.blocks = names.map(() => new Float64Array(BLOCK));
    for (const power of this.powers) {
      for (let i = -1; i < names.length; i++) {
        for (let j = i; j < names.length; j++) if (j >= 0 || power > 0) this.plan(power, i, j);
      }
    }
    const rows = used.ids.length;
    for (let start = 0; start < rows; start += BLOCK) this.addBlock(start, Math.min(BLOCK, rows - start));
  }

  /** Place of a sum: power of the weight, then the positions of two columns, −1 for none. */
  private place(power: number, i: number, j: number): number {
    const size = this.names.length + 1;
    return (power * size + i + 1) * size + j + 1;
  }

  private plan(power: number, i: number, j: number): void {
    const { ids, slots } = this.used;
    const weight: Term | null = power === 0 ? null : this.weightName!;
    const factor = power === 2 ? times(weight, weight) : weight;
    const pair = times(i < 0 ? null : this.names[i]!, j < 0 ? null : this.names[j]!);
    const known = (name: string) =>
      name === this.weightName ? this.weight!.shift.exactness : this.columns[this.names.indexOf(name)]!.shift.exactness;
    const exactness = exactnessOf(times(factor, pair)!, known);
    const exact = sumsExactly(exactness, ids.length);
    const divisor = exact ? 10 ** exactness.decimals : 1;
    const errors = new Float64Array(exact ? 0 : slots + 1);
    this.entries[this.place(power, i, j)] = { exact, divisor, sums: new Float64Array(slots + 1), errors };
  }

  /** Adds one block of rows, once in whole numbers and once in doubles, each for the sums that are made so. */
  private addBlock(start: number, length: number): void {
    for (const exact of [true, false]) {
      if (!this.entries.some((entry) => entry.exact === exact)) continue;
      const of = (one: Numbers) => (exact ? one.whole : one.plain);
      this.columns.forEach((one, position) => {
        const values = of(one);
        const shift = exact ? one.wholeShift : one.shift.amount;
        if (values !== null) fill(this.blocks[position]!, values, shift, this.used, start, length);
      });
      const weights = this.weight === null ? null : of(this.weight);
      for (const power of this.powers) {
        if (power > 0 && weights === null) continue;
        if (power > 0) this.fillFactor(weights!, power, start, length);
        const add = (i: number, j: number, a: Float64Array, b: Float64Array) => {
          const entry = this.entries[this.place(power, i, j)]!;
          if (entry.exact === exact) (exact ? addExact : addCompensated)(entry, a, b, this.used.ids, start, length);
        };
        this.addProducts(power, add);
      }
    }
  }

  private fillFactor(weights: Float64Array, power: number, start: number, length: number): void {
    const factor = this.factor;
    fill(factor, weights, 0, this.used, start, length);
    if (power === 2) for (let r = 0; r < BLOCK; r++) factor[r] = factor[r]! * factor[r]!;
  }

  private addProducts(power: number, add: (i: number, j: number, a: Float64Array, b: Float64Array) => void): void {
    const [blocks, factor, ones, weighted] = [this.blocks, this.factor, this.ones, this.weighted];
    if (power > 0) add(-1, -1, factor, ones);
    blocks.forEach((column, i) => {
      const left = power === 0 ? column : weighted;
      if (power > 0) for (let r = 0; r < BLOCK; r++) weighted[r] = factor[r]! * column[r]!;
      add(-1, i, left, ones);
      for (let j = i; j < blocks.length; j++) add(i, j, left, blocks[j]!);
    });
  }

  get shifts(): readonly Shift[] {
    return this.columns.map(({ shift }) => shift);
  }

  /** The sums of one slot with the shifts taken off, the weight to this power. */
  shifted(power: number, slot: number, n: number): ShiftedSums {
    const read = (i: number, j: number) => {
      const { sums, errors, divisor, exact } = this.entries[this.place(power, i, j)]!;
      return exact ? sums[slot]! / divisor : sums[slot]! + errors[slot]!;
    };
    return { weight: power === 0 ? n : read(-1, -1), first: (i) => read(-1, i), second: read };
  }
}
