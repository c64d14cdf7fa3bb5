import { normalCdf, normalQuantile } from "./distributions.js";
import type { Interval } from "./interval.js";
import { multinomialResample } from "./multinomialResample.js";
import type { Random } from "./random.js";

export interface BootstrapOptions {
  readonly level?: number;
  /** "percentile", or "bca": corrected for bias and for a standard error that changes with the value. */
  readonly kind?: "percentile" | "bca";
  readonly resamples?: number;
}

/** The p-quantile of sorted numbers, between neighbours in proportion. */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const below = Math.floor(place);
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (place - below) * (next - sorted[below]!);
}

/** Efron's acceleration, from leaving out one answer at a time: all answers of a class are alike. */
function acceleration(counts: readonly number[], statistic: (counts: readonly number[]) => number): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const without = counts.map((count, left) =>
    count === 0 || n < 2 ? 0 : statistic(counts.map((other, i) => (i === left ? other - 1 : other))),
  );
  const mean = without.reduce((sum, value, i) => sum + value * counts[i]!, 0) / n;
  let [squares, cubes] = [0, 0];
  without.forEach((value, i) => {
    squares += counts[i]! * (mean - value) ** 2;
    cubes += counts[i]! * (mean - value) ** 3;
  });
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The two percentiles BCa takes instead of α/2 and 1 − α/2. */
function correctedTails(replicates: Float64Array, estimate: number, a: number, tail: number): [number, number] {
  let below = 0;
  // Counts make ties: half of them lie below.
  for (const value of replicates) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const bias = normalQuantile(below / replicates.length);
  if (!Number.isFinite(bias)) return [tail, 1 - tail];
  const moved = (z: number) => normalCdf(bias + (bias + z) / (1 - a * (bias + z)));
  return [moved(normalQuantile(tail)), moved(-normalQuantile(tail))];
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
  replicates.sort();
  const tail = (1 - level) / 2;
  const [low, high] =
    kind === "percentile"
      ? [tail, 1 - tail]
      : correctedTails(replicates, statistic(counts), acceleration(counts, statistic), tail);
  return { lower: sortedQuantile(replicates, low), upper: sortedQuantile(replicates, high) };
}
