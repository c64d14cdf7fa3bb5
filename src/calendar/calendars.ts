import { yearMonth } from "./days.js";

/** Whose months and years: the Gregorian calendar's, or those of the Solar Hijri one (Iran, Afghanistan). */
export type CalendarName = "gregorian" | "jalali";

export const CALENDARS: readonly CalendarName[] = ["gregorian", "jalali"];

/** A date of a calendar; months and days count from 1. */
interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days are whole numbers since 1970-01-01. */
export type DateOf = (day: number) => CalendarDate;

const DAY = 86_400_000;

function gregorian(day: number): CalendarDate {
  const [year, month] = yearMonth(day);
  return { year, month: month + 1, day: new Date(day * DAY).getUTCDate() };
}

/** What the Unicode library of the runtime says; it is part of every usual build of Node. */
function jalali(): DateOf {
  const asked = { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", asked);
  if (format.resolvedOptions().calendar !== "persian") {
    throw new Error("calendar 'jalali' requires a Node with full ICU, as nodejs.org has it; got one without");
  }
  return (day) => {
    const parts = format.formatToParts(new Date(day * DAY));
    const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
    return { year: part("year"), month: part("month"), day: part("day") };
  };
}

const made = new Map<CalendarName, DateOf>([["gregorian", gregorian]]);

/**
 * What tells the date of a day in a calendar.
 *
 * @example dateIn("jalali")(20168) // { year: 1404, month: 1, day: 1 }
 */
export function dateIn(calendar: CalendarName): DateOf {
  const dateOf = made.get(calendar) ?? jalali();
  made.set(calendar, dateOf);
  return dateOf;
}
