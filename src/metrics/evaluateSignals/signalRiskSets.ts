import { type Cox, cox } from "../../statistics/cox.js";
import { type Cases, NEVER } from "./panelCases.js";

/** A day on which customers of whom a signal is known left: who was at risk, and for whom it fired. */
export interface LeavingDay {
  /** Days since the first date. */
  readonly day: number;
  /** At risk on that day, those who left on it among them. */
  readonly firing: number;
  readonly silent: number;
  /** Those who left, by customer, and whether it fired for them. */
  readonly left: readonly { readonly customer: number; readonly fires: boolean }[];
}

/** The cases of one date who leave before the next one, the first to leave first. */
function leaversOf({ begins, customer, left }: Cases, date: number, end: number): number[] {
  const rows: number[] = [];
  for (let row = begins[date]!; row < begins[date + 1]!; row++) if (left[customer[row]!]! <= end) rows.push(row);
  return rows.sort((a, b) => left[customer[a]!]! - left[customer[b]!]!);
}

/**
 * Who was at risk on each day on which anybody left, and for how many of them a signal fired when last read. Of a signal that fires or
 * does not this is all that Cox's model needs to know, whatever the customers left for.
 */
export function leavingDays(cases: Cases, fires: Uint8Array): LeavingDay[] {
  const { begins, days, customer, left, until } = cases;
  const found: LeavingDay[] = [];
  for (let date = 0; date < days.length; date++) {
    const end = Math.min(days[date + 1] ?? until, until);
    let [firing, silent] = [0, 0];
    for (let row = begins[date]!; row < begins[date + 1]!; row++) {
      if (fires[row] === 1) firing++;
      else if (fires[row] === 0) silent++;
    }
    const leavers = leaversOf(cases, date, end).filter((row) => fires[row] !== 255);
    for (let at = 0; at < leavers.length; ) {
      const day = left[customer[leavers[at]!]!]!;
      const gone: { customer: number; fires: boolean }[] = [];
      while (at < leavers.length && left[customer[leavers[at]!]!] === day) {
        const row = leavers[at++]!;
        gone.push({ customer: customer[row]!, fires: fires[row] === 1 });
      }
      found.push({ day: day - days[0]!, firing, silent, left: gone });
      for (const one of gone) {
        if (one.fires) firing--;
        else silent--;
      }
    }
  }
  return found;
}

/** What became of the customers who left for one reason: how many, how many with the signal firing, how many of them one would expect. */
export interface ReasonEvents {
  readonly left: number;
  readonly leftFiring: number;
  /** If the signal said nothing: Σ over days of those who left times the share at risk for whom it fired. */
  readonly expected: number;
  /** Null where a hazard ratio has no finite value. */
  readonly model: Cox | null;
}

/**
 * Cox's model of leaving for one reason, with the signal as it stood from date to date: Efron's ties; those who leave for anything else
 * are at risk up to then. Each day's risk set stands as the customers who left and two rows for all others.
 *
 * @param isFor of each customer, whether this is what he left for
 */
export function reasonEvents(
  riskSets: readonly LeavingDay[],
  isFor: (customer: number) => boolean,
  level: number,
): ReasonEvents {
  const rows = { start: [], stop: [], event: [], x: [], weights: [] } as Record<string, number[]>;
  const add = (day: number, event: number, x: number, weight: number) => {
    if (weight <= 0) return;
    rows.start!.push(day - 0.5);
    rows.stop!.push(day);
    rows.event!.push(event);
    rows.x!.push(x);
    rows.weights!.push(weight);
  };
  let [left, leftFiring, expected] = [0, 0, 0];
  let isCompared = false;
  for (const { day, firing, silent, left: gone } of riskSets) {
    const [mine, mineFiring] = gone.reduce(
      ([all, warned], one) => (isFor(one.customer) ? [all + 1, warned + Number(one.fires)] : [all, warned]),
      [0, 0] as [number, number],
    );
    if (mine === 0) continue;
    left += mine;
    leftFiring += mineFiring;
    expected += (mine * firing) / (firing + silent);
    isCompared ||= firing > 0 && silent > 0;
    for (let i = 0; i < mine; i++) add(day, 1, i < mineFiring ? 1 : 0, 1);
    add(day, 0, 1, firing - mineFiring);
    add(day, 0, 0, silent - (mine - mineFiring));
  }
  const hasRatio = isCompared && leftFiring > 0 && leftFiring < left;
  const column = (name: string) => Float64Array.from(rows[name]!);
  const model = hasRatio
    ? cox(
        {
          start: column("start"),
          stop: column("stop"),
          event: Uint8Array.from(rows.event!),
          covariates: { signal: column("x") },
          weights: column("weights"),
        },
        { level },
      )
    : null;
  return { left, leftFiring, expected, model };
}

/** Customers who left while the panel looked. */
export const leftInPanel = ({ left, days, until }: Cases): number[] =>
  Array.from(left.keys()).filter((c) => left[c]! > days[0]! && left[c]! <= until && left[c]! < NEVER);
