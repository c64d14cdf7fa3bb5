const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The Gregorian calendar begins in 1583; an earlier year is one of another calendar, 1404-01-15 for example. */
const FIRST_YEAR = 1583;

const ZERO = 48;
const HYPHEN = 45;

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether there is such a day in the Gregorian calendar. */
export function isGregorianDate(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > 9999 || !(month >= 1 && month <= 12) || !(day >= 1)) return false;
  return day <= (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!);
}

/** The whole number of so many digits that stands here, or NaN. Files hold millions: no expression, no string is made. */
function digitsAt(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function beginsWithDate(text: string): boolean {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  return isGregorianDate(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2));
}

/** A Gregorian ISO date that exists (2024-02-30 does not), or null. */
export function isoDate(text: string): string | null {
  return text.length === 10 && beginsWithDate(text) ? text : null;
}

/** A date and time without a zone, written as 2026-03-21T14:05:00, or null. */
export function isoDateTime(text: string): string | null {
  if (text.length < 16 || !beginsWithDate(text)) return null;
  const between = text[10];
  const time = text.slice(11);
  if ((between !== "T" && between !== " ") || !TIME.test(time)) return null;
  if (between === "T" && time.length > 5) return text;
  return `${text.slice(0, 10)}T${time}${time.length === 5 ? ":00" : ""}`;
}
