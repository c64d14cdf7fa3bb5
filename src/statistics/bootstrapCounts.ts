import { acceleration, type BootstrapOptions, bcaInterval, percentileInterval } from "./bootstrapInterval.js";
import type { Interval } from "./interval.js";
import { multinomialResample } from "./multinomialResample.js";
import type { Random } from "./random.js";

/** Efron's acceleration of a statistic of counts, leaving out one answer at a time: all answers of a class are alike. */
function accelerationOf(counts: readonly number[], statistic: (counts: readonly number[]) => number): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const without = counts.map((count, left) =>
    count === 0 || n < 2 ? 0 : statistic(counts.map((other, i) => (i === left ? other - 1 : other))),
  );
  return acceleration(without, counts);
}

/**
 * A bootstrap interval of any statistic of counts. Drawing answers with replacement is drawing counts from a multinomial,
 * so that a million answers cost no more than ten.
 *
 * @param counts of each class, whole numbers
 * @param statistic a pure function of such counts
 * @example bootstrapCounts([8, 13, 15], ([d, , p]) => (p - d) / 36, random(1)) // about { lower: -0.06, upper: 0.44 }
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14
 */
export function bootstrapCounts(
  counts: readonly number[],
  statistic: (counts: readonly number[]) => number,
  stream: Random,
  { level = 0.95, kind = "percentile", resamples = 10_000 }: BootstrapOptions = {},
): Interval {
  const replicates = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) replicates[i] = statistic(multinomialResample(counts, stream));
  if (kind === "percentile") return percentileInterval(replicates, level);
  return bcaInterval(replicates, statistic(counts), accelerationOf(counts, statistic), level);
}
