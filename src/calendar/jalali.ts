import { dateIn } from "./calendars.js";
import { isoOf } from "./days.js";

const NOWRUZ_1404 = 20168; // 2025-03-21
const YEAR = 365.2422;

const firstDays = new Map<number, number>();

/** The first of Farvardin of a year, as a day since 1970-01-01. */
function nowruz(year: number): number {
  const known = firstDays.get(year);
  if (known !== undefined) return known;
  const dateOf = dateIn("jalali");
  let day = NOWRUZ_1404 + Math.round((year - 1404) * YEAR);
  // The guess is off by a day or two: the date there says by how many.
  for (let at = dateOf(day); at.month !== 1 || at.day !== 1; at = dateOf(day)) {
    day += at.month === 1 ? 1 - at.day : at.month === 12 ? 31 - at.day : 1;
  }
  firstDays.set(year, day);
  return day;
}

/** Whether Esfand has 30 days. */
export const isJalaliLeap = (year: number): boolean => nowruz(year + 1) - nowruz(year) === 366;

/** Years in which a date is meant as a Jalali one; those from 1583 on are the Gregorian calendar's. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 1582;

/** The days of a month; 0 where there is no such month. */
function daysOf(year: number, month: number): number {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return 0;
  if (month <= 6) return 31;
  return month < 12 || isJalaliLeap(year) ? 30 : 29;
}

/**
 * The day of a Jalali date, since 1970-01-01; null where there is no such date: 31 Mehr, or 30 Esfand of a common year.
 *
 * Leap years are those that the Unicode library of the runtime has, which are those of the calendar of Iran.
 */
export function jalaliDayOf(year: number, month: number, day: number): number | null {
  if (!(day >= 1 && day <= daysOf(year, month))) return null;
  const before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  return nowruz(year) + before + day - 1;
}

/**
 * A Jalali date as a Gregorian ISO date, or null where there is no such date.
 *
 * @example jalaliToIso(1404, 1, 15) // "2025-04-04"
 */
export function jalaliToIso(year: number, month: number, day: number): string | null {
  const found = jalaliDayOf(year, month, day);
  return found === null ? null : isoOf(found);
}
