import type { Estimate } from "../result.js";
import type { Aim } from "./target.js";

/** Read from the interval, never from the estimate alone. */
export type Verdict = "met" | "missed" | "cannot tell yet";

export interface Judged {
  readonly verdict: Verdict;
  /** Estimate minus target, turned so that above 0 is the good side; null without an estimate. */
  readonly distance: number | null;
  /**
   * Answers, customers or cases with which the interval would leave the target out if the estimate stayed where it is; null when
   * the verdict is known, or when no number would do.
   */
  readonly nToTell: number | null;
  /** How many more than there are. */
  readonly moreToTell: number | null;
  readonly note: string | null;
}

/** n·(half/distance)²: an interval narrows with the root of n. */
function needed(n: number, half: number, distance: number): number | null {
  // What rounding adds to a whole number must not make it the next one.
  const size = Math.max(n + 1, Math.ceil(n * (half / distance) ** 2 * (1 - 1e-12)));
  return Number.isSafeInteger(size) ? size : null;
}

/** An interval of no width that is no census would decide everything: all answers alike, and a method that cannot see more. */
const hasNoWidth = ({ lower, upper, note }: Estimate) =>
  lower !== null && lower === upper && (note ?? "").endsWith("interval has no width");

function undecided(row: Estimate, distance: number, towards: number | null): Judged {
  const open = { verdict: "cannot tell yet", distance, nToTell: null, moreToTell: null } as const;
  if (towards === null || hasNoWidth(row)) return { ...open, note: "no interval towards the target" };
  if (distance === 0) return { ...open, note: "the estimate is the target: no number of answers would tell" };
  const nToTell = needed(row.n, Math.abs(row.estimate! - towards), Math.abs(distance));
  if (nToTell === null || row.n === 0) {
    return { ...open, note: "so near the target that no number of answers would tell" };
  }
  return { ...open, nToTell, moreToTell: nToTell - row.n, note: null };
}

/**
 * Whether an estimate meets a target: met when the whole interval lies on the good side (its end may be the target itself), missed
 * when the whole lies on the other, else not yet known, with the n that would tell.
 */
export function judged(row: Estimate, { side, target }: Pick<Aim, "side" | "target">): Judged {
  const { estimate, lower, upper } = row;
  const nothing = { verdict: "cannot tell yet", distance: null, nToTell: null, moreToTell: null } as const;
  if (estimate === null) return { ...nothing, note: null };
  const isMore = side === "at least";
  const distance = isMore ? estimate - target : target - estimate;
  // The worst and the best that the interval allows, seen from the good side.
  const gap = (bound: number | null) => (bound === null ? null : isMore ? bound - target : target - bound);
  const [worst, best] = isMore ? [gap(lower), gap(upper)] : [gap(upper), gap(lower)];
  const decided = { distance, nToTell: null, moreToTell: null, note: null };
  if (!hasNoWidth(row)) {
    if (worst !== null && worst >= 0) return { verdict: "met", ...decided };
    if (best !== null && best < 0) return { verdict: "missed", ...decided };
  }
  const isGood = distance >= 0;
  return undecided(row, distance, isGood === isMore ? lower : upper);
}
