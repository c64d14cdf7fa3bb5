import { dayOf, isoOf } from "../../calendar/days.js";

/** Days so far apart, from the first on: 2025-09-30, 2025-10-14, … */
export interface EveryDays {
  readonly from: string;
  /** No day after this one. */
  readonly to: string;
  readonly everyDays: number;
}

/** One day, several, or days so far apart. */
export type SignalDates = string | readonly string[] | EveryDays;

const CALLER = "warningSignals";

function requireDay(text: unknown): number {
  const day = dayOf(text);
  if (day !== null && typeof text === "string" && text.length === 10) return day;
  throw new RangeError(
    `${CALLER} requires days such as 2026-03-31 in 'asOf'; got ${text === undefined ? "none" : `'${text}'`}`,
  );
}

/** The days at whose end signals are read, since 1970-01-01, in order and each once. */
export function signalDays(asOf: SignalDates): readonly number[] {
  if (typeof asOf === "string" || asOf === undefined) return [requireDay(asOf)];
  if (!("everyDays" in asOf)) {
    if (asOf.length === 0) throw new RangeError(`${CALLER} requires days such as 2026-03-31 in 'asOf'; got []`);
    return [...new Set(asOf.map(requireDay))].sort((a, b) => a - b);
  }
  const [from, to] = [requireDay(asOf.from), requireDay(asOf.to)];
  const { everyDays } = asOf;
  if (!(Number.isInteger(everyDays) && everyDays >= 1)) {
    throw new RangeError(`${CALLER} requires 'everyDays' to be a whole number from 1; got ${everyDays}`);
  }
  if (to < from)
    throw new RangeError(`${CALLER} requires 'to' not before 'from'; got ${isoOf(to)} before ${isoOf(from)}`);
  return Array.from({ length: Math.floor((to - from) / everyDays) + 1 }, (_, i) => from + i * everyDays);
}
