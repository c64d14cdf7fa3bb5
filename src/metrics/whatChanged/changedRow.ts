import { moverDifference, moverRatio } from "../../statistics/mover.js";
import type { Estimate, Keys, Unit } from "../result.js";
import type { Question } from "./question.js";

/** Whether something is more or less than before, beyond what chance explains among so many looks. */
export type ChangeVerdict = "risen" | "fallen" | "cannot tell";

/** One question in both periods. The change is in points: of a score, percentage points of a share, or percent of what was. */
export interface ChangedRow extends Estimate {
  readonly keys: Keys;
  readonly told: Question["told"];
  readonly unit: Unit;
  readonly now: Estimate;
  readonly before: Estimate;
  readonly pValue: number | null;
  /** Holm's, over all questions and reasons together. */
  readonly adjustedPValue: number | null;
  readonly verdict: ChangeVerdict;
  /**
   * About how many answers, of both periods together, would tell a change as large as this one from chance by itself; null where it is
   * told, and where not even a hundred times as many would.
   */
  readonly needed: number | null;
}

/** A change that more times as many answers would find is next to none. */
const MOST_NEEDED = 100;

/** Needs whole answers, and an even number of them is no more exact. */
const rounded = (n: number) => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.ceil(n / step) * step;
};

const bounded = ({ estimate, lower, upper }: Estimate) =>
  estimate === null || lower === null || upper === null ? null : { estimate, lower, upper };

export type Side = Pick<ChangedRow, "keys" | "told" | "unit" | "now" | "before">;

function nothingBetween(side: Side, note: string): ChangedRow {
  const n = side.now.n + side.before.n;
  const none = { estimate: null, lower: null, upper: null, pValue: null, adjustedPValue: null, needed: null };
  return { ...side, ...none, n, verdict: "cannot tell", note };
}

/** The change in points: percent of what was where it is told so. */
function inPoints(now: Bound, before: Bound, told: Question["told"], level: number) {
  const { estimate, lower, upper } = moverDifference(now, before, level);
  if (told === "percent") {
    const ratio = moverRatio(now, before);
    return [ratio.estimate, ratio.lower, ratio.upper].map((x) => 100 * (x - 1));
  }
  return [estimate, lower, upper].map((x) => (told === "points" ? x : 100 * x));
}

type Bound = NonNullable<ReturnType<typeof bounded>>;

/** Without the adjustment for many looks, which needs all rows. */
export function changedRow(side: Side, level: number): ChangedRow {
  const [now, before] = [bounded(side.now), bounded(side.before)];
  const lacking = now === null ? side.now : before === null ? side.before : null;
  if (now === null || before === null) return nothingBetween(side, lacking?.note ?? "no interval");
  if (side.told === "percent" && !(before.estimate > 0 && now.lower >= 0))
    return nothingBetween(side, "no percentage of what is not above 0");
  const { pValue, smallestDetectable } = moverDifference(now, before, level);
  const difference = Math.abs(now.estimate - before.estimate);
  const n = side.now.n + side.before.n;
  if (!Number.isFinite(smallestDetectable) || smallestDetectable === 0) return nothingBetween(side, "nothing varies");
  const [estimate, lower, upper] = inPoints(now, before, side.told, level) as [number, number, number];
  const needed = difference === 0 ? null : rounded(n * (smallestDetectable / difference) ** 2);
  const common = { ...side, estimate, lower, upper, n, pValue, adjustedPValue: pValue };
  return {
    ...common,
    verdict: "cannot tell",
    needed: needed === null || needed <= n || needed > MOST_NEEDED * n ? null : needed,
    note: null,
  };
}

/** The rows with the p-values adjusted, and what they then say. */
export function judged(rows: readonly ChangedRow[], adjusted: readonly (number | null)[], level: number): ChangedRow[] {
  return rows.map((row, i) => {
    const adjustedPValue = adjusted[i]!;
    const isTold = adjustedPValue !== null && adjustedPValue < 1 - level;
    const verdict = !isTold ? "cannot tell" : row.estimate! > 0 ? "risen" : "fallen";
    return { ...row, adjustedPValue, verdict, needed: isTold ? null : row.needed };
  });
}
