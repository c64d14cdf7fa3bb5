import { RETURN_SHARE } from "../../src/datasets/demo/baskets.js";
import {
  CATEGORIES,
  CATEGORY_TRUTH,
  CAUSE_TRUTH,
  CAUSES,
  type Cause,
  CHANNEL_SHARES,
  CUSTOMERS,
  HAZARD_FACTORS,
  INTERVIEW_TRUTH,
  LATE,
  REGION_SHARES,
  REGIONS,
  SEGMENT_TRUTH,
  SEGMENTS,
  type Segment,
} from "../../src/datasets/demo/truth.js";

/*
 * What the parameters of the demo company let one expect of a segment, before any customer is drawn. Circumstances are averaged, so
 * that rates are right to some percent: enough to say which differences must be seen.
 */

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Of an order: how often it is late, and how often one of its lines comes back. The warehouse moves for 4 of 24 months. */
const LATE_SHARE =
  sum(REGIONS.map((region) => REGION_SHARES[region] * LATE.byRegion[region])) *
  (1 + (LATE.warehouseMove.factor - 1) * (4 / 24));
const RETURNED = sum(CATEGORIES.map((category) => CATEGORY_TRUTH[category].share * RETURN_SHARE[category]));

interface EventRule {
  readonly withinDays: number;
  readonly factor: number;
  readonly otherwise: number;
}

/** The mean of a factor that holds for some days after an event that comes so often in 30 days. */
function meanFactor({ withinDays, factor, otherwise }: EventRule, monthly: number): number {
  const recent = 1 - Math.exp((-monthly * withinDays) / 30);
  return otherwise + (factor - otherwise) * recent;
}

function circumstances(cause: Cause, segment: Segment): number {
  const { ordersPerMonth, lines } = SEGMENT_TRUTH[segment];
  if (cause === "Late delivery") return meanFactor(HAZARD_FACTORS.lateDelivery, ordersPerMonth * LATE_SHARE);
  if (cause !== "Product quality") return 1;
  const half = segment === "Reseller" ? 0.5 : 1;
  return meanFactor(HAZARD_FACTORS.returnedGoods, ordersPerMonth * lines * RETURNED * half);
}

/** The yearly hazard of a cause in a segment, with who its customers are and what happens to them. */
export function expectedHazard(cause: Cause, segment: Segment): number {
  const marketplace = cause === "Moved away" ? 0 : CHANNEL_SHARES[segment].Marketplace;
  const channel = 1 + (HAZARD_FACTORS.marketplace.factor - 1) * marketplace;
  return CAUSE_TRUTH[cause].hazard[segment] * channel * circumstances(cause, segment);
}

/** The same as leavers tell it: some do not know, and some say that it was the price. */
export function toldHazard(cause: Cause, segment: Segment): number {
  const { dontKnow, saysHighPriceInstead } = INTERVIEW_TRUTH;
  const own = expectedHazard(cause, segment) * (cause === "Moved away" ? 1 : 1 - dontKnow - saysHighPriceInstead);
  if (cause !== "High price") return own;
  const all = CAUSES.filter((each) => each !== "Moved away").map((each) => expectedHazard(each, segment));
  return own + saysHighPriceInstead * sum(all);
}

const BEFORE = 0.57;
const YEARS = 2;

/** Customer-years at risk: 57 % are there from the first day of two years, the others join evenly in them. */
export function expectedYears(segment: Segment): number {
  const hazard = sum(CAUSES.map((cause) => expectedHazard(cause, segment)));
  const whole = (1 - Math.exp(-hazard * YEARS)) / hazard;
  const joining = (YEARS - whole) / (hazard * YEARS);
  return CUSTOMERS * SEGMENT_TRUTH[segment].share * (BEFORE * whole + (1 - BEFORE) * joining);
}

/** Leavers of a segment who are reached and give this reason. */
export const expectedLeavers = (cause: Cause, segment: Segment): number =>
  toldHazard(cause, segment) * expectedYears(segment) * INTERVIEW_TRUTH.reached[segment];

/** A hazard in a segment over that in all others, these weighted by their customer-years. */
export function ratioToOthers(hazardOf: (segment: Segment) => number, segment: Segment): number {
  const others = SEGMENTS.filter((other) => other !== segment);
  const years = sum(others.map(expectedYears));
  return hazardOf(segment) / (sum(others.map((other) => hazardOf(other) * expectedYears(other))) / years);
}
