import { type Interval, requireLevel } from "./interval.js";
import { logFactorials } from "./logFactorials.js";

/** Mean, variance and third and fourth central moments of a Poisson variable kept within bounds, and the chance to be there. */
interface Kept {
  readonly chance: number;
  readonly mean: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/** log of the Poisson chances 0 … most at the mean λ; λ = 0 is certain to give 0. */
function logPoisson(mean: number, from: number, to: number, logs: Float64Array): Float64Array {
  return Float64Array.from({ length: to - from + 1 }, (_, i) => {
    const x = from + i;
    if (mean === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
    return x * Math.log(mean) - mean - logs[x]!;
  });
}

function keptPoisson(mean: number, from: number, to: number, logs: Float64Array): Kept {
  const chances = logPoisson(mean, from, to, logs).map(Math.exp);
  let [chance, first] = [0, 0];
  chances.forEach((p, i) => {
    chance += p;
    first += p * (from + i);
  });
  const centre = first / chance;
  let [second, third, fourth] = [0, 0, 0];
  chances.forEach((p, i) => {
    const away = from + i - centre;
    second += p * away ** 2;
    third += p * away ** 3;
    fourth += p * away ** 4;
  });
  return { chance, mean: centre, second: second / chance, third: third / chance, fourth: fourth / chance };
}

/** May and Johnson's equations 1 to 3: the chance that every count falls within c of its own, by an Edgeworth expansion. */
function chanceWithin(c: number, counts: readonly number[], n: number, logs: Float64Array): number {
  let [logChance, mean, variance, third, excess] = [0, 0, 0, 0, 0];
  for (const count of counts) {
    const kept = keptPoisson(count, Math.max(0, count - c), Math.min(n, count + c), logs);
    logChance += Math.log(kept.chance);
    mean += kept.mean;
    variance += kept.second;
    third += kept.third;
    excess += kept.fourth - 3 * kept.second ** 2;
  }
  const deviation = Math.sqrt(variance);
  const z = (n - mean) / deviation;
  const skewness = third / deviation ** 3;
  const kurtosis = excess / variance ** 2;
  const hermite =
    1 +
    (skewness * (z ** 3 - 3 * z)) / 6 +
    (kurtosis * (z ** 4 - 6 * z ** 2 + 3)) / 24 +
    (skewness ** 2 * (z ** 6 - 15 * z ** 4 + 45 * z ** 2 - 15)) / 72;
  const density = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * hermite;
  // Divided by the chance that Poisson variables with these means add up to n.
  const logTotal = n * Math.log(n) - n - logs[n]!;
  return (Math.exp(logChance - logTotal) * density) / deviation;
}

/** The largest c whose chance does not exceed the level, with that chance and the next one. */
function widest(counts: readonly number[], n: number, level: number): { c: number; below: number; above: number } {
  const logs = logFactorials(n);
  const chance = (c: number) => chanceWithin(c, counts, n, logs);
  let high = 1;
  while (high < n && chance(high) <= level) high *= 2;
  let low = Math.floor(high / 2);
  high = Math.min(high, n);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chance(middle) <= level) low = middle;
    else high = middle;
  }
  return { c: low, below: low === 0 ? 0 : chance(low), above: chance(high) };
}

/**
 * Sison and Glaz's simultaneous intervals of the shares of a multinomial: all of them hold together at the level, and all are
 * of about the same width. Narrower than Goodman's for the large shares of many classes, wider (and reaching 0) for the small
 * ones. For at least seven or so classes of similar counts; else prefer Goodman's.
 *
 * @param counts whole numbers from 0, at least two classes
 * @returns one interval a class, in the same order
 * @example sisonGlazIntervals([56, 72, 73, 59, 62, 87, 58])[0] // { lower: 0.0792, upper: 0.1644 }
 * @see Sison and Glaz (1995), Journal of the American Statistical Association 90; May and Johnson (2000), Journal of
 *   Statistical Software 5(6)
 */
export function sisonGlazIntervals(counts: readonly number[], level = 0.95): Interval[] {
  requireLevel(level, "sisonGlazIntervals");
  if (counts.length < 2) throw new RangeError(`sisonGlazIntervals requires at least 2 classes; got ${counts.length}`);
  const wrong = counts.find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`sisonGlazIntervals requires whole counts from 0; got ${wrong}`);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) throw new RangeError("sisonGlazIntervals requires at least one count above 0; got only zeros");
  const { c, below, above } = widest(counts, n, level);
  const part = above > below ? Math.min(1, (level - below) / (above - below)) : 1;
  return counts.map((count) => ({
    lower: Math.max(0, (count - c) / n),
    upper: Math.min(1, (count + c + 2 * part) / n),
  }));
}
