import type { Random } from "../../statistics/random.js";
import { civilOf, parseDay } from "./calendar.js";
import { between, factor, geometric, happens, pick } from "./chance.js";
import type { Person } from "./people.js";
import { CATEGORY_TRUTH, type Category, LATE, PRICE_RISE, SEGMENT_TRUTH } from "./truth.js";

interface Line {
  readonly category: Category;
  readonly units: number;
  readonly revenue: number;
  readonly margin: number;
  /** The day the goods came back, or null. */
  readonly returned: number | null;
}

export interface Order {
  readonly day: number;
  readonly minute: number;
  readonly deliveryDays: number;
  readonly late: boolean;
  readonly campaign: string | null;
  readonly lines: readonly Line[];
}

/** Orders of a month against the average month: Black Friday, Nowruz. January first. */
export const SEASON = [0.85, 0.95, 1.3, 0.8, 0.9, 0.95, 0.95, 1, 1.1, 0.95, 1.25, 1] as const;
/** Goods that come back, by category; taking a return costs 25 thousand toman. */
export const RETURN_SHARE: Readonly<Record<Category, number>> = {
  Cases: 0.05,
  "Screen protectors": 0.03,
  Cables: 0.04,
  Chargers: 0.04,
  "Power banks": 0.06,
  Headphones: 0.1,
  "Watch bands": 0.05,
};
export const RETURN_COST = 25;
const PRICE_RISE_FROM = parseDay(PRICE_RISE.from);
const CATEGORY_WEIGHTS = Object.fromEntries(
  Object.entries(CATEGORY_TRUTH).map(([category, { share }]) => [category, share]),
) as Record<Category, number>;
const MOVE = { from: parseDay(LATE.warehouseMove.from), to: parseDay(LATE.warehouseMove.to) };

function lateShare(person: Person, day: number): number {
  const moving = day >= MOVE.from && day <= MOVE.to;
  return LATE.byRegion[person.region] * (moving ? LATE.warehouseMove.factor : 1);
}

export function ordersPerDay(person: Person, day: number): number {
  return (SEGMENT_TRUTH[person.segment].ordersPerMonth / 30) * person.orderFactor * SEASON[civilOf(day).month - 1]!;
}

function drawLine(person: Person, day: number, chance: Random): Line {
  const truth = SEGMENT_TRUTH[person.segment];
  const category = pick(chance, CATEGORY_WEIGHTS);
  const units = between(chance, truth.units[0], truth.units[1]);
  const rise = day >= PRICE_RISE_FROM ? PRICE_RISE.factor : 1;
  const price = CATEGORY_TRUTH[category].price * rise * (1 - truth.priceOff) * truth.spend;
  const revenue = Math.max(20, Math.round((price * units * person.spendFactor * factor(chance, 0.3)) / 5) * 5);
  const margin = Math.round(revenue * (truth.margin + 0.08 * (chance.next() - 0.5)));
  const share = RETURN_SHARE[category] * (person.segment === "Reseller" ? 0.5 : 1);
  const returned = happens(chance, share) ? day + between(chance, 5, 21) : null;
  return { category, units, revenue, margin, returned };
}

export function drawOrder(person: Person, day: number, campaign: string | null, chance: Random): Order {
  const late = happens(chance, lateShare(person, day));
  const count = 1 + Math.min(9, geometric(chance, SEGMENT_TRUTH[person.segment].lines - 1));
  return {
    day,
    minute: between(chance, 8 * 60, 23 * 60),
    deliveryDays: late ? between(chance, 5, 14) : between(chance, 1, 4),
    late,
    campaign,
    lines: Array.from({ length: count }, () => drawLine(person, day, chance)),
  };
}
