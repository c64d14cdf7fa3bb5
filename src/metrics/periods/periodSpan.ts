import { CALENDARS, type CalendarName } from "../../calendar/calendars.js";
import { dayOf, isoOf } from "../../calendar/days.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Cell, DateRange, Table } from "../../tables/table.js";
import { WEEK_STARTS, type WeekStart } from "../cohortRetention/cohortWindows.js";
import { requireOneOf } from "../requireOneOf.js";
import type { ComparedPeriod } from "./periodRow.js";
import { PERIOD_UNITS, type Period, type PeriodRule, type PeriodUnit, periodsBetween } from "./periods.js";
import { requireDates } from "./requireDates.js";

/** How a table is cut into periods. */
export interface PeriodOptions {
  /** Column of dates, or of date-times: it says in which period a row lies. */
  readonly date: string;
  readonly each: PeriodUnit;
  /** 'gregorian' unless given. */
  readonly calendar?: CalendarName;
  /** Of weeks; Monday in the Gregorian calendar and Saturday in the Jalali one unless given. */
  readonly weekStart?: WeekStart;
  /** First and last day that count, both within; those of the table unless given. */
  readonly from?: string;
  readonly to?: string;
  /** The last day of which everything is known; the last day in the table unless given. */
  readonly asOf?: string;
  /** So many days after its end a period is still not known: 90 where leads have 90 days to convert. */
  readonly followUpDays?: number;
}

/** The periods of a table, and the table cut into them. */
export interface PeriodSpan {
  readonly periods: readonly ComparedPeriod[];
  readonly ranges: readonly DateRange[];
  /** The last day of which everything is known; null in a table without dates. */
  readonly asOf: string | null;
  /** Rows without a date. */
  readonly undated: number;
}

/** More are a slip in a date, such as 1025 for 2025. */
const MOST_PERIODS = 1000;

export function requireDayOption(iso: string | undefined, option: string, caller: string): number | null {
  if (iso === undefined) return null;
  const day = dayOf(iso);
  if (day !== null) return day;
  throw new RangeError(`${caller} requires '${option}' as a date such as '2025-07-01'; got '${iso}'`);
}

export function requireFollowUp(days: number, caller: string): void {
  if (Number.isInteger(days) && days >= 0) return;
  throw new RangeError(`${caller} requires followUpDays as whole days from 0; got ${days}`);
}

/** Throws unless unit and calendar are among those there are. */
function requireRule(options: PeriodOptions, caller: string): PeriodRule {
  const { each, calendar = "gregorian", weekStart } = options;
  requireOneOf(caller, "unit 'each'", PERIOD_UNITS, each);
  requireOneOf(caller, "calendar", CALENDARS, calendar);
  if (weekStart !== undefined) requireOneOf(caller, "weekStart", WEEK_STARTS, weekStart);
  requireFollowUp(options.followUpDays ?? 0, caller);
  return { each, calendar, ...(weekStart !== undefined && { weekStart }) };
}

/** Throws when a column of `by` has the name under which rows name their period. */
export function requirePeriodFree(by: readonly string[], caller: string): void {
  if (!by.includes("period")) return;
  throw new TypeError(`${caller} names its periods 'period'; got a column of that name in by`);
}

/** First and last date, rows, and rows with a date; throws where a date is none. */
async function datesOf(table: Table, date: string, caller: string) {
  const [column] = await requireColumns(table, [date], caller);
  const counted = await table.rollUp([], {
    first: { min: date },
    last: { max: date },
    dated: { count: date },
    rows: "rows",
  });
  const [only] = await counted.crosstab(["first", "last", "dated", "rows"]);
  const [first, last, dated, rows] = only?.keys ?? [null, null, 0, 0];
  const isText = column!.type === "text" && first !== null;
  const found: readonly Cell[] = isText ? (await table.crosstab([date])).map(({ keys }) => keys[0]!) : [first!, last!];
  await requireDates(table, date, found, { what: `${caller} requires dates` });
  return { first: dayOf(first), last: dayOf(last), undated: Number(rows) - Number(dated) };
}

const count = (days: number) => `${days} ${days === 1 ? "day" : "days"}`;

/** Why a period must not be compared yet; null where it may. */
export function whyImmature(
  period: Period,
  first: number,
  last: number,
  asOf: number,
  followUp: number,
): string | null {
  const days = period.to - period.from + 1;
  const known = Math.min(period.to, last) - Math.max(period.from, first) + 1;
  if (period.to > asOf) return `running: ${Math.max(0, known)} of its ${days} days by ${isoOf(asOf)}`;
  if (known < days) return `only ${known} of its ${days} days are within the dates asked for`;
  const end = period.to + followUp;
  if (end <= asOf) return null;
  return `not yet mature: its ${count(followUp)} of follow-up end on ${isoOf(end)}, and the table is of ${isoOf(asOf)}`;
}

function spanBetween(first: number, last: number, asOf: number, followUp: number, rule: PeriodRule, caller: string) {
  const [day] = periodsBetween(first, first, rule);
  const guess = (last - first) / (day!.to - day!.from + 1);
  if (guess > MOST_PERIODS) {
    throw new RangeError(
      `${caller} requires at most ${MOST_PERIODS} periods; got ${rule.each}s from ${isoOf(first)} to ${isoOf(last)}`,
    );
  }
  const periods = periodsBetween(first, last, rule);
  return {
    periods: periods.map((period) => ({
      label: period.label,
      from: isoOf(period.from),
      to: isoOf(period.to),
      days: period.to - period.from + 1,
      yearEarlier: period.yearEarlier,
      immature: whyImmature(period, first, last, asOf, followUp),
    })),
    ranges: periods.map(({ label, from, to }) => ({
      label,
      from: isoOf(Math.max(from, first)),
      before: isoOf(Math.min(to, last) + 1),
    })),
  };
}

/**
 * The periods from the first day to the last. Without `from` the first period counts as complete: a table does not say
 * whether it began before its first row.
 */
export async function periodSpan(table: Table, options: PeriodOptions, caller: string): Promise<PeriodSpan> {
  const rule = requireRule(options, caller);
  const [from, to, asked] = (["from", "to", "asOf"] as const).map((name) =>
    requireDayOption(options[name], name, caller),
  );
  const { first, last, undated } = await datesOf(table, options.date, caller);
  if (first === null || last === null) return { periods: [], ranges: [], asOf: options.asOf ?? null, undated };
  const asOf = asked ?? last;
  const end = Math.min(to ?? asOf, asOf);
  const begin = from ?? periodsBetween(first, first, rule)[0]!.from;
  if (end < begin) {
    throw new RangeError(`${caller} requires an end after the start; got ${isoOf(begin)} to ${isoOf(end)}`);
  }
  return { ...spanBetween(begin, end, asOf, options.followUpDays ?? 0, rule, caller), asOf: isoOf(asOf), undated };
}
