import { type CalendarName, type DateOf, dateIn } from "../../calendar/calendars.js";
import { calendarOf, type WeekStart } from "../cohortRetention/cohortWindows.js";

export type PeriodUnit = "week" | "month" | "quarter" | "year";

export const PERIOD_UNITS: readonly PeriodUnit[] = ["week", "month", "quarter", "year"];

/** A stretch of the calendar; the last day is within. */
export interface Period {
  /** '2025-03', '2025-Q1', '2025', or the first day of a week: in the order of text they are in the order of time. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** The label of the same season last year; of a week the one 52 weeks earlier. */
  readonly yearEarlier: string;
}

export interface PeriodRule {
  readonly each: PeriodUnit;
  readonly calendar: CalendarName;
  /** Of weeks. Monday in the Gregorian calendar and Saturday in the Jalali one, unless given. */
  readonly weekStart?: WeekStart;
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const YEAR_OF_WEEKS = 364;

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

const monthStart = (day: number, dateOf: DateOf) => day - dateOf(day).day + 1;

/** No month has more than 31 days or fewer than 29: 31 days after the first is early in the next. */
function monthsAfter(start: number, months: number, dateOf: DateOf): number {
  let day = start;
  for (let i = 0; i < months; i++) day = monthStart(day + 31, dateOf);
  return day;
}

function monthLabel(start: number, each: keyof typeof MONTHS, dateOf: DateOf, years: number): string {
  const { year, month } = dateOf(start);
  const name = pad(year - years, 4);
  if (each === "year") return name;
  return each === "month" ? `${name}-${pad(month)}` : `${name}-Q${Math.ceil(month / 3)}`;
}

function dayLabel(day: number, dateOf: DateOf): string {
  const { year, month, day: ofMonth } = dateOf(day);
  return `${pad(year, 4)}-${pad(month)}-${pad(ofMonth)}`;
}

/**
 * The period of the calendar in which a day lies.
 *
 * @example periodAt(20168, { each: "quarter", calendar: "jalali" }).label // "1404-Q1"
 */
export function periodAt(day: number, { each, calendar, weekStart }: PeriodRule): Period {
  const dateOf = dateIn(calendar);
  if (each === "week") {
    const weeks = calendarOf("week", weekStart ?? (calendar === "jalali" ? "saturday" : "monday"));
    const from = weeks.firstDay(weeks.indexOf(day));
    const label = dayLabel(from, dateOf);
    return { label, from, to: from + 6, yearEarlier: dayLabel(from - YEAR_OF_WEEKS, dateOf) };
  }
  const months = MONTHS[each];
  let from = monthStart(day, dateOf);
  while ((dateOf(from).month - 1) % months !== 0) from = monthStart(from - 1, dateOf);
  return {
    label: monthLabel(from, each, dateOf, 0),
    from,
    to: monthsAfter(from, months, dateOf) - 1,
    yearEarlier: monthLabel(from, each, dateOf, 1),
  };
}

/** All periods from that of the first day to that of the last, without a gap. */
export function periodsBetween(first: number, last: number, rule: PeriodRule): Period[] {
  const periods: Period[] = [];
  for (let day = first; day <= last; day = periods.at(-1)!.to + 1) periods.push(periodAt(day, rule));
  return periods;
}

const LABEL = /^(\d{4})(?:-(\d{2})|-Q([1-4]))?$/;
const DAYS_A_MONTH = 30.44;

/** The period of a label ('1404-01', '2025-Q3', '2025'); null where it is none. */
export function periodNamed(label: string, calendar: CalendarName): Period | null {
  const [, year, month, quarter] = LABEL.exec(label) ?? [];
  if (year === undefined || Number(month ?? 1) < 1 || Number(month ?? 1) > 12) return null;
  const each = month !== undefined ? "month" : quarter !== undefined ? "quarter" : "year";
  const wanted = 12 * Number(year) + (month !== undefined ? Number(month) : 3 * Number(quarter ?? 1) - 2);
  const dateOf = dateIn(calendar);
  const monthsTo = (day: number) => wanted - 12 * dateOf(day).year - dateOf(day).month;
  let day = 0;
  // From the middle of a month, so that no step of one month can miss a short one.
  while (monthsTo(day) !== 0) day = monthStart(day, dateOf) + 14 + Math.round(monthsTo(day) * DAYS_A_MONTH);
  return periodAt(day, { each, calendar });
}
