import type { CalendarName } from "../../calendar/calendars.js";
import { jalaliToIso } from "../../calendar/jalali.js";
import { monthNamed } from "../../calendar/monthNames.js";
import { isGregorianDate } from "../iso-dates.js";
import type { DateParts } from "./date-format.js";

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** The year that two digits stand for, in the hundred years from `century` on; four digits stand for themselves. */
function fullYear(year: string, century: number | undefined): number | null {
  const value = Number(year);
  if (year.length > 2) return value;
  if (century === undefined) return null;
  return century + ((((value - century) % 100) + 100) % 100);
}

/** The date of the parts as a Gregorian ISO date; null where the calendar has no such day or a two-digit year no century. */
export function isoOfParts(
  { year, month, day }: DateParts,
  calendar: CalendarName,
  century: number | undefined,
): string | null {
  const y = fullYear(year, century);
  const m = /^\d/.test(month) ? Number(month) : monthNamed(month, calendar);
  const d = Number(day);
  if (y === null || m === null) return null;
  if (calendar === "jalali") return jalaliToIso(y, m, d);
  return isGregorianDate(y, m, d) ? `${pad(y, 4)}-${pad(m)}-${pad(d)}` : null;
}

/** The time of the parts as 14:05:00, 00:00:00 where none stands there; null where no clock shows it (24:00, 23:60). */
export function timeOfParts({ hour = "0", minute = "0", second = "0", fraction, half }: DateParts): string | null {
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (/^[pب]/.test(half) ? 12 : 0);
  }
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${pad(hours)}:${pad(Number(minute))}:${pad(Number(second))}${fraction === undefined ? "" : `.${fraction}`}`;
}
