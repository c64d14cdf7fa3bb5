import { fPValue, tPValue } from "./distributions.js";
import { tInterval } from "./estimate.js";
import type { Interval } from "./interval.js";

/** A mean with its standard error, of n answers; null where there are too few. */
export interface Side {
  readonly mean: number | null;
  readonly error: number | null;
  readonly n: number;
}

/** Difference of two independent means and what can be said of it; null where it cannot. */
export interface WelchDifference {
  readonly estimate: number | null;
  readonly error: number | null;
  readonly interval: Interval | null;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
}

const UNKNOWN = { interval: null, statistic: null, degreesOfFreedom: null, pValue: null };

/**
 * Difference of two independent means, first minus second, by Welch's t: their spreads need not be alike. Without any spread
 * the interval has no width and there is no test.
 *
 * @example welchDifference({ mean: 5, error: 0.3, n: 10 }, { mean: 4, error: 0.4, n: 12 }, 0.95).pValue // 0.0597
 * @see Welch (1947), Biometrika 34
 */
export function welchDifference(first: Side, second: Side, level: number): WelchDifference {
  if (first.mean === null || second.mean === null) return { ...UNKNOWN, estimate: null, error: null };
  const estimate = first.mean - second.mean;
  if (first.error === null || second.error === null) return { ...UNKNOWN, estimate, error: null };
  const [a, b] = [first.error ** 2, second.error ** 2];
  const error = Math.sqrt(a + b);
  if (error === 0) return { ...UNKNOWN, estimate, error, interval: { lower: estimate, upper: estimate } };
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
  return {
    estimate,
    error,
    interval: tInterval(estimate, error, degreesOfFreedom, level),
    statistic: estimate / error,
    degreesOfFreedom,
    pValue: tPValue(estimate / error, degreesOfFreedom),
  };
}

/** Welch's F of equal means, on `between` and `within` degrees of freedom. */
export interface WelchF {
  readonly statistic: number;
  readonly between: number;
  readonly within: number;
  readonly pValue: number;
}

/**
 * Whether several independent means could be one, their spreads not being alike. Of two groups it is Welch's t, squared.
 *
 * @param groups at least two, each with a standard error above 0
 * @example welchAnova([{ mean: 5, error: 0.3, n: 10 }, { mean: 4, error: 0.4, n: 12 }, { mean: 4.5, error: 0.2, n: 30 }]).pValue // 0.157
 * @see Welch (1951), Biometrika 38
 */
export function welchAnova(groups: readonly { mean: number; error: number; n: number }[]): WelchF {
  const between = groups.length - 1;
  const weights = groups.map(({ error }) => 1 / error ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = groups.reduce((sum, group, i) => sum + weights[i]! * group.mean, 0) / total;
  const spread = groups.reduce((sum, group, i) => sum + weights[i]! * (group.mean - mean) ** 2, 0) / between;
  const uneven = groups.reduce((sum, { n }, i) => sum + (1 - weights[i]! / total) ** 2 / (n - 1), 0);
  const k = groups.length;
  const statistic = spread / (1 + ((2 * (k - 2)) / (k * k - 1)) * uneven);
  const within = (k * k - 1) / (3 * uneven);
  return { statistic, between, within, pValue: fPValue(statistic, between, within) };
}
