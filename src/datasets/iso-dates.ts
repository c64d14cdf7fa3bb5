const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The Gregorian calendar begins in 1583; an earlier year is one of another calendar, 1404-01-15 for example. */
const FIRST_YEAR = 1583;

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A Gregorian ISO date that exists (2024-02-30 does not), or null. */
export function isoDate(text: string): string | null {
  const parts = DATE.exec(text);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1) return null;
  const days = month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!;
  return day <= days ? text : null;
}

/** A date and time without a zone, written as 2026-03-21T14:05:00, or null. */
export function isoDateTime(text: string): string | null {
  const parts = DATETIME.exec(text);
  if (parts === null || isoDate(parts[1]!) === null) return null;
  return `${parts[1]}T${parts[2]}:${parts[3]}:${parts[4] ?? "00"}${parts[5] ?? ""}`;
}
