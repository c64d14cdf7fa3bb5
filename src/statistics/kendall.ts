/** How two orders of the same things agree: pairs in the same order, in the opposite one, and tied in either. */
export interface KendallPairs {
  readonly same: number;
  readonly opposite: number;
  readonly tied: number;
  /** Kendall's τ-b, −1 to 1; null where one of the two is all ties. */
  readonly tau: number | null;
}

/**
 * Kendall's τ-b of two lists of numbers, place by place: by how much more often pairs stand in the same order than in the opposite
 * one, ties left out of what could be.
 *
 * @example kendall([1, 2, 3, 4], [1, 3, 2, 4]) // { same: 5, opposite: 1, tied: 0, tau: 0.667 }
 * @see Kendall (1945), Biometrika 33
 */
export function kendall(first: readonly number[], second: readonly number[]): KendallPairs {
  if (first.length !== second.length) {
    throw new RangeError(`kendall requires lists of the same length; got ${first.length} and ${second.length}`);
  }
  let [same, opposite, tiedFirst, tiedSecond, pairs, tied] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [Math.sign(first[i]! - first[j]!), Math.sign(second[i]! - second[j]!)];
      pairs++;
      if (a === 0) tiedFirst++;
      if (b === 0) tiedSecond++;
      if (a === 0 || b === 0) tied++;
      else if (a === b) same++;
      else opposite++;
    }
  }
  const possible = Math.sqrt((pairs - tiedFirst) * (pairs - tiedSecond));
  return { same, opposite, tied, tau: possible > 0 ? (same - opposite) / possible : null };
}
