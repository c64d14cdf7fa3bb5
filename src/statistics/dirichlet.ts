import { betaQuantile } from "./distributions.js";
import { betaKernel, incompleteBeta } from "./incompleteBeta.js";
import type { Interval } from "./interval.js";
import { root } from "./root.js";

/**
 * ∫ f from low to high by the tanh-sinh rule, to about 12 digits; f may be singular at the ends, which is why it is also told how
 * far from each it is.
 */
function integral(f: (x: number, fromLow: number, fromHigh: number) => number, low: number, high: number): number {
  const width = high - low;
  const step = 1 / 32;
  let sum = 0;
  for (let k = -104; k <= 104; k++) {
    const u = Math.PI * Math.sinh(k * step);
    const [left, right] = [width / (1 + Math.exp(-u)), width / (1 + Math.exp(u))];
    sum += Math.cosh(k * step) * left * right * f(left < right ? low + left : high - right, left, right);
  }
  return (sum * Math.PI * step) / width;
}

/**
 * P(p₁ − p₂ ≤ t) for shares with a Dirichlet(a, b, c) distribution. p₁ − p₂ = s(2u − 1) with s = p₁ + p₂ ~ Beta(a + b, c)
 * and u = p₁/s ~ Beta(a, b) independent of it.
 */
function differenceCdf(t: number, [a, b, c]: readonly [number, number, number], range: Interval): number {
  const low = Math.max(Math.abs(t), range.lower);
  const below = t > 0 ? incompleteBeta(low, a + b, c) : 0;
  if (low >= range.upper) return t > 0 ? 1 : 0;
  const above = 1 - range.upper;
  const density = (s: number, fromLow: number, fromHigh: number) => {
    // u = (1 + t/s)/2 and 1 − u; the one that goes to 0 with s − |t| is taken from there.
    const near = (low - Math.abs(t) + fromLow) / (2 * s);
    const share = t < 0 ? incompleteBeta(near, a, b) : 1 - incompleteBeta(near, b, a);
    return (betaKernel(s, a + b, c, above + fromHigh) / (s * (above + fromHigh))) * share;
  };
  return below + integral(density, low, range.upper);
}

/**
 * The central part of the posterior of p₁ − p₂ of a multinomial with three classes, from its counts and a Dirichlet prior.
 * Not drawn at random but integrated, so that the same counts give the same bounds.
 *
 * @param counts of the first class, the second and the rest
 * @param prior added to each count; ½ is Jeffreys' prior
 * @example dirichletDifferenceInterval([15, 8, 13]) // { lower: -0.0649, upper: 0.4255 }
 */
export function dirichletDifferenceInterval(
  counts: readonly [number, number, number],
  level = 0.95,
  prior = 0.5,
): Interval {
  const [a, b, c] = counts.map((count) => count + prior) as [number, number, number];
  const range = { lower: betaQuantile(1e-15, a + b, c), upper: betaQuantile(1 - 1e-15, a + b, c) };
  const tail = (1 - level) / 2;
  const quantile = (p: number) => root((t) => differenceCdf(t, [a, b, c], range) - p, -1, 1, 1e-11);
  return { lower: quantile(tail), upper: quantile(1 - tail) };
}
