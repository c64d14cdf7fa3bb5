import { incompleteBeta } from "../../statistics/incompleteBeta.js";
import { wilsonInterval } from "../../statistics/proportion.js";
import type { SpendCount, SpendingParameters } from "./gammaGammaLikelihood.js";

/** Customers by what their purchases came to on average, from `from` up to, but not with, `to`; the last has no end. */
export interface SpendBin {
  readonly from: number;
  readonly to: number | null;
  readonly customers: number;
  /** Of all repeat buyers, with Wilson's interval. */
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  /** The share that the model expects of customers who bought as often as these; null where none was fitted. */
  readonly expected: number | null;
}

const MOST_BINS = 30;

/** 1, 2 or 5 with zeros: the finest of which `count` reach as far as `most`. */
function step(most: number, count: number): number {
  const power = 10 ** Math.floor(Math.log10(most / count));
  return [1, 2, 5, 10].map((times) => times * power).find((size) => size * count >= most)!;
}

/** The spend below which 98 of 100 customers are: the few beyond would leave no room for them. */
function nearlyAll(counts: readonly SpendCount[], n: number): number {
  const sorted = [...counts].sort((a, b) => a.monetaryValue - b.monetaryValue);
  let seen = 0;
  for (const { monetaryValue, n: alike } of sorted) {
    seen += alike;
    if (seen >= 0.98 * n) return monetaryValue;
  }
  return sorted.at(-1)!.monetaryValue;
}

/** How many customers the model expects with a mean spend below each of these: xz̄/(γ + xz̄) is Beta(px, q). */
function expectedBelow(counts: readonly SpendCount[], { p, q, gamma }: SpendingParameters, spends: readonly number[]) {
  const byFrequency = new Map<number, number>();
  for (const { frequency, n } of counts) byFrequency.set(frequency, n + (byFrequency.get(frequency) ?? 0));
  return spends.map((spend) => {
    let below = 0;
    for (const [x, n] of byFrequency) {
      const all = gamma + x * spend;
      below += n * incompleteBeta((x * spend) / all, p * x, q, gamma / all);
    }
    return below;
  });
}

/**
 * How many repeat buyers spent how much on average, beside what the model expects.
 *
 * @returns bins of one width from 0 on and one for all beyond; [] without repeat buyers
 */
export function spendDistribution(
  counts: readonly SpendCount[],
  parameters: SpendingParameters | null,
  level: number,
): SpendBin[] {
  const n = counts.reduce((sum, one) => sum + one.n, 0);
  if (n === 0) return [];
  const most = nearlyAll(counts, n);
  const width = step(most, MOST_BINS);
  const bins = Math.floor((most / width) * (1 + 1e-12)) + 1;
  const edges = Array.from({ length: bins + 1 }, (_, i) => Number((i * width).toPrecision(12)));
  const customers = new Float64Array(bins + 1);
  for (const { monetaryValue, n: alike } of counts) {
    // .3 belongs to the bin from .3, although .3/.1 is a little below 3.
    customers[Math.min(bins, Math.floor((monetaryValue / width) * (1 + 1e-12)))]! += alike;
  }
  const below = parameters === null ? null : [...expectedBelow(counts, parameters, edges), n];
  return Array.from(customers, (count, i) => ({
    from: edges[i]!,
    to: i < bins ? edges[i + 1]! : null,
    customers: count,
    share: count / n,
    ...wilsonInterval(count, n, level),
    expected: below === null ? null : (below[i + 1]! - below[i]!) / n,
  }));
}
