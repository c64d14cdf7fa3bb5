import { binomialSample } from "./binomialSample.js";
import type { Random } from "./random.js";

/**
 * Counts of n answers drawn with replacement from n answers that fell into classes: one resample of a bootstrap. Class by class
 * from the binomial of what is left, so that the time grows with the classes, not with the answers.
 *
 * @param counts of each class, whole numbers from 0
 * @returns counts with the same sum, in the same order
 */
export function multinomialResample(counts: readonly number[], stream: Random): number[] {
  let total = 0;
  for (const count of counts) total += count;
  let [left, mass] = [total, total];
  return counts.map((count) => {
    const drawn = left === 0 || count === 0 ? 0 : count === mass ? left : binomialSample(left, count / mass, stream);
    left -= drawn;
    mass -= count;
    return drawn;
  });
}
