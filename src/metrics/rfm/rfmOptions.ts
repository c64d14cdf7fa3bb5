import { dayOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { NEGATIVE_AMOUNTS, type NegativeAmounts } from "../purchases/purchaseColumns.js";
import { requireOneOf } from "../requireOneOf.js";
import { RFM_SEGMENTS, type RfmSegmentRule, type RfmSegments, segmentsOfScores } from "./rfmSegments.js";

/** What is scored as money: all that was spent, or the mean of a day with a purchase. */
export type RfmMonetary = "total" | "mean";

/** What must be passed for the scores 2, 3 …: fewer days than, more purchases than, more money than. */
export interface RfmCutPoints {
  /** From the most days to the fewest. */
  readonly daysSinceLastPurchase: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

/** What a score of recency, frequency and money is made from. */
export interface RfmScoring {
  /** Column of the customer, of the day (or the time) of the purchase, and of what it came to. */
  readonly customer: string;
  readonly date: string;
  readonly amount: string;
  /** Days back from `asOf` over which purchases and money are counted; all before it unless given. */
  readonly windowDays?: number;
  /** How many scores there are; 5 unless given. */
  readonly bins?: number;
  /** Names of the scores; the usual ten by recency and frequency unless given (`bins` of 5 only). */
  readonly segments?: readonly RfmSegmentRule[];
  readonly monetary?: RfmMonetary;
  readonly negative?: NegativeAmounts;
}

export interface RfmPlan {
  readonly bins: number;
  readonly segments: RfmSegments;
  readonly windowDays: number | null;
  readonly monetary: RfmMonetary;
  readonly negative: NegativeAmounts;
}

/** The day of an option; throws where it is no date. */
export function requireAsOf(iso: unknown, option: string, caller: string): number {
  const day = dayOf(iso);
  if (day !== null) return day;
  const got = iso === undefined ? "none" : `'${iso}'`;
  throw new RangeError(`${caller} requires '${option}' as a date such as '2025-07-01'; got ${got}`);
}

/** Throws unless the cut points are as many as the scores need, each row in its order. */
export function requireCutPoints(cuts: RfmCutPoints, bins: number, caller: string): void {
  for (const name of ["daysSinceLastPurchase", "frequency", "monetary"] as const) {
    const given: readonly number[] | undefined = cuts[name];
    const sign = name === "daysSinceLastPurchase" ? -1 : 1;
    const isInOrder =
      Array.isArray(given) &&
      given.length === bins - 1 &&
      given.every((cut, i) => Number.isFinite(cut) && (i === 0 || sign * (cut - given[i - 1]!) >= 0));
    if (isInOrder) continue;
    const order = sign < 0 ? "falling" : "rising";
    throw new RangeError(
      `${caller} requires ${bins - 1} cut points of '${name}', ${order}, for scores 1 to ${bins}; got ${JSON.stringify(given) ?? "none"}`,
    );
  }
}

/** The options with what stands where nothing was given; throws for those that cannot be. */
export function planOf(options: RfmScoring, level: number, caller: string): RfmPlan {
  const { windowDays, bins = 5, segments, monetary = "total", negative = "refuse" } = options;
  requireLevel(level, caller);
  requireOneOf(caller, "monetary value", ["total", "mean"], monetary);
  requireOneOf(caller, "treatment of negative amounts", NEGATIVE_AMOUNTS, negative);
  if (!Number.isInteger(bins) || bins < 2 || bins > 10) {
    throw new RangeError(`${caller} requires whole bins from 2 to 10; got ${bins}`);
  }
  if (windowDays !== undefined && !(Number.isInteger(windowDays) && windowDays >= 1)) {
    throw new RangeError(`${caller} requires whole windowDays from 1; got ${windowDays}`);
  }
  if (segments === undefined && bins !== 5) {
    throw new TypeError(`${caller} requires segments for ${bins} bins: the usual ones are of 5; got none`);
  }
  return {
    bins,
    segments: segmentsOfScores(segments ?? RFM_SEGMENTS, bins, caller),
    windowDays: windowDays ?? null,
    monetary,
    negative,
  };
}
