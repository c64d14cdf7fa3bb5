import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { random } from "../../statistics/random.js";
import { type Estimate, nothing } from "../result.js";

/** Readings of each leaver (rows) in each bin of days before leaving (columns), row by row. */
export interface Approach {
  readonly leavers: number;
  readonly middles: readonly number[];
  /** How many readings, how many that fire, and the background's share summed over the readings. */
  readonly known: Float64Array;
  readonly firing: Float64Array;
  readonly expected: Float64Array;
}

/** By how much the share for whom it fires exceeds the background, by bin; null without readings. */
function excesses({ middles, known, firing, expected }: Approach, drawn: ArrayLike<number>): (number | null)[] {
  const bins = middles.length;
  const sums = new Float64Array(2 * bins);
  for (let i = 0; i < drawn.length; i++) {
    const at = drawn[i]! * bins;
    for (let b = 0; b < bins; b++) {
      sums[2 * b]! += known[at + b];
      sums[2 * b + 1]! += firing[at + b]! - expected[at + b]!;
    }
  }
  return middles.map((_, b) => (sums[2 * b]! > 0 ? sums[2 * b + 1]! / sums[2 * b]! : null));
}

/**
 * Going back from where the excess is largest: the days at which half of it is left, between the middles of bins in proportion. Null
 * where it never falls so low.
 */
function halfOf(middles: readonly number[], excess: readonly (number | null)[]): number | null {
  let most = 0;
  for (let b = 1; b < excess.length; b++) if ((excess[b] ?? -1) > (excess[most] ?? -1)) most = b;
  const half = (excess[most] ?? 0) / 2;
  if (!(half > 0)) return 0;
  let before = most;
  for (let b = most + 1; b < excess.length; b++) {
    const here = excess[b];
    if (here === null || here === undefined) continue;
    if (here < half) {
      const share = (excess[before]! - half) / (excess[before]! - here);
      return middles[before]! + share * (middles[b]! - middles[before]!);
    }
    before = b;
  }
  return null;
}

/**
 * When a signal departs from the background: the days before leaving at which it has half of its largest excess.
 *
 * @param isClear whether any bin exceeds the background beyond chance
 */
export function halfway(
  approach: Approach,
  isClear: boolean,
  { level, seed, resamples }: { readonly level: number; readonly seed: number; readonly resamples: number },
): Estimate {
  const n = approach.leavers;
  if (!isClear) return nothing(n, "it fires no more often before leaving than among those who stay, beyond chance");
  const drawn = Uint32Array.from({ length: n }, (_, i) => i);
  const estimate = halfOf(approach.middles, excesses(approach, drawn));
  const longest = approach.middles.at(-1)!;
  if (estimate === null) return nothing(n, `it has more than half of its excess for longer than ${longest} days`);
  const stream = random(seed);
  const replicates = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) drawn[i] = stream.integer(n);
    replicates[b] = halfOf(approach.middles, excesses(approach, drawn)) ?? longest;
  }
  return { estimate, ...percentileInterval(replicates, level), n, note: null };
}
