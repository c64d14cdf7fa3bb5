import { dateIn } from "../calendar/calendars.js";
import { JALALI_MONTHS } from "../calendar/monthNames.js";
import { inDigits } from "./digits.js";

/** A day (whole days since 1970-01-01) as it is written in Persian: ۹ تیر ۱۴۰۵. */
export function persianDay(day: number): string {
  const { year, month, day: number } = dateIn("jalali")(day);
  return inDigits(`${number} ${JALALI_MONTHS[month - 1]} ${year}`);
}

const PERIODS = /(?<![\w-])(\d{4})-(?:Q([1-4])|(\d{2})-(\d{2}))(?![\w-])/g;

/** Days and quarters inside a text (2026-06-30, 2026-Q2) as they are said in Persian; days in the Solar Hijri calendar. */
export const persianPeriods = (text: string): string =>
  text.replace(PERIODS, (whole, year: string, quarter?: string) => {
    if (quarter !== undefined) return inDigits(`فصل ${quarter} ${year}`);
    const time = Date.parse(`${whole}T00:00:00Z`);
    return Number.isNaN(time) ? whole : persianDay(time / 86_400_000);
  });
