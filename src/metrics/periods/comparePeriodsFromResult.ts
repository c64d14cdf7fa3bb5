import { CALENDARS, type CalendarName } from "../../calendar/calendars.js";
import { dayOf, isoOf } from "../../calendar/days.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Result } from "../result.js";
import { CHANGE_METHOD, type PeriodsResult, segmentsOf } from "./comparePeriods.js";
import {
  type ComparedPeriod,
  type Immature,
  lastMature,
  noPeriod,
  type PeriodSegment,
  periodRows,
} from "./periodRow.js";
import { requireDayOption, requireFollowUp, whyImmature } from "./periodSpan.js";
import { periodNamed } from "./periods.js";

export interface ComparePeriodsFromResultOptions {
  /** The key of the result that names the period: 'period', 'wave', 'cohort'. */
  readonly period: string;
  /** Of labels such as '1404-01'; 'gregorian' unless given. */
  readonly calendar?: CalendarName;
  /** The last day of which everything is known. Without it every period counts as complete, unless its row says otherwise. */
  readonly asOf?: string;
  readonly followUpDays?: number;
  readonly immature?: Immature;
}

const caller = "comparePeriodsFromResult";
const YEAR_OF_WEEKS = 364;

/** The same season last year of a label; of a first day the same day, or else the day 52 weeks earlier. */
function labelYearEarlier(label: string, labels: ReadonlySet<string>): string | null {
  const [, year, rest] = /^(\d{4})((?:-(?:Q[1-4]|\d{2}(?:-\d{2})?))?)$/.exec(label) ?? [];
  if (year === undefined) return null;
  const earlier = `${String(Number(year) - 1).padStart(4, "0")}${rest}`;
  const day = dayOf(label);
  if (day === null || labels.has(earlier)) return earlier;
  const weeks = isoOf(day - YEAR_OF_WEEKS);
  return labels.has(weeks) ? weeks : earlier;
}

/** What a label alone tells: its place in the calendar where it names one. */
function comparedPeriods(
  labels: readonly string[],
  asOf: number | null,
  { calendar = "gregorian", followUpDays = 0 }: ComparePeriodsFromResultOptions,
): ComparedPeriod[] {
  const all = new Set(labels);
  return labels.map((label) => {
    const period = periodNamed(label, calendar);
    if (period === null && asOf !== null) {
      throw new RangeError(
        `${caller} with asOf requires periods such as '2025-07', '2025-Q3' or '2025'; got '${label}'`,
      );
    }
    return {
      label,
      from: period === null ? null : isoOf(period.from),
      to: period === null ? null : isoOf(period.to),
      days: period === null ? null : period.to - period.from + 1,
      yearEarlier: labelYearEarlier(label, all),
      immature: period === null || asOf === null ? null : whyImmature(period, period.from, asOf, asOf, followUpDays),
    };
  });
}

function requireKey(by: readonly string[], period: string): void {
  if (by.includes(period)) return;
  const keys = by.length === 0 ? "it has no keys" : `keys: ${by.map((name) => `'${name}'`).join(", ")}`;
  throw new TypeError(`${caller}: no key '${period}' in the result; ${keys}`);
}

/** The labels that occur, in the order of text, which is the order of time for those of the calendar. */
const labelsOf = (segments: readonly PeriodSegment[]) =>
  [...new Set(segments.flatMap(({ estimates }) => [...estimates.keys()]))].sort();

/**
 * The periods of a result that has them already, compared as `comparePeriods` does: for metrics that make their own periods, as
 * `churn` does with `each`, `leadConversion` with `cohort`, and for a column of waves.
 *
 * Periods are compared in the order of their labels. Labels such as '2025-07', '2025-Q3', '2025' or '2025-07-01' have a same season last
 * year; others ('wave 3') have none. `overall` is the last complete period of everybody, and lacks where the result is split
 * further: then ask once more without the split.
 *
 * @throws a key that the result does not have
 * @example comparePeriodsFromResult(await churn(answers, { churned: "left_on", joined: "first_purchase", denominator: "start", period: { from: "2025-07-01", to: "2026-06-30", each: "month" } }), { period: "period" })
 * @see Zou and Donner (2008), Statistics in Medicine 27
 */
export function comparePeriodsFromResult(
  result: Result<Estimate>,
  options: ComparePeriodsFromResultOptions,
): PeriodsResult {
  const { period: key, calendar = "gregorian", immature = "note", followUpDays = 0 } = options;
  requireKey(result.by, key);
  requireOneOf(caller, "calendar", CALENDARS, calendar);
  requireOneOf(caller, "policy 'immature'", ["note", "compare"], immature);
  requireFollowUp(followUpDays, caller);
  const asOf = requireDayOption(options.asOf, "asOf", caller);
  const segments = segmentsOf(result, key);
  const periods = comparedPeriods(labelsOf(segments), asOf, options);
  const rows = periodRows(segments, periods, { level: result.level, immature, key });
  const { metric, label, by, level, method, unit, excluded } = result;
  return {
    metric: "comparePeriods",
    of: metric,
    label,
    period: key,
    each: null,
    calendar,
    asOf: options.asOf ?? null,
    ...(by.length === 1
      ? lastMature(rows, key, "no periods")
      : { overall: noPeriod("split by segment: nothing of everybody is known"), last: null }),
    rows,
    by: [...by.filter((name) => name !== key), key],
    level,
    method,
    changeMethod: CHANGE_METHOD,
    unit,
    excluded,
  };
}
