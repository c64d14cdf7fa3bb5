import { criticalValue } from "./distributions.js";
import type { Interval } from "./interval.js";

/** Two numbers that occur together so many times. */
export interface PairCount {
  readonly x: number;
  readonly y: number;
  readonly n: number;
}

export interface Correlation {
  readonly correlation: number;
  /** Null where the pairs do not tell: of at most three, or all on a line. */
  readonly interval: Interval | null;
}

/** A sum of pairs, each with what is made of its distance from the means. */
const total = (pairs: readonly PairCount[], of: (pair: PairCount) => number) =>
  pairs.reduce((sum, pair) => sum + pair.n * of(pair), 0);

/**
 * Pearson's correlation, with an interval that asks nothing of how the numbers are distributed: ± z standard errors on Fisher's scale, the
 * standard error from the pairs themselves. (1/√(n − 3) is that of normal numbers, and wrong for skewed ones.)
 *
 * @returns null where one of the two does not vary
 * @example correlation([{ x: 1, y: 1, n: 1 }, { x: 2, y: 3, n: 1 }, { x: 3, y: 2, n: 1 }], 0.95)?.correlation // 0.5
 * @see Steiger and Hakstian (1982), British Journal of Mathematical and Statistical Psychology 35
 */
export function correlation(pairs: readonly PairCount[], level: number): Correlation | null {
  const n = total(pairs, () => 1);
  if (n === 0) return null;
  const [meanX, meanY] = [total(pairs, ({ x }) => x) / n, total(pairs, ({ y }) => y) / n];
  const [sdX, sdY] = [
    Math.sqrt(total(pairs, ({ x }) => (x - meanX) ** 2) / n),
    Math.sqrt(total(pairs, ({ y }) => (y - meanY) ** 2) / n),
  ];
  // What rounding leaves of numbers all alike is no spread.
  if (!(sdX > 1e-12 * Math.abs(meanX) && sdY > 1e-12 * Math.abs(meanY))) return null;
  const r = Math.max(-1, Math.min(1, total(pairs, ({ x, y }) => ((x - meanX) / sdX) * ((y - meanY) / sdY)) / n));
  if (n <= 3 || 1 - r * r < 1e-12) return { correlation: r, interval: null };
  const squares = total(pairs, ({ x, y }) => {
    const [u, v] = [(x - meanX) / sdX, (y - meanY) / sdY];
    return (u * v - (r * (u * u + v * v)) / 2) ** 2;
  });
  const half = (criticalValue(level) * Math.sqrt(squares / n / (n - 3))) / (1 - r * r);
  const z = Math.atanh(r);
  return { correlation: r, interval: { lower: Math.tanh(z - half), upper: Math.tanh(z + half) } };
}
