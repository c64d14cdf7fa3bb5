import { chiSquareQuantile } from "./distributions.js";
import { type Interval, requireLevel } from "./interval.js";

/**
 * Garwood's exact interval of a Poisson rate: events over an exposure (customer-days, tickets, an average of customers) that is
 * known. Covers at least the level, usually more. Of events that can happen once to each case it is too wide where most
 * cases have one.
 *
 * @param events a whole number from 0
 * @returns bounds of events / exposure
 * @example garwoodInterval(3, 1) // { lower: 0.6187, upper: 8.7673 }
 * @see Garwood (1936), Biometrika 28
 */
export function garwoodInterval(events: number, exposure: number, level = 0.95): Interval {
  if (!(Number.isInteger(events) && events >= 0)) {
    throw new RangeError(`garwoodInterval requires whole events from 0; got ${events}`);
  }
  if (!(exposure > 0) || !Number.isFinite(exposure)) {
    throw new RangeError(`garwoodInterval requires an exposure above 0; got ${exposure}`);
  }
  requireLevel(level, "garwoodInterval");
  const tail = (1 - level) / 2;
  return {
    lower: events === 0 ? 0 : chiSquareQuantile(tail, 2 * events) / 2 / exposure,
    upper: chiSquareQuantile(1 - tail, 2 * events + 2) / 2 / exposure,
  };
}
