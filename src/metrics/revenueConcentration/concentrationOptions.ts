import { requireLevel } from "../../statistics/interval.js";
import { NEGATIVE_AMOUNTS, type NegativeAmounts } from "../purchases/purchaseColumns.js";
import { requireOneOf } from "../requireOneOf.js";

/**
 * Customers who brought nothing, those among them who got back more than they paid.
 *
 * - `count` (default): customers like others, at the end of the line.
 * - `leave out`: no customers; only who brought something is ranked.
 */
export type RevenueNothing = "count" | "leave out";

export interface ConcentrationOptions {
  /** Which share of the customers is meant by the largest; .2 unless given. */
  readonly top?: number;
  /** For which share of the revenue the customers needed are counted; .8 unless given. */
  readonly threshold?: number;
  /** What amounts below 0 are; what is subtracted lowers what their customer brought. */
  readonly negative?: NegativeAmounts;
  readonly nothing?: RevenueNothing;
  readonly level?: number;
  readonly resamples?: number;
  readonly seed?: number;
}

export type ConcentrationPlan = Required<ConcentrationOptions>;

const FEWEST_RESAMPLES = 100;

/** The options with what stands where nothing was given; throws for those that cannot be. */
export function concentrationPlan(options: ConcentrationOptions, caller: string): ConcentrationPlan {
  const { top = 0.2, threshold = 0.8, negative = "refuse", nothing = "count" } = options;
  const { level = 0.95, resamples = 1000, seed = 1 } = options;
  for (const [name, share] of Object.entries({ top, threshold })) {
    if (share > 0 && share < 1) continue;
    throw new RangeError(`${caller} requires '${name}' as a share between 0 and 1, such as 0.2; got ${share}`);
  }
  requireOneOf(caller, "treatment of negative amounts", NEGATIVE_AMOUNTS, negative);
  requireOneOf(caller, "treatment of customers who brought nothing", ["count", "leave out"], nothing);
  requireLevel(level, caller);
  if (!Number.isInteger(resamples) || resamples < FEWEST_RESAMPLES) {
    throw new RangeError(`${caller} requires whole resamples from ${FEWEST_RESAMPLES}; got ${resamples}`);
  }
  return { top, threshold, negative, nothing, level, resamples, seed };
}
