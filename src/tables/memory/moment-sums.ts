import type { Shift, ShiftedSums } from "../shift.js";
import type { TypedColumn } from "../table.js";
import { MomentPlan, type Position } from "./moment-plan.js";
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

/** The numbers of a block of rows, with the shift taken off. */
function gather(from: Float64Array, shift: number, rows: Int32Array, start: number, n: number, into: Float64Array) {
  for (let i = 0; i < n; i++) into[i] = from[rows[start + i]!]! - shift;
}

/** The same, written again so that each has arrays of one kind. */
function gatherBytes(from: Int8Array, shift: number, rows: Int32Array, start: number, n: number, into: Float64Array) {
  for (let i = 0; i < n; i++) into[i] = from[rows[start + i]!]! - shift;
}

const blockEach = (columns: readonly unknown[]) => columns.map(() => new Float64Array(BLOCK));

/**
 * The sums of Σw, Σw·x and Σw·x·x′ for w = 1 (or the weight) and its square, for each group, in one pass over the rows,
 * each column with its shift taken off.
 * Each is exact where its numbers allow it (see `exactnessOf`) and compensated otherwise.
 */
export class MomentSums {
  private readonly plan: MomentPlan;
  /** By group and place; of compensated sums also what rounding lost, and nothing where all are exact. */
  private readonly sums: Float64Array;
  private readonly errors: Float64Array;
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
    names: readonly string[],
    weight: string | undefined,
    column: (name: string) => TypedColumn,
    private readonly groups: RowsByGroup,
  ) {
    this.plan = new MomentPlan(names, weight, column, groups.total);
    this.isSmall = this.plan.columns.map(({ shift }) => weight === undefined && isPackable(shift.exactness));
    [this.wholes, this.plains] = [blockEach(names), blockEach(names)];
    const count = groups.starts.length - 1;
    this.sums = new Float64Array(count * this.plan.divisors.length);
    this.errors = new Float64Array(this.plan.isAnyCompensated ? this.sums.length : 0);
    for (let group = 0; group < count; group++) this.addGroup(group);
  }

  private addGroup(group: number): void {
    const { starts } = this.groups;
    const present = this.groups.present(group);
    for (let start = starts[group]!; start < starts[group + 1]!; start += BLOCK) {
      this.addBlock(group * this.plan.divisors.length, present, start, Math.min(BLOCK, starts[group + 1]! - start));
    }
  }

  private addBlock(base: number, present: readonly Position[], start: number, n: number): void {
    const { rows } = this.groups;
    for (const c of present) {
      const { whole, bytes, plain, shift, wholeShift } = this.plan.columns[c]!;
      if (bytes !== null) gatherBytes(bytes, wholeShift, rows, start, n, this.wholes[c]!);
      else if (whole !== null) gather(whole, wholeShift, rows, start, n, this.wholes[c]!);
      if (this.errors.length > 0) gather(plain, shift.amount, rows, start, n, this.plains[c]!);
    }
    if (this.plan.weight === null) this.addUnweighted(base, present, n);
    else for (const power of this.plan.powers) this.addWeighted(base, power, present, start, n);
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
    const { whole, plain } = this.plan.weight!;
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
          if (j < 0 || i <= j) this.sums[base + this.plan.place(0, i, j)]! += lowest(rest, above);
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
    this.dotsWith(left, this.plan.madeSo("exact", power, i, rights), n, (j, sum) => {
      this.sums[base + this.plan.place(power, i, j)]! += sum;
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
    for (const j of this.plan.madeSo("compensated", power, i, rights)) {
      const right = j < 0 ? this.ones : this.plains[j]!;
      const at = base + this.plan.place(power, i, j);
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
    return this.plan.columns.map(({ shift }) => shift);
  }

  /** The sums of one group with the shifts taken off, the weight to this power. */
  shifted(power: number, group: number, n: number): ShiftedSums {
    const read = (i: Position, j: Position) => {
      const place = this.plan.place(power, i, j);
      const at = group * this.plan.divisors.length + place;
      const divisor = this.plan.divisors[place]!;
      return divisor > 0 ? this.sums[at]! / divisor : this.sums[at]! + this.errors[at]!;
    };
    return { weight: power === 0 ? n : read(-1, -1), first: (i) => read(-1, i), second: read };
  }
}
