/** Days are whole numbers since 1970-01-01; no clock and no time zone take part. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/;
const DAY = 86_400_000;

/** The day of an ISO date or date-time; null where there is no such date (2025-02-30). */
export function dayOf(iso: unknown): number | null {
  const [text, year, month, day] = (typeof iso === "string" && DATE.exec(iso)) || [];
  if (text === undefined) return null;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return isoOf(time / DAY) === text.slice(0, 10) ? time / DAY : null;
}

/** '2025-07-01' */
export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The year and the month, 0 for January. */
export function yearMonth(day: number): [number, number] {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth()];
}

/** So many calendar months later; the last day of the month where it has no such day (31 January, one later: 28 February). */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY;
}
