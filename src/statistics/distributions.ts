import betaQuantileOf from "@stdlib/stats-base-dists-beta-quantile";
import normalCdfOf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantileOf from "@stdlib/stats-base-dists-normal-quantile";
import tCdfOf from "@stdlib/stats-base-dists-t-cdf";
import tQuantileOf from "@stdlib/stats-base-dists-t-quantile";
import { incompleteBeta } from "./incompleteBeta.js";
import { gammaQuantile, incompleteGamma } from "./incompleteGamma.js";
import { logBeta } from "./logGamma.js";

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
 * The x with Φ(x) = p, −Infinity at 0 and Infinity at 1. Below p = .001, and above .999, by Newton's method on log Φ, since erf⁻¹
 * loses its digits there. For the far right tail ask for −normalQuantile(tail), since a p next to 1 has few digits of it.
 *
 * @example normalQuantile(0.975) // 1.959964
 */
export function normalQuantile(p: number): number {
  if (p > 1 - 1e-3 && p < 1) return -normalQuantile(1 - p);
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

/** The share of a χ² distribution below x; degrees of freedom need not be whole. */
export const chiSquareCdf = (x: number, degreesOfFreedom: number): number =>
  incompleteGamma(degreesOfFreedom / 2, x / 2).below;

/**
 * The share of a χ² distribution above x: the p-value of a χ² test, of which no digit is lost however small it is.
 *
 * @param degreesOfFreedom above 0, not necessarily whole
 * @example chiSquareUpperTail(100, 1) // 1.524e-23
 */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) {
    throw new RangeError(`chiSquareUpperTail requires degrees of freedom above 0; got ${degreesOfFreedom}`);
  }
  return incompleteGamma(degreesOfFreedom / 2, x / 2).above;
}

/** The x below which a χ² distribution has the share p. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? 0 : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  return 2 * gammaQuantile(p, 1 - p, degreesOfFreedom / 2);
}

/** The share of Student's t below x; for the right tail ask for −x. Degrees of freedom need not be whole (Welch). */
export const tCdf = (x: number, degreesOfFreedom: number): number => tCdfOf(x, degreesOfFreedom);

/** Below this share t may leave the doubles' squares, and of the series in df/t² only the first term counts. */
const FAR = 1e-100;

/** The x below which Student's t has the share p. */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < FAR && degreesOfFreedom > 0)) return tQuantileOf(p, degreesOfFreedom);
  const beyond = Math.log(p) + Math.log(degreesOfFreedom) + logBeta(degreesOfFreedom / 2, 0.5);
  const logT = Math.log(degreesOfFreedom) / 2 - beyond / degreesOfFreedom;
  return logT > 100 ? -Math.exp(logT) : tQuantileOf(p, degreesOfFreedom);
}

/** The two-sided p-value of a t statistic. */
export const tPValue = (t: number, degreesOfFreedom: number): number =>
  Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));

/**
 * The share of an F distribution above a statistic: the p-value of an F test.
 *
 * @example fPValue(2, 2, 10) // 0.1859
 */
export function fPValue(statistic: number, between: number, within: number): number {
  const [of, all] = [between * statistic, within + between * statistic];
  return incompleteBeta(within / all, within / 2, between / 2, of / all);
}

/** The x below which a Beta(a, b) has the share p. */
export const betaQuantile = (p: number, a: number, b: number): number => betaQuantileOf(p, a, b);
