import { orderStatistics } from "../../statistics/orderStatistics.js";

/** Two numbers this close, as a part of the larger, differ only by how their sums were rounded. */
const ROUNDING = 1e-12;

/**
 * The values at or below which one, two … of so many equal parts of all lie: of n values the one at place ⌈n·k/bins⌉ from the lowest.
 * What cannot be cut evenly makes the higher parts the smaller ones.
 *
 * @param values the higher the better
 * @returns bins − 1 values, from the lowest; [] of no values
 * @example cutPoints([1, 2, 3, 4, 5, 6, 7], 5) // [2, 3, 5, 6]
 */
export function cutPoints(values: ArrayLike<number>, bins: number): number[] {
  if (values.length === 0) return [];
  const places = Array.from({ length: bins - 1 }, (_, k) => Math.ceil((values.length * (k + 1)) / bins) - 1);
  return orderStatistics(values, places);
}

/**
 * 1 and one more for each cut point that the value passes; equal values share a score. By cut points of the values themselves it is
 * 1 + ⌊bins · the share of values below⌋, whatever their unit.
 *
 * @example scoreBy(5, [2, 3, 5, 6]) // 3
 */
export const scoreBy = (value: number, cuts: ArrayLike<number>): number => scoresBy([value], cuts)[0]!;

/** `scoreBy` of each of many values. */
export function scoresBy(values: ArrayLike<number>, cuts: ArrayLike<number>): Uint8Array {
  const points = new Float64Array(cuts);
  const slack = points.map((cut) => ROUNDING * Math.abs(cut));
  const scores = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let score = 1;
    for (let i = 0; i < slack.length; i++) if (value - points[i]! > slack[i]!) score++;
    scores[row] = score;
  }
  return scores;
}
