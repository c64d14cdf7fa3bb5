import type { Estimate } from "../result.js";
import type { WindowGroup } from "./leaverWindows.js";
import { shareOver } from "./overCustomers.js";
import type { Cases } from "./panelCases.js";

/** What a signal does among those who stayed, on the dates of those who left. */
export interface Background {
  /** Who has it fire at all in windows as long. */
  readonly warned: Estimate;
  /** How many of those warned had so many days from when it began to fire to the end of the window; in shares of windows. */
  readonly days: Float64Array;
  readonly warnedStayers: number;
  /** Of each date, the share for whom it fires; null where nobody with a reading stayed. */
  readonly firing: readonly (number | null)[];
}

/** Where the last run of firing of each customer began and ended, his last reading, and his first date; all as dates. */
class Runs {
  readonly began: Int32Array;
  readonly fired: Int32Array;
  readonly read: Int32Array;
  readonly came: Int32Array;

  constructor(customers: number) {
    const never = () => new Int32Array(customers).fill(-1);
    [this.began, this.fired, this.read, this.came] = [never(), never(), never(), never()];
  }

  take(customer: number, date: number, reading: number): void {
    if (this.came[customer] === -1) this.came[customer] = date;
    if (reading === 255) return;
    this.read[customer] = date;
    if (reading === 0) return;
    if (this.fired[customer] !== date - 1 || this.began[customer] === -1) this.began[customer] = date;
    this.fired[customer] = date;
  }
}

/** Whether a customer of a date is not known to leave within so many days after it. */
const stays = ({ left, days }: Cases, customer: number, date: number, lookBack: number) =>
  left[customer]! > days[date]! + lookBack;

function firingOf(cases: Cases, fires: Uint8Array, date: number, lookBack: number): number | null {
  let [known, firing] = [0, 0];
  for (let row = cases.begins[date]!; row < cases.begins[date + 1]!; row++) {
    if (fires[row] === 255 || !stays(cases, cases.customer[row]!, date, lookBack)) continue;
    known++;
    firing += fires[row]!;
  }
  return known === 0 ? null : firing / known;
}

/**
 * Those who stayed: customers not known to leave within `lookBack` days after the last date of a window, in which they were there from
 * its first date on. Each window of theirs counts as often as there are leavers at its dates, so that a season that makes customers
 * leave and a signal fire is in both.
 */
export function background(
  cases: Cases,
  fires: Uint8Array,
  groups: readonly WindowGroup[],
  lookBack: number,
  level: number,
): Background {
  const { customers, days, customer, begins } = cases;
  const runs = new Runs(customers.length);
  const [x, y] = [new Float64Array(customers.length), new Float64Array(customers.length)];
  const lasting = new Float64Array(lookBack + 1);
  const warned = new Set<number>();
  let windows = 0;
  for (let date = 0; date < days.length; date++) {
    for (let row = begins[date]!; row < begins[date + 1]!; row++) runs.take(customer[row]!, date, fires[row]!);
    for (const { first, leavers, daysAfter } of groups.filter(({ last }) => last === date)) {
      const there: number[] = [];
      for (let row = begins[date]!; row < begins[date + 1]!; row++) {
        const own = customer[row]!;
        if (runs.came[own]! <= first && runs.read[own]! >= first && stays(cases, own, date, lookBack)) there.push(own);
      }
      const weight = leavers / there.length;
      windows += there.length;
      for (const own of there) {
        x[own]! += weight;
        if (runs.fired[own]! < first) continue;
        y[own]! += weight;
        warned.add(own);
        const began = Math.max(first, runs.began[own]!);
        lasting[Math.min(lookBack, Math.round(days[date]! + daysAfter - days[began]!))]! += weight;
      }
    }
  }
  return {
    warned: shareOver(x, y, level, windows, "nobody who stayed was there as long"),
    days: lasting,
    warnedStayers: warned.size,
    firing: Array.from(days, (_, date) => firingOf(cases, fires, date, lookBack)),
  };
}
