import { dateIn } from "../calendar/calendars.js";
import { GREGORIAN_MONTHS, JALALI_MONTHS } from "../calendar/monthNames.js";
import { inDigits } from "./digits.js";

/** A day (whole days since 1970-01-01) as it is written in Persian: ۹ تیر ۱۴۰۵. */
export function persianDay(day: number): string {
  const { year, month, day: number } = dateIn("jalali")(day);
  return inDigits(`${number} ${JALALI_MONTHS[month - 1]} ${year}`);
}

const PERIODS = /(?<![\w-])(\d{4})[-\u2011](?:Q([1-4])|(\d{2})(?:[-\u2011](\d{2}))?)(?![\w-])/g;

const ORDINALS = ["اول", "دوم", "سوم", "چهارم"];
const SEASONS = ["بهار", "تابستان", "پاییز", "زمستان"];

/** The last year that is taken to be one of the Solar Hijri calendar, where only year and month are given. */
const LAST_JALALI = 1600;

/** A quarter of the Solar Hijri year is a season; of the Gregorian one it is counted: بهار ۱۴۰۵, فصل دوم ۲۰۲۶. */
function persianQuarter(year: string, quarter: string): string {
  const place = Number(quarter) - 1;
  return inDigits(`${Number(year) <= LAST_JALALI ? SEASONS[place] : `فصل ${ORDINALS[place]}`} ${year}`);
}

function persianMonth(year: string, month: string): string | null {
  const name = (Number(year) <= LAST_JALALI ? JALALI_MONTHS : GREGORIAN_MONTHS)[Number(month) - 1];
  return name === undefined ? null : inDigits(`${name} ${year}`);
}

/**
 * Days, months and quarters inside a text (2026-06-30, 1404-08, 2026-Q2) as they are said in Persian; days in the Solar
 * Hijri calendar, months and quarters in the one they are given in.
 */
export const persianPeriods = (text: string): string =>
  text.replace(PERIODS, (whole, year: string, quarter?: string, month?: string, day?: string) => {
    if (quarter !== undefined) return persianQuarter(year, quarter);
    if (day === undefined) return persianMonth(year, month!) ?? whole;
    const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    return Number.isNaN(time) ? whole : persianDay(time / 86_400_000);
  });
