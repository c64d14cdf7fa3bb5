import type { Random } from "../../../statistics/random.js";
import { isoMinute, parseDay } from "../calendar.js";
import type { Campaign } from "../campaigns.js";
import { between, exponential, factor, geometric, happens, normal, pick, stream } from "../chance.js";
import { drifting } from "../course.js";
import { activeOn, code, END, lastDay, type Row, START, type World } from "../world.js";
import type { NumberedOrder } from "./orders.js";

/** Where visits come from, known customers and strangers; pages of a visit; what becomes of a cart. */
export const VISIT_TRUTH = {
  customers: { direct: 0.36, organic: 0.22, "paid search": 0.1, social: 0.12, email: 0.14, referral: 0.06 },
  strangers: { direct: 0.14, organic: 0.36, "paid search": 0.2, social: 0.2, email: 0, referral: 0.1 },
  visitsPerMonth: 1.5,
  strangerVisitors: 13500,
  pages: { direct: 6, organic: 4.5, "paid search": 3, social: 2.6, email: 5, referral: 4 },
  cartOfVisit: { customers: 0.25, strangers: 0.27 },
  /** Share of abandoned carts that had reached the checkout; the one-page checkout came on 2025-11-01. */
  checkoutReached: { before: 0.42, after: 0.26, from: "2025-11-01" },
} as const;

type Source = keyof typeof VISIT_TRUTH.customers;

interface Visit {
  readonly at: number;
  readonly visitor: string;
  readonly source: Source;
  readonly campaign: string | null;
  readonly touchpoint: string;
  readonly pages: number;
  readonly cart: null | {
    readonly items: number;
    readonly value: number;
    readonly stage: string;
    readonly order: string | null;
  };
}

const ONE_PAGE = parseDay(VISIT_TRUTH.checkoutReached.from);

function campaignOf(source: Source, day: number, all: readonly Campaign[], chance: Random): string | null {
  const running = all.find(({ medium, from, to }) => medium === source && day >= from && day <= to);
  return happens(chance, 0.6) && running !== undefined ? running.id : null;
}

function pagesOf(source: Source, own: number, chance: Random): number {
  return 1 + geometric(chance, (VISIT_TRUTH.pages[source] - 1) * own);
}

function abandonedCart(day: number, chance: Random): NonNullable<Visit["cart"]> {
  const { before, after } = VISIT_TRUTH.checkoutReached;
  const checkout = happens(chance, day >= ONE_PAGE ? after : before);
  const items = 1 + geometric(chance, 0.9);
  const value = Math.round((items * 420 * exponential(0.6 * normal(chance))) / 5) * 5;
  return { items, value, stage: checkout ? "checkout" : "cart", order: null };
}

function minuteOf(chance: Random): number {
  return Math.min(1439, Math.max(0, Math.round(16.5 * 60 + 210 * normal(chance))));
}

/** Visits of recorded customers: one with each order, and others in which nothing is bought. */
function customerVisits(world: World, orders: readonly NumberedOrder[]): Visit[] {
  const visits: Visit[] = [];
  const ordersOf = new Map<string, NumberedOrder[]>();
  for (const entry of orders) ordersOf.set(entry.person.id, [...(ordersOf.get(entry.person.id) ?? []), entry]);
  world.people.forEach((person, index) => {
    if (!person.visitsRecorded) return;
    const chance = stream(world.seed, "visits of customers", index);
    const course = world.courses[index]!;
    const own = factor(chance, 0.35);
    const touchpoint = () => (happens(chance, person.channel === "App" ? 0.8 : 0.3) ? "app" : "website");
    const visit = (day: number, minute: number, cart: Visit["cart"]): Visit => {
      const source = pick(chance, VISIT_TRUTH.customers);
      const campaign = campaignOf(source, day, world.campaigns, chance);
      const pages = pagesOf(source, own, chance) + (cart === null ? 0 : 2) + (cart?.order ? 2 : 0);
      return { at: day * 1440 + minute, visitor: person.id, source, campaign, touchpoint: touchpoint(), pages, cart };
    };
    for (const { order, id } of ordersOf.get(person.id) ?? []) {
      const items = order.lines.length;
      const value = order.lines.reduce((sum, line) => sum + line.revenue, 0);
      visits.push(visit(order.day, order.minute, { items, value, stage: "ordered", order: id }));
    }
    for (let day = Math.max(START, person.joined); day <= lastDay(course); day += 1) {
      if (!happens(chance, (VISIT_TRUTH.visitsPerMonth / 30) * (drifting(course, day) ? 0.5 : 1))) continue;
      const cart = happens(chance, VISIT_TRUTH.cartOfVisit.customers) ? abandonedCart(day, chance) : null;
      if (activeOn(person, course, day)) visits.push(visit(day, minuteOf(chance), cart));
    }
  });
  return visits;
}

function strangerVisits({ seed, campaigns }: World): Visit[] {
  const visits: Visit[] = [];
  for (let index = 0; index < VISIT_TRUTH.strangerVisitors; index += 1) {
    const chance = stream(seed, "visits of strangers", index);
    const own = factor(chance, 0.4);
    const touchpoint = happens(chance, 0.15) ? "app" : "website";
    const first = between(chance, START, END);
    const count = 1 + geometric(chance, 0.5);
    for (let again = 0; again < count; again += 1) {
      const day = first + again * between(chance, 0, 9);
      const source = pick(chance, VISIT_TRUTH.strangers);
      const campaign = campaignOf(source, day, campaigns, chance);
      const cart = happens(chance, VISIT_TRUTH.cartOfVisit.strangers) ? abandonedCart(day, chance) : null;
      const pages = pagesOf(source, own, chance) + (cart === null ? 0 : 2);
      if (day > END) break;
      const visitor = code("V", index + 1, 5);
      visits.push({ at: day * 1440 + minuteOf(chance), visitor, source, campaign, touchpoint, pages, cart });
    }
  }
  return visits;
}

/** Visits in the order of time, and the carts that were filled in them. */
export function visitTables(world: World, orders: readonly NumberedOrder[]): { sessions: Row[]; carts: Row[] } {
  const visits = [...customerVisits(world, orders), ...strangerVisits(world)].sort((a, b) => a.at - b.at);
  const sessions: Row[] = [];
  const carts: Row[] = [];
  visits.forEach(({ at, visitor, source, campaign, touchpoint, pages, cart }, index) => {
    const session = code("S", index + 1, 5);
    const started = isoMinute(Math.floor(at / 1440), at % 1440);
    sessions.push({ session, visitor, started_at: started, source, campaign, touchpoint, pages, cart: cart !== null });
    if (cart === null) return;
    const { items, value, stage, order } = cart;
    carts.push({
      cart: code("B", carts.length + 1, 5),
      session,
      visitor,
      date: started.slice(0, 10),
      source,
      items,
      value,
      checkout: stage !== "cart",
      ordered: stage === "ordered",
      order,
    });
  });
  return { sessions, carts };
}
