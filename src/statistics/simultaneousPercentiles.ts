import type { Interval } from "./interval.js";

/** How far inside the sorted replicates each resample stands in the worst of its places: 1 for the smallest or the largest. */
function depths(sorted: readonly Float64Array[], replicates: readonly Float64Array[]): Float64Array {
  const resamples = replicates[0]!.length;
  const worst = new Float64Array(resamples).fill(resamples);
  replicates.forEach((values, k) => {
    const own = sorted[k]!;
    for (let i = 0; i < resamples; i++) {
      const value = values[i]!;
      // Equal ones all stand at the best place any of them has.
      const depth = Math.min(placeAfter(own, value), resamples - placeBefore(own, value));
      if (depth < worst[i]!) worst[i] = depth;
    }
  });
  return worst;
}

/** How many sorted values are below this one. */
function placeBefore(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many sorted values are at most this one. */
function placeAfter(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Intervals that hold for several statistics together, from bootstrap replicates of all of them: each leaves out as many
 * replicates on either side as keeps the share `level` of the resamples inside all intervals at once. They stay on the
 * values the statistics took, so that intervals of whole numbers end in whole numbers, and use how the statistics move
 * together, which Bonferroni does not.
 *
 * @param replicates of each statistic, the same resamples in the same order
 * @returns one interval a statistic
 * @example simultaneousPercentiles([Float64Array.of(1, 2, 3, 4)], 0.5) // [{ lower: 2, upper: 3 }]
 * @see Mandel and Betensky (2008), Computational Statistics & Data Analysis 52
 */
export function simultaneousPercentiles(replicates: readonly Float64Array[], level: number): Interval[] {
  if (replicates.length === 0) return [];
  const sorted = replicates.map((values) => values.slice().sort());
  const worst = depths(sorted, replicates).sort();
  const resamples = worst.length;
  // The deepest place that still keeps `level` of the resamples at least as deep.
  const depth = worst[resamples - Math.ceil(level * resamples - 1e-9)]!;
  return sorted.map((values) => ({ lower: values[depth - 1]!, upper: values[resamples - depth]! }));
}
