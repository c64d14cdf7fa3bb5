import { bcaInterval } from "../../statistics/bootstrapInterval.js";
import { type Estimate, nothing } from "../result.js";
import type { GroupSums } from "./lifetimeGroups.js";

/** The estimate is what one of these customers is still worth on average within the horizon, in today's money; `n` counts customers. */
export interface LifetimeRow extends Estimate {
  /** What all of them are still worth together, and which part of the value of everybody that is. */
  readonly total: Estimate;
  readonly share: Estimate;
  /** Expected purchases of one of them within the horizon, and the average probability of still being there. */
  readonly expectedPurchases: Estimate;
  readonly alive: Estimate;
  /** What the purchases after the first of somebody who comes today are worth. */
  readonly newCustomer: Estimate;
}

/** One tenth of all customers, by what they are still worth: 1 is the most valuable. */
export interface LifetimeTenth extends Estimate {
  readonly tenth: number;
  readonly share: Estimate;
}

/** A number as it was fitted, and in each of the simulated worlds. */
export interface Drawn {
  readonly estimate: number;
  readonly replicates: readonly number[];
}

/** Sums of one group over everybody's in the same world. */
export interface DrawnSums {
  readonly n: number;
  readonly own: GroupSums;
  readonly everybody: GroupSums;
  readonly worlds: readonly { readonly own: GroupSums; readonly everybody: GroupSums }[];
}

export interface Said {
  readonly level: number;
  /** Why there are no intervals; null where there are. */
  readonly loose: string | null;
  /** What is said of the value besides. */
  readonly warning: string | null;
  readonly infinite: string | null;
}

/** Fewer than this part of the worlds may be without a number. */
const MOST_LOST = 0.05;

/** Between bias-corrected percentiles of the worlds; without an interval, and why, where there are too few of them. */
function withinWorlds({ estimate, replicates }: Drawn, n: number, { level, loose, infinite }: Said): Estimate {
  if (!Number.isFinite(estimate)) return nothing(n, infinite ?? "infinite");
  if (loose !== null) return { estimate, lower: null, upper: null, n, note: loose };
  const finite = replicates.filter(Number.isFinite);
  const lost = replicates.length - finite.length;
  if (replicates.length === 0 || lost > MOST_LOST * replicates.length) {
    const note = `${lost} of ${replicates.length} simulated worlds had no such number: no interval`;
    return { estimate, lower: null, upper: null, n, note };
  }
  // Moved for their bias: as they are they would hold a new customer's value in 90 of 100 samples instead of 93.
  const { lower, upper } = bcaInterval(Float64Array.from(finite), estimate, 0, level);
  // A number that no world changes, such as the 1 of customers who cannot have left.
  return { estimate, lower: Math.min(lower, estimate), upper: Math.max(upper, estimate), n, note: null };
}

/** What is said of any group of customers. */
function estimatesOf({ n, own, everybody, worlds }: DrawnSums, said: Said) {
  const of = (number: (own: GroupSums, everybody: GroupSums) => number): Estimate => {
    const estimate = number(own, everybody);
    return withinWorlds({ estimate, replicates: worlds.map((one) => number(one.own, one.everybody)) }, n, said);
  };
  return {
    mean: of(({ value }) => value / n),
    total: of(({ value }) => value),
    share: of(({ value }, all) => value / all.value),
    expectedPurchases: of(({ purchases }) => purchases / n),
    alive: of(({ alive }) => alive / n),
  };
}

/** The finish of one segment. */
export function lifetimeRow(sums: DrawnSums, newCustomer: Drawn | null, said: Said): LifetimeRow {
  const { mean, ...others } = estimatesOf(sums, said);
  return {
    ...mean,
    note: [mean.note, said.warning].filter((part) => part !== null).join("; ") || null,
    ...others,
    newCustomer:
      newCustomer === null
        ? nothing(sums.n, "each segment has its own new customers")
        : withinWorlds(newCustomer, sums.n, said),
  };
}

/** Where nothing can be said of these customers. */
export function emptyRow(n: number, note: string): LifetimeRow {
  const none = nothing(n, note);
  return { ...none, total: none, share: none, expectedPurchases: none, alive: none, newCustomer: none };
}

/** One tenth with what it is worth. */
export function tenthRow(sums: DrawnSums, tenth: number, said: Said): LifetimeTenth {
  const { mean, share } = estimatesOf(sums, said);
  return { tenth, ...mean, share };
}
