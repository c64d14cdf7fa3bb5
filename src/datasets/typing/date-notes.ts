import { asciiDigits, withoutInvisible } from "../../text/spelling.js";
import type { Issues } from "../issues.js";
import { type DateReading, dateLine, dateReadings } from "../values/date-readings.js";
import { noteColumn } from "./column-note.js";
import { rowsOf, type TextFact, type TextFacts } from "./text-facts.js";

/** Three numbers as a date has them, whether there is such a day or not. */
const LIKE_A_DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/;

interface Looks {
  readonly fact: TextFact;
  readonly readings: readonly DateReading[];
}

function lookOf(fact: TextFact): Looks | null {
  const readings = dateReadings(fact.text);
  if (readings.length > 0) return { fact, readings };
  if (fact.text.length > 40) return null;
  return LIKE_A_DATE.test(asciiDigits(withoutInvisible(fact.text).trim())) ? { fact, readings } : null;
}

/** Whether a text looks like a date, of whatever calendar. */
export const looksLikeDate = (text: string): boolean => lookOf({ text, count: 1, first: 1 }) !== null;

const factsOf = (looks: readonly Looks[]) => looks.map(({ fact }) => fact);
const isOnly = (calendar: string) => (look: Looks) => look.readings.every((reading) => reading.calendar === calendar);

/** Notes two calendars, each of some dates that the other does not have; false where there is one. */
function noteTwoCalendars(name: string, dated: readonly Looks[], issues: Issues): boolean {
  const [jalali, gregorian] = [dated.filter(isOnly("jalali")), dated.filter(isOnly("gregorian"))];
  if (jalali.length === 0 || gregorian.length === 0) return false;
  const first = (looks: readonly Looks[]) => Math.min(...looks.map(({ fact }) => fact.first));
  const later = first(jalali) > first(gregorian) ? jalali : gregorian;
  const shown = (look: Looks) => `'${look.fact.text}'`;
  const what = `stays text: it holds dates of two calendars, Gregorian ${shown(gregorian[0]!)} and Jalali ${shown(jalali[0]!)}`;
  noteColumn(
    issues,
    "two-calendars",
    name,
    factsOf(later),
    what,
    'a column has one calendar: calendar: "jalali" or "gregorian"',
  );
  return true;
}

const keyOf = ({ format, calendar }: DateReading) => `${calendar} ${format}`;

/** The formats in which all of them are dates. */
function commonReadings(dated: readonly Looks[]): readonly DateReading[] {
  const keys = dated.map(({ readings }) => new Set(readings.map(keyOf)));
  return dated[0]!.readings.filter((reading) => keys.every((known) => known.has(keyOf(reading))));
}

/** Dates that would be typed were there no others: ISO, and without an offset. */
const isUsual = ({ readings }: Looks) =>
  readings.some(
    ({ calendar, format }) => calendar === "gregorian" && format.startsWith("%Y-%m-%d") && !format.includes("%z"),
  );

function noteReadings(name: string, dated: readonly Looks[], issues: Issues): void {
  const unusual = dated.filter((look) => !isUsual(look));
  const found = unusual.length > 0 ? unusual : dated;
  const { fact, readings } = found[0]!;
  const common = commonReadings(dated);
  const left =
    common.length > 0 ? readings.filter((one) => common.some((other) => keyOf(other) === keyOf(one))) : readings;
  const lines = left.map((one) => `${dateLine(one)} makes it ${one.iso}`).join("; ");
  if (left.some(({ format }) => format.includes("%z"))) {
    const what = `stays text: '${fact.text}' is a time of a zone, and which clock the column shows is not said`;
    noteColumn(
      issues,
      "naive-time",
      name,
      factsOf(found),
      what,
      'type: "datetime", timezone: "Asia/Tehran" or another',
    );
  } else if (left.length === 1 && left[0]!.calendar === "jalali" && left[0]!.century === null) {
    const what = `stays text: it holds Jalali dates, '${fact.text}' is ${left[0]!.iso}`;
    noteColumn(issues, "calendar", name, factsOf(found), what, lines);
  } else {
    const what = `stays text: '${fact.text}' may be ${[...new Set(left.map(({ iso }) => iso))].join(" or ")}`;
    noteColumn(issues, "ambiguous-date", name, factsOf(found), what, lines);
  }
}

/**
 * Notes what may be dates in a column that stays text: of which there are several readings, two calendars, days that do not
 * exist. False where most of the column are no dates.
 *
 * @param facts without words for no answer
 */
export function noteDates(name: string, facts: readonly TextFact[], issues: Issues): boolean {
  const looks = facts.flatMap((fact) => lookOf(fact) ?? []);
  if (looks.length === 0 || rowsOf(factsOf(looks)) * 2 < rowsOf(facts)) return false;
  const dated = looks.filter(({ readings }) => readings.length > 0);
  if (dated.length === 0) return false;
  const none = looks.filter(({ readings }) => readings.length === 0);
  if (none.length > 0 && dated.every(isUsual)) {
    const what = `stays text: there is no day '${none[0]!.fact.text}'`;
    noteColumn(issues, "type", name, factsOf(none), what, "");
  } else if (!noteTwoCalendars(name, dated, issues)) {
    noteReadings(name, dated, issues);
  }
  return true;
}

/** Notes that the times of a column are of no zone. */
export function noteNaive(name: string, facts: TextFacts, issues: Issues): void {
  const what = "holds times without a zone; they are taken as they stand";
  const [first] = facts.those(() => true, 1);
  const all = { ...first!, count: facts.rows };
  noteColumn(issues, "naive-time", name, [all], what, 'type: "datetime", timezone: "Asia/Tehran" or another');
}
