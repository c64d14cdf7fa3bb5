import { dayOf, isoOf, monthsLater, yearMonth } from "../../calendar/days.js";

export type CohortUnit = "day" | "week" | "month";

/** Windows of the same length for everybody: from the customer's own first day on, or those of the calendar. */
export type CohortWindows = "rolling" | "calendar";

/** The first day of a calendar week. */
export type WeekStart = "monday" | "saturday" | "sunday";

/** 1970-01-01 was a Thursday. */
const DAYS_TO_THURSDAY: Readonly<Record<WeekStart, number>> = { monday: 3, sunday: 4, saturday: 5 };

export const WEEK_STARTS = Object.keys(DAYS_TO_THURSDAY) as readonly WeekStart[];

export interface Calendar {
  /** Which of the calendar's days, weeks or months a day lies in. */
  readonly indexOf: (day: number) => number;
  readonly firstDay: (index: number) => number;
  /** '2025-07' for a month, else the first day. */
  readonly nameOf: (index: number) => string;
}

const monthStart = (index: number) => monthsLater(0, index);

/** Days from 1970 up to 2100, for each of which the month is worked out once. */
const LOOKED_UP = 47_482;

/** Months of days, counted from January 1970. */
function monthIndexes(): (day: number) => number {
  const known = new Int32Array(LOOKED_UP).fill(-1);
  return (day) => {
    const found = known[day] ?? -1;
    if (found >= 0) return found;
    const [year, month] = yearMonth(day);
    const index = 12 * (year - 1970) + month;
    if (day >= 0 && day < LOOKED_UP) known[day] = index;
    return index;
  };
}

export function calendarOf(unit: CohortUnit, weekStart: WeekStart): Calendar {
  if (unit === "month") {
    return { indexOf: monthIndexes(), firstDay: monthStart, nameOf: (index) => isoOf(monthStart(index)).slice(0, 7) };
  }
  const [length, shift] = unit === "day" ? [1, 0] : [7, DAYS_TO_THURSDAY[weekStart]];
  const firstDay = (index: number) => index * length - shift;
  return {
    indexOf: (day) => Math.floor((day + shift) / length),
    firstDay,
    nameOf: (index) => isoOf(firstDay(index)),
  };
}

export interface Windows {
  /** In which window after the first day a later day lies; 0 is the window of the first day itself. */
  readonly windowOf: (first: number, day: number) => number;
  /** The last day of a window. */
  readonly lastDay: (first: number, window: number) => number;
}

/** Calendar months gone by: one is not over before the day of the month comes again, or the month's last day where it has no such day. */
function rollingMonths(): Windows["windowOf"] {
  const monthIndex = monthIndexes();
  const known = new Map<number, number>();
  const startOf = (index: number) => {
    const start = known.get(index) ?? monthStart(index);
    known.set(index, start);
    return start;
  };
  return (first, day) => {
    const [from, to] = [monthIndex(first), monthIndex(day)];
    const isOver = day - startOf(to) >= first - startOf(from) || day + 1 === startOf(to + 1);
    return isOver ? to - from : to - from - 1;
  };
}

export function windowsOf(unit: CohortUnit, windows: CohortWindows, weekStart: WeekStart): Windows {
  if (windows === "calendar") {
    const { indexOf, firstDay } = calendarOf(unit, weekStart);
    return {
      windowOf: (first, day) => indexOf(day) - indexOf(first),
      lastDay: (first, window) => firstDay(indexOf(first) + window + 1) - 1,
    };
  }
  if (unit === "month") {
    return { windowOf: rollingMonths(), lastDay: (first, window) => monthsLater(first, window + 1) - 1 };
  }
  const length = unit === "day" ? 1 : 7;
  return {
    windowOf: (first, day) => Math.floor((day - first) / length),
    lastDay: (first, window) => first + (window + 1) * length - 1,
  };
}

/** The day of an option; throws where it is no date. */
export function requireDay(iso: string, option: string): number {
  const day = dayOf(iso);
  if (day !== null) return day;
  throw new RangeError(`cohortRetention requires '${option}' as a date such as '2025-07-01'; got '${iso}'`);
}
