import { CALENDARS, type CalendarName, dateIn } from "../../calendar/calendars.js";
import { isoOf } from "../../calendar/days.js";
import { WEEK_STARTS, type WeekStart } from "../cohortRetention/cohortWindows.js";
import { type PeriodUnit, periodAt } from "../periods/periods.js";
import { requireOneOf } from "../requireOneOf.js";

export type PurchaseUnit = "days" | "weeks" | "months" | "quarters" | "years";

/**
 * What is one purchase.
 *
 * - `day`: all orders of one day. Times are days over the length of the unit, with fractions.
 * - `unit`: all orders of one unit of the calendar, which is one opportunity to buy. Times are whole numbers of units.
 */
export type OnePurchase = "day" | "unit";

export interface TimeOptions {
  /** In what recency and age are told. */
  readonly unit: PurchaseUnit;
  readonly onePurchase?: OnePurchase;
  /** Whose months, quarters and years are the units of `onePurchase: 'unit'`; 'gregorian' unless given. */
  readonly calendar?: CalendarName;
  /** Of weeks, likewise; Monday, or Saturday of the Jalali calendar, unless given. */
  readonly weekStart?: WeekStart;
}

/** How days become times. */
export interface PurchaseTime {
  /** Purchases of one place are one purchase. */
  readonly placeOf: (day: number) => number;
  /** Units from one place to a later one. */
  readonly between: (earlier: number, later: number) => number;
  /** Why the time cannot end with this day, as what is required; null where it can. */
  readonly cutShort: (day: number) => string | null;
}

/** Months, quarters and years as parts of the Julian year. */
const LENGTHS: Readonly<Record<PurchaseUnit, number>> = {
  ...{ days: 1, weeks: 7, months: 365.25 / 12, quarters: 365.25 / 4, years: 365.25 },
};
const EACH: Readonly<Record<Exclude<PurchaseUnit, "days">, PeriodUnit>> = {
  ...{ weeks: "week", months: "month", quarters: "quarter", years: "year" },
};
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

const ofDays = (length: number): PurchaseTime => ({
  placeOf: (day) => day,
  between: (earlier, later) => (later - earlier) / length,
  cutShort: () => null,
});

function ofUnits(each: PeriodUnit, { calendar = "gregorian", weekStart }: TimeOptions): PurchaseTime {
  const rule = { each, calendar, ...(weekStart !== undefined && { weekStart }) };
  const dateOf = dateIn(calendar);
  const known = new Map<number, number>();
  const place = (day: number) => {
    const { from } = periodAt(day, rule);
    if (each === "week") return Math.floor(from / 7);
    const { year, month } = dateOf(from);
    return Math.floor((12 * year + month - 1) / MONTHS[each]);
  };
  return {
    placeOf(day) {
      let found = known.get(day);
      if (found === undefined) {
        found = place(day);
        known.set(day, found);
      }
      return found;
    },
    between: (earlier, later) => later - earlier,
    cutShort(day) {
      const { from, to } = periodAt(day, rule);
      if (day === to) return null;
      return `the last day of a ${each}, as a ${each} cut short is no full opportunity to buy, such as '${isoOf(from - 1)}' or '${isoOf(to)}'`;
    },
  };
}

/** Days in a unit in which recency and age are told; throws for what is none. */
export function daysPerUnit(unit: PurchaseUnit, caller: string): number {
  requireOneOf(caller, "unit", Object.keys(LENGTHS), unit);
  return LENGTHS[unit];
}

/** Throws for what is no unit, calendar or kind of purchase. */
export function purchaseTime(options: TimeOptions, caller: string): PurchaseTime {
  const { unit, onePurchase = "day", calendar = "gregorian", weekStart } = options;
  const length = daysPerUnit(unit, caller);
  requireOneOf(caller, "onePurchase", ["day", "unit"], onePurchase);
  requireOneOf(caller, "calendar", CALENDARS, calendar);
  if (weekStart !== undefined) requireOneOf(caller, "weekStart", WEEK_STARTS, weekStart);
  return onePurchase === "day" || unit === "days" ? ofDays(length) : ofUnits(EACH[unit], options);
}
