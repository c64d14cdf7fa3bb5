import { multinomialResample } from "../../statistics/multinomialResample.js";
import type { Random } from "../../statistics/random.js";
import type { CauseCells } from "../../statistics/scaledIncidence.js";
import type { WatchedCustomer, WatchedSegment } from "./reasonsFixedTally.js";

/** Customers of a segment up to the horizon, alike ones in one cell. */
export interface FixCells extends CauseCells {
  /** How many customers each cell holds. */
  readonly counts: readonly number[];
  /** Of each measure (customers, then each value) the mass of each cell. */
  readonly masses: readonly Float64Array[];
  /** Of each measure the mass of the segment. */
  readonly totals: readonly number[];
  /** Whose time had not ended by the horizon. */
  readonly atHorizon: number;
  readonly draw: (stream: Random) => readonly Float64Array[];
}

/** Up to so many customers are drawn one by one; beyond, the masses within a cell are summed up by two moments. */
const KEPT_CUSTOMERS = 20_000;

/** How long a segment is known for: to the last look at anybody. Beyond, nobody shows how those spared would have left. */
export const knownUntil = ({ customers }: WatchedSegment): number =>
  customers.reduce((last, { duration }) => Math.max(last, duration), Number.NEGATIVE_INFINITY);

/** Which of the times a duration stands at or behind, counted from 1; 0 before the first. */
function placeOf(times: readonly number[], duration: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= duration) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Placed {
  readonly time: number;
  readonly cause: number;
  readonly masses: readonly number[];
}

/** The order does not depend on that of the rows, so that sums and draws do not. */
function inOrder(a: Placed, b: Placed): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.cause !== b.cause) return a.cause - b.cause;
  const k = a.masses.findIndex((mass, i) => mass !== b.masses[i]);
  return k < 0 ? 0 : a.masses[k]! - b.masses[k]!;
}

/** Draws as many customers as there are, each with all his masses. */
function eachDrawer(placed: readonly Placed[], cellOf: Int32Array, cells: number, measures: number) {
  const flat = Float64Array.from(placed.flatMap(({ masses }) => masses));
  return (stream: Random) => {
    const drawn = Array.from({ length: measures }, () => new Float64Array(cells));
    for (let i = 0; i < placed.length; i++) {
      const who = stream.integer(placed.length);
      for (let m = 0; m < measures; m++) drawn[m]![cellOf[who]!]! += flat[who * measures + m];
    }
    return drawn;
  };
}

/** Draws how many customers of each cell, and their masses by the normal law of a sum. */
function sumsDrawer(counts: readonly number[], masses: readonly Float64Array[], squares: readonly Float64Array[]) {
  return (stream: Random) => {
    const times = multinomialResample(counts, stream);
    return masses.map((sums, m) =>
      Float64Array.from(sums, (sum, cell) => {
        const mean = sum / counts[cell]!;
        const variance = squares[m]![cell]! / counts[cell]! - mean * mean;
        if (variance <= 1e-12 * mean * mean) return times[cell]! * mean;
        return Math.max(0, times[cell]! * mean + Math.sqrt(times[cell]! * variance) * stream.normal());
      }),
    );
  };
}

const isPlain = ({ masses }: WatchedCustomer) => masses.length === 1 && masses[0] === 1;

/**
 * The cells of a segment. What happened after the horizon has not happened yet; who was last seen between two times of leaving
 * counts as at risk at the first of them.
 *
 * @param causes the reasons in the order of their numbers, null for leaving without a known one
 */
export function fixCells(
  { customers }: WatchedSegment,
  causes: readonly (string | null)[],
  horizon: number,
  measures: number,
): FixCells {
  const numbers = new Map(causes.map((reason, c) => [reason, c]));
  const hasLeft = ({ left, duration }: WatchedCustomer) => left && duration <= horizon;
  const times = [...new Set(customers.filter(hasLeft).map(({ duration }) => duration))].sort((a, b) => a - b);
  const placed = customers
    .map((customer) => ({
      time: placeOf(times, Math.min(horizon, customer.duration)),
      cause: hasLeft(customer) ? numbers.get(customer.reason)! : -1,
      masses: customer.masses,
    }))
    .sort(inOrder);
  const [time, cause, counts]: number[][] = [[], [], []];
  const cellOf = new Int32Array(placed.length);
  placed.forEach((one, i) => {
    if (time!.length === 0 || time!.at(-1) !== one.time || cause!.at(-1) !== one.cause) {
      time!.push(one.time);
      cause!.push(one.cause);
      counts!.push(0);
    }
    cellOf[i] = time!.length - 1;
    counts![cellOf[i]!]!++;
  });
  const summed = (of: (mass: number) => number) =>
    Array.from({ length: measures }, (_, m) => {
      const sums = new Float64Array(time!.length);
      placed.forEach(({ masses }, i) => {
        sums[cellOf[i]!]! += of(masses[m]!);
      });
      return sums;
    });
  const masses = summed((mass) => mass);
  const isCounted = customers.every(isPlain);
  return {
    time: Int32Array.from(time!),
    cause: Int32Array.from(cause!),
    causes: causes.length,
    counts: counts!,
    masses,
    totals: masses.map((sums) => sums.reduce((all, sum) => all + sum, 0)),
    atHorizon:
      customers.filter(({ duration }) => duration > horizon).length +
      customers.filter((one) => one.duration === horizon && !one.left).length,
    draw:
      isCounted || placed.length > KEPT_CUSTOMERS
        ? sumsDrawer(counts!, masses, isCounted ? masses : summed((mass) => mass * mass))
        : eachDrawer(placed, cellOf, time!.length, measures),
  };
}
