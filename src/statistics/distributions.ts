import betaQuantileOf from "@stdlib/stats-base-dists-beta-quantile";
import chiSquareCdfOf from "@stdlib/stats-base-dists-chisquare-cdf";
import chiSquareQuantileOf from "@stdlib/stats-base-dists-chisquare-quantile";
import normalCdfOf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantileOf from "@stdlib/stats-base-dists-normal-quantile";
import tCdfOf from "@stdlib/stats-base-dists-t-cdf";
import tQuantileOf from "@stdlib/stats-base-dists-t-quantile";
import { root } from "./root.js";

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * Φ(x): the share of a standard normal below x. Right in the left tail; for the right tail ask for Φ(−x), never 1 − Φ(x).
 *
 * @example normalCdf(-8) // 6.22e-16
 */
export const normalCdf = (x: number): number => normalCdfOf(x, 0, 1);

/** φ(x): the height of the standard normal at x. */
const normalDensity = (x: number): number => Math.exp(-0.5 * (x * x + LOG_TWO_PI));

/**
 * The x with Φ(x) = p, −Infinity at 0 and Infinity at 1. Below p = .001 by Newton's method on log Φ, since erf⁻¹ loses its
 * digits there. For the right tail ask for −normalQuantile(tail).
 *
 * @example normalQuantile(0.975) // 1.959964
 */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1e-3) return normalQuantileOf(p, 0, 1);
  const target = Math.log(p);
  const u = -2 * target;
  let x = -Math.sqrt(u - Math.log(u) - LOG_TWO_PI);
  for (let i = 0; i < 8; i++) {
    const below = normalCdf(x);
    x -= ((Math.log(below) - target) * below) / normalDensity(x);
  }
  return x;
}

/** The two-sided critical value of the standard normal: 1.96 at level .95. */
export const criticalValue = (level: number): number => -normalQuantile((1 - level) / 2);

/** The two-sided p-value of a standard normal statistic. */
export const normalPValue = (z: number): number => Math.min(1, 2 * normalCdf(-Math.abs(z)));

/** The share of a χ² distribution below x. */
export const chiSquareCdf = (x: number, degreesOfFreedom: number): number =>
  x <= 0 ? 0 : chiSquareCdfOf(x, degreesOfFreedom);

/**
 * The share of a χ² distribution above x: the p-value of a χ² test. A sum of positive terms, so that no digit is lost
 * however small it is: Q(a + 1, y) = Q(a, y) + yᵃe⁻ʸ/Γ(a + 1) with y = x/2, from Q(½, y) = 2Φ(−√x) or Q(1, y) = e⁻ʸ.
 *
 * @param degreesOfFreedom a whole number, at least 1
 * @example chiSquareUpperTail(100, 1) // 1.524e-23
 */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`chiSquareUpperTail requires whole degrees of freedom from 1; got ${degreesOfFreedom}`);
  }
  if (x <= 0) return 1;
  const y = x / 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let a = isOdd ? 0.5 : 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : Math.exp(-y);
  // The logarithm of yᵃe⁻ʸ/Γ(a + 1); Γ(3/2) = √π/2, Γ(2) = 1.
  let logTerm = a * Math.log(y) - y - (isOdd ? Math.log(Math.PI) / 2 - Math.LN2 : 0);
  for (; a < degreesOfFreedom / 2; a++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(y / (a + 1));
  }
  return Math.min(1, tail);
}

/** From here on the quantile function of the package is off in the fourth digit above the median. */
const LARGE_DEGREES = 500;

/** The x below which a χ² distribution has the share p; of large whole degrees found from `chiSquareUpperTail`. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  const isLarge = degreesOfFreedom >= LARGE_DEGREES && Number.isInteger(degreesOfFreedom);
  if (!isLarge || !(p > 0 && p < 1)) return chiSquareQuantileOf(p, degreesOfFreedom);
  // Wilson and Hilferty's cube root of a normal, which is within a fraction of a standard deviation.
  const part = 2 / (9 * degreesOfFreedom);
  const about = degreesOfFreedom * (1 - part + normalQuantile(p) * Math.sqrt(part)) ** 3;
  const deviation = Math.sqrt(2 * degreesOfFreedom);
  const excess = (x: number) => chiSquareUpperTail(x, degreesOfFreedom) - (1 - p);
  return root(excess, about - deviation, about + deviation);
}

/** The share of Student's t below x; for the right tail ask for −x. Degrees of freedom need not be whole (Welch). */
export const tCdf = (x: number, degreesOfFreedom: number): number => tCdfOf(x, degreesOfFreedom);

/** The x below which Student's t has the share p. */
export const tQuantile = (p: number, degreesOfFreedom: number): number => tQuantileOf(p, degreesOfFreedom);

/** The two-sided p-value of a t statistic. */
export const tPValue = (t: number, degreesOfFreedom: number): number =>
  Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));

/** The x below which a Beta(a, b) has the share p. */
export const betaQuantile = (p: number, a: number, b: number): number => betaQuantileOf(p, a, b);
