import { chiSquareUpperTail } from "./distributions.js";
import { logFactorials } from "./logFactorials.js";
import { fillRandomly, type MonteCarloPValue, monteCarloPValue } from "./monteCarlo.js";
import type { Random } from "./random.js";

/** Cases that named the same items: which ones, and how many cases of each group they are. */
export interface ResponsePattern {
  /** Positions of the items named, each once. */
  readonly items: readonly number[];
  /** Cases in each group: whole numbers, or effective numbers where cases have weights. */
  readonly cases: readonly number[];
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Cases of each group that named each item, and all cases of each group. */
function namedBy(patterns: readonly ResponsePattern[], items: number) {
  const groups = patterns[0]?.cases.length ?? 0;
  const sizes = new Array<number>(groups).fill(0);
  const named = Array.from({ length: items }, () => new Array<number>(groups).fill(0));
  for (const pattern of patterns) {
    for (let g = 0; g < groups; g++) {
      sizes[g]! += pattern.cases[g];
      for (const item of pattern.items) named[item]![g]! += pattern.cases[g];
    }
  }
  return { sizes, named, n: total(sizes) };
}

/** Items that some cases name and others do not: of the rest no difference can be told. */
const usedItems = (named: readonly (readonly number[])[], n: number) =>
  named.flatMap((counts, item) => (total(counts) > 0 && total(counts) < n ? [item] : []));

/**
 * The sum over items of Pearson's χ² of the table group × named or not: how far groups differ in what they name, where a case
 * may name several items. Not χ² distributed, since items of one case hang together.
 *
 * @param items how many there are
 * @returns null where fewer than two groups have cases, or no item divides them
 * @see Bilder, Loughin and Nettleton (2000), Communications in Statistics: Simulation and Computation 29; Agresti and Liu (1999), Biometrics 55
 */
export function multipleResponseStatistic(patterns: readonly ResponsePattern[], items: number): number | null {
  const { sizes, named, n } = namedBy(patterns, items);
  const used = usedItems(named, n);
  if (sizes.filter((size) => size > 0).length < 2 || used.length === 0) return null;
  let statistic = 0;
  for (const item of used) {
    const share = total(named[item]!) / n;
    sizes.forEach((size, g) => {
      if (size > 0) statistic += (named[item]![g]! - size * share) ** 2 / (size * share * (1 - share));
    });
  }
  return statistic;
}

/**
 * The p-value of `multipleResponseStatistic` from cases shuffled between groups, each with all it named: exact but for the draws,
 * whatever hangs together. Time does not grow with the number of cases.
 *
 * @param patterns of whole numbers of cases
 * @returns null where the statistic is
 */
export function shuffledResponses(
  patterns: readonly ResponsePattern[],
  items: number,
  stream: Random,
  draws: number,
): (MonteCarloPValue & { readonly statistic: number }) | null {
  const statistic = multipleResponseStatistic(patterns, items);
  if (statistic === null) return null;
  const { sizes, n } = namedBy(patterns, items);
  const margins = { rows: patterns.map(({ cases }) => total(cases)), columns: sizes, n };
  const logs = logFactorials(n);
  const cases = patterns.map(() => sizes.map(() => 0));
  const drawn = patterns.map((pattern, p) => ({ items: pattern.items, cases: cases[p]! }));
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    fillRandomly(cases, margins, logs, stream);
    if (multipleResponseStatistic(drawn, items)! >= statistic * (1 - 1e-12)) hits++;
  }
  return { ...monteCarloPValue(hits, draws), statistic };
}

/**
 * The same statistic with Rao and Scott's second-order correction: scaled, and its degrees of freedom chosen, so that mean and
 * variance are those of a χ². For cases with weights, which cannot be shuffled, and large numbers of them.
 *
 * @returns null where the statistic is
 * @see Rao and Scott (1981), Journal of the American Statistical Association 76; Thomas and Decady (2004), International Journal of Testing 4
 */
export function raoScottResponses(
  patterns: readonly ResponsePattern[],
  items: number,
): { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null {
  const raw = multipleResponseStatistic(patterns, items);
  if (raw === null) return null;
  const { sizes, named, n } = namedBy(patterns, items);
  const used = usedItems(named, n);
  const shares = used.map((item) => total(named[item]!) / n);
  const both = used.map(() => used.map(() => 0));
  for (const pattern of patterns) {
    const places = pattern.items.map((item) => used.indexOf(item)).filter((place) => place >= 0);
    for (const i of places) for (const j of places) both[i]![j]! += total(pattern.cases) / n;
  }
  const spread = shares.map((share) => Math.sqrt(share * (1 - share)));
  let squares = 0;
  shares.forEach((a, i) => {
    shares.forEach((b, j) => {
      squares += ((both[i]![j]! - a * b) / (spread[i]! * spread[j]!)) ** 2;
    });
  });
  const groups = sizes.filter((size) => size > 0).length;
  const statistic = (raw * used.length) / squares;
  const degreesOfFreedom = ((groups - 1) * used.length ** 2) / squares;
  return { statistic, degreesOfFreedom, pValue: chiSquareUpperTail(statistic, degreesOfFreedom) };
}
