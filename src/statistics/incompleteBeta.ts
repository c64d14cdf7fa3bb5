import { productLess } from "./exactProduct.js";
import { expm1Minus, log1pMinus } from "./log1pMinus.js";
import { stirlingRest } from "./logGamma.js";
import { tailIntegral } from "./tailIntegral.js";

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/** From here on both ways the density is smooth enough to be integrated; the continued fraction would take √n steps. */
const SMOOTH = 100;

/**
 * x(a + b) − a = xb − ya: how far x lies above the mean, times a + b. From the smaller of x and y, which the caller has with all
 * its digits.
 */
const excess = (x: number, y: number, a: number, b: number): number =>
  x <= y ? productLess(x, a, b, a) : -productLess(y, a, b, b);

/** a·(log r − (r − 1)) of r = xn/a, which is 1 + off/a. */
const drop = (a: number, share: number, n: number, off: number): number =>
  off < -0.5 * a ? a * (Math.log(share) + Math.log(n / a)) - off : a * log1pMinus(off / a);

/** log of xᵃyᵇ/B(a, b) with y = 1 − x. The linear parts of the two drops cancel, so that they are never added. */
function logKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const off = excess(x, y, a, b);
  const rest = stirlingRest(n) - stirlingRest(a) - stirlingRest(b) - HALF_LOG_TWO_PI;
  return drop(a, x, n, off) + drop(b, y, n, -off) + 0.5 * (Math.log(a) + Math.log(b) - Math.log(n)) + rest;
}

/**
 * The density of Beta(a, b) times x(1 − x): bounded, unlike the density itself.
 *
 * @param y 1 − x, where the caller knows it better than a subtraction does
 */
export const betaKernel = (x: number, a: number, b: number, y = 1 - x): number =>
  x <= 0 || y <= 0 ? 0 : Math.exp(logKernel(x, y, a, b));

/**
 * I_x(a, b) as a part of the density times xy, by a continued fraction (Lentz's method) that converges fast below the middle. Its
 * first denominators are near 0 there: what they cancel to is `excess`, which keeps its digits.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const above = 1 - excess(x, y, a, b);
  const denominator = (m: number) =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (above + m * (1 + y))) / (a + 2 * m + 1);
  let value = (a * above) / (a + 1);
  let [c, d] = [value, 0];
  for (let m = 1; m < 10_000; m++) {
    const numerator = (((a + m - 1) * (a + b + m - 1) * m * (b - m)) / (a + 2 * m - 1) ** 2) * x * x;
    const at = denominator(m);
    d = 1 / (at + numerator * d);
    c = at + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return 1 / value;
}

/** The same by a series of positive terms, which converges fast where a is small and b is large. */
function series(x: number, a: number, b: number): number {
  let [sum, term] = [1 / a, 1 / a];
  for (let k = 0; term > 1e-17 * sum; k++) {
    term *= ((a + b + k) / (a + 1 + k)) * x;
    sum += term;
  }
  return sum;
}

/**
 * I_x(a, b) of an x below the mean, as a part of the density times xy there: the integral over the log-odds t below those of x. Its
 * logarithm falls by n·log(1 + x(e⁻ᵗ − 1)) + at, written with the smaller of x and y and the linear part apart.
 */
function below(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const slope = -excess(x, y, a, b);
  const small = Math.min(x, y);
  const sign = x <= y ? -1 : 1;
  const fall = (t: number) => slope * t + n * (log1pMinus(small * Math.expm1(sign * t)) + small * expm1Minus(sign * t));
  return tailIntegral(fall, slope, n * x * y);
}

/** I_x(a, b) as a part of the density times xy at x, where x is not above the middle; null above. */
function lowPart(x: number, y: number, a: number, b: number): number | null {
  const isSmooth = a > SMOOTH && b > SMOOTH;
  if (isSmooth ? excess(x, y, a, b) > 0 : x > (a + 1) / (a + b + 2)) return null;
  if (isSmooth) return below(x, y, a, b);
  return b > SMOOTH ? series(x, a, b) : fraction(x, y, a, b);
}

/**
 * I_x(a, b): the share of a Beta(a, b) distribution below x.
 *
 * @param y 1 − x, where the caller knows it better than a subtraction does
 * @example incompleteBeta(0.5, 2, 3) // 0.6875
 * @see NIST Digital Library of Mathematical Functions, 8.17
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`incompleteBeta requires a and b above 0; got ${a} and ${b}`);
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const kernel = betaKernel(x, a, b, y);
  const part = lowPart(x, y, a, b);
  if (part !== null) return kernel === 0 ? 0 : kernel * part;
  return kernel === 0 ? 1 : 1 - kernel * (lowPart(y, x, b, a) ?? 0);
}
