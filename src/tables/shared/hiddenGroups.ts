import { near, runningTotals, windowOf } from "./nearCounts.js";

/** What can be found out of any count of a hidden group leaves at least so many whole numbers between its bounds. */
const APART = 2;

const added = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0));

const answered = (counts: readonly number[]) => counts.slice(0, -1).reduce((sum, count) => sum + count, 0);

/** Between which bounds the running totals of a group lie, to who sees them rounded. */
const seen = (counts: readonly number[], base: number) =>
  runningTotals(counts).map((total) => windowOf(near(total, base), base));

/**
 * The highest that each count of all hidden groups together can be, to who sees their rounded sum, and takes the groups that
 * are shown from a total that may be shown elsewhere.
 */
function highest(shown: readonly (readonly number[])[], hidden: readonly (readonly number[])[], fewest: number) {
  const rest = seen(added(hidden), fewest);
  const all = seen(added([...shown, ...hidden]), fewest);
  const others = shown.map((counts) => seen(counts, fewest));
  return rest.map(({ high }, i) => {
    const within = high - (rest[i - 1]?.low ?? 0);
    const taken = others.reduce((sum, one) => sum + Math.max(0, one[i]!.low - (one[i - 1]?.high ?? 0)), 0);
    return Math.min(within, all[i]!.high - (all[i - 1]?.low ?? 0) - taken);
  });
}

/**
 * Which groups of a breakdown are not shown apart: those with fewer answers than `fewest`, and then the next smallest, until the
 * hidden ones are at least two, have `fewest` answers together, and none of their counts follows from the totals.
 *
 * @param groups of each the counts of its answers, in their order, and last of those who gave none
 * @returns places in `groups`; all of them where there is no other way; null where all together have too few answers
 * @see Hundepool and others (2012), Statistical Disclosure Control, chapter 4, on secondary suppression
 */
export function hiddenGroups(groups: readonly (readonly number[])[], fewest: number): ReadonlySet<number> | null {
  if (answered(added(groups)) < fewest) return null;
  const sizes = groups.map(answered);
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  let count = sizes.filter((size) => size < fewest).length;
  if (count === 0) return new Set();
  const of = (places: readonly number[]) => places.map((place) => groups[place]!);
  const isSafe = () => {
    const hidden = of(order.slice(0, count));
    if (hidden.length < 2 || answered(added(hidden)) < fewest) return false;
    return highest(of(order.slice(count)), hidden, fewest).every((most) => most >= APART);
  };
  while (count < order.length && !isSafe()) count++;
  return new Set(order.slice(0, count));
}
