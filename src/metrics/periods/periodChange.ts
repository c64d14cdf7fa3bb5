import { type Bounded, moverDifference } from "../../statistics/mover.js";
import { holm } from "../../statistics/multipleComparisons.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate } from "../result.js";

/** What the interval of a change says: all of it above 0, all below, or neither. */
export type Direction = "up" | "down" | "cannot tell";

/** One period minus an earlier one, in the unit of the metric, with the sign kept. `n` counts both. */
export interface PeriodChange extends Estimate {
  /** The earlier period. */
  readonly period: string;
  /** (this − earlier)/earlier; null where the earlier one is not above 0. */
  readonly relativeChange: number | null;
  /** What the interval says; null without one. */
  readonly direction: Direction | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Holm's, over all rows that are compared in the same way. */
  readonly adjustedPValue: number | null;
  /** The smallest true change that would be found four times in five. */
  readonly smallestDetectable: number | null;
}

/** A side of a comparison. */
export interface ChangeSide {
  readonly period: string;
  /** Null where the table has no such period. */
  readonly row: Estimate | null;
  /** Why it must not be compared; null where it may. */
  readonly immature: string | null;
}

/** A change that cannot exist, and why. */
export const noChange = (period: string, n: number, note: string): PeriodChange => ({
  estimate: null,
  lower: null,
  upper: null,
  n,
  period,
  relativeChange: null,
  direction: null,
  statistic: null,
  pValue: null,
  adjustedPValue: null,
  smallestDetectable: null,
  note,
});

const bounded = ({ estimate, lower, upper }: Estimate): Bounded | null =>
  estimate === null || lower === null || upper === null ? null : { estimate, lower, upper };

/** Why there is no difference; null where there is one. */
function whyNone(now: ChangeSide, then: ChangeSide): string | null {
  if (then.row === null) return `no ${then.period} in the table`;
  const immature = [now, then].find((side) => side.immature !== null);
  if (immature !== undefined) return `${immature.period} is not compared: ${immature.immature}`;
  const empty = [now, then].find(({ row }) => row!.estimate === null);
  return empty === undefined ? null : `${empty.period}: ${empty.row!.note ?? "no estimate"}`;
}

function directionOf(lower: number, upper: number): Direction {
  if (lower > 0) return "up";
  return upper < 0 ? "down" : "cannot tell";
}

/** The finish of a comparison, from the two estimates and their intervals alone. */
export function changeBetween(now: ChangeSide, then: ChangeSide, level: number): PeriodChange {
  const n = (now.row?.n ?? 0) + (then.row?.n ?? 0);
  const note = whyNone(now, then);
  const empty = noChange(then.period, n, note ?? "");
  if (note !== null) return empty;
  const [a, b] = [now.row!, then.row!];
  const estimate = a.estimate! - b.estimate!;
  const relativeChange = b.estimate! > 0 ? estimate / b.estimate! : null;
  const base = relativeChange === null ? "no relative change: the earlier one is not above 0" : null;
  const [first, second] = [bounded(a), bounded(b)];
  if (first === null || second === null) {
    const lacking = first === null ? now : then;
    return { ...empty, estimate, relativeChange, note: joined(`no interval of ${lacking.period}`, base) };
  }
  const { lower, upper, statistic, pValue, smallestDetectable } = moverDifference(first, second, level);
  if (!(upper > lower)) {
    return { ...empty, estimate, relativeChange, note: joined("both intervals have no width", base) };
  }
  return {
    ...empty,
    estimate,
    lower,
    upper,
    relativeChange,
    direction: directionOf(lower, upper),
    statistic,
    pValue,
    smallestDetectable,
    note: base,
  };
}

/** The changes with Holm's p-values over all of them that have one. */
export function withHolm(changes: readonly PeriodChange[]): PeriodChange[] {
  const adjusted = holm(changes.flatMap(({ pValue }) => (pValue === null ? [] : [pValue])));
  return changes.map((change) =>
    change.pValue === null ? change : { ...change, adjustedPValue: adjusted.shift() as number },
  );
}
