import { criticalValue } from "./distributions.js";
import { type Interval, requireLevel } from "./interval.js";

/**
 * Goodman's simultaneous intervals of the shares of a multinomial: all of them hold together at the level. A Wilson
 * interval each, at the level Bonferroni's inequality asks of one in k. For a distribution shown as a whole (bands, reasons); for
 * one share chosen beforehand Wilson's interval is narrower.
 *
 * @param counts how many answers fell into each class, in any order; at least two classes
 * @returns one interval a class, in the same order
 * @example goodmanIntervals([56, 72, 73, 59, 62, 87, 58])[0] // { lower: 0.0852, upper: 0.1663 }
 * @see Goodman (1965), Technometrics 7
 */
export function goodmanIntervals(counts: readonly number[], level = 0.95): Interval[] {
  requireLevel(level, "goodmanIntervals");
  if (counts.length < 2) throw new RangeError(`goodmanIntervals requires at least 2 classes; got ${counts.length}`);
  const wrong = counts.find((count) => !(count >= 0) || !Number.isFinite(count));
  if (wrong !== undefined) throw new RangeError(`goodmanIntervals requires counts from 0; got ${wrong}`);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) throw new RangeError("goodmanIntervals requires at least one count above 0; got only zeros");
  const squared = criticalValue(1 - (1 - level) / counts.length) ** 2;
  return counts.map((count) => {
    const centre = squared + 2 * count;
    const half = Math.sqrt(squared * (squared + (4 * count * (n - count)) / n));
    const width = 2 * (n + squared);
    return { lower: count === 0 ? 0 : (centre - half) / width, upper: count === n ? 1 : (centre + half) / width };
  });
}
