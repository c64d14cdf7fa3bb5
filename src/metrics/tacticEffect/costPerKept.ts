import { type FiellerRatio, fiellerRatio } from "../../statistics/fieller.js";
import { newcombeDifference } from "../../statistics/proportion.js";
import { type Estimate, nothing } from "../result.js";
import type { Arm } from "./trialArm.js";

/** An arm's share as a count among customers of equal weight. */
export const countedShare = ({ share, size }: Arm) => ({ successes: Math.min(size, share! * size), n: size });

/** How much larger a part of the treated was kept than of the control; Newcombe's interval. */
export function keptMore(treated: Arm, control: Arm, level: number): Estimate {
  const n = treated.n + control.n;
  if (treated.share === null || control.share === null) {
    return nothing(n, treated.share === null ? "nobody was treated" : "nobody in the control group");
  }
  const { difference, lower, upper } = newcombeDifference(countedShare(treated), countedShare(control), level);
  return { estimate: difference, lower, upper, n, note: null };
}

/** An estimate times a number that is known and not below 0. */
export const times = ({ estimate, lower, upper, n, note }: Estimate, factor: number): Estimate => {
  const multiplied = (value: number | null) => (value === null ? null : value * factor);
  return { estimate: multiplied(estimate), lower: multiplied(lower), upper: multiplied(upper), n, note };
};

function boundsOf({ kind, ratio, lower, upper }: FiellerRatio): Pick<Estimate, "lower" | "upper" | "note"> {
  const noEnd = "perhaps nobody was kept by it: the cost of one has no upper bound";
  const noStart = "perhaps nobody was kept by it: what was saved with each has no bound";
  switch (kind) {
    case "bounded":
      return { lower, upper, note: null };
    // What lies between the two bounds is ruled out. Whatever costs more than the upper one is left in, and so is whatever costs less
    // than the lower one: it may keep nobody. Of the two parts the one with the estimate in it is told.
    case "outside":
      return ratio! >= upper!
        ? { lower: upper, upper: null, note: noEnd }
        : { lower: null, upper: lower, note: noStart };
    case "half-line":
      return { lower, upper, note: upper === null ? noEnd : noStart };
    case "whole-line":
      return { lower: null, upper: null, note: "perhaps nobody was kept by it: the cost of one has no bounds" };
  }
}

/**
 * What it cost to keep one customer who would have left: how much more the treated cost than the control, over how much larger a
 * part of them was kept, with Fieller's interval. Null where they were kept no more often.
 */
export function costPerKept(treated: Arm, control: Arm, level: number): Estimate {
  const n = treated.n + control.n;
  if (treated.share === null || control.share === null) return keptMore(treated, control, level);
  const denominator = treated.share - control.share;
  if (!(denominator > 0)) return nothing(n, "kept no more than the control: there is no cost per customer kept");
  const numerator = treated.cost!.mean - control.cost!.mean;
  const estimate = numerator / denominator;
  const isSingle = treated.n < 2 || control.n < 2;
  const sum = (of: (arm: Arm) => number | null | undefined) => (of(treated) ?? 0) + (of(control) ?? 0);
  const parts = {
    numerator,
    denominator,
    numeratorVariance: sum(({ cost }) => cost!.variance),
    denominatorVariance: sum(({ shareVariance }) => shareVariance),
    covariance: sum(({ covariance }) => covariance),
  };
  if (isSingle) return { estimate, lower: null, upper: null, n, note: "one customer in a group: no interval" };
  if (parts.denominatorVariance === 0) {
    return { estimate, lower: null, upper: null, n, note: "all customers of a group alike: no interval" };
  }
  return { estimate, n, ...boundsOf(fiellerRatio(parts, level)) };
}
