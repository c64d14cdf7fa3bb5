import { normalCdf, normalQuantile } from "./distributions.js";
import type { Interval } from "./interval.js";

export interface BootstrapOptions {
  readonly level?: number;
  /** "percentile", or "bca": corrected for bias and for a standard error that changes with the value. */
  readonly kind?: "percentile" | "bca";
  readonly resamples?: number;
}

/** The p-quantile of sorted numbers, between neighbours in proportion: (n + 1)p is a place, as Efron counts. */
function sortedQuantile(sorted: Float64Array, p: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const below = Math.floor(place);
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (place - below) * (next - sorted[below]!);
}

/**
 * Efron's acceleration, from what the statistic becomes without each case in turn.
 *
 * @param times how many cases each value stands for; one each unless given
 * @example acceleration([1, 2, 6]) // -0.0573
 */
export function acceleration(without: readonly number[], times: readonly number[] = without.map(() => 1)): number {
  const n = times.reduce((sum, count) => sum + count, 0);
  const mean = without.reduce((sum, value, i) => sum + value * times[i]!, 0) / n;
  let [squares, cubes] = [0, 0];
  without.forEach((value, i) => {
    squares += times[i]! * (mean - value) ** 2;
    cubes += times[i]! * (mean - value) ** 3;
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

/** Between the percentiles of the replicates that leave the tails outside. */
export function percentileInterval(replicates: Float64Array, level: number): Interval {
  const sorted = replicates.slice().sort();
  const tail = (1 - level) / 2;
  return { lower: sortedQuantile(sorted, tail), upper: sortedQuantile(sorted, 1 - tail) };
}

/**
 * Between percentiles that are moved for the bias of the replicates and for a standard error that changes with the value.
 *
 * @param estimate of the sample itself
 * @param accelerated of the sample; see `acceleration`
 * @see Efron (1987), Journal of the American Statistical Association 82
 */
export function bcaInterval(replicates: Float64Array, estimate: number, accelerated: number, level: number): Interval {
  const sorted = replicates.slice().sort();
  const [low, high] = correctedTails(sorted, estimate, accelerated, (1 - level) / 2);
  return { lower: sortedQuantile(sorted, low), upper: sortedQuantile(sorted, high) };
}
