import { type NpsMethod, npsFromCounts } from "../../src/metrics/nps/nps.js";
import { moverDifference } from "../../src/statistics/mover.js";
import { chanceOf, type Outcome, outcomesOf } from "./outcomes.js";

/** Shares of detractors, passives and promoters. */
export type NpsShares = readonly [number, number, number];

export const NPS_SIZES = [10, 20, 50] as const;

export const NPS_SHARES: readonly NpsShares[] = [
  [0.1, 0.3, 0.6],
  [0.02, 0.18, 0.8],
  [0.2, 0.4, 0.4],
  [0.33, 0.34, 0.33],
  [0.05, 0.05, 0.9],
];

/** Outcomes rarer than this under every distribution are left out: they count as missed, together less than .0001. */
const NEGLIGIBLE = 3e-6;

const truth = ([detractors, , promoters]: NpsShares) => 100 * (promoters - detractors);

function npsOf({ counts: [detractors, passives, promoters] }: Outcome, method: NpsMethod) {
  const { estimate, lower, upper } = npsFromCounts({ detractors, passives, promoters }, { method }).overall;
  return { estimate: estimate!, lower: lower!, upper: upper! };
}

const holds = ({ lower, upper }: { lower: number; upper: number }, value: number) =>
  value >= lower - 1e-9 && value <= upper + 1e-9;

/**
 * How often the 95 % interval of an NPS of n answers holds the true score, for each distribution: summed over all outcomes, so
 * that nothing is drawn.
 */
export function npsCoverage(n: number, method: NpsMethod, distributions: readonly NpsShares[] = NPS_SHARES): number[] {
  const covered = distributions.map(() => 0);
  for (const outcome of outcomesOf(n)) {
    const chances = distributions.map((shares) => chanceOf(outcome, shares));
    if (Math.max(...chances) < NEGLIGIBLE) continue;
    const interval = npsOf(outcome, method);
    distributions.forEach((shares, i) => {
      if (holds(interval, truth(shares))) covered[i]! += chances[i];
    });
  }
  return covered;
}

/** The same of the difference of two NPS, n answers each, from their two intervals (MOVER). */
export function npsDifferenceCoverage(n: number, method: NpsMethod, first: NpsShares, second: NpsShares): number {
  const likely = (shares: NpsShares) =>
    outcomesOf(n)
      .map((outcome) => ({ chance: chanceOf(outcome, shares), nps: npsOf(outcome, method) }))
      .filter(({ chance }) => chance >= NEGLIGIBLE);
  const [ones, others] = [likely(first), likely(second)];
  const difference = truth(first) - truth(second);
  let covered = 0;
  for (const one of ones) {
    for (const other of others) {
      if (holds(moverDifference(one.nps, other.nps, 0.95), difference)) covered += one.chance * other.chance;
    }
  }
  return covered;
}
