import { kishEffectiveSize, tInterval } from "./estimate.js";
import { clipped, type Interval } from "./interval.js";

/** Sums over cases with two numbers each, x and y, and a weight w (1 without weights). */
export interface RatioSums {
  readonly n: number;
  /** Σwx and Σwy. */
  readonly x: number;
  readonly y: number;
  /** Σw²x², Σw²xy and Σw²y². */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** A ratio of sums with its linearised standard error. */
export interface RatioEstimate {
  /** Σwy/Σwx. */
  readonly ratio: number;
  /** √(n/(n − 1)·Σw²(y − ratio·x)²)/Σwx; null for a single case. */
  readonly standardError: number | null;
  readonly n: number;
  /** Kish's effective number of cases, (Σwx)²/Σw²x²: how few of them carry the denominator. */
  readonly effectiveN: number;
}

/**
 * The ratio of two sums over cases that vary in both: Σwy/Σwx, with Taylor's linearised variance of a ratio estimator.
 * Not the mean of the ratios, which small cases would rule.
 *
 * @throws RangeError unless Σwx is above 0
 * @example estimateRatio({ n: 3, x: 6, y: 3, xx: 14, xy: 5, yy: 5 }).ratio // 0.5
 * @see Cochran (1977), Sampling Techniques, chapter 6
 */
export function estimateRatio({ n, x, y, xx, xy, yy }: RatioSums): RatioEstimate {
  if (!(x > 0)) throw new RangeError(`estimateRatio requires a denominator above 0; got ${x}`);
  const ratio = y / x;
  const squares = yy - 2 * ratio * xy + ratio * ratio * xx;
  const size = yy + 2 * Math.abs(ratio * xy) + ratio * ratio * xx;
  // What rounding leaves of cases that all have the same ratio is 0.
  const spread = squares > 1e-13 * size ? squares : 0;
  const standardError = n < 2 ? null : Math.sqrt((spread * n) / (n - 1)) / x;
  return { ratio, standardError, n, effectiveN: kishEffectiveSize(x, xx) };
}

/** Ratio ± t standard errors with n − 1 degrees of freedom, cut to what the ratio cannot leave; null for a single case. */
export function linearizedInterval(
  { ratio, standardError, n }: RatioEstimate,
  level: number,
  range: Interval,
): Interval | null {
  if (standardError === null) return null;
  return clipped(tInterval(ratio, standardError, n - 1, level), range.lower, range.upper);
}

/** Sums over the same cases of one ratio's numbers times another's: Σw²x₁x₂, Σw²x₁y₂, Σw²y₁x₂ and Σw²y₁y₂. */
export interface RatioCrossSums {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/**
 * The difference of two ratios over the same cases, first minus second, with the linearised standard error that takes into
 * account how they go together; null for a single case.
 *
 * @see Cochran (1977), Sampling Techniques, section 6.18
 */
export function ratioDifference(
  first: RatioSums,
  second: RatioSums,
  cross: RatioCrossSums,
): { readonly difference: number; readonly standardError: number | null } {
  const [a, b] = [estimateRatio(first), estimateRatio(second)];
  const difference = a.ratio - b.ratio;
  if (a.standardError === null || b.standardError === null) return { difference, standardError: null };
  const { n } = a;
  const together = cross.yy - b.ratio * cross.yx - a.ratio * cross.xy + a.ratio * b.ratio * cross.xx;
  const covariance = (together * n) / ((n - 1) * first.x * second.x);
  const [one, other] = [a.standardError ** 2, b.standardError ** 2];
  const variance = one + other - 2 * covariance;
  return { difference, standardError: Math.sqrt(variance > 1e-13 * (one + other) ? variance : 0) };
}

/**
 * How many equal cases would make a share as precise, of a ratio that is a share of something (0 ≤ y ≤ x in each case):
 * ratio·(1 − ratio)/variance, never more than there are; Kish's number where nothing varies. A share interval on so many
 * stays in 0–1, is never of width 0, and covers better than ± t standard errors when the share is near an end.
 *
 * @example effectiveSize(estimateRatio({ n: 4, x: 4, y: 3, xx: 4, xy: 3, yy: 3 })) // 4
 * @see Korn and Graubard (1998), Survey Methodology 24; Dean and Pagano (2015), Journal of Survey Statistics and Methodology 3
 */
export function effectiveSize({ ratio, standardError, n, effectiveN }: RatioEstimate): number {
  const variance = standardError === null ? 0 : (standardError ** 2 * (n - 1)) / n;
  const equal = variance > 0 && ratio > 0 && ratio < 1 ? (ratio * (1 - ratio)) / variance : effectiveN;
  return Math.min(n, equal);
}
