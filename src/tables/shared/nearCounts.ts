/** Whole numbers that a shown count may stand for. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

/** A count as it is shared: the nearest multiple of the base, the lower one of two alike near. */
export const near = (count: number, base: number): number => base * Math.max(0, Math.ceil(count / base - 0.5));

/** Every count that is shared as this one. */
export const windowOf = (shown: number, base: number): Window => ({
  low: Math.max(0, Math.floor(shown - base / 2) + 1),
  high: Math.floor(shown + base / 2),
});

/** Each count and all before it. */
export function runningTotals(counts: readonly number[]): number[] {
  let total = 0;
  return counts.map((count) => {
    total += count;
    return total;
  });
}

/**
 * Counts of answers in their order as they are shared: the running totals are rounded, so that no share of "at most this answer"
 * is off by more than half a base, and the total of all is rounded once.
 *
 * @example nearCounts([3, 3, 3, 3], 5) // [5, 0, 5, 0]
 */
export function nearCounts(counts: readonly number[], base: number): number[] {
  const totals = runningTotals(counts).map((total) => near(total, base));
  return totals.map((total, i) => total - (totals[i - 1] ?? 0));
}
