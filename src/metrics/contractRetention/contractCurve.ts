import type { Estimate } from "../result.js";
import { type ContractParameters, logRenewal, logSurvival, type Renewal } from "./contractLikelihood.js";

/**
 * What a renewal was to the fit.
 *
 * - `fitted`: it is what the parameters were found from.
 * - `held out`: members came to it, but the fit did not look (`fitPeriods`).
 * - `projected`: nobody came to it yet.
 */
export type RenewalPart = "fitted" | "held out" | "projected";

/** After one renewal: the estimate is the share still there by the model, `n` how many came to the renewal. */
export interface ContractPeriod extends Estimate {
  readonly period: number;
  readonly part: RenewalPart;
  /** How many of them left at it. */
  readonly left: number;
  /** The share still there as it was seen (Kaplan–Meier where cohorts are of different age); null where nobody came so far. */
  readonly actual: number | null;
  /** The share that renews of those who come to it: by the model, and as it was seen. */
  readonly retention: Estimate;
  readonly actualRetention: number | null;
}

export const shareAfter = (period: number) => (parameters: ContractParameters) =>
  Math.exp(logSurvival(parameters, period));
const retentionAt = (period: number) => (parameters: ContractParameters) => Math.exp(logRenewal(parameters, period));

/** Gives a number of the model, between 0 and 1, its interval or its note; null where there is no model. */
export type AsShare = (of: (parameters: ContractParameters) => number, n: number) => Estimate;

/** The model beside what was seen, from the first renewal to the horizon or the last that anybody came to. */
export function contractCurve(
  renewals: readonly Renewal[],
  { horizon, fitPeriods }: { readonly horizon: number; readonly fitPeriods: number | null },
  asShare: AsShare,
): ContractPeriod[] {
  const length = Math.max(horizon, renewals.length);
  let there = 1;
  return Array.from({ length }, (_, i) => {
    const period = i + 1;
    const { atRisk, left } = renewals[i] ?? { atRisk: 0, left: 0 };
    const stay = atRisk === 0 ? null : (atRisk - left) / atRisk;
    there *= stay ?? 1;
    const part = atRisk === 0 ? "projected" : period > (fitPeriods ?? period) ? "held out" : "fitted";
    return {
      period,
      part,
      ...asShare(shareAfter(period), atRisk),
      left,
      actual: stay === null ? null : there,
      retention: asShare(retentionAt(period), atRisk),
      actualRetention: stay,
    };
  });
}
