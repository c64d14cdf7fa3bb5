import { dayOf } from "../../calendar/days.js";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** When people are at work. All times are those of one place, as the table has them; no time zone takes part. */
export interface WorkingHours {
  /** Days without work: ['Friday'], ['Thursday', 'Friday'], ['Saturday', 'Sunday'], []. */
  readonly weekend: readonly Weekday[];
  /** '08:00' */
  readonly opens: string;
  /** '18:00'; '24:00' is midnight at the end of the day. */
  readonly closes: string;
  /** Days with hours of their own: { Thursday: { opens: '08:00', closes: '13:00' } }. */
  readonly days?: Partial<Readonly<Record<Weekday, { readonly opens: string; readonly closes: string }>>>;
  /** Further days without work: ['2026-03-21']. */
  readonly holidays?: readonly string[];
}

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/;
const MINUTES_A_DAY = 1440;

/** Minutes since the beginning of 1970 of an ISO date-time without a zone; null where it is none. */
export function minuteOf(iso: unknown): number | null {
  const [text, date, hours, minutes, seconds] = (typeof iso === "string" && DATETIME.exec(iso)) || [];
  const day = text === undefined ? null : dayOf(date);
  return day === null ? null : day * MINUTES_A_DAY + Number(hours) * 60 + Number(minutes) + Number(seconds ?? 0) / 60;
}

function clockOf(text: string, caller: string): number {
  const [, hours, minutes] = CLOCK.exec(text) ?? [];
  if (text === "24:00") return MINUTES_A_DAY;
  if (hours === undefined) throw new RangeError(`${caller} requires times of day such as '08:00'; got '${text}'`);
  return Number(hours) * 60 + Number(minutes);
}

interface Opening {
  readonly opens: number;
  readonly closes: number;
}

const CLOSED: Opening = { opens: 0, closes: 0 };

function openingOf({ opens, closes }: { readonly opens: string; readonly closes: string }, caller: string): Opening {
  const opening = { opens: clockOf(opens, caller), closes: clockOf(closes, caller) };
  if (opening.opens < opening.closes) return opening;
  throw new RangeError(`${caller} requires hours that close after they open; got ${opens} to ${closes}`);
}

/** The hours of each weekday, Sunday first. */
function weekOf(hours: WorkingHours, caller: string): Opening[] {
  const named = [...hours.weekend, ...Object.keys(hours.days ?? {})];
  const unknown = named.find((name) => !WEEKDAYS.includes(name as Weekday));
  if (unknown !== undefined)
    throw new RangeError(`${caller} requires weekdays such as 'Friday', in English; got '${unknown}'`);
  const both = hours.weekend.find((name) => hours.days?.[name] !== undefined);
  if (both !== undefined)
    throw new RangeError(`${caller} requires a weekday with hours or without; got '${both}' in weekend and in days`);
  const usual = openingOf(hours, caller);
  const week = WEEKDAYS.map((name) => {
    if (hours.weekend.includes(name)) return CLOSED;
    const own = hours.days?.[name];
    return own === undefined ? usual : openingOf(own, caller);
  });
  if (week.every((opening) => opening === CLOSED))
    throw new RangeError(`${caller} requires a day of work; got a weekend of seven days`);
  return week;
}

/** 0 for Sunday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

function holidaysOf(holidays: readonly string[], caller: string): number[] {
  const days = holidays.map((text) => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayOf(text) : null;
    if (day === null) throw new RangeError(`${caller} requires holidays such as '2026-03-21'; got '${text}'`);
    return day;
  });
  return [...new Set(days)].sort((a, b) => a - b);
}

/** How many of the sorted days lie before this one. */
function countBefore(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Σ of the entries before each place, and of all in the last. */
function runningSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

/**
 * What counts the minutes of work between two minutes since 1970; without hours all minutes count. Two look-ups, however
 * far apart they are.
 *
 * @throws RangeError for a weekday, a time of day or a holiday that is none
 * @example workingMinutes({ weekend: ["Friday"], opens: "08:00", closes: "18:00" }, "example")(480, 480 + 2 * 1440) // 600
 */
export function workingMinutes(hours: WorkingHours | null, caller: string): (from: number, to: number) => number {
  if (hours === null) return (from, to) => to - from;
  const week = weekOf(hours, caller);
  const lengths = week.map(({ opens, closes }) => closes - opens);
  const beforeWeekday = runningSums(lengths);
  const holidays = holidaysOf(hours.holidays ?? [], caller);
  const lost = runningSums(holidays.map((day) => lengths[weekdayOf(day)]!));

  /** Minutes of work from a fixed Sunday to a minute. */
  const until = (minute: number) => {
    const day = Math.floor(minute / MINUTES_A_DAY);
    const weekday = weekdayOf(day);
    const weeks = Math.floor((day + 4) / 7);
    const before = countBefore(holidays, day);
    const { opens, closes } = holidays[before] === day ? CLOSED : week[weekday]!;
    const today = Math.min(closes, Math.max(opens, minute - day * MINUTES_A_DAY)) - opens;
    return weeks * beforeWeekday[7]! + beforeWeekday[weekday]! - lost[before]! + today;
  };
  return (from, to) => until(to) - until(from);
}
