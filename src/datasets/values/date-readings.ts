import { CALENDARS, type CalendarName } from "../../calendar/calendars.js";
import { fold } from "../../text/spelling.js";
import { type DateParts, dateFormat } from "./date-format.js";
import { isoOfParts, timeOfParts } from "./date-parts.js";

/** One way of reading a text as a date, or a date and time. */
export interface DateReading {
  /** The date as a Gregorian ISO date, with its time where one stands there. */
  readonly iso: string;
  readonly calendar: CalendarName;
  /** In the letters of strptime. */
  readonly format: string;
  readonly kind: "date" | "datetime";
  /** For two-digit years: the century that `iso` was made with; the schema must say one. Null for four digits. */
  readonly century: number | null;
}

/** The centuries with which two-digit years are shown; which one is meant, only a schema says. */
const CENTURIES: Readonly<Record<CalendarName, number>> = { gregorian: 1950, jalali: 1350 };

const ORDERS = ["%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y", "%d-%m-%y", "%m-%d-%y", "%y-%m-%d"];
const NUMERIC = ["-", "/", "."].flatMap((separator) => ORDERS.map((order) => order.replaceAll("-", separator)));
const FULL = ["%d %B %Y", "%B %d, %Y", "%B %d %Y", "%Y %B %d", "%d-%B-%Y", "%d %B %y", "%d-%B-%y", "%d/%B/%Y"];
const NAMED = [...FULL, ...FULL.map((format) => format.replace("%B", "%b"))];

/** A time at the end of a folded text, with what stands before it. */
const TIME =
  /([ t]|, )(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?( ?(?:[ap]\.?m\.?|[قب]\.?ظ))?( ?)(z|(?:gmt|utc)(?:[-+]\S+)?|[-+]\d{2}:?\d{2})?$/;

/** The format of a time that stands at the end, as it is written there. */
function timeFormat([, before, , , second, fraction, half, space, offset]: RegExpExecArray): string {
  const seconds = second === undefined ? "" : fraction === undefined ? ":%S" : ":%S.%f";
  const clock = half === undefined ? "%H" : "%I";
  const part = half === undefined ? "" : half.startsWith(" ") ? " %p" : "%p";
  return `${before === "t" ? "T" : before}${clock}:%M${seconds}${part}${offset === undefined ? "" : `${space}%z`}`;
}

function readingOf(parts: DateParts, calendar: CalendarName, format: string, isTimed: boolean): DateReading | null {
  const century = parts.year.length === 2 ? CENTURIES[calendar] : null;
  const day = isoOfParts(parts, calendar, century ?? undefined);
  const time = timeOfParts(parts);
  if (day === null || time === null) return null;
  return { iso: isTimed ? `${day}T${time}` : day, calendar, format, kind: isTimed ? "datetime" : "date", century };
}

/**
 * All dates that a text may stand for, and in which format of which calendar; [] where it is none.
 *
 * @example dateReadings("03/04/2024").map(({ iso }) => iso) // ["2024-04-03", "2024-03-04"]
 * @example dateReadings("۱۵ فروردین ۱۴۰۴").map(({ iso }) => iso) // ["2025-04-04"]
 */
export function dateReadings(text: string): DateReading[] {
  if (text.length < 6 || text.length > 60) return [];
  const folded = fold(text);
  if (!/\d/.test(folded)) return [];
  const time = TIME.exec(folded);
  const end = time === null ? "" : timeFormat(time);
  const found: DateReading[] = [];
  for (const date of /\p{L}/u.test(folded.slice(0, time?.index)) ? NAMED : NUMERIC) {
    const format = `${date}${end}`;
    const parts = dateFormat(format).parts(folded);
    if (parts === null) continue;
    for (const calendar of CALENDARS) {
      const reading = readingOf(parts, calendar, format, time !== null);
      const isKnown = found.some((other) => other.iso === reading?.iso && other.format.replace("%B", "%b") === format);
      if (reading !== null && !isKnown) found.push(reading);
    }
  }
  return found;
}

/** A reading as the line of a schema that chooses it. */
export function dateLine({ calendar, format, kind, century }: DateReading): string {
  return [
    `type: "${kind}"`,
    `format: "${format}"`,
    ...(calendar === "gregorian" ? [] : [`calendar: "${calendar}"`]),
    ...(century === null ? [] : [`century: ${century}`]),
  ].join(", ");
}
