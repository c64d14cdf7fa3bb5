const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The Gregorian calendar begins in 1583; an earlier year is one of another calendar, 1404-01-15 for example. */
const FIRST_YEAR = 1583;

const ZERO = 48;
const HYPHEN = 45;

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether there is such a day in the Gregorian calendar. */
export function isGregorianDate(year: number, month: number, day: number): boolean {
  if (!(year >= FIRST_YEAR && year <= 9999) || !(month >= 1 && month <= 12) || !(day >= 1)) return false;
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

const COLON = 58;
const SPACE = 32;
const LETTER_T = 84;

/** Whether a text is a date and a time of hours and minutes, and of seconds where it is longer; nothing is cut out of it. */
function isWholeDateTime(text: string): boolean {
  const { length } = text;
  if ((length !== 16 && length !== 19) || !beginsWithDate(text)) return false;
  const between = text.charCodeAt(10);
  if ((between !== SPACE && between !== LETTER_T) || text.charCodeAt(13) !== COLON) return false;
  if (!(digitsAt(text, 11, 2) <= 23 && digitsAt(text, 14, 2) <= 59)) return false;
  return length === 16 || (text.charCodeAt(16) === COLON && digitsAt(text, 17, 2) <= 59);
}

/** A date and time without a zone, written as 2026-03-21T14:05:00, or null. */
export function isoDateTime(text: string): string | null {
  const isWhole = isWholeDateTime(text);
  if (isWhole && text.length === 19 && text.charCodeAt(10) === LETTER_T) return text;
  if (!isWhole && (text.length < 16 || !beginsWithDate(text))) return null;
  const time = text.slice(11);
  if (!isWhole && ((text[10] !== "T" && text[10] !== " ") || !TIME.test(time))) return null;
  return `${text.slice(0, 10)}T${time}${time.length === 5 ? ":00" : ""}`;
}

/** The most bytes of text that are made in one piece. */
const LONGEST = 2 ** 28;
const WHOLE = 19;
const BETWEEN = 10;

/**
 * Many date-times, all written in one of the ways with whole minutes or seconds, as `isoDateTime` has each; null where they are
 * not. Dividing one long text is much quicker than making millions of short ones.
 */
export function isoDateTimes(texts: readonly string[]): readonly string[] | null {
  const { length, [BETWEEN]: between } = texts[0] ?? "";
  const isAlike = (text: string) => text.length === length && text[BETWEEN] === between && isWholeDateTime(text);
  if (texts.length === 0 || texts.length * (WHOLE + 1) > LONGEST || !texts.every(isAlike)) return null;
  if (length === WHOLE && between === "T") return texts;
  const seconds = length === WHOLE ? "" : ":00";
  const bytes = Buffer.from(`${texts.join(`${seconds}\0`)}${seconds}`, "latin1");
  for (let at = BETWEEN; at < bytes.length; at += WHOLE + 1) bytes[at] = LETTER_T;
  return bytes.toString("latin1").split("\0");
}
