import { normalPValue } from "../../statistics/distributions.js";
import { incompleteBeta } from "../../statistics/incompleteBeta.js";
import { holm } from "../../statistics/multipleComparisons.js";
import type { ReasonBase } from "./churnReasonsBase.js";

export interface ReasonRanks {
  /** The best and the worst rank of each reason that the data allow, all of them together at the level. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Whether the first reason of a pair is surely ahead of the second. */
  readonly isAhead: (first: number, second: number) => boolean;
}

/** Two-sided, exact: whether of a + b customers, half name the first. */
function signTest(a: number, b: number): number {
  const [less, more] = a < b ? [a, b] : [b, a];
  return less === more ? 1 : Math.min(1, 2 * incompleteBeta(0.5, more, less + 1));
}

/** z of the difference of two masses, with the variance it has if they are equal. */
function differencePValue({ patterns, named }: ReasonBase, first: number, second: number): number {
  let [difference, squares] = [0, 0];
  patterns.forEach(({ mass, massSquared }, p) => {
    const places = named[p]!;
    const part = (Number(places.includes(first)) - Number(places.includes(second))) / places.length;
    difference += mass * part;
    squares += massSquared * part * part;
  });
  return squares === 0 ? 1 : normalPValue(difference / Math.sqrt(squares));
}

/**
 * Ranks with their uncertainty: every pair of reasons is compared, the family of comparisons held together by Holm. A reason
 * can be no better than behind all that are surely ahead of it.
 *
 * @param masses of the actionable reasons, in the order of the base's positions
 * @param exact counts of customers with one reason each: an exact test in place of a normal one
 */
export function reasonRanks(base: ReasonBase, masses: readonly number[], exact: boolean, level: number): ReasonRanks {
  const k = masses.length;
  const pairs: [number, number][] = [];
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) pairs.push([i, j]);
  const pValues = holm(
    pairs.map(([i, j]) => (exact ? signTest(masses[i]!, masses[j]!) : differencePValue(base, i, j))),
  );
  const ahead = new Uint8Array(k * k);
  pairs.forEach(([i, j], at) => {
    if (pValues[at]! > 1 - level) return;
    if (masses[i]! > masses[j]!) ahead[i * k + j] = 1;
    else ahead[j * k + i] = 1;
  });
  const isAhead = (first: number, second: number) => ahead[first * k + second] === 1;
  const count = (test: (other: number) => boolean) => masses.reduce((sum, _, other) => sum + Number(test(other)), 0);
  return {
    lower: masses.map((_, r) => 1 + count((other) => isAhead(other, r))),
    upper: masses.map((_, r) => k - count((other) => isAhead(r, other))),
    isAhead,
  };
}

/** After how many reasons, largest first, each one before is surely ahead of each one behind. */
export function clearBreaks(order: readonly number[], { isAhead }: Pick<ReasonRanks, "isAhead">): number[] {
  const breaks: number[] = [];
  let reach = 0;
  for (let size = 1; size < order.length; size++) {
    const reason = order[size - 1]!;
    let last = order.length - 1;
    while (last >= size && isAhead(reason, order[last]!)) last--;
    reach = Math.max(reach, last + 1);
    if (reach <= size) breaks.push(size);
  }
  return breaks;
}

/** The two neighbours that a break would have to part, in words. */
export function breakVerdict(
  order: readonly number[],
  names: readonly string[],
  size: number,
  ranks: Pick<ReasonRanks, "isAhead">,
): string {
  if (size === 0) return "no reason to tell from another";
  const [inside, outside] = [order.slice(0, size), order.slice(size)];
  if (outside.length === 0) return "no break: every named reason is needed";
  for (const second of outside) {
    for (const first of [...inside].reverse()) {
      if (ranks.isAhead(first, second)) continue;
      return `no clear break after ${size}: '${names[first]}' cannot be told from '${names[second]}'`;
    }
  }
  return `clear break after ${size}: each of them is ahead of every other reason`;
}
