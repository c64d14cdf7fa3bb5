import { exactnessOf, sumsExactly } from "../exact-sums.js";
import { type Shift, type ShiftedSums, shiftOf } from "../shift.js";
import type { Term, TypedColumn } from "../table.js";
import { columnFacts, numbersOf, scaledBytes, scaledNumbers } from "./column-facts.js";
import { BLOCK, dotsOfFour, isPackable, LANES, lowest, pack, withoutLowest } from "./packed-dots.js";

/** Rows in use, group after group: those of group g stand from starts[g] up to starts[g + 1]. */
export interface RowsByGroup {
  /** Rows of the table, those that are not used included. */
  readonly total: number;
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  /** The columns that are there in the rows of a group, by position. */
  present(group: number): readonly number[];
}

/** Numbers of a column, twice where it can be added exactly: as they are, and as whole numbers. */
interface Numbers {
  readonly plain: Float64Array;
  readonly whole: Float64Array | null;
  /** The whole numbers again, where each fits a byte. */
  readonly bytes: Int8Array | null;
  /** What is taken off each number, and what remains to be added exactly. */
  readonly shift: Shift;
  /** The shift of the whole numbers. */
  readonly wholeShift: number;
}

function numbers(column: TypedColumn, name: string, isWeight: boolean): Numbers {
  const { min, max, exactness } = columnFacts(column, name);
  const shift = isWeight ? { amount: 0, exactness } : shiftOf(min, max, exactness);
  const whole = exactness === null ? null : scaledNumbers(column, name);
  const wholeShift = exactness === null ? 0 : Math.round(shift.amount * 10 ** exactness.decimals);
  return { plain: numbersOf(column, name), whole, bytes: scaledBytes(column, name), shift, wholeShift };
}

/** The numbers of a block of rows, with the shift taken off. */
function gather(from: Float64Array, shift: number, rows: Int32Array, start: number, n: number, into: Float64Array) {
  for (let i = 0; i < n; i++) into[i] = from[rows[start + i]!]! - shift;
}

/** The same, written again so that each has arrays of one kind. */
function gatherBytes(from: Int8Array, shift: number, rows: Int32Array, start: number, n: number, into: Float64Array) {
  for (let i = 0; i < n; i++) into[i] = from[rows[start + i]!]! - shift;
}

const times = (a: Term | null, b: Term | null): Term | null => (a === null ? b : b === null ? a : { product: [a, b] });

const blockEach = (columns: readonly unknown[]) => columns.map(() => new Float64Array(BLOCK));

/** A column's block by its position; −1 is the block of ones, which gives sums of the other factor alone. */
type Position = number;

/**
 * The sums of Σw, Σw·x and Σw·x·x′ for w = 1 (or the weight) and its square, for each group, in one pass over the rows,
 * each column with its shift taken off.
 * Each is exact where its numbers allow it (see `exactnessOf`) and compensated otherwise.
 */
export class MomentSums {
  private readonly columns: readonly Numbers[];
  private readonly weight: Numbers | null;
  private readonly powers: readonly number[];
  /** Sums of one group, one after the other (see `place`). */
  private readonly width: number;
  /** By place: what a sum of whole numbers is divided by, 0 for one that is compensated. */
  private readonly divisors: Float64Array;
  private readonly sums: Float64Array;
  /** Of compensated sums; empty where all are exact. */
  private readonly errors: Float64Array;
  private isAnyCompensated = false;
  /** Whether a column's whole numbers are so small that several are multiplied at once. */
  private readonly isSmall: readonly boolean[];
  /** A block of rows: columns as whole numbers and as they are, small ones packed, the weight, a column times that. */
  private readonly wholes: readonly Float64Array[];
  private readonly plains: readonly Float64Array[];
  private readonly packed = new Float64Array(BLOCK);
  private readonly factor = new Float64Array(BLOCK);
  private readonly weighted = new Float64Array(BLOCK);
  private readonly ones = new Float64Array(BLOCK).fill(1);
  private readonly dots = new Float64Array(4);

  constructor(
    private readonly names: readonly string[],
    private readonly weightName: string | undefined,
    column: (name: string) => TypedColumn,
    private readonly groups: RowsByGroup,
  ) {
    this.columns = names.map((name) => numbers(column(name), name, name === weightName));
    this.weight = weightName === undefined ? null : numbers(column(weightName), weightName, true);
    this.powers = this.weight === null ? [0] : [1, 2];
    this.isSmall = this.columns.map(({ shift }) => this.weight === null && isPackable(shift.exactness));
    [this.wholes, this.plains] = [blockEach(names), blockEach(names)];
    this.width = (this.powers.length * (names.length + 1) * (names.length + 2)) / 2;
    this.divisors = new Float64Array(this.width);
    for (const power of this.powers) {
      for (let i = -1; i < names.length; i++) {
        for (let j = i; j < names.length; j++) if (j >= 0 || power > 0) this.plan(power, i, j);
      }
    }
    const count = groups.starts.length - 1;
    this.sums = new Float64Array(count * this.width);
    this.errors = new Float64Array(this.isAnyCompensated ? this.sums.length : 0);
    for (let group = 0; group < count; group++) this.addGroup(group);
  }

  /** Place of a sum: power of the weight, then two columns, i ≤ j. */
  private place(power: number, i: Position, j: Position): number {
    const size = this.names.length + 1;
    const ofPower = power === 2 ? (size * (size + 1)) / 2 : 0;
    const before = ((i + 1) * (2 * size - i)) / 2;
    return ofPower + before + j - i;
  }

  private plan(power: number, i: Position, j: Position): void {
    const weight: Term | null = power === 0 ? null : this.weightName!;
    const factor = power === 2 ? times(weight, weight) : weight;
    const pair = times(i < 0 ? null : this.names[i]!, j < 0 ? null : this.names[j]!);
    const known = (name: string) =>
      name === this.weightName ? this.weight!.shift.exactness : this.columns[this.names.indexOf(name)]!.shift.exactness;
    const exactness = exactnessOf(times(factor, pair)!, known);
    const isExact = sumsExactly(exactness, this.groups.total);
    this.divisors[this.place(power, i, j)] = isExact ? 10 ** exactness.decimals : 0;
    if (!isExact) this.isAnyCompensated = true;
  }

  /** Sums exactly, or compensated ones, of this power and left factor: those of `rights` that are made so. */
  private madeSo(way: "exact" | "compensated", power: number, i: Position, rights: readonly Position[]): Position[] {
    return rights.filter((j) => this.divisors[this.placeOf(power, i, j)]! > 0 === (way === "exact"));
  }

  private placeOf(power: number, i: Position, j: Position): number {
    return i < j ? this.place(power, i, j) : this.place(power, j, i);
  }

  private addGroup(group: number): void {
    const { starts } = this.groups;
    const present = this.groups.present(group);
    for (let start = starts[group]!; start < starts[group + 1]!; start += BLOCK) {
      this.addBlock(group * this.width, present, start, Math.min(BLOCK, starts[group + 1]! - start));
    }
  }

  private addBlock(base: number, present: readonly Position[], start: number, n: number): void {
    const { rows } = this.groups;
    for (const c of present) {
      const { whole, bytes, plain, shift, wholeShift } = this.columns[c]!;
      if (bytes !== null) gatherBytes(bytes, wholeShift, rows, start, n, this.wholes[c]!);
      else if (whole !== null) gather(whole, wholeShift, rows, start, n, this.wholes[c]!);
      if (this.errors.length > 0) gather(plain, shift.amount, rows, start, n, this.plains[c]!);
    }
    if (this.weight === null) this.addUnweighted(base, present, n);
    else for (const power of this.powers) this.addWeighted(base, power, present, start, n);
  }

  private addUnweighted(base: number, present: readonly Position[], n: number): void {
    const small = present.filter((c) => this.isSmall[c]);
    const large = present.filter((c) => !this.isSmall[c]);
    this.addPacked(base, small, n);
    this.addExact(base, 0, -1, this.ones, large, n);
    this.addCompensated(base, 0, -1, this.ones, large, n);
    large.forEach((i, k) => {
      const rights = [...small, ...large.slice(k)];
      this.addExact(base, 0, i, this.wholes[i]!, rights, n);
      this.addCompensated(base, 0, i, this.plains[i]!, rights, n);
    });
  }

  private addWeighted(base: number, power: number, present: readonly Position[], start: number, n: number): void {
    const { whole, plain } = this.weight!;
    const add = (values: Float64Array, blocks: readonly Float64Array[], to: MomentSums["addExact"]) => {
      gather(values, 0, this.groups.rows, start, n, this.factor);
      if (power === 2) for (let r = 0; r < n; r++) this.factor[r] = this.factor[r]! ** 2;
      to.call(this, base, power, -1, this.factor, [-1, ...present], n);
      present.forEach((i, k) => {
        for (let r = 0; r < n; r++) this.weighted[r] = this.factor[r]! * blocks[i]![r]!;
        to.call(this, base, power, i, this.weighted, present.slice(k), n);
      });
    };
    if (whole !== null) add(whole, this.wholes, this.addExact);
    if (this.errors.length > 0) add(plain, this.plains, this.addCompensated);
  }

  /** Small columns, unweighted: three of them at once with each other. */
  private addPacked(base: number, small: readonly Position[], n: number): void {
    for (let first = 0; first < small.length; first += LANES) {
      const lanes = small.slice(first, first + LANES);
      pack(
        this.packed,
        lanes.map((c) => this.wholes[c]!),
        n,
      );
      this.dotsWith(this.packed, [-1, ...small.slice(first)], n, (j, sum) => {
        let rest = sum;
        for (const i of lanes) {
          const above = withoutLowest(rest);
          // Of two columns of one pack each product comes twice.
          if (j < 0 || i <= j) this.sums[base + this.placeOf(0, i, j)]! += lowest(rest, above);
          rest = above;
        }
      });
    }
  }

  /** Σ left·right for each of these columns' whole numbers. */
  private dotsWith(
    left: Float64Array,
    rights: readonly Position[],
    n: number,
    found: (right: Position, sum: number) => void,
  ): void {
    const block = (k: number) => (k < rights.length && rights[k]! >= 0 ? this.wholes[rights[k]!]! : this.ones);
    for (let k = 0; k < rights.length; k += 4) {
      dotsOfFour(left, block(k), block(k + 1), block(k + 2), block(k + 3), n, this.dots);
      for (let q = 0; q < 4 && k + q < rights.length; q++) found(rights[k + q]!, this.dots[q]!);
    }
  }

  private addExact(
    base: number,
    power: number,
    i: Position,
    left: Float64Array,
    rights: readonly Position[],
    n: number,
  ) {
    this.dotsWith(left, this.madeSo("exact", power, i, rights), n, (j, sum) => {
      this.sums[base + this.placeOf(power, i, j)]! += sum;
    });
  }

  /** Compensated: the rounding error of each addition is added up too (Neumaier 1974). */
  private addCompensated(
    base: number,
    power: number,
    i: Position,
    left: Float64Array,
    rights: readonly Position[],
    n: number,
  ) {
    for (const j of this.madeSo("compensated", power, i, rights)) {
      const right = j < 0 ? this.ones : this.plains[j]!;
      const at = base + this.placeOf(power, i, j);
      let [sum, error] = [this.sums[at]!, this.errors[at]!];
      for (let r = 0; r < n; r++) {
        const value = left[r]! * right[r]!;
        const after = sum + value;
        error += Math.abs(sum) >= Math.abs(value) ? sum - after + value : value - after + sum;
        sum = after;
      }
      this.sums[at] = sum;
      this.errors[at] = error;
    }
  }

  get shifts(): readonly Shift[] {
    return this.columns.map(({ shift }) => shift);
  }

  /** The sums of one group with the shifts taken off, the weight to this power. */
  shifted(power: number, group: number, n: number): ShiftedSums {
    const read = (i: Position, j: Position) => {
      const place = this.place(power, i, j);
      const at = group * this.width + place;
      const divisor = this.divisors[place]!;
      return divisor > 0 ? this.sums[at]! / divisor : this.sums[at]! + this.errors[at]!;
    };
    return { weight: power === 0 ? n : read(-1, -1), first: (i) => read(-1, i), second: read };
  }
}
