import { dayOf, isoDay, parseDay } from "./calendar.js";
import { between, stream } from "./chance.js";
import { PERIOD } from "./truth.js";

type Medium = "email" | "SMS" | "paid search" | "social";

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly medium: Medium;
  readonly from: number;
  readonly to: number;
  /** Thousand toman: what it costs to make, and each message or visitor. */
  readonly fixedCost: number;
  readonly costPerContact: number;
  /** Chance that an offer makes a customer place one more order within 14 days. Media campaigns: 0. */
  readonly uplift: number;
}

/** Offer campaigns are sent every second month; their true effect and costs differ, so that some lose money. */
export const OFFER_TRUTH = [
  { name: "Autumn cables", medium: "email", uplift: 0.03, fixedCost: 4000, costPerContact: 1 },
  { name: "جمعه سیاه", medium: "SMS", uplift: 0.07, fixedCost: 9000, costPerContact: 4 },
  { name: "هدیه یلدا", medium: "email", uplift: 0.035, fixedCost: 4000, costPerContact: 1 },
  { name: "عیدانه", medium: "SMS", uplift: 0.065, fixedCost: 9000, costPerContact: 4 },
  { name: "Spring cases", medium: "email", uplift: 0.005, fixedCost: 12000, costPerContact: 1 },
  { name: "Summer power", medium: "SMS", uplift: 0.03, fixedCost: 6000, costPerContact: 4 },
  { name: "بازگشت به مدرسه", medium: "email", uplift: 0.03, fixedCost: 5000, costPerContact: 1 },
  { name: "جمعه سیاه ۲", medium: "SMS", uplift: 0.06, fixedCost: 10000, costPerContact: 4 },
  { name: "هدیه یلدا ۲", medium: "email", uplift: 0.025, fixedCost: 5000, costPerContact: 1 },
  { name: "عیدانه ۲", medium: "SMS", uplift: 0.055, fixedCost: 10000, costPerContact: 4 },
  { name: "Spring chargers", medium: "email", uplift: 0.01, fixedCost: 12000, costPerContact: 1 },
  { name: "Summer sound", medium: "SMS", uplift: 0.02, fixedCost: 8000, costPerContact: 4 },
] as const;

const OFFER_MONTHS = [9, 11, 12, 3, 5, 6] as const;

function offerDay(index: number): number {
  const month = OFFER_MONTHS[index % 6]!;
  const firstYear = month >= 7 ? 2024 : 2025;
  return dayOf({ year: firstYear + Math.floor(index / 6), month, day: 8 });
}

function mediaCampaigns(seed: number): Campaign[] {
  const start = parseDay(PERIOD.start);
  return Array.from({ length: 12 }, (_, index) => {
    const chance = stream(seed, "media campaigns", index);
    const from = start + index * 60 + between(chance, 0, 25);
    const search = index % 2 === 0;
    return {
      id: `M${String(index + 1).padStart(2, "0")}`,
      name: `${search ? "Search" : "اینستاگرام"} ${isoDay(from).slice(0, 7)}`,
      medium: search ? ("paid search" as const) : ("social" as const),
      from,
      to: from + between(chance, 14, 28),
      fixedCost: between(chance, 40, 220) * 100,
      costPerContact: 0,
      uplift: 0,
    };
  });
}

/** Twelve offers to customers (each with a held-out tenth) and twelve media campaigns. */
export function campaigns(seed: number): readonly Campaign[] {
  const offers = OFFER_TRUTH.map((truth, index) => ({
    ...truth,
    id: `K${String(index + 1).padStart(2, "0")}`,
    from: offerDay(index),
    to: offerDay(index) + 14,
  }));
  return [...offers, ...mediaCampaigns(seed)];
}
