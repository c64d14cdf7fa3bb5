import { criticalValue } from "./distributions.js";
import type { Interval } from "./interval.js";
import { root } from "./root.js";

/**
 * Tango's score interval of p₊ − p₋, two shares of the same n answers: the differences δ that a score test at this level
 * would not reject, with the shares at their maximum likelihood under δ. Covers well even at n = 10 and at the ends.
 *
 * @param plus how many of the n count +1 (promoters), a fraction allowed
 * @param minus how many count −1 (detractors)
 * @example tangoScoreInterval(15, 8, 36) // { lower: -0.0677, upper: 0.4287 }
 * @see Tango (1998), Statistics in Medicine 17
 */
export function tangoScoreInterval(plus: number, minus: number, n: number, level = 0.95): Interval {
  const z = criticalValue(level);
  const difference = (plus - minus) / n;
  const statistic = (delta: number) => {
    // The share of −1 at maximum likelihood given δ is the larger root of 2n q² + B q − minus δ(1 − δ) = 0.
    const b = delta * (2 * n - plus + minus) - plus - minus;
    const c = minus * delta * (1 - delta);
    const discriminant = Math.sqrt(Math.max(0, b * b + 8 * n * c));
    const share = b > 0 ? (2 * c) / (discriminant + b) : (discriminant - b) / (4 * n);
    const variance = n * (2 * share + delta * (1 - delta));
    if (variance > 0) return (n * (difference - delta)) / Math.sqrt(variance);
    return delta === difference ? 0 : (difference - delta) * Infinity;
  };
  return {
    lower: difference === -1 ? -1 : root((delta) => statistic(delta) - z, -1, difference),
    upper: difference === 1 ? 1 : root((delta) => statistic(delta) + z, difference, 1),
  };
}
