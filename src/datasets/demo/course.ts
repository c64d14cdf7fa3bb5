import type { Random } from "../../statistics/random.js";
import { drawOrder, type Order, ordersPerDay } from "./baskets.js";
import { parseDay } from "./calendar.js";
import type { Campaign } from "./campaigns.js";
import { between, happens, pick, stream } from "./chance.js";
import { COMPLAINT_TRUTH, type Complaint, drawComplaint } from "./complaints.js";
import { decides, NEVER, type Recent, standingHazards } from "./leaving.js";
import type { Person } from "./people.js";
import {
  CAUSE_TRUTH,
  type Cause,
  type CONTACT_KINDS,
  CONTACT_TRUTH,
  DECOYS,
  DRIFT,
  OFFER_RULES,
  PERIOD,
  TACTIC_TRUTH,
  type Tactic,
} from "./truth.js";

type ContactKind = (typeof CONTACT_KINDS)[number];

interface Contact {
  readonly day: number;
  readonly minute: number;
  readonly kind: ContactKind;
}

export interface Offer {
  readonly day: number;
  readonly campaign: Campaign;
  readonly heldOut: boolean;
  readonly opened: boolean;
}

/** What happened to one customer, day by day. */
export interface Course {
  readonly orders: Order[];
  readonly contacts: Contact[];
  readonly complaints: Complaint[];
  readonly offers: Offer[];
  readonly badComplaints: number[];
  tactic: Tactic | null;
  /** The day of the decision to leave, its cause, and the day of leaving; null if it has not come to that. */
  onset: number | null;
  cause: Cause | null;
  left: number | null;
}

const START = parseDay(PERIOD.start);
const SECOND_YEAR = parseDay(PERIOD.secondYear);
const END = parseDay(PERIOD.end);
const HAZARD_FROM = START - 60;
const TACTIC_SHARES = Object.fromEntries(
  Object.entries(TACTIC_TRUTH).map(([tactic, { share }]) => [tactic, share]),
) as Record<Tactic, number>;
const RATES = Object.entries(CONTACT_TRUTH) as [keyof typeof CONTACT_TRUTH, (typeof CONTACT_TRUTH)["technical call"]][];

interface Life {
  readonly person: Person;
  readonly course: Course;
  readonly recent: Recent;
  readonly standing: readonly number[];
  readonly chance: Readonly<Record<"orders" | "contacts" | "complaints" | "leaving" | "offers" | "tactics", Random>>;
  /** Orders an offer brings, by day. */
  readonly extra: Map<number, string>;
  /** Returns on their way, by day. */
  readonly returns: Set<number>;
}

/** On the way out for a reason of the shop's making; somebody who moves does not cool off. */
export function drifting(course: Course, day: number): boolean {
  return course.onset !== null && day >= course.onset && course.cause !== "Moved away";
}

function offersOfDay({ person, course, chance, extra }: Life, day: number, campaigns: readonly Campaign[]): void {
  for (const campaign of campaigns) {
    if (campaign.from !== day || campaign.uplift === 0 || !person.offersAllowed) continue;
    const heldOut = happens(chance.offers, OFFER_RULES.heldOut);
    const damp = drifting(course, day) ? DRIFT.offerResponse : 1;
    const buys = happens(chance.offers, campaign.uplift * damp);
    const delay = between(chance.offers, 1, OFFER_RULES.days - 1);
    const opened = happens(chance.offers, OFFER_RULES.opened * damp);
    if (buys && !heldOut) extra.set(day + delay, campaign.id);
    course.offers.push({ day, campaign, heldOut, opened });
  }
}

function place(life: Life, day: number, campaign: string | null): void {
  const { person, course, recent, chance, returns } = life;
  const order = drawOrder(person, day, campaign, chance.orders);
  course.orders.push(order);
  if (order.late) {
    recent.late = day + order.deliveryDays;
    if (happens(chance.complaints, COMPLAINT_TRUTH.afterLateOrder)) complain(life, recent.late, "delivery");
  }
  for (const line of order.lines) {
    if (line.returned === null) continue;
    returns.add(line.returned);
    if (happens(chance.complaints, COMPLAINT_TRUTH.afterReturn)) {
      complain(life, line.returned, happens(chance.complaints, 0.5) ? "returns" : "quality");
    }
  }
}

function complain({ course, recent, chance }: Life, day: number, about: Complaint["about"]): void {
  const { complaint, bad } = drawComplaint(day, about, chance.complaints);
  course.complaints.push(complaint);
  if (bad) {
    recent.badComplaint = day;
    course.badComplaints.push(day);
  }
  if (complaint.outcome === "rejected") recent.rejected = day + complaint.handledDays;
}

function contactsOfDay({ course, recent, chance }: Life, day: number): void {
  const onWayOut = course.onset !== null && day >= course.onset;
  for (const [kind, { monthly, drift, causes }] of RATES) {
    const listed = causes as string | readonly string[];
    const applies = typeof listed === "string" ? drifting(course, day) : onWayOut && listed.includes(course.cause!);
    if (!happens(chance.contacts, (monthly / 30) * (applies ? drift : 1))) continue;
    course.contacts.push({ day, minute: between(chance.contacts, 8 * 60, 22 * 60), kind });
    if (kind === "technical call") recent.technicalCall = day;
    if (kind === "billing question") recent.billingQuestion = day;
  }
}

function leaveOrStay({ person, course, standing, recent, chance }: Life, day: number): void {
  if (course.onset !== null || day < HAZARD_FROM) return;
  const cause = decides(person, day, standing, recent, course.tactic, chance.leaving.next());
  if (cause === null) return;
  const spread = (0.5 + chance.leaving.next() + chance.leaving.next()) / 1.5;
  const left = day + Math.round(CAUSE_TRUTH[cause].leadDays * spread);
  // Everybody in the customer file was still there on the first day of the window.
  if (left < START) return;
  course.onset = day;
  course.cause = cause;
  course.left = left;
}

function oneDay(life: Life, day: number, campaigns: readonly Campaign[]): void {
  const { person, course, chance, extra, returns, recent } = life;
  if (day === SECOND_YEAR) course.tactic = pick(chance.tactics, TACTIC_SHARES);
  if (returns.has(day)) recent.returned = day;
  offersOfDay(life, day, campaigns);
  const rate = ordersPerDay(person, day) * (drifting(course, day) ? DRIFT.orders : 1);
  if (day === person.joined || happens(chance.orders, rate)) place(life, day, null);
  const brought = extra.get(day);
  if (brought !== undefined) place(life, day, brought);
  contactsOfDay(life, day);
  if (happens(chance.complaints, COMPLAINT_TRUTH.perDay)) {
    complain(life, day, happens(chance.complaints, 0.5) ? "billing" : "support");
  }
  leaveOrStay(life, day);
}

function sayGoodbye({ course, chance }: Life): void {
  const { probability, withinDays } = DECOYS.unsubscribeAfterLeaving;
  const said = happens(chance.contacts, probability);
  const day = course.left! + between(chance.contacts, 1, withinDays);
  if (said && day <= END)
    course.contacts.push({ day, minute: between(chance.contacts, 480, 1320), kind: "unsubscribe" });
}

/** One customer's life from the first purchase (or the warm-up year) to the day of leaving or the end of the window. */
export function courseOf(seed: number, person: Person, campaigns: readonly Campaign[]): Course {
  const own = (topic: string) => stream(seed, topic, person.index);
  const course: Course = {
    orders: [],
    contacts: [],
    complaints: [],
    offers: [],
    badComplaints: [],
    tactic: null,
    onset: null,
    cause: null,
    left: null,
  };
  const recent = {
    late: NEVER,
    returned: NEVER,
    badComplaint: NEVER,
    rejected: NEVER,
    technicalCall: NEVER,
    billingQuestion: NEVER,
  };
  const chance = {
    orders: own("orders"),
    contacts: own("contacts"),
    complaints: own("complaints"),
    leaving: own("leaving"),
    offers: own("offers"),
    tactics: own("tactics"),
  };
  const life: Life = {
    person,
    course,
    recent,
    standing: standingHazards(person),
    chance,
    extra: new Map(),
    returns: new Set(),
  };
  for (let day = Math.max(person.joined, parseDay(PERIOD.warmUp)); day <= END; day += 1) {
    if (course.left === day) break;
    oneDay(life, day, campaigns);
  }
  if (course.left !== null && course.left > END) course.left = null;
  if (course.left !== null) sayGoodbye(life);
  return course;
}
