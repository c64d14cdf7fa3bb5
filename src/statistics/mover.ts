import { criticalValue, normalPValue, normalQuantile } from "./distributions.js";
import type { Interval } from "./interval.js";

/** A number with the bounds of its own interval, about which nothing else need be known. */
export interface Bounded extends Interval {
  readonly estimate: number;
}

/** Two independent numbers, first minus second. */
export interface MoverDifference extends Bounded {
  /** difference/standard error, of the side on which 0 lies; compared with a standard normal. */
  readonly statistic: number;
  /** Below 1 − level exactly when the interval leaves 0 out. */
  readonly pValue: number;
  /** The smallest true difference that would be found four times in five. */
  readonly smallestDetectable: number;
}

const POWER = 0.8;

/** How far the bounds lie from the estimate; an estimate that lies on the wrong side of a bound lies at it. */
const below = ({ estimate, lower }: Bounded) => Math.max(0, estimate - lower);
const above = ({ estimate, upper }: Bounded) => Math.max(0, upper - estimate);

/**
 * The difference of two independent numbers from their intervals alone (MOVER, the method of variance estimates recovery):
 * each bound is made of the two bounds that lie on its side. Of Wilson's intervals it is Newcombe's method 10, of t intervals
 * nearly Welch's. Lopsided intervals give a lopsided difference, as they should.
 *
 * @param level of both intervals, and of the result
 * @example moverDifference({ estimate: 0.8, lower: 0.6918, upper: 0.8774 }, { estimate: 0.6, lower: 0.4904, upper: 0.7004 }, 0.95).lower // 0.0524
 * @see Zou and Donner (2008), Statistics in Medicine 27; Newcombe (1998), Statistics in Medicine 17
 */
export function moverDifference(first: Bounded, second: Bounded, level: number): MoverDifference {
  const estimate = first.estimate - second.estimate;
  const [down, up] = [Math.hypot(below(first), above(second)), Math.hypot(above(first), below(second))];
  const z = criticalValue(level);
  const towardsZero = estimate > 0 ? down : up;
  const statistic = estimate === 0 ? 0 : (z * estimate) / towardsZero;
  const deviation = Math.hypot(first.upper - first.lower, second.upper - second.lower) / (2 * z);
  return {
    estimate,
    lower: estimate - down,
    upper: estimate + up,
    statistic,
    pValue: normalPValue(statistic),
    smallestDetectable: (z + normalQuantile(POWER)) * deviation,
  };
}

/**
 * The difference of two numbers that move together, first minus second, from their intervals and their correlation (MOVER): with
 * a correlation of 0 it is `moverDifference`.
 *
 * @param correlation of the two estimates, −1 to 1
 * @example moverPairedDifference({ estimate: 0.8, lower: 0.7, upper: 0.9 }, { estimate: 0.6, lower: 0.5, upper: 0.7 }, 0.5).upper // 0.3
 * @see Zou (2007), Psychological Methods 12
 */
export function moverPairedDifference(first: Bounded, second: Bounded, correlation: number): Bounded {
  const estimate = first.estimate - second.estimate;
  const apart = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  return {
    estimate,
    lower: estimate - apart(below(first), above(second)),
    upper: estimate + apart(above(first), below(second)),
  };
}

/**
 * The ratio of two independent numbers from their intervals alone (MOVER-R), first over second. Both estimates are at
 * least 0, the second above it.
 *
 * @returns the upper bound is Infinity where the second may be 0
 * @example moverRatio({ estimate: 0.8, lower: 0.6918, upper: 0.8774 }, { estimate: 0.6, lower: 0.4904, upper: 0.7004 }).estimate // 1.3333
 * @see Donner and Zou (2012), Statistical Methods in Medical Research 21; Newcombe (2016), Statistical Methods in Medical Research 25
 */
export function moverRatio(first: Bounded, second: Bounded): Bounded {
  if (!(second.estimate > 0)) throw new RangeError(`moverRatio requires a second above 0; got ${second.estimate}`);
  const [a, b] = [first.estimate, second.estimate];
  /** bound·(2·estimate − bound): what a bound gives to the square under the root. */
  const part = (estimate: number, bound: number) => bound * (2 * estimate - bound);
  const [aLow, aHigh] = [part(a, Math.max(0, first.lower)), part(a, first.upper)];
  const [bLow, bHigh] = [part(b, Math.max(0, second.lower)), part(b, second.upper)];
  const root = (x: number, y: number) => Math.sqrt(Math.max(0, a * a * b * b - x * y));
  // The lower bound with the fraction turned round, so that nothing is divided by 0 where the second is very unsure.
  const lower = aLow === 0 ? 0 : aLow / (a * b + root(aLow, bHigh));
  const upper = bLow > 0 ? (a * b + root(aHigh, bLow)) / bLow : Number.POSITIVE_INFINITY;
  return { estimate: a / b, lower, upper };
}
