import { stirlingHigher } from "./logGamma.js";

/** From here on Stirling's series is used as it is; below, the arguments are raised one by one. */
const LARGE = 12;
/** Coefficients of 1/x², 1/x⁴ … in ψ(x) − log x + 1/2x, and of 1/x³, 1/x⁵ … in ψ′(x) − 1/x − 1/2x². */
const DIGAMMA = [-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12];
const TRIGAMMA = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];

/** Σ cₖ/x²ᵏ from k = 0. */
const inSquares = (coefficients: readonly number[], x: number) =>
  coefficients.reduceRight((sum, coefficient) => coefficient + sum / (x * x), 0);

/** log of b(a + b + d)/((a + b)(b + d)), of which small a and d leave almost 1. */
function logCross(a: number, b: number, d: number): number {
  const part = (a / (a + b)) * (d / (b + d));
  return part < 0.5 ? Math.log1p(-part) : Math.log((b / (a + b)) * ((a + b + d) / (b + d)));
}

/**
 * log of B(a, b + d)/B(a, b), at most 0, with its digits kept where the beta functions themselves would cancel: large b, small a or d.
 *
 * @param a above 0, as b
 * @param d at least 0
 * @example logBetaRatio(1, 2, 1) // -0.405465
 * @see NIST Digital Library of Mathematical Functions, 5.11 and 5.12
 */
export function logBetaRatio(a: number, b: number, d: number): number {
  if (!(a > 0 && b > 0 && d >= 0)) {
    throw new RangeError(`logBetaRatio requires a and b above 0 and d from 0; got ${a}, ${b} and ${d}`);
  }
  let [at, sum] = [b, 0];
  for (; at < LARGE; at++) sum += logCross(a, at, d);
  const all = at + a + d;
  // The second difference of Stirling's 1/12x is written out, since its four terms would leave no digits.
  const first = (((a / at) * (d / (at + d))) / (at + a)) * ((at + all) / all / 12);
  const rest = first + stirlingHigher(at) - stirlingHigher(at + d) - (stirlingHigher(at + a) - stirlingHigher(all));
  // Stirling's leading terms of the four gamma functions. In a and d they are alike: with the smaller one first no part is large.
  const [small, large] = a < d ? [a, d] : [d, a];
  const leading = small * Math.log1p(large / at) + large * Math.log1p(small / (at + large));
  return sum - leading - (at + small - 0.5) * logCross(a, at, d) - rest;
}

/**
 * ψ(x + step) − ψ(x) of the digamma function, with its digits kept where x is large or the step small.
 *
 * @param x above 0
 * @param step at least 0
 * @example digammaRise(1, 2) // 1.5
 */
export function digammaRise(x: number, step: number): number {
  let [at, sum] = [x, 0];
  for (; at < LARGE; at++) sum += step / at / (at + step);
  const end = at + step;
  const rest = (y: number) => inSquares(DIGAMMA, y) / (y * y);
  return sum + Math.log1p(step / at) + step / at / end / 2 + rest(end) - rest(at);
}

/**
 * ψ′(x) − ψ′(x + step) of the trigamma function, with its digits kept as in `digammaRise`.
 *
 * @param x above 0
 * @param step at least 0
 * @example trigammaFall(1, 2) // 1.25
 */
export function trigammaFall(x: number, step: number): number {
  const between = (low: number) => (step / low / (low + step)) * (1 / low + 1 / (low + step));
  let [at, sum] = [x, 0];
  for (; at < LARGE; at++) sum += between(at);
  const end = at + step;
  const rest = (y: number) => inSquares(TRIGAMMA, y) / y ** 3;
  return sum + step / at / end + between(at) / 2 + rest(at) - rest(end);
}
