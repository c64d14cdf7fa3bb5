import { joined } from "../caseShares/shareRow.js";
import type { Estimate, Keys } from "../result.js";
import { changeBetween, noChange, type PeriodChange, withHolm } from "./periodChange.js";

/** A period as it is compared. */
export interface ComparedPeriod {
  readonly label: string;
  /** First and last day, both within; null where only a label is known. */
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number | null;
  /** The same season last year; null where the label does not tell. */
  readonly yearEarlier: string | null;
  /** Why it must not be compared yet; null where it may. */
  readonly immature: string | null;
}

/** The metric in one period, and how it changed. */
export interface PeriodRow extends Estimate {
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number | null;
  /** Whether all of its days have run, those of the follow-up too. */
  readonly isMature: boolean;
  /** This period minus the one before. */
  readonly previous: PeriodChange;
  /** This period minus the same season last year. */
  readonly lastYear: PeriodChange;
}

/** "note": what is not mature is shown, flagged, and not compared. "compare": it is compared, and the flag says that it should not. */
export type Immature = "note" | "compare";

/** The estimates of one segment, by the label of their period. */
export interface PeriodSegment {
  readonly keys: Keys;
  readonly estimates: ReadonlyMap<string, Estimate & { readonly mature?: unknown }>;
}

export interface PeriodFinish {
  readonly level: number;
  readonly immature: Immature;
  /** The key under which rows name their period. */
  readonly key: string;
}

type Keyed = PeriodRow & { readonly keys: Keys };

const NO_ROWS: Estimate = { estimate: null, lower: null, upper: null, n: 0, note: "no rows" };

/** A row of nothing, and why. */
export const noPeriod = (note: string): PeriodRow => ({
  ...NO_ROWS,
  from: null,
  to: null,
  days: null,
  isMature: false,
  previous: noChange("period before", 0, note),
  lastYear: noChange("period a year earlier", 0, note),
  note,
});

function segmentRows(
  { keys, estimates }: PeriodSegment,
  periods: readonly ComparedPeriod[],
  { level, immature: policy, key }: PeriodFinish,
): Keyed[] {
  const places = new Map(periods.map(({ label }, i) => [label, i]));
  const waiting = (i: number): string | null => {
    const row = estimates.get(periods[i]!.label);
    return periods[i]!.immature ?? (row?.mature === false ? (row.note ?? "not yet mature") : null);
  };
  const side = (i: number | undefined, period: string) => ({
    period,
    row: i === undefined ? null : (estimates.get(period) ?? NO_ROWS),
    immature: i === undefined || policy === "compare" ? null : waiting(i),
  });
  return periods.map((period, i) => {
    const { label, from, to, days, yearEarlier, immature } = period;
    const row = estimates.get(label) ?? NO_ROWS;
    const now = side(i, label);
    const before = i === 0 ? side(undefined, "period before") : side(i - 1, periods[i - 1]!.label);
    const lastYear = yearEarlier === null ? undefined : places.get(yearEarlier);
    return {
      keys: { ...keys, [key]: label },
      estimate: row.estimate,
      lower: row.lower,
      upper: row.upper,
      n: row.n,
      from,
      to,
      days,
      isMature: waiting(i) === null,
      previous: changeBetween(now, before, level),
      lastYear: changeBetween(now, side(lastYear, yearEarlier ?? "period a year earlier"), level),
      note: joined(row.note, immature),
    };
  });
}

/** The finish: rows of every segment and period, with their changes; p-values are adjusted over all rows. */
export function periodRows(
  segments: readonly PeriodSegment[],
  periods: readonly ComparedPeriod[],
  finish: PeriodFinish,
): Keyed[] {
  const rows = segments.flatMap((segment) => segmentRows(segment, periods, finish));
  const previous = withHolm(rows.map((row) => row.previous));
  const lastYear = withHolm(rows.map((row) => row.lastYear));
  return rows.map((row, i) => ({ ...row, previous: previous[i]!, lastYear: lastYear[i]! }));
}

/** What stands for everybody: the last period that may be compared (the last of all where none may), and its label. */
export function lastMature(
  rows: readonly Keyed[],
  key: string,
  none: string,
): { overall: PeriodRow; last: string | null } {
  const found = [...rows].reverse().find(({ isMature }) => isMature) ?? rows.at(-1);
  if (found === undefined) return { overall: noPeriod(none), last: null };
  const { keys, ...overall } = found;
  return { overall, last: String(keys[key]) };
}
