import { CALENDARS, type CalendarName } from "../../calendar/calendars.js";
import { asciiDigits, fold, withoutInvisible } from "../../text/spelling.js";
import { trimmed } from "../../text/trimmed.js";
import { isoDate, isoDateTime } from "../iso-dates.js";
import type { ColumnSchema } from "../schema.js";
import { type DateFormat, type DateParts, dateFormat } from "./date-format.js";
import { isoOfParts, timeOfParts } from "./date-parts.js";
import { dateLine, dateReadings } from "./date-readings.js";
import { missingTexts } from "./missing-codes.js";
import { Refusal } from "./refusal.js";
import { clockOf, offsetMinutes } from "./timezone.js";

const CLOCKS = ["%H:%M", "%H:%M:%S", "%H:%M:%S.%f"];
const ISO_TIMES = ["T", " "].flatMap((before) =>
  CLOCKS.flatMap((clock) => ["", "%z", " %z"].map((zone) => `${before}${clock}${zone}`)),
);

/** ISO; a Jalali date, which has no other order than year, month, day, with / too. */
function usualFormats({ type, calendar }: ColumnSchema): string[] {
  const days = calendar === "jalali" ? ["%Y-%m-%d", "%Y/%m/%d"] : ["%Y-%m-%d"];
  return type === "date" ? days : days.flatMap((day) => ISO_TIMES.map((time) => `${day}${time}`));
}

function formatsOf(schema: ColumnSchema): DateFormat[] {
  const { type, format } = schema;
  if (format === undefined) return usualFormats(schema).map(dateFormat);
  const isTimed = /%[HI]/.test(format);
  if (isTimed !== (type === "datetime")) {
    throw new TypeError(`a ${type} requires a format ${isTimed ? "without" : "with"} an hour; got '${format}'`);
  }
  return [dateFormat(format)];
}

/** An instant as the clock of a zone shows it. */
function onClock(iso: string, offset: number, clock: (utc: number) => number): string {
  const [whole, fraction] = iso.split(".");
  const shown = clock(Date.parse(`${whole}Z`) - offset * 60_000);
  const text = new Date(shown).toISOString().slice(0, 19);
  return fraction === undefined ? text : `${text}.${fraction}`;
}

const other = (calendar: CalendarName) => CALENDARS.find((one) => one !== calendar)!;

const NAMES: Readonly<Record<CalendarName, string>> = { gregorian: "Gregorian", jalali: "Jalali" };

/** How a date begins whose year is of the other calendar, whether there is such a day or not. */
const OF_THE_OTHER: Readonly<Record<CalendarName, RegExp>> = {
  gregorian: /^1[34]\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/,
  jalali: /^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/,
};

/** Why a text is no date of the column, with the readings that a schema could choose. */
function refused(text: string, { calendar = "gregorian" }: ColumnSchema): Refusal {
  const readings = dateReadings(text);
  if (readings.length === 0 && OF_THE_OTHER[calendar].test(asciiDigits(text))) {
    return new Refusal(
      "calendar",
      `a ${NAMES[other(calendar)]} year; there is no such day in it`,
      `${NAMES[calendar]} dates`,
    );
  }
  if (readings.length > 0 && readings.every((reading) => reading.calendar !== calendar)) {
    const hint = `it is a ${NAMES[other(calendar)]} date: ${readings[0]!.iso}`;
    return new Refusal("calendar", hint, `${NAMES[calendar]} dates`);
  }
  return new Refusal("type", readings.map((one) => `${one.iso} with ${dateLine(one)}`).join("; "));
}

const NO_CENTURY = new Refusal(
  "ambiguous-date",
  "say the first of the hundred years, such as century: 1350 or century: 1950",
  "a century for years of two digits",
);
const NO_ZONE = new Refusal(
  "naive-time",
  'say on which clock times are to stand, such as timezone: "Asia/Tehran"',
  "a timezone for times with an offset",
);

/** ISO writes two digits where a format of strptime takes one. */
const isPadded = ({ month, day, hour = "00" }: DateParts) => month.length + day.length + hour.length === 6;

/**
 * What reads the texts of a column of dates or of date-times: Gregorian ISO text, null where nothing stands or a code for no
 * answer, or why not. Digits of all three kinds; a time with an offset is turned into the time of the schema's zone.
 */
export function dateReader(schema: ColumnSchema): (text: string) => string | null | Refusal {
  const { type, calendar = "gregorian", century, timezone } = schema;
  const canonical =
    schema.format === undefined && calendar === "gregorian" ? (type === "date" ? isoDate : isoDateTime) : null;
  const missing = missingTexts(schema);
  const formats = formatsOf(schema);
  const clock = timezone === undefined ? null : clockOf(timezone);

  const read = (parts: DateParts): string | null | Refusal => {
    const day = isoOfParts(parts, calendar, century);
    if (type === "date") return day;
    const time = timeOfParts(parts);
    if (day === null || time === null) return null;
    if (parts.offset === undefined) return `${day}T${time}`;
    const offset = offsetMinutes(parts.offset);
    if (offset === null) return null;
    return clock === null ? NO_ZONE : onClock(`${day}T${time}`, offset, clock);
  };

  return (cell) => {
    const quick = canonical?.(cell) ?? null;
    if (quick !== null && !missing.has(cell)) return quick;
    const text = trimmed(withoutInvisible(cell));
    if (text.trim() === "" || missing.has(text) || missing.has(cell.trim())) return null;
    const folded = fold(text);
    for (const format of formats) {
      const parts = format.parts(folded);
      if (parts === null || (canonical !== null && !isPadded(parts))) continue;
      if (format.shortYear && century === undefined) return NO_CENTURY;
      return read(parts) ?? refused(text, schema);
    }
    return refused(text, schema);
  };
}
