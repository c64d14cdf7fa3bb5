import { exactnessOf, sumsExactly } from "../exact-sums.js";
import { type Shift, shiftOf } from "../shift.js";
import type { Term, TypedColumn } from "../table.js";
import { columnFacts, numbersOf, scaledBytes, scaledNumbers } from "./column-facts.js";

/** Numbers of a column, twice where it can be added exactly: as they are, and as whole numbers. */
export interface MomentColumn {
  readonly plain: Float64Array;
  readonly whole: Float64Array | null;
  /** The whole numbers again, where each fits a byte. */
  readonly bytes: Int8Array | null;
  /** What is taken off each number, and what remains to be added exactly. */
  readonly shift: Shift;
  /** The shift of the whole numbers. */
  readonly wholeShift: number;
}

function numbers(column: TypedColumn, name: string, isWeight: boolean): MomentColumn {
  const { min, max, exactness } = columnFacts(column, name);
  const shift = isWeight ? { amount: 0, exactness } : shiftOf(min, max, exactness);
  const whole = exactness === null ? null : scaledNumbers(column, name);
  const wholeShift = exactness === null ? 0 : Math.round(shift.amount * 10 ** exactness.decimals);
  return { plain: numbersOf(column, name), whole, bytes: scaledBytes(column, name), shift, wholeShift };
}

const times = (a: Term | null, b: Term | null): Term | null => (a === null ? b : b === null ? a : { product: [a, b] });

/** A column by its position; −1 stands for none, which gives sums of the other factor alone. */
export type Position = number;

/** Which sums are taken, Σw, Σw·x and Σw·x·x′ for w = 1 (or the weight) and its square, where each stands, and which are exact. */
export class MomentPlan {
  readonly columns: readonly MomentColumn[];
  readonly weight: MomentColumn | null;
  /** Of the weight. */
  readonly powers: readonly number[];
  /** By place: what a sum of whole numbers is divided by, 0 for one that is compensated. */
  readonly divisors: Float64Array;
  /** Whether any sum cannot be exact. */
  readonly isAnyCompensated: boolean;

  /** @param rows of the table, those that are not used included */
  constructor(
    private readonly names: readonly string[],
    private readonly weightName: string | undefined,
    column: (name: string) => TypedColumn,
    rows: number,
  ) {
    this.columns = names.map((name) => numbers(column(name), name, name === weightName));
    this.weight = weightName === undefined ? null : numbers(column(weightName), weightName, true);
    this.powers = this.weight === null ? [0] : [1, 2];
    this.divisors = new Float64Array((this.powers.length * (names.length + 1) * (names.length + 2)) / 2);
    let isAnyCompensated = false;
    for (const power of this.powers) {
      for (let i = -1; i < names.length; i++) {
        for (let j = i; j < names.length; j++) {
          if (j < 0 && power === 0) continue;
          const divisor = this.divisorOf(power, i, j, rows);
          this.divisors[this.place(power, i, j)] = divisor;
          if (divisor === 0) isAnyCompensated = true;
        }
      }
    }
    this.isAnyCompensated = isAnyCompensated;
  }

  private divisorOf(power: number, i: Position, j: Position, rows: number): number {
    const weight: Term | null = power === 0 ? null : this.weightName!;
    const factor = power === 2 ? times(weight, weight) : weight;
    const pair = times(i < 0 ? null : this.names[i]!, j < 0 ? null : this.names[j]!);
    const known = (name: string) =>
      name === this.weightName ? this.weight!.shift.exactness : this.columns[this.names.indexOf(name)]!.shift.exactness;
    const exactness = exactnessOf(times(factor, pair)!, known);
    return sumsExactly(exactness, rows) ? 10 ** exactness.decimals : 0;
  }

  /** Place of a sum among those of a group: power of the weight, then two columns in either order. */
  place(power: number, one: Position, other: Position): number {
    const [i, j] = one < other ? [one, other] : [other, one];
    const size = this.names.length + 1;
    const ofPower = power === 2 ? (size * (size + 1)) / 2 : 0;
    const before = ((i + 1) * (2 * size - i)) / 2;
    return ofPower + before + j - i;
  }

  /** Of these columns those whose sums with `i` are made so. */
  madeSo(way: "exact" | "compensated", power: number, i: Position, columns: readonly Position[]): Position[] {
    return columns.filter((j) => this.divisors[this.place(power, i, j)]! > 0 === (way === "exact"));
  }
}
