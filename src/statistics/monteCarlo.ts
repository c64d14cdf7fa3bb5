import { type ContingencyTable, type Margins, marginsOf } from "./chiSquareTest.js";
import { logFactorials } from "./logFactorials.js";
import type { Random } from "./random.js";

/** A p-value from draws. */
export interface MonteCarloPValue {
  /** (1 + hits)/(1 + draws): never 0, since the case seen is one of those that can be drawn. */
  readonly pValue: number;
  /** How far another seed would move it. */
  readonly standardError: number;
  readonly draws: number;
}

/**
 * The p-value of a statistic from draws under the hypothesis: how many were as extreme as the one seen.
 *
 * @param hits draws at least as extreme, 0 to draws
 * @example monteCarloPValue(4, 99).pValue // 0.05
 * @see Davison and Hinkley (1997), Bootstrap Methods and their Application, section 4.2
 */
export function monteCarloPValue(hits: number, draws: number): MonteCarloPValue {
  if (!(Number.isInteger(draws) && draws >= 1)) {
    throw new RangeError(`monteCarloPValue requires a whole number of draws from 1; got ${draws}`);
  }
  if (!(Number.isInteger(hits) && hits >= 0 && hits <= draws)) {
    throw new RangeError(`monteCarloPValue requires hits from 0 to draws = ${draws}; got ${hits}`);
  }
  const pValue = (1 + hits) / (1 + draws);
  return { pValue, standardError: Math.sqrt((pValue * (1 - pValue)) / draws), draws };
}

/**
 * How many of `drawn` cases fall into one class, drawn without replacement from `all` cases of which `marked` are in it. By inversion
 * outwards from the likeliest count, so that the time grows with the spread only.
 */
function hypergeometricSample(drawn: number, marked: number, all: number, logs: Float64Array, stream: Random): number {
  const [least, most] = [Math.max(0, drawn + marked - all), Math.min(drawn, marked)];
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
  const choose = (n: number, k: number) => logs[n]! - logs[k]! - logs[n - k]!;
  const atMode = Math.exp(choose(marked, mode) + choose(all - marked, drawn - mode) - choose(all, drawn));
  let left = stream.next() - atMode;
  if (left < 0) return mode;
  let [up, upChance, down, downChance] = [mode, atMode, mode, atMode];
  for (;;) {
    if (up < most) {
      upChance *= ((drawn - up) * (marked - up)) / ((up + 1) * (all - drawn - marked + up + 1));
      up++;
      left -= upChance;
      if (left < 0) return up;
    }
    if (down > least) {
      downChance *= (down * (all - drawn - marked + down)) / ((drawn - down + 1) * (marked - down + 1));
      down--;
      left -= downChance;
      if (left < 0) return down;
    }
    // Rounding has left a little beyond the last count: as good as the mode.
    if (up === most && down === least) return mode;
  }
}

/** Fills a table with given sums at random, as cases shuffled between columns would: row by row, each cell given those before. */
export function fillRandomly(
  table: number[][],
  { rows, columns, n }: Margins,
  logs: Float64Array,
  stream: Random,
): void {
  const left = [...columns];
  let all = n;
  rows.forEach((row, i) => {
    let [rest, room] = [row, all];
    for (let j = 0; j < left.length; j++) {
      const count = j === left.length - 1 ? rest : hypergeometricSample(rest, left[j]!, room, logs, stream);
      room -= left[j]!;
      rest -= count;
      left[j]! -= count;
      table[i]![j] = count;
    }
    all -= row;
  });
}

/**
 * The χ² test of independence with its p-value from tables drawn at random with the same sums: for tables too thin for χ² and too
 * large for `fisherPValue`. Time does not grow with the counts.
 *
 * @param table whole counts of independent cases
 * @returns null where fewer than two rows or two columns have counts
 * @example monteCarloIndependence([[3, 1], [1, 3]], random(1), 999).draws // 999
 * @see Patefield (1981), Applied Statistics 30
 */
export function monteCarloIndependence(
  table: ContingencyTable,
  stream: Random,
  draws = 10_000,
): MonteCarloPValue | null {
  const margins = marginsOf(table, "monteCarloIndependence");
  const { rows, columns, n } = margins;
  const used = (sums: readonly number[]) => sums.filter((sum) => sum > 0).length;
  if (used(rows) < 2 || used(columns) < 2) return null;
  const logs = logFactorials(n);
  // Σ O²/(row · column): χ² but for what the margins fix.
  const weights = rows.map((row) => columns.map((column) => (row * column === 0 ? 0 : 1 / (row * column))));
  const statistic = (counts: ContingencyTable) => {
    let sum = 0;
    for (let i = 0; i < counts.length; i++) {
      for (let j = 0; j < columns.length; j++) sum += counts[i]![j]! ** 2 * weights[i]![j]!;
    }
    return sum;
  };
  // Equal tables, and equal statistics of different ones, must count as such whatever the order of the sum.
  const seen = statistic(table) * (1 - 1e-12);
  const random = rows.map(() => columns.map(() => 0));
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    fillRandomly(random, margins, logs, stream);
    if (statistic(random) >= seen) hits++;
  }
  return monteCarloPValue(hits, draws);
}
