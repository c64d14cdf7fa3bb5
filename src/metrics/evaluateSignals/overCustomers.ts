import { criticalValue } from "../../statistics/distributions.js";
import { tInterval } from "../../statistics/estimate.js";
import { effectiveSize, estimateRatio } from "../../statistics/ratio.js";
import { type Estimate, nothing } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";

/** Sums by customer; a customer with 0 of everything has no case. */
export type ByCustomer = Float64Array;

/**
 * A share Σy/Σx of cases of which a customer may have many: Wilson's interval on the effective number of cases (linearised variance
 * over customers).
 *
 * @param x how many cases of each customer the share is of; y those that count, or parts of them
 * @param n how many cases that is
 * @param none the note where there are none
 */
export function shareOver(x: ByCustomer, y: ByCustomer, level: number, n: number, none: string): Estimate {
  const sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]!, y[i]!];
    if (!(a > 0)) continue;
    sums.n++;
    sums.x += a;
    sums.y += b;
    sums.xx += a * a;
    sums.xy += a * b;
    sums.yy += b * b;
  }
  if (!(sums.x > 0)) return nothing(n, none);
  const ratio = estimateRatio(sums);
  // One customer's cases say nothing of how customers differ: they count as one case.
  const size = sums.n === 1 ? 1 : effectiveSize({ ...ratio, n: Math.max(sums.n, n) });
  const share = Math.min(1, ratio.ratio);
  return { estimate: share, ...shareInterval("wilson", share, size, level), n, note: null };
}

/** Counts of cases by customer of which a lift is made: those called, those of them that leave, all, all that leave. */
export interface LiftCounts {
  readonly called: ByCustomer;
  readonly reached: ByCustomer;
  readonly cases: ByCustomer;
  readonly leaving: ByCustomer;
}

const total = (values: ByCustomer) => values.reduce((sum, value) => sum + value, 0);

/**
 * The precision among those called over that among all, (reached/called)/(leaving/cases), with an interval on the scale of the
 * logarithm (linearised over customers).
 */
export function liftOver({ called, reached, cases, leaving }: LiftCounts, level: number): Estimate {
  const [a, f, n, l] = [total(reached), total(called), total(cases), total(leaving)];
  if (!(f > 0)) return nothing(n, "it never fires");
  if (!(l > 0)) return nothing(n, "nobody leaves within the horizon");
  const lift = (a * n) / (f * l);
  if (!(a > 0))
    return { estimate: 0, lower: 0, upper: null, n, note: "none of those it fires for leaves: no upper bound" };
  let [squares, customers] = [0, 0];
  for (let i = 0; i < cases.length; i++) {
    if (!(cases[i]! > 0)) continue;
    customers++;
    squares += (reached[i]! / a + cases[i]! / n - called[i]! / f - leaving[i]! / l) ** 2;
  }
  if (customers < 2) return { estimate: lift, lower: null, upper: null, n, note: "one customer: no interval" };
  const half = criticalValue(level) * Math.sqrt((squares * customers) / (customers - 1));
  return { estimate: lift, lower: lift * Math.exp(-half), upper: lift * Math.exp(half), n, note: null };
}

/** A sum over customers, divided by a number that is known (of dates): ± t standard errors over customers. */
export function sumOver(values: ByCustomer, isThere: Uint8Array, by: number, level: number): Estimate {
  let [n, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) if (isThere[i] === 1) [n, sum] = [n + 1, sum + values[i]!];
  if (n === 0) return nothing(0, "no customer with a value");
  for (let i = 0; i < values.length; i++) if (isThere[i] === 1) squares += (values[i]! - sum / n) ** 2;
  const estimate = sum / by;
  if (n < 2) return { estimate, lower: null, upper: null, n, note: "one customer: no interval" };
  const standardError = Math.sqrt((squares * n) / (n - 1)) / by;
  return { estimate, ...tInterval(estimate, standardError, n - 1, level), n, note: null };
}
