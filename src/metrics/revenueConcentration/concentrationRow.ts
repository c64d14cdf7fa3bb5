import {
  type Concentration,
  type ConcentrationPoint,
  concentration,
  concentrationCurve,
  type RankedAmounts,
  rankedAmounts,
} from "../../statistics/concentration.js";
import { gini } from "../../statistics/lorenz.js";
import { multinomialResample } from "../../statistics/multinomialResample.js";
import { random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import { hasLogOdds, studentized, studentizedInterval } from "../../statistics/studentized.js";
import type { Estimate } from "../result.js";
import type { ConcentrationPlan } from "./concentrationOptions.js";

/** The estimate is the share of the revenue that the largest `top` of the customers brought; `n` counts customers. */
export interface RevenueConcentrationRow extends Estimate {
  /** Which share of the customers, largest first, brought `threshold` of the revenue. */
  readonly needed: Estimate;
  /** The same as a number of customers: the fewest that brought it. */
  readonly customersNeeded: number | null;
  /** 0 where all bring the same, near 1 where one brings everything. */
  readonly gini: Estimate;
  /** What customers brought, as far as it is above 0. */
  readonly revenue: number;
  /** Customers who brought nothing, and those of them who got back more than they paid. */
  readonly broughtNothing: number;
  readonly belowZero: number;
  /** What the latter got back beyond what they paid; it is not taken off the revenue. */
  readonly givenBack: number;
  /** The largest customers (a share of their number) and what they brought (a share of the revenue), in at most 200 steps. */
  readonly curve: readonly ConcentrationPoint[];
}

const NAMES = ["share", "needed", "gini"] as const;
type Name = (typeof NAMES)[number];

const CURVE_STEPS = 200;
/** With fewer customers who brought something a resample says next to nothing of another sample. */
const FEWEST_PAYING = 10;
/** At least so many of the resamples must have a value with a standard error. */
const USABLE = 0.9;

/** Counts of each step in resample after resample of the customers. */
function drawer({ counts }: RankedAmounts, customers: number, seed: number): () => ArrayLike<number> {
  const stream = random(seed);
  const size = counts.length;
  const all = Array.from(counts);
  if (size < customers) return () => multinomialResample(all, stream);
  const drawn = new Int32Array(size);
  return () => {
    drawn.fill(0);
    for (let i = 0; i < size; i++) drawn[stream.integer(size)]!++;
    return drawn;
  };
}

/** How far resamples lie from the sample, in their standard errors; only those that have one. */
function distances(ranked: RankedAmounts, customers: number, found: Concentration, plan: ConcentrationPlan) {
  const { top, threshold, resamples, seed } = plan;
  const lists: Record<Name, number[]> = { share: [], needed: [], gini: [] };
  const draw = drawer(ranked, customers, seed);
  for (let b = 0; b < resamples; b++) {
    const one = concentration({ amounts: ranked.amounts, counts: draw() }, top, threshold);
    if (one === null) continue;
    for (const name of NAMES) {
      const drawn = { share: one[name], error: one.errors[name] };
      if (hasLogOdds(drawn)) lists[name].push(studentized(drawn, found[name]));
    }
  }
  return lists;
}

/** Why a number has no interval; null where it can have one. */
function whyNoInterval(name: Name, found: Concentration, descending: Float64Array, paying: number): string | null {
  if (descending[0] === descending.at(-1)) return "all customers alike: no interval";
  if (paying < FEWEST_PAYING) return `fewer than ${FEWEST_PAYING} customers brought something: no interval`;
  if (name === "share" && found.share >= 1) return "the largest brought everything: no interval";
  return hasLogOdds({ share: found[name], error: found.errors[name] }) ? null : "no interval";
}

/** The three numbers with their intervals. */
function estimates(
  descending: Float64Array,
  found: Concentration,
  paying: number,
  plan: ConcentrationPlan,
): Record<Name, Estimate> {
  const n = descending.length;
  const ranked = rankedAmounts(descending, resampleUnits(n));
  const why = NAMES.map((name) => whyNoInterval(name, found, descending, paying));
  const lists = why.every((note) => note !== null) ? null : distances(ranked, n, found, plan);
  const entries = NAMES.map((name, i): [Name, Estimate] => {
    const estimate = found[name];
    const nothing = { estimate, lower: null, upper: null, n };
    if (why[i] !== null) return [name, { ...nothing, note: why[i]! }];
    const list = Float64Array.from(lists![name]);
    if (list.length < USABLE * plan.resamples)
      return [name, { ...nothing, note: "no interval: too few resamples have one" }];
    const sample = { share: estimate, error: found.errors[name] };
    return [name, { estimate, ...studentizedInterval(list, sample, plan.level), n, note: null }];
  });
  return Object.fromEntries(entries) as Record<Name, Estimate>;
}

/** The finish of some customers, from what each of them brought. */
export function concentrationRow(totals: Float64Array, plan: ConcentrationPlan): RevenueConcentrationRow {
  let [belowZero, givenBack, revenue, paying] = [0, 0, 0, 0];
  const amounts = totals.map((total) => {
    if (total > 0) {
      revenue += total;
      paying++;
      return total;
    }
    belowZero += total < 0 ? 1 : 0;
    givenBack -= total;
    return 0;
  });
  const broughtNothing = amounts.length - paying;
  const counted = plan.nothing === "count" ? amounts : amounts.filter((amount) => amount > 0);
  const descending = counted.sort().reverse();
  const n = descending.length;
  const shared = { revenue, broughtNothing, belowZero, givenBack: givenBack + 0 };
  const found = n > 1 ? concentration(rankedAmounts(descending, n), plan.top, plan.threshold) : null;
  if (found === null) {
    const note =
      n === 0 ? "no customers" : revenue === 0 ? "customers brought nothing" : "one customer: nothing to compare";
    const empty = { estimate: null, lower: null, upper: null, n, note };
    return { ...empty, needed: empty, customersNeeded: null, gini: empty, ...shared, curve: [] };
  }
  const exact = { ...found, gini: gini(descending)! };
  const { share, needed, gini: uneven } = estimates(descending, exact, paying, plan);
  return {
    ...share,
    needed,
    // Where the sum of the largest is the threshold but for its last digits, they are enough.
    customersNeeded: Math.ceil(found.needed * n - 1e-9 * n),
    gini: uneven,
    ...shared,
    curve: concentrationCurve(rankedAmounts(descending, CURVE_STEPS)),
  };
}
