import { acceleration, type BootstrapOptions, bcaInterval, percentileInterval } from "./bootstrapInterval.js";
import { type Interval, requireLevel } from "./interval.js";
import type { Random } from "./random.js";

/** A statistic must be a number for every resample: one that is not says nothing about the others. */
function required(value: number, of: string): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`bootstrap requires a statistic that is a number for every resample; got ${value} ${of}`);
}

/**
 * A bootstrap interval of any statistic of single cases: the cases are drawn with replacement, the statistic worked out anew, and what
 * it becomes is taken as the spread it has. For statistics without a formula, from about 30 cases on; not for the largest or
 * smallest value. Of answers that fall into few classes `bootstrapCounts` gives the same in a fraction of the time.
 *
 * BCa corrects bias and skew, and asks for the statistic once more a case; percentiles do neither.
 *
 * @param cases at least 2; whatever belongs together (a customer's visits) is one case
 * @param statistic a pure function of cases; it must not keep or change the array, which is used again
 * @throws RangeError where the statistic is not a number for a resample
 * @example bootstrap([1, 2, 2, 3, 9], (cases) => cases.reduce((sum, x) => sum + x, 0) / cases.length, random(1)) // about { lower: 1.6, upper: 6.2 }
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14
 */
export function bootstrap<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  stream: Random,
  { level = 0.95, kind = "percentile", resamples = 10_000 }: BootstrapOptions = {},
): Interval {
  requireLevel(level, "bootstrap");
  const n = cases.length;
  if (n < 2) throw new RangeError(`bootstrap requires at least 2 cases; got ${n}`);
  if (!(Number.isInteger(resamples) && resamples >= 100)) {
    throw new RangeError(`bootstrap requires a whole number of resamples from 100; got ${resamples}`);
  }
  const drawn = [...cases];
  const replicates = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) drawn[i] = cases[stream.integer(n)]!;
    replicates[b] = required(statistic(drawn), `for resample ${b + 1}`);
  }
  if (kind === "percentile") return percentileInterval(replicates, level);
  const without = cases.map((_, left) => {
    return required(statistic(cases.filter((_, i) => i !== left)), `without case ${left + 1}`);
  });
  return bcaInterval(replicates, required(statistic(cases), "for the cases"), acceleration(without), level);
}
