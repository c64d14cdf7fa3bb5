import { isoDate, isoDateTime } from "../../iso-dates.js";

/** From which day a workbook counts: Windows from 1900, old Macintosh programs from 1904. */
export type DateSystem = 1900 | 1904;

const DAY = 86_400_000;
/** The day before 1 March 1900 that the count of 1900 believes in and no calendar has. */
const NO_DAY = 60;
const LAST = 2_958_466;

const midnight = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / DAY;
const START = { early: midnight(1899, 12, 31), late: midnight(1899, 12, 30), mac: midnight(1904, 1, 1) };

/** Milliseconds of the clock, 0 at midnight. Serials carry about a microsecond; they are rounded to the millisecond. */
const clockOf = (serial: number) => Math.round((serial - Math.floor(serial)) * DAY);

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

function clockText(milliseconds: number): string {
  const fraction = milliseconds % 1000;
  const seconds = Math.floor(milliseconds / 1000);
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return fraction === 0 ? clock : `${clock}.${pad(fraction, 3)}`;
}

/** Whether a serial is a day without a time. */
export const isWholeDay = (serial: number) => clockOf(serial) % DAY === 0;

/** The date and time a serial number stands for, as ISO text without a zone; null where there is no such day. */
export function dateTimeOf(serial: number, system: DateSystem): string | null {
  const clock = clockOf(serial);
  const day = Math.floor(serial) + (clock === DAY ? 1 : 0);
  if (day < (system === 1904 ? 0 : 1) || day >= LAST || (system === 1900 && day === NO_DAY)) return null;
  const start = system === 1904 ? START.mac : day < NO_DAY ? START.early : START.late;
  const date = new Date((start + day) * DAY).toISOString().slice(0, 10);
  return `${date}T${clockText(clock % DAY)}`;
}

/** The clock a serial number stands for: a time of day below 1, a duration in hours above: '26:30:00'. */
export function durationOf(serial: number): string {
  const milliseconds = Math.round(Math.abs(serial) * DAY);
  return `${serial < 0 ? "-" : ""}${clockText(milliseconds)}`;
}

/** The serial number of an ISO date or date-time, or null where the count of 1900 has none or would lose digits. */
export function serialOf(text: string): number | null {
  const moment = isoDate(text) === null ? isoDateTime(text) : `${text}T00:00:00`;
  if (moment === null) return null;
  const [year, month, day] = moment.slice(0, 10).split("-").map(Number) as [number, number, number];
  const [hours, minutes, seconds] = moment.slice(11).split(":").map(Number) as [number, number, number];
  const serial = midnight(year, month, day) - START.late + (hours * 3600 + minutes * 60 + seconds) / 86_400;
  return serial > NO_DAY && dateTimeOf(serial, 1900) === moment ? serial : null;
}
