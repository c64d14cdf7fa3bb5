import { parseDay } from "./calendar.js";
import { exponential } from "./chance.js";
import type { Person } from "./people.js";
import { SURVEY_TRUTH } from "./survey-truth.js";
import {
  type Attribute,
  CAUSE_TRUTH,
  CAUSES,
  type Cause,
  HAZARD_FACTORS,
  PERIOD,
  TACTIC_TRUTH,
  type Tactic,
} from "./truth.js";

/** The last day of each event that moves a hazard; −∞ when it never happened. */
export interface Recent {
  late: number;
  returned: number;
  badComplaint: number;
  rejected: number;
  technicalCall: number;
  billingQuestion: number;
}

export const NEVER = Number.NEGATIVE_INFINITY;

/** Which attribute's perception moves the hazard of which cause. */
const ATTRIBUTE_OF: Partial<Record<Cause, Attribute>> = {
  "Late delivery": "delivery",
  "High price": "price",
  "Product quality": "quality",
  "Unresolved complaint": "support",
  "Refund refused": "returns",
  "App problems": "website",
};

export function attributeOf(cause: Cause): Attribute | null {
  return ATTRIBUTE_OF[cause] ?? null;
}

/** How far a customer's lasting perception of an attribute is from the average customer of the segment. */
export function deviationOf(person: Person, attribute: Attribute): number {
  const regional = attribute === "delivery" && person.region === "Khuzestan" ? SURVEY_TRUTH.khuzestanDelivery : 0;
  const { halo, own } = SURVEY_TRUTH.spread;
  return halo * person.halo + own * person.deviation[attribute] + regional;
}

/** The part of each cause's daily hazard that never changes for this customer. */
export function standingHazards(person: Person): number[] {
  return CAUSES.map((cause) => {
    let hazard = CAUSE_TRUTH[cause].hazard[person.segment] / 365;
    const attribute = ATTRIBUTE_OF[cause];
    if (attribute) hazard *= exponential(-HAZARD_FACTORS.perceptionSlope * deviationOf(person, attribute));
    if (cause === "Out of stock" && person.segment === "Reseller") hazard *= Math.min(2.5, person.spendFactor);
    if (cause !== "Moved away" && person.channel === "Marketplace") hazard *= HAZARD_FACTORS.marketplace.factor;
    return hazard;
  });
}

const PRICE_RISE = parseDay(HAZARD_FACTORS.priceRise.from);
const TACTIC_FROM = parseDay(PERIOD.secondYear);

interface EventRule {
  readonly withinDays: number;
  readonly factor: number;
  readonly otherwise: number;
}

function after({ withinDays, factor, otherwise }: EventRule, last: number, day: number): number {
  return day >= last && day - last <= withinDays ? factor : otherwise;
}

function circumstance(cause: Cause, recent: Recent, day: number): number {
  switch (cause) {
    case "Late delivery":
      return after(HAZARD_FACTORS.lateDelivery, recent.late, day);
    case "Product quality":
      return after(HAZARD_FACTORS.returnedGoods, recent.returned, day);
    case "Unresolved complaint":
      return after(HAZARD_FACTORS.badlyHandledComplaint, recent.badComplaint, day);
    case "Refund refused":
      return after(HAZARD_FACTORS.rejectedComplaint, recent.rejected, day);
    case "App problems":
      return after(HAZARD_FACTORS.technicalCall, recent.technicalCall, day);
    case "Billing error":
      return after(HAZARD_FACTORS.billingQuestion, recent.billingQuestion, day);
    case "High price":
      return day >= PRICE_RISE ? HAZARD_FACTORS.priceRise.factor : 1;
    default:
      return 1;
  }
}

function tacticFactor(tactic: Tactic | null, cause: Cause, person: Person, day: number): number {
  if (tactic === null || day < TACTIC_FROM || cause === "Moved away") return 1;
  const factors: Readonly<Record<string, number>> = TACTIC_TRUTH[tactic].factor;
  return factors[cause] ?? factors[person.segment] ?? factors.all ?? 1;
}

/** The cause for which a customer decides to leave on this day, or null; one uniform number decides. */
export function decides(
  person: Person,
  day: number,
  standing: readonly number[],
  recent: Recent,
  tactic: Tactic | null,
  uniform: number,
): Cause | null {
  const fresh = day - person.joined < HAZARD_FACTORS.newCustomer.withinDays ? HAZARD_FACTORS.newCustomer.factor : 1;
  let reached = 0;
  for (let index = 0; index < CAUSES.length; index += 1) {
    const cause = CAUSES[index]!;
    const factor = circumstance(cause, recent, day) * tacticFactor(tactic, cause, person, day);
    reached += standing[index]! * factor * (cause === "Moved away" ? 1 : fresh);
    if (uniform < reached) return cause;
  }
  return null;
}
