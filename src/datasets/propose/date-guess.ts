import { isoDate, isoDateTime } from "../iso-dates.js";
import { dateReader } from "../values/date-reader.js";
import { type DateReading, dateReadings } from "../values/date-readings.js";
import type { Guess } from "./guess.js";

const keyOf = ({ kind, calendar, format }: DateReading) => `${kind} ${calendar} ${format}`;

/** The ways in which every one of these texts is a date, with what each gives; null when one is no date at all. */
function commonReadings(texts: readonly string[]): { readonly first: DateReading; readonly isos: string[] }[] | null {
  let common: Map<string, { first: DateReading; isos: string[] }> | null = null;
  for (const text of texts) {
    const readings = new Map(dateReadings(text).map((reading) => [keyOf(reading), reading]));
    if (readings.size === 0) return null;
    if (common === null) {
      common = new Map([...readings].map(([key, first]) => [key, { first, isos: [first.iso] }]));
      continue;
    }
    for (const [key, { isos }] of common) {
      const reading = readings.get(key);
      if (reading === undefined) common.delete(key);
      else isos.push(reading.iso);
    }
  }
  return [...(common?.values() ?? [])];
}

const calendarOf = ({ calendar }: DateReading) => (calendar === "jalali" ? ({ calendar } as const) : {});

/** What the schema must say for this reading. */
function said({ format, calendar, century }: DateReading): string {
  const parts = [`format: "${format}"`, ...(calendar === "jalali" ? ["calendar: jalali"] : [])];
  return [...parts, ...(century === null ? [] : [`century: ${century}`])].join(", ");
}

const OFFSET = / ?%z$/;

/** A column of texts as dates, if all of them are and can be read in one way only. */
export function guessDate(texts: readonly string[]): Guess | null {
  if (texts.every((text) => isoDate(text.trim()) !== null)) return { column: { type: "date" }, unsettled: [] };
  if (texts.every((text) => isoDateTime(text.trim()) !== null)) return { column: { type: "datetime" }, unsettled: [] };
  const readings = commonReadings(texts);
  if (readings === null) return null;
  const different = readings.filter(
    ({ isos }, i) => readings.findIndex((one) => isos.every((iso, k) => iso === one.isos[k])) === i,
  );
  const [only] = different;
  const open = (line: string): Guess => ({ column: { type: "text" }, unsettled: [line] });
  if (only === undefined) return open("dates written in several ways: a column has one format and one calendar");
  const { first } = only;
  if (different.every((one) => OFFSET.test(one.first.format))) {
    return open("times with an offset: say type: datetime and the zone of your clock, as in timezone: Asia/Tehran");
  }
  if (different.length === 1 && first.century === null) {
    return { column: { type: first.kind, format: first.format, ...calendarOf(first) }, unsettled: [] };
  }
  const at = texts.findIndex((_, i) => different.some(({ isos }) => isos[i] !== only.isos[i]));
  const example = Math.max(at, 0);
  const ways = different.map((one) => `${one.isos[example]} (${said(one.first)})`).join(" or ");
  return open(`'${texts[example]}' may be ${ways}: say type: ${first.kind} and one of them`);
}

/** A column of numbers as dates without signs between, 19970101: told from amounts by its name alone. */
export function guessDigitDate(texts: readonly string[]): Guess | null {
  if (!texts.every((text) => /^\d{8}$/.test(text))) return null;
  for (const calendar of ["gregorian", "jalali"] as const) {
    const column = { type: "date", format: "%Y%m%d", ...(calendar === "jalali" ? { calendar } : {}) } as const;
    const read = dateReader({ ...column, description: "" });
    if (texts.every((text) => typeof read(text) === "string")) return { column, unsettled: [] };
  }
  return null;
}
