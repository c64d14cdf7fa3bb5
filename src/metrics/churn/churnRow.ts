import type { Interval } from "../../statistics/interval.js";
import { garwoodInterval } from "../../statistics/poisson.js";
import { effectiveSize, estimateRatio } from "../../statistics/ratio.js";
import type { Estimate } from "../result.js";
import { type RetentionMethod, shareInterval } from "../retention/retentionInterval.js";

/**
 * What churns are divided by.
 *
 * - `start`: the customers who were there when the period began; churns of those who came later do not count. The one to use
 *   unless something speaks against it, and the complement of raw retention.
 * - `start+new`: these and all who came in the period; all churns count. Lower than the others in a growing company, because
 *   new customers had less time to leave.
 * - `average`: half the sum of customers at the start and at the end; all churns count. May exceed 1.
 * - `daily-average`: the mean over the days of the period of how many were customers (Noble); all churns count. Comparable
 *   between periods in which the number of customers moves. May exceed 1.
 * - `exposure`: customer-days; churns per customer-day (or per `perDays` of them). Comparable between periods of any length.
 * - `renewals-due`: the customers whose renewal fell due in the period. The one for contracts; customers who could not leave
 *   do not make it small.
 * - `inactivity`: customers who were active at the start, where nobody says goodbye: who has done nothing for so many days is
 *   gone on the last of them. It hangs on the number of days, and takes those who paused before the period and came back for active.
 */
export type ChurnDenominator =
  | "start"
  | "start+new"
  | "average"
  | "daily-average"
  | "exposure"
  | "renewals-due"
  | "inactivity";

/** In words, as labels and messages have them. */
export const DENOMINATORS: Readonly<Record<ChurnDenominator, string>> = {
  start: "of customers at the start",
  "start+new": "of customers at the start and new ones",
  average: "per average of customers at start and end",
  "daily-average": "per daily average of customers",
  exposure: "per customer-day",
  "renewals-due": "of renewals due",
  inactivity: "of customers active at the start",
};

/** A share of customers, each of whom can leave once; the others are rates of churns per something. */
export const isShare = (denominator: ChurnDenominator): boolean =>
  !["average", "daily-average", "exposure"].includes(denominator);

/** Customers, and their Σw and Σw² (n and n without weights). */
export interface Heads {
  readonly n: number;
  readonly weight: number;
  readonly weightSquared: number;
}

/** What was counted of a segment in a period; null where the table cannot tell. */
export interface ChurnCounts {
  readonly atStart: Heads | null;
  /** Came in the period. */
  readonly joined: Heads | null;
  /** Left in the period, whenever they came. */
  readonly churned: Heads;
  readonly churnedOfStart: Heads | null;
  readonly due: Heads | null;
  readonly churnedOfDue: Heads | null;
  readonly customerDays: number | null;
  /** Of the period. */
  readonly days: number | null;
  readonly missing: number;
}

export interface ChurnRow extends Estimate {
  /** Who left, of those in the denominator. */
  readonly churned: number;
  /** What that was divided by: customers (Σw with weights), their average, or customer-days. */
  readonly denominator: number;
  readonly customersAtStart: number | null;
  /** Customers who came in the period. */
  readonly newCustomers: number | null;
  readonly customersAtEnd: number | null;
  readonly renewalsDue: number | null;
  readonly customerDays: number | null;
  /** Σw of those who left; null without weights. */
  readonly weightedChurned: number | null;
  /** Customers of equal weight that would say as much; null for rates that are no share. */
  readonly effectiveN: number | null;
  /** Rows that lack what the rate needs; they are in no other number. */
  readonly missing: number;
}

export interface ChurnRowOptions {
  readonly denominator: ChurnDenominator;
  readonly level: number;
  readonly method: Exclude<RetentionMethod, "linearized">;
  readonly weighted: boolean;
  readonly perDays: number;
}

export const NOBODY: Heads = { n: 0, weight: 0, weightSquared: 0 };

export const together = (a: Heads, b: Heads): Heads => ({
  n: a.n + b.n,
  weight: a.weight + b.weight,
  weightSquared: a.weightSquared + b.weightSquared,
});

const without = (all: Heads, gone: Heads) => all.n - gone.n;

interface Fraction {
  readonly churned: Heads;
  readonly base: Heads;
  /** What the churns are divided by. */
  readonly divisor: number;
  readonly nothing: string;
}

/** Numerator and denominator; what the denominator needs is there, or the call was refused. */
function fractionOf(counts: ChurnCounts, denominator: ChurnDenominator): Fraction {
  const { churned, customerDays, days, due } = counts;
  const [atStart, joined] = [counts.atStart ?? NOBODY, counts.joined ?? NOBODY];
  const all = together(atStart, joined);
  const of = (base: Heads, gone: Heads, nothing: string): Fraction => ({
    churned: gone,
    base,
    divisor: base.weight,
    nothing,
  });
  // Published customer-days do not say of how many customers.
  const base = counts.atStart === null ? churned : all;
  const rate = (divisor: number): Fraction => ({ churned, base, divisor, nothing: "no customer-days" });
  switch (denominator) {
    case "start":
      return of(atStart, counts.churnedOfStart!, "nobody was there at the start");
    case "inactivity":
      return of(atStart, counts.churnedOfStart!, "nobody was active at the start");
    case "start+new":
      return of(all, churned, "nobody was there");
    case "renewals-due":
      return of(due!, counts.churnedOfDue!, "no renewals due");
    case "average":
      return { ...rate((atStart.n + without(all, churned)) / 2), nothing: "nobody was there at the start or the end" };
    case "daily-average":
      return rate(customerDays! / days!);
    case "exposure":
      return rate(customerDays!);
  }
}

/** The ratio Σw·churned/Σw over customers. */
const ratioOf = ({ churned, base }: Fraction) =>
  estimateRatio({
    n: base.n,
    x: base.weight,
    y: churned.weight,
    xx: base.weightSquared,
    xy: churned.weightSquared,
    yy: churned.weightSquared,
  });

function whyNothing({ base, divisor, nothing }: Fraction, missing: number): string | null {
  if (divisor > 0) return null;
  if (base.n > 0 && base.weight === 0) return "all weights are 0";
  return base.n === 0 && missing > 0 ? "nobody with known values" : nothing;
}

interface Rate extends Interval {
  readonly estimate: number;
  readonly effectiveN: number | null;
}

function rateOf(fraction: Fraction, options: ChurnRowOptions): Rate {
  const { denominator, level, method, weighted, perDays } = options;
  if (isShare(denominator)) {
    const ratio = ratioOf(fraction);
    const size = weighted ? effectiveSize(ratio) : ratio.n;
    return { estimate: ratio.ratio, ...shareInterval(method, ratio.ratio, size, level), effectiveN: size };
  }
  const times = denominator === "exposure" ? perDays : 1;
  const { lower, upper } = garwoodInterval(fraction.churned.n, fraction.divisor / times, level);
  return { estimate: (fraction.churned.n * times) / fraction.divisor, lower, upper, effectiveN: null };
}

/** The finish: a row from what was counted. */
export function churnRow(counts: ChurnCounts, options: ChurnRowOptions): ChurnRow {
  const { atStart, joined, churned, due, missing, customerDays } = counts;
  const fraction = fractionOf(counts, options.denominator);
  const note = whyNothing(fraction, missing);
  const rate = note === null ? rateOf(fraction, options) : null;
  return {
    estimate: rate?.estimate ?? null,
    lower: rate?.lower ?? null,
    upper: rate?.upper ?? null,
    n: fraction.base.n,
    churned: fraction.churned.n,
    denominator: fraction.divisor,
    customersAtStart: atStart?.n ?? null,
    newCustomers: joined?.n ?? null,
    customersAtEnd: atStart === null || joined === null ? null : without(together(atStart, joined), churned),
    renewalsDue: due?.n ?? null,
    customerDays,
    weightedChurned: options.weighted ? fraction.churned.weight : null,
    effectiveN: rate?.effectiveN ?? null,
    missing,
    note,
  };
}
