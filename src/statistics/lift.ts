import type { ScoreGroup } from "./roc.js";

/** What calling the share of all with the highest scores reaches. */
export interface Lift {
  /** Of all cases that is called. */
  readonly share: number;
  /** How many that is: a fraction of one where the share ends within a case. */
  readonly called: number;
  /** How many of them have the outcome, on average over the orders of those who tie. */
  readonly reached: number;
  /** reached/all with the outcome: recall at this share. */
  readonly gain: number;
  /** gain/share: how many times as many as calling at random. */
  readonly lift: number;
  /** reached/called. */
  readonly precision: number;
}

/**
 * Gain and lift of calling a share of all, the highest scores first. Those who tie at the border are called in part, and count with the
 * share of the tie that is: what an order drawn at random among them gives on average, so that no order of rows makes a score look
 * better than it is.
 *
 * Lift from 0 to 1/share; 1 is calling at random.
 *
 * @param share above 0, up to 1
 * @returns null where nobody has the outcome
 * @example liftAt([{ score: 1, positives: 3, negatives: 1 }, { score: 0, positives: 1, negatives: 5 }], 0.2) // { share: 0.2, called: 2, reached: 1.5, gain: 0.375, lift: 1.875, precision: 0.75 }
 * @see McSherry and Najork (2008), Advances in Information Retrieval (ECIR)
 */
export function liftAt(groups: readonly ScoreGroup[], share: number): Lift | null {
  if (!(share > 0 && share <= 1)) throw new RangeError(`liftAt requires a share above 0, up to 1; got ${share}`);
  const n = groups.reduce((sum, { positives, negatives }) => sum + positives + negatives, 0);
  const all = groups.reduce((sum, { positives }) => sum + positives, 0);
  if (all === 0) return null;
  const called = share * n;
  let [reached, left] = [0, called];
  for (const { positives, negatives } of [...groups].sort((a, b) => b.score - a.score)) {
    const size = positives + negatives;
    if (size === 0) continue;
    reached += left >= size ? positives : (left / size) * positives;
    left -= size;
    if (left <= 0) break;
  }
  const gain = reached / all;
  return { share, called, reached, gain, lift: gain / share, precision: reached / called };
}
