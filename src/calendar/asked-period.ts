import { type CalendarName, dateIn } from "./calendars.js";
import { dayOf, isoOf } from "./days.js";
import { jalaliDayOf } from "./jalali.js";

type Unit = "year" | "quarter" | "month" | "week" | "day";

/** A stretch of the calendar that somebody has asked for: whole years, quarters, months, weeks or days. */
export interface AskedPeriod {
  /** '2026-05', or its two ends: '2026-01 – 2026-03'. */
  readonly label: string;
  readonly calendar: CalendarName;
  readonly unit: Unit;
  /** First and last day, both within, since 1970-01-01. */
  readonly from: number;
  readonly to: number;
  /** How many of the unit. */
  readonly count: number;
}

/** What a period may look like, for messages. */
export const PERIOD_FORMS =
  "2026, 2026-Q2, 2026-05, 2026-W20, 2026-05-17, the same of the Solar Hijri calendar (1405, 1405-Q1, 1405-02, 1405-02-27; weeks by its days), or a range of two such as 2026-01..2026-03";

const MONTHS = { year: 12, quarter: 3, month: 1 } as const;
const FORM = /^(\d{4})(?:-Q([1-4])|-W(\d{2})|-(\d{2})(?:-(\d{2}))?)?$/i;
/** Years up to here are of the Solar Hijri calendar; the Gregorian one begins with the next. */
const LAST_JALALI = 1582;

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** Digits of the Persian and Arabic keyboards as Latin ones. */
const latin = (text: string) =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => String((digit.charCodeAt(0) - (digit < "۰" ? 0x0660 : 0x06f0)) % 10));

/** The day of a date, months from 1 and beyond the year too; null where there is none. */
function dayAt(calendar: CalendarName, year: number, month: number, day: number): number | null {
  const months = 12 * year + month - 1;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  return calendar === "jalali" ? jalaliDayOf(y, m, day) : dayOf(`${pad(y, 4)}-${pad(m)}-${pad(day)}`);
}

/** Monday of the first ISO week of a year: that of 4 January. 1970-01-01 was a Thursday. */
function firstWeek(year: number): number {
  const day = dayAt("gregorian", year, 1, 4)!;
  return day - ((day + 3) % 7);
}

function labelOf(unit: Unit, calendar: CalendarName, from: number): string {
  const { year, month, day } = dateIn(calendar)(from);
  if (unit === "year") return pad(year, 4);
  if (unit === "quarter") return `${pad(year, 4)}-Q${Math.ceil(month / 3)}`;
  if (unit === "month") return `${pad(year, 4)}-${pad(month)}`;
  if (unit === "day") return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  // An ISO week belongs to the year of its Thursday.
  const of = dateIn("gregorian")(from + 3).year;
  return `${pad(of, 4)}-W${pad((from - firstWeek(of)) / 7 + 1)}`;
}

/** So many units, from the one that begins with a day; null where the calendar has no such day. */
function stretch(unit: Unit, calendar: CalendarName, from: number, count: number): AskedPeriod | null {
  const end = shifted(unit, calendar, from, count);
  const last = shifted(unit, calendar, from, count - 1);
  if (end === null || last === null) return null;
  const [first, other] = [labelOf(unit, calendar, from), labelOf(unit, calendar, last)];
  return { label: count === 1 ? first : `${first} – ${other}`, calendar, unit, from, to: end - 1, count };
}

/** The day that lies so many units after the beginning of one. */
function shifted(unit: Unit, calendar: CalendarName, from: number, by: number): number | null {
  if (unit === "day") return from + by;
  if (unit === "week") return from + 7 * by;
  const { year, month } = dateIn(calendar)(from);
  return dayAt(calendar, year, month + MONTHS[unit] * by, 1);
}

/** The unit a text names, and the day on which it begins; null where it names none. */
function begun(text: string): { readonly unit: Unit; readonly calendar: CalendarName; readonly from: number } | null {
  const [, yearText, quarter, week, month, day] = FORM.exec(text) ?? [];
  if (yearText === undefined) return null;
  const year = Number(yearText);
  const calendar = year <= LAST_JALALI ? "jalali" : "gregorian";
  if (week !== undefined) {
    if (calendar === "jalali") return null;
    const from = firstWeek(year) + 7 * (Number(week) - 1);
    return labelOf("week", calendar, from) === `${yearText}-W${week}` ? { unit: "week", calendar, from } : null;
  }
  const unit = day !== undefined ? "day" : month !== undefined ? "month" : quarter !== undefined ? "quarter" : "year";
  if (month !== undefined && !(Number(month) >= 1 && Number(month) <= 12)) return null;
  const from = dayAt(calendar, year, Number(month ?? 3 * Number(quarter ?? 1) - 2), Number(day ?? 1));
  return from === null ? null : { unit, calendar, from };
}

const same = (a: NonNullable<ReturnType<typeof begun>>, b: typeof a) => a.unit === b.unit && a.calendar === b.calendar;

/**
 * The period that a text asks for; null where it is none. Years up to 1582 are of the Solar Hijri calendar; weeks are those of ISO 8601,
 * from Monday.
 *
 * @example askedPeriod("1404-Q1").from // 20168
 */
export function askedPeriod(text: string): AskedPeriod | null {
  const [first, last, ...more] = latin(text.trim())
    .split(/\s*(?:\.\.|–|…)\s*/)
    .map(begun);
  if (first == null || last === null || more.length > 0) return null;
  const { unit, calendar, from } = first;
  if (last === undefined) return stretch(unit, calendar, from, 1);
  if (!same(first, last) || last.from < from) return null;
  const shortest = { year: 354, quarter: 88, month: 28, week: 7, day: 1 }[unit];
  // So many at most: the right number is the one whose last unit begins where the second end does.
  for (let count = Math.floor((last.from - from) / shortest) + 1; count > 0; count--) {
    if (shifted(unit, calendar, from, count - 1) === last.from) return stretch(unit, calendar, from, count);
  }
  return null;
}

/** The period of the same length just before. */
export function periodBefore({ unit, calendar, from, count }: AskedPeriod): AskedPeriod {
  return stretch(unit, calendar, shifted(unit, calendar, from, -count)!, count)!;
}

/** The same season a year earlier; of weeks and days the one 52 weeks earlier, on the same weekdays. */
export function yearBefore({ unit, calendar, from, count }: AskedPeriod): AskedPeriod {
  const back = unit === "week" || unit === "day" ? from - 364 : shifted(unit, calendar, from, -12 / MONTHS[unit])!;
  return stretch(unit, calendar, back, count)!;
}

/** First and last day as ISO text. */
export const daysOfPeriod = ({ from, to }: AskedPeriod): { readonly first: string; readonly last: string } => ({
  first: isoOf(from),
  last: isoOf(to),
});
