import { binomialSample } from "./binomialSample.js";
import type { Random } from "./random.js";

/**
 * Counts of n cases that fall into classes, each as likely as its part of all masses. Class by class from the binomial of what is
 * left, so that the time grows with the classes, not with the cases.
 *
 * @param n a whole number from 0
 * @param masses of each class, at least 0
 * @returns counts with the sum n, in the order of the masses
 */
export function multinomialSample(n: number, masses: readonly number[], stream: Random): number[] {
  let last = masses.length - 1;
  while (last > 0 && masses[last] === 0) last--;
  let [left, mass] = [n, 0];
  for (const each of masses) mass += each;
  return masses.map((each, i) => {
    const drawn = left === 0 || each === 0 ? 0 : i === last ? left : binomialSample(left, each / mass, stream);
    left -= drawn;
    mass -= each;
    return drawn;
  });
}

/**
 * Counts of n answers drawn with replacement from n answers that fell into classes: one resample of a bootstrap.
 *
 * @param counts of each class, whole numbers from 0
 * @returns counts with the same sum, in the same order
 */
export function multinomialResample(counts: readonly number[], stream: Random): number[] {
  let total = 0;
  for (const count of counts) total += count;
  return multinomialSample(total, counts, stream);
}
