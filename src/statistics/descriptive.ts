/**
 * Descriptive statistics of single numbers, from simple-statistics 7.12: its sum is compensated (Kahan and Babuška), its variance
 * goes over the deviations from the mean, its quantile is that of R's type 7. What a table can tally (n, Σx, Σxx′) is not read
 * back into single numbers for these.
 *
 * Not taken from it: distributions and tests (normal tails from a table of four digits), `standardDeviation` and `variance`
 * (divided by n, under the names that elsewhere mean n − 1), what draws (`sample`, `shuffle`, `permutationTest`: not seeded), and
 * `linearRegression` (normal equations; see `leastSquares`).
 */
import { mean as meanOf, quantile as quantileOf, sampleVariance as varianceOf } from "simple-statistics";

export type Numbers = readonly number[] | Float64Array;

/** As the package takes them: it reads length and places, and copies with `slice`, which both kinds have. */
function given(values: Numbers, caller: string): readonly number[] {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`${caller} requires finite numbers; got ${values[i]}`);
  }
  return values as readonly number[];
}

/**
 * Σx/n.
 *
 * @returns null without numbers
 * @throws RangeError on NaN or Infinity: missing values are left out before, and counted
 * @example mean([1, 2, 6]) // 3
 */
export const mean = (values: Numbers): number | null => (values.length === 0 ? null : meanOf(given(values, "mean")));

/** The power of ten, up to 10⁴, that makes all of them the whole numbers they were written as; 1 where none does. */
function wholeScale(values: Numbers): number {
  let scale = 1;
  for (const value of values) {
    while (Math.round(value * scale) / scale !== value) {
      scale *= 10;
      if (scale > 1e4) return 1;
    }
  }
  return scale;
}

/**
 * √(Σ(x − x̄)²/(n − 1)): how far single values lie from their mean, as estimated from a sample. Numbers of few decimals are
 * taken as they were written: 1,000,000.1 and 1,000,000.3 differ by .2, their binary forms only by about that.
 *
 * @returns null for fewer than two numbers
 * @example sampleDeviation([1, 2, 6]) // 2.6458
 */
export function sampleDeviation(values: Numbers): number | null {
  if (values.length < 2) return null;
  const numbers = given(values, "sampleDeviation");
  const scale = wholeScale(values);
  const whole = scale === 1 ? numbers : numbers.map((value) => Math.round(value * scale));
  return Math.sqrt(varianceOf(whole)) / scale;
}

/**
 * The value below which a share of all lies, between neighbours in proportion: the smallest at 0, the median at .5, the
 * largest at 1.
 *
 * @returns null without numbers
 * @example quantile([10, 20, 40], 0.25) // 15
 * @see Hyndman and Fan (1996), The American Statistician 50, type 7
 */
export function quantile(values: Numbers, share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`quantile requires a share from 0 to 1; got ${share}`);
  return values.length === 0 ? null : quantileOf(given(values, "quantile") as number[], share);
}

/** The middle value: half of all lie on either side; of an even number, halfway between the two. */
export const median = (values: Numbers): number | null => quantile(values, 0.5);
