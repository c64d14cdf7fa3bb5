import { incompleteBeta } from "./incompleteBeta.js";
import { requireLevel } from "./interval.js";
import { clopperPearsonInterval } from "./proportion.js";

/** Events, and what they could happen to: customer-days, customers, tickets. */
export interface EventRate {
  /** A whole number from 0. */
  readonly events: number;
  /** Above 0. */
  readonly exposure: number;
}

function requireRates(rates: readonly EventRate[], caller: string): void {
  for (const { events, exposure } of rates) {
    if (!(Number.isInteger(events) && events >= 0)) {
      throw new RangeError(`${caller} requires whole events from 0; got ${events}`);
    }
    if (!(exposure > 0) || !Number.isFinite(exposure)) {
      throw new RangeError(`${caller} requires an exposure above 0; got ${exposure}`);
    }
  }
}

/**
 * One Poisson rate over another, with its exact interval: of all events those of the first are binomial, with a share that the ratio
 * and the exposures fix, so that Clopper and Pearson's interval of the share is one of the ratio. Covers at least the level,
 * usually more. Of events that can happen once to each case it is too wide where most cases have one.
 *
 * @returns the ratio is null where the second has no events (and the upper bound with it); all are null without any event
 * @example rateRatio({ events: 11, exposure: 800 }, { events: 18, exposure: 3000 }) // { ratio: 2.2917, lower: 0.9781, upper: 5.1235 }
 * @see Przyborowski and Wilenski (1940), Biometrika 31
 */
export function rateRatio(first: EventRate, second: EventRate, level = 0.95) {
  requireRates([first, second], "rateRatio");
  requireLevel(level, "rateRatio");
  const all = first.events + second.events;
  if (all === 0) return { ratio: null, lower: null, upper: null };
  const { lower, upper } = clopperPearsonInterval(first.events, all, level);
  const ratioAt = (share: number) => ((share / (1 - share)) * second.exposure) / first.exposure;
  const hasBoth = second.events > 0;
  return {
    ratio: hasBoth ? (first.events * second.exposure) / (second.events * first.exposure) : null,
    lower: ratioAt(lower),
    upper: hasBoth ? ratioAt(upper) : null,
  };
}

/**
 * The two-sided exact p-value of a ratio of two Poisson rates that lies between 1/`atLeast` and `atLeast`: twice the smaller tail, at
 * the nearer end. Up to 1 − level just where the interval of `rateRatio` lies wholly beyond. A little too careful.
 *
 * @param atLeast 1 or more: the ratio, either way, that a difference must exceed to matter; 1 tests that there is none
 * @example rateRatioPValue({ events: 11, exposure: 800 }, { events: 18, exposure: 3000 }) // 0.05646
 * @example rateRatioPValue({ events: 11, exposure: 800 }, { events: 18, exposure: 3000 }, 1.25) // 0.1711
 */
export function rateRatioPValue(first: EventRate, second: EventRate, atLeast = 1): number {
  requireRates([first, second], "rateRatioPValue");
  if (!(atLeast >= 1 && Number.isFinite(atLeast))) {
    throw new RangeError(`rateRatioPValue requires atLeast of 1 or more; got ${atLeast}`);
  }
  const [x, y] = [first.events, second.events];
  const most = { first: atLeast * first.exposure, second: second.exposure };
  const least = { first: first.exposure, second: atLeast * second.exposure };
  const share = (part: number, rest: number) => part / (part + rest);
  const above = x === 0 ? 1 : incompleteBeta(share(most.first, most.second), x, y + 1, share(most.second, most.first));
  const below =
    y === 0 ? 1 : incompleteBeta(share(least.second, least.first), y, x + 1, share(least.first, least.second));
  return Math.min(1, 2 * Math.min(above, below));
}
