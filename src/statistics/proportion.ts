import { betaQuantile, criticalValue } from "./distributions.js";
import { clipped, type Interval, requireLevel } from "./interval.js";
import { moverDifference } from "./mover.js";

/** Counts may be fractions (a share times Kish's effective n), but not negative and not more than n. */
function requireCounts(successes: number, n: number, level: number, caller: string): void {
  if (!(n > 0) || !Number.isFinite(n)) throw new RangeError(`${caller} requires n above 0; got ${n}`);
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`${caller} requires successes from 0 to n = ${n}; got ${successes}`);
  }
  requireLevel(level, caller);
}

/**
 * Wilson's score interval of a share: the shares that a score test at this level would not reject. The one to use unless
 * something speaks against it: right on average at any n ≥ 10 and any share, never outside 0–1, never of width 0.
 *
 * @param successes how many, 0 to n
 * @example wilsonInterval(81, 263) // { lower: 0.2553, upper: 0.3662 }
 * @see Wilson (1927), Journal of the American Statistical Association 22
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Interval {
  requireCounts(successes, n, level, "wilsonInterval");
  return wilsonBounds(successes, n, criticalValue(level));
}

/** Wilson's interval at z standard errors, which no level need have. */
export function wilsonBounds(successes: number, n: number, z: number): Interval {
  const share = successes / n;
  const centre = (successes + (z * z) / 2) / (n + z * z);
  const half = (z / (n + z * z)) * Math.sqrt(n * share * (1 - share) + (z * z) / 4);
  // At the ends the bound is exactly 0 or 1; rounding must not move it.
  return { lower: successes === 0 ? 0 : centre - half, upper: successes === n ? 1 : centre + half };
}

/**
 * Clopper and Pearson's exact interval of a share: covers at least the level at every n, and usually more than asked (too
 * wide on average). For very small n, or where covering too little must never happen.
 *
 * @example clopperPearsonInterval(0, 10) // { lower: 0, upper: 0.3085 }
 * @see Clopper and Pearson (1934), Biometrika 26
 */
export function clopperPearsonInterval(successes: number, n: number, level = 0.95): Interval {
  requireCounts(successes, n, level, "clopperPearsonInterval");
  const tail = (1 - level) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    upper: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}

/**
 * Jeffreys' interval of a share: the central part of the Beta(x + ½, n − x + ½) posterior, with 0 and 1 kept at the ends.
 *
 * @example jeffreysInterval(0, 10) // { lower: 0, upper: 0.2172 }
 * @see Brown, Cai and DasGupta (2001), Statistical Science 16
 */
export function jeffreysInterval(successes: number, n: number, level = 0.95): Interval {
  requireCounts(successes, n, level, "jeffreysInterval");
  const tail = (1 - level) / 2;
  const [a, b] = [successes + 0.5, n - successes + 0.5];
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, a, b),
    upper: successes === n ? 1 : betaQuantile(1 - tail, a, b),
  };
}

/**
 * The adjusted Wald interval of a share (Agresti and Coull): z²/2 successes and z²/2 failures are added, then estimate ± z
 * standard errors, cut to 0–1. Close to Wilson's, a little wider at the ends.
 *
 * @example adjustedWaldInterval(9, 10) // { lower: 0.5740, upper: 1 }
 * @see Agresti and Coull (1998), The American Statistician 52
 */
export function adjustedWaldInterval(successes: number, n: number, level = 0.95): Interval {
  requireCounts(successes, n, level, "adjustedWaldInterval");
  const z = criticalValue(level);
  const total = n + z * z;
  const centre = (successes + (z * z) / 2) / total;
  const half = z * Math.sqrt((centre * (1 - centre)) / total);
  return clipped({ lower: centre - half, upper: centre + half }, 0, 1);
}

/** How many of how many. */
export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/**
 * Newcombe's interval (his method 10) of the difference of two independent shares, first minus second, from the two Wilson
 * intervals. It is not symmetric about the difference and never leaves −1…1.
 *
 * @returns the difference with its sign, and the bounds
 * @example newcombeDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 }) // { difference: 0.2, lower: 0.0524, upper: 0.3339 }
 * @see Newcombe (1998), Statistics in Medicine 17
 */
export function newcombeDifference(
  first: Proportion,
  second: Proportion,
  level = 0.95,
): Interval & { readonly difference: number } {
  const share = ({ successes, n }: Proportion) => ({ estimate: successes / n, ...wilsonInterval(successes, n, level) });
  const { estimate: difference, lower, upper } = moverDifference(share(first), share(second), level);
  return { difference, lower, upper };
}
