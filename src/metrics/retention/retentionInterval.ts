import type { Interval } from "../../statistics/interval.js";
import { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "../../statistics/proportion.js";

/**
 * How the interval of a retention rate is built.
 *
 * - `wilson` (default, where the rate cannot leave 0–1): Wilson's score interval of the share. Weighed by value or by survey
 *   weights, it stands on the effective number of customers: as many as would give the linearised variance if all were alike.
 *   In simulations with log-normal sales it covers closer to its level than `linearized` at every size, most of all near 1.
 * - `clopper-pearson`: exact for counts, on the effective number otherwise (Korn and Graubard). Wide on average; for very few
 *   customers, or where covering too little must never happen.
 * - `jeffreys`: the central part of the posterior with a Beta(½, ½) prior.
 * - `linearized` (default of reading `end` and where a value is below 0; of values only): the ratio of two sums over customers
 *   ± Student's t standard errors from its linearised (Taylor) variance. Too narrow when few customers carry the value.
 */
export type RetentionMethod = "wilson" | "clopper-pearson" | "jeffreys" | "linearized";

export const RETENTION_METHODS: Readonly<Record<RetentionMethod, string>> = {
  wilson: "Wilson",
  "clopper-pearson": "Clopper–Pearson",
  jeffreys: "Jeffreys",
  linearized: "ratio of sums, linearised variance over customers, Student's t",
};

const SHARE_INTERVALS = {
  wilson: wilsonInterval,
  "clopper-pearson": clopperPearsonInterval,
  jeffreys: jeffreysInterval,
} as const;

/**
 * The interval of a share of so many customers, which may be a fraction. It always holds the share: Jeffreys' bound is 1 when
 * all are kept, and must not fall below the share when a fraction of one customer is lost.
 */
export function shareInterval(
  method: Exclude<RetentionMethod, "linearized">,
  share: number,
  size: number,
  level: number,
): Interval {
  const { lower, upper } = SHARE_INTERVALS[method](Math.min(size, share * size), size, level);
  return { lower: Math.min(lower, share), upper: Math.max(upper, share) };
}

/** The method in words, with what it stands on. */
export function methodLabel(method: RetentionMethod, isEffective: boolean): string {
  if (method === "linearized" || !isEffective) return RETENTION_METHODS[method];
  return `${RETENTION_METHODS[method]} on the effective number of customers (linearised variance)`;
}
