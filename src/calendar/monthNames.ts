import type { CalendarName } from "./calendars.js";

/**
 * Names of months by their number from 1, in lower case, with Persian letters and without marks: what `fold` makes of a
 * name. The first of each is the usual one.
 */
const JALALI: readonly (readonly string[])[] = [
  ["فروردین", "farvardin"],
  ["اردیبهشت", "ordibehesht", "ordibehest"],
  ["خرداد", "khordad", "khordaad"],
  ["تیر", "tir"],
  ["مرداد", "امرداد", "mordad", "amordad"],
  ["شهریور", "shahrivar", "shahriwar"],
  ["مهر", "mehr"],
  ["آبان", "ابان", "aban"],
  ["آذر", "اذر", "azar"],
  ["دی", "dey", "dei", "day"],
  ["بهمن", "bahman"],
  ["اسفند", "esfand"],
];

/** In English, in Persian after the French (Iran) and after the English (Afghanistan). */
const GREGORIAN: readonly (readonly string[])[] = [
  ["january", "jan", "ژانویه", "ژانویهٔ", "جنوری"],
  ["february", "feb", "فوریه", "فوریهٔ", "فبروری"],
  ["march", "mar", "مارس", "مارچ"],
  ["april", "apr", "آوریل", "اوریل", "آپریل", "اپریل"],
  ["may", "مه", "می"],
  ["june", "jun", "ژوئن", "ژوین", "جون"],
  ["july", "jul", "ژوئیه", "ژوئیهٔ", "ژوییه", "جولای"],
  ["august", "aug", "اوت", "آگوست", "اگوست", "اگست"],
  ["september", "sep", "sept", "سپتامبر", "سپتمبر"],
  ["october", "oct", "اکتبر", "اکتوبر"],
  ["november", "nov", "نوامبر", "نومبر"],
  ["december", "dec", "دسامبر", "دسمبر"],
];

const numbered = (names: readonly (readonly string[])[]) =>
  new Map(names.flatMap((spellings, month) => spellings.map((name) => [name, month + 1] as const)));

const NUMBERS: Readonly<Record<CalendarName, ReadonlyMap<string, number>>> = {
  gregorian: numbered(GREGORIAN),
  jalali: numbered(JALALI),
};

/**
 * The month of a folded name, from 1; null where no month of the calendar is called so.
 *
 * @example monthNamed("اردیبهشت", "jalali") // 2
 */
export const monthNamed = (folded: string, calendar: CalendarName): number | null =>
  NUMBERS[calendar].get(folded) ?? null;

/** Farvardin to Esfand, as they are written in Persian. */
export const JALALI_MONTHS: readonly string[] = JALALI.map(([name]) => name!);

/** January to December, as they are written in Persian in Iran. */
export const GREGORIAN_MONTHS: readonly string[] = GREGORIAN.map(
  (names) => names.find((name) => /[\u0600-\u06ff]/.test(name))!,
);
