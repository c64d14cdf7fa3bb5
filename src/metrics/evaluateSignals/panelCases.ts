import { dayOf } from "../../calendar/days.js";
import type { SignalPanel } from "../warningSignals/signalPanel.js";

/** After every day that occurs: of customers not known to have left. */
export const NEVER = 2 ** 30;
const SINCE_EVER = -NEVER;

/** A panel with its days as numbers; a case is one of its rows, one customer on one date. */
export interface Cases {
  readonly customers: readonly string[];
  /** Of each customer. */
  readonly since: Int32Array;
  /** The day of leaving, where it is known by `until`; else NEVER. */
  readonly left: Int32Array;
  readonly dates: readonly string[];
  readonly days: Int32Array;
  /** The last day of which is known who left. */
  readonly until: number;
  /** Of each case. */
  readonly customer: Int32Array;
  readonly date: Int32Array;
  /** Where the cases of each date begin, and at last where they end. */
  readonly begins: Int32Array;
  /** The usual days between two dates; null with one date. */
  readonly spacing: number | null;
}

const caller = "evaluateSignals";

function dayRequired(iso: string | null, what: string): number {
  const day = dayOf(iso);
  if (day === null) throw new TypeError(`${caller} requires ${what} such as 2026-06-30; got '${iso}'`);
  return day;
}

/** The days of the dates, which must be in order, and none after `until`. */
function daysOfDates(dates: readonly string[], until: number, end: string): Int32Array {
  const days = Int32Array.from(dates, (date) => dayRequired(date, "dates of the panel"));
  const late = days.findIndex((day) => day > until);
  if (late >= 0) {
    throw new RangeError(`${caller} requires dates up to 'until', ${end}, when leaving is known; got ${dates[late]}`);
  }
  for (let i = 1; i < days.length; i++) {
    if (days[i]! <= days[i - 1]!) {
      throw new RangeError(`${caller} requires dates in order; got ${dates[i]} after ${dates[i - 1]}`);
    }
  }
  return days;
}

function spacingOf(days: Int32Array): number | null {
  const apart = Int32Array.from({ length: Math.max(0, days.length - 1) }, (_, i) => days[i + 1]! - days[i]!).sort();
  return apart.length === 0 ? null : apart[(apart.length - 1) >> 1]!;
}

/** Where each date begins among the cases, which must be of customers who have not left, by date and then customer. */
function beginsOf(panel: SignalPanel, days: Int32Array, left: Int32Array): Int32Array {
  const { customer, date, customers, dates } = panel;
  const begins = new Int32Array(days.length + 1);
  for (let row = 0; row < date.length; row++) {
    const [d, c] = [date[row]!, customer[row]!];
    const isInOrder = row === 0 || d > date[row - 1]! || (d === date[row - 1] && c > customer[row - 1]!);
    if (!isInOrder || d >= days.length || c >= customers.length || d < 0 || c < 0) {
      throw new RangeError(
        `${caller} requires rows by date and customer, each once; got another order (row ${row + 1})`,
      );
    }
    if (left[c]! <= days[d]!) {
      throw new RangeError(
        `${caller} requires rows of customers on dates before they left; got '${customers[c]}' on ${dates[d]} (row ${row + 1})`,
      );
    }
    begins[d + 1] = row + 1;
  }
  for (let d = 1; d <= days.length; d++) begins[d] = Math.max(begins[d]!, begins[d - 1]!);
  return begins;
}

function requireReadings({ signals, date }: SignalPanel): void {
  if (signals.length === 0) throw new RangeError(`${caller} requires at least one signal; got none`);
  const names = new Set<string>();
  for (const { name, fires, strength } of signals) {
    if (names.has(name))
      throw new RangeError(`${caller} requires signals with names of their own; got '${name}' twice`);
    names.add(name);
    if (fires.length !== date.length || strength.length !== date.length) {
      const got = `${fires.length} and ${strength.length} of '${name}'`;
      throw new RangeError(`${caller} requires ${date.length} readings and strengths, one a row; got ${got}`);
    }
    const wrong = fires.findIndex((one) => one !== 0 && one !== 1 && one !== 255);
    if (wrong >= 0) {
      throw new RangeError(
        `${caller} requires readings of 0, 1 or 255; got ${fires[wrong]} of '${name}' (row ${wrong + 1})`,
      );
    }
    const lost = fires.findIndex((one, row) =>
      one === 255 ? !Number.isNaN(strength[row]) : !Number.isFinite(strength[row]),
    );
    if (lost >= 0) {
      const got = `${strength[lost]} of '${name}' where it reads ${fires[lost]} (row ${lost + 1})`;
      throw new RangeError(`${caller} requires a finite strength with each reading, NaN without one; got ${got}`);
    }
  }
}

/** Checks a panel and turns its dates into days. Who left after `until` is not known to have left. */
export function panelCases(panel: SignalPanel, until: string): Cases {
  const end = dayRequired(until, "'until' as a day");
  const days = daysOfDates(panel.dates, end, until);
  const known = panel.left.map((day) => (day === null ? NEVER : dayRequired(day, "days of leaving")));
  const left = Int32Array.from(known, (day) => (day > end ? NEVER : day));
  const begins = beginsOf(panel, days, left);
  requireReadings(panel);
  return {
    customers: panel.customers,
    since: Int32Array.from(panel.since, (day) => (day === null ? SINCE_EVER : dayRequired(day, "first days"))),
    left,
    dates: panel.dates,
    days,
    until: end,
    customer: panel.customer,
    date: panel.date,
    begins,
    spacing: spacingOf(days),
  };
}

/** Whether each date's horizon has been seen to its end. */
export const isSeen = ({ days, until }: Cases, date: number, horizon: number): boolean =>
  days[date]! + horizon <= until;
