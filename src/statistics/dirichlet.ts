import { betaQuantile } from "./distributions.js";
import { betaKernel, incompleteBeta } from "./incompleteBeta.js";
import type { Interval } from "./interval.js";
import { root } from "./root.js";

/** ∫ f from low to high by the tanh-sinh rule: exact to about 12 digits, singular ends allowed. */
function integral(f: (x: number) => number, low: number, high: number): number {
  const half = (high - low) / 2;
  const centre = (high + low) / 2;
  const step = 1 / 32;
  let sum = 0;
  for (let k = -104; k <= 104; k++) {
    const u = (Math.PI / 2) * Math.sinh(k * step);
    sum += (Math.cosh(k * step) / Math.cosh(u) ** 2) * f(centre + half * Math.tanh(u));
  }
  return sum * half * step * (Math.PI / 2);
}

/**
 * P(p₁ − p₂ ≤ t) for shares with a Dirichlet(a, b, c) distribution. p₁ − p₂ = s(2u − 1) with s = p₁ + p₂ ~ Beta(a + b, c)
 * and u = p₁/s ~ Beta(a, b) independent of it.
 */
function differenceCdf(t: number, [a, b, c]: readonly [number, number, number], range: Interval): number {
  const low = Math.max(Math.abs(t), range.lower);
  const below = t > 0 ? incompleteBeta(low, a + b, c) : 0;
  if (low >= range.upper) return t > 0 ? 1 : 0;
  const density = (s: number) =>
    s <= 0 || s >= 1 ? 0 : (betaKernel(s, a + b, c) / (s * (1 - s))) * incompleteBeta((1 + t / s) / 2, a, b);
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
