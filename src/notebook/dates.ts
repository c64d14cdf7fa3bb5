/** A date of any realm: those of a cell are not made by this module's `Date`. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** `2026-06-30`, with hours and minutes (UTC) only where it has some. Empty for a date that is none. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const [day = "", time = ""] = date.toISOString().split("T");
  return time.startsWith("00:00:00.000") ? day : `${day} ${time.slice(0, 5)}`;
}
