import type { Interval } from "../../src/statistics/interval.js";
import { newcombeDifference } from "../../src/statistics/proportion.js";
import { binomialChances } from "./outcomes.js";

export const SHARE_SIZES = [10, 20, 50, 100, 250] as const;

/** True shares: .005, .015 … .995. */
const GRID = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

/** Mean and least coverage over the grid of shares. */
export interface GridCoverage {
  readonly mean: number;
  readonly least: number;
}

const summary = (coverages: readonly number[]): GridCoverage => ({
  mean: coverages.reduce((sum, coverage) => sum + coverage, 0) / coverages.length,
  least: Math.min(...coverages),
});

/** How often the 95 % interval of a share of n holds the true one: summed over 0 … n successes, for each share of the grid. */
export function shareCoverage(n: number, interval: (successes: number, n: number) => Interval): GridCoverage {
  const intervals = Array.from({ length: n + 1 }, (_, x) => interval(x, n));
  return summary(
    GRID.map((share) =>
      binomialChances(n, share).reduce(
        (sum, chance, x) => (intervals[x]!.lower <= share && share <= intervals[x]!.upper ? sum + chance : sum),
        0,
      ),
    ),
  );
}

/** The same of Newcombe's difference of two shares, n each, over pairs of shares .05 apart. */
export function newcombeCoverage(n: number): GridCoverage {
  const shares = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
  const chances = shares.map((share) => binomialChances(n, share));
  const covered = shares.map(() => shares.map(() => 0));
  for (let x = 0; x <= n; x++) {
    for (let y = 0; y <= n; y++) {
      const { lower, upper } = newcombeDifference({ successes: x, n }, { successes: y, n });
      for (let i = 0; i < shares.length; i++) {
        for (let j = 0; j < shares.length; j++) {
          const difference = shares[i]! - shares[j]!;
          if (lower <= difference && difference <= upper) covered[i]![j]! += chances[i]![x]! * chances[j]![y]!;
        }
      }
    }
  }
  return summary(covered.flat());
}
