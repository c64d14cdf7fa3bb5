import { dayOf, isoOf, monthsLater } from "../../calendar/days.js";
import { periodAt } from "../periods/periods.js";

export interface ChurnPeriod {
  /** First and last day, both within the period: `{ from: "2025-07-01", to: "2026-06-30" }`. */
  readonly from: string;
  readonly to: string;
  /** Also each month, quarter or year of it, counted from the first day: one row each, under the key `period`. */
  readonly each?: "month" | "quarter" | "year";
}

/** Days since 1970; the last day is within. */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Why it is not as long as the others. */
  readonly note: string | null;
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function requireDay(iso: string, what: string): number {
  const day = dayOf(iso);
  if (day !== null) return day;
  throw new RangeError(`churn requires '${what}' of the period as a date such as '2025-07-01'; got '${iso}'`);
}

/** '2025-07', '2025-Q3' or '2025' where the parts are those of the calendar, else the first day. */
function nameOf(day: number, each: "month" | "quarter" | "year"): string {
  const { label, from } = periodAt(day, { each, calendar: "gregorian" });
  return from === day ? label : isoOf(day);
}

/** The whole period, and its parts where they were asked for. */
export function spansOf({ from: first, to: last, each }: ChurnPeriod): {
  readonly whole: Span;
  readonly parts: readonly Span[];
} {
  const [from, to] = [requireDay(first, "from"), requireDay(last, "to")];
  if (to < from) throw new RangeError(`churn requires a period that ends after it begins; got ${first} to ${last}`);
  const whole = { name: `${first} to ${last}`, from, to, note: null };
  if (each === undefined) return { whole, parts: [] };
  const months = Object.hasOwn(MONTHS, each) ? MONTHS[each] : undefined;
  if (months === undefined) throw new RangeError(`churn requires 'each' of 'month', 'quarter', 'year'; got '${each}'`);
  const parts: Span[] = [];
  for (let i = 0; monthsLater(from, i * months) <= to; i++) {
    const begin = monthsLater(from, i * months);
    const end = monthsLater(from, (i + 1) * months) - 1;
    const note = end > to ? `only ${to - begin + 1} of the ${end - begin + 1} days of the ${each}` : null;
    parts.push({ name: nameOf(begin, each), from: begin, to: Math.min(end, to), note });
  }
  return { whole, parts };
}
