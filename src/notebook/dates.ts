import { persianDay } from "../language/dates.js";
import { inDigits } from "../language/digits.js";
import { currentLanguage } from "../language/language.js";

/** A date of any realm: those of a cell are not made by this module's `Date`. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function dayText(date: Date): string {
  if (currentLanguage() === "en") return date.toISOString().slice(0, 10);
  return persianDay(Math.floor(date.getTime() / 86_400_000));
}

/**
 * `2026-06-30`, in Persian `۹ تیر ۱۴۰۵`, with hours and minutes (UTC) only where it has some. Empty for a date that is none.
 */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const time = date.toISOString().split("T")[1]!;
  const day = dayText(date);
  return time.startsWith("00:00:00.000") ? day : `${day} ${inDigits(time.slice(0, 5))}`;
}
