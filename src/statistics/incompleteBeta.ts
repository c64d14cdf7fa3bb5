import { stirlingRest } from "./logGamma.js";

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/** log of xᵃyᵇ/B(a, b) with y = 1 − x, the large parts cancelled before they are added. */
function logKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const rest = stirlingRest(n) - stirlingRest(a) - stirlingRest(b) - HALF_LOG_TWO_PI;
  // x·n/a and y·n/b as 1 + a number that is small near the mode.
  const off = x * b - y * a;
  return a * Math.log1p(off / a) + b * Math.log1p(-off / b) + 0.5 * (Math.log(a) + Math.log(b) - Math.log(n)) + rest;
}

/**
 * The density of Beta(a, b) times x(1 − x): bounded, unlike the density itself.
 *
 * @param y 1 − x, where the caller knows it better than a subtraction does
 */
export const betaKernel = (x: number, a: number, b: number, y = 1 - x): number =>
  x <= 0 || y <= 0 ? 0 : Math.exp(logKernel(x, y, a, b));

/** The continued fraction of I_x(a, b), by Lentz's method; converges fast below the mean. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / Math.max(tiny, 1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      if (Math.abs(c) < tiny) c = tiny;
      value *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
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
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, b, a, x);
  return (betaKernel(x, a, b, y) / a) * fraction(x, a, b);
}
