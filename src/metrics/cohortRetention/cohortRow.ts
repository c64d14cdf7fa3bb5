import { isoOf } from "../../calendar/days.js";
import { wilsonInterval } from "../../statistics/proportion.js";
import type { Estimate } from "../result.js";
import type { Calendar, Windows } from "./cohortWindows.js";

/**
 * When a customer counts as retained in window k after its first.
 *
 * - `n-day`: active in window k itself. Falls and rises again, where customers come at intervals.
 * - `unbounded`: active in window k or later. Never rises with k; the latest windows still rise as more is seen.
 * - `bracket`: active in any of several windows taken together, as `brackets` says.
 */
export type CohortKind = "n-day" | "unbounded" | "bracket";

/** Windows `from` to `to` after the first, taken together. */
export interface Bracket {
  readonly name: string | number;
  readonly from: number;
  readonly to: number;
}

export interface CohortCell extends Estimate {
  /** Null where the last member's window has not yet elapsed: then nobody knows. */
  readonly retained: number | null;
  readonly cohortSize: number;
  /** The day on which the window has elapsed for the whole cohort. */
  readonly completeOn: string;
}

export interface CohortAverage extends Estimate {
  readonly retained: number;
  /** Cohorts that are mature in this window, those of whom nobody came back among them. */
  readonly cohorts: number;
}

/** Customers whose first day lies in the same unit of the calendar. */
export interface Cohort {
  readonly index: number;
  readonly size: number;
  /** The latest of their first days. */
  readonly lastFirst: number;
  /** How many came back in each of the brackets. */
  readonly retained: readonly number[];
}

export interface CohortRules {
  readonly kind: CohortKind;
  readonly calendar: Calendar;
  readonly windows: Windows;
  readonly asOf: number;
  readonly level: number;
}

/** When the window has elapsed for the last member there can be: who comes on the last day where the cohort still grows. */
function completeOn({ index, lastFirst }: Cohort, { to }: Bracket, { calendar, windows, asOf }: CohortRules): number {
  const end = calendar.firstDay(index + 1) - 1;
  return Math.max(end, windows.lastDay(end > asOf ? end : lastFirst, to));
}

function estimated(retained: number, n: number, level: number): Omit<Estimate, "note"> {
  if (n === 0) return { estimate: null, lower: null, upper: null, n };
  return { estimate: retained / n, ...wilsonInterval(retained, n, level), n };
}

/** The finish: the cell of a cohort and of the bracket at this place. */
export function cohortCell(
  cohort: Cohort,
  brackets: readonly Bracket[],
  place: number,
  rules: CohortRules,
): CohortCell {
  const n = cohort.size;
  const complete = completeOn(cohort, brackets[place]!, rules);
  const shared = { cohortSize: n, completeOn: isoOf(complete) };
  if (complete > rules.asOf) {
    const note = `cohort not yet mature: the window ends on ${isoOf(complete)}`;
    return { estimate: null, lower: null, upper: null, n, retained: null, ...shared, note };
  }
  const retained = cohort.retained[place]!;
  return { ...estimated(retained, n, rules.level), retained, ...shared, note: null };
}

/** Of one window over all cohorts that are mature in it: each customer counts once, and so do cohorts of whom nobody came back. */
export function cohortAverage(cells: readonly CohortCell[], level: number): CohortAverage {
  const mature = cells.filter(({ retained }) => retained !== null);
  const n = mature.reduce((sum, { cohortSize }) => sum + cohortSize, 0);
  const retained = mature.reduce((sum, cell) => sum + cell.retained!, 0);
  const note = mature.length > 0 ? null : cells.length === 0 ? "no cohorts" : "no cohort is mature yet";
  return { ...estimated(retained, n, level), retained, cohorts: mature.length, note };
}
