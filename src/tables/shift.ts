import type { Exactness } from "./exact-sums.js";

/**
 * What is taken off a column before its moments are added up. Of numbers that lie far from 0 compared with how they
 * differ (a date as a number, 1,000,000.1 and 1,000,000.2) the squares would leave no digits for the differences.
 */
export interface Shift {
  readonly amount: number;
  /** Exactness of the column with the amount taken off. */
  readonly exactness: Exactness | null;
}

/** The middle of a column's range where that is larger than the range, 0 otherwise; the same on every engine. */
export function shiftOf(min: number, max: number, exactness: Exactness | null): Shift {
  const middle = min / 2 + max / 2;
  if (!(Math.abs(middle) > max - min)) return { amount: 0, exactness };
  if (exactness === null) return { amount: middle, exactness };
  const scale = 10 ** exactness.decimals;
  const whole = Math.round(middle * scale);
  const bound = Math.max(Math.abs(Math.round(max * scale) - whole), Math.abs(Math.round(min * scale) - whole));
  return { amount: whole / scale, exactness: { decimals: exactness.decimals, bound } };
}

/** Sums of a group of rows with the shifts taken off: Σw, Σw·d and Σw·d·d′, i ≤ j. */
export interface ShiftedSums {
  readonly weight: number;
  first(i: number): number;
  second(i: number, j: number): number;
}

export interface Restored {
  readonly sum: number[];
  readonly cross: number[][];
  readonly deviations: number[][];
}

/**
 * Σw·x, Σw·x·x′ and Σw·(x − x̄)(x′ − x̄′) of the columns at these positions. Those of columns by columns are made when they are
 * read: of thousands of patterns of missing answers few are asked for all.
 */
export function restored(sums: ShiftedSums, positions: readonly number[], shifts: readonly Shift[]): Restored {
  const { weight } = sums;
  const amount = (i: number) => shifts[i]!.amount;
  const second = (i: number, j: number) => sums.second(Math.min(i, j), Math.max(i, j));
  const matrix = (entry: (i: number, j: number) => number) => positions.map((i) => positions.map((j) => entry(i, j)));
  const cross = (i: number, j: number) =>
    second(i, j) + (amount(i) * sums.first(j) + amount(j) * sums.first(i)) + weight * amount(i) * amount(j);
  const deviations = (i: number, j: number) =>
    weight === 0 ? 0 : second(i, j) - (sums.first(i) * sums.first(j)) / weight;
  let [crossed, deviated]: [number[][] | null, number[][] | null] = [null, null];
  return {
    sum: positions.map((i) => sums.first(i) + weight * amount(i)),
    get cross() {
      crossed ??= matrix(cross);
      return crossed;
    },
    get deviations() {
      deviated ??= matrix(deviations);
      return deviated;
    },
  };
}
