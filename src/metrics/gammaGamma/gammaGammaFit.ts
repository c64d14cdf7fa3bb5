import { maximize, scatteredStarts } from "../../statistics/maximize.js";
import { type Beginning, type Search, searchOf } from "../search.js";
import { type SpendCount, type SpendingParameters, spendLikelihood } from "./gammaGammaLikelihood.js";

export const SPENDING = ["p", "q", "gamma"] as const;

export type SpendSearch = Search<(typeof SPENDING)[number]>;

export interface SpendFit {
  readonly parameters: SpendingParameters;
  /** Covariance of the logs of p, q and γ, row by row; null unless converged. */
  readonly covariance: Float64Array | null;
  readonly logLikelihood: number;
  readonly search: SpendSearch;
}

/** Parameters from the logs that the search moves. */
export function spendingAt(point: ArrayLike<number>): SpendingParameters {
  const [p, q, gamma] = Array.from(point, Math.exp) as [number, number, number];
  return { p, q, gamma };
}

/** Logs of p and q stay within ± this, e¹² is 160,000; γ over the unit of money may follow them both. */
const BOUND = 12;
const SPREAD = 1;
const GUESS = [Math.log(1.5), Math.log(3), Math.log(4 / 3)];

/**
 * The parameters under which the spends are most likely.
 *
 * @param counts frequencies from 1 and spends above 0
 */
export function fitSpending(counts: readonly SpendCount[], beginning: Beginning<SpendingParameters>): SpendFit {
  let [customers, sum] = [0, 0];
  for (const { monetaryValue, n } of counts) {
    customers += n;
    sum += n * monetaryValue;
  }
  // Money in units of its mean: rials or dollars, the search is the same.
  const unit = sum / customers;
  const scaled = counts.map((one) => ({ ...one, monetaryValue: one.monetaryValue / unit }));
  const starts =
    "from" in beginning
      ? [[beginning.from.p, beginning.from.q, beginning.from.gamma / unit].map(Math.log)]
      : scatteredStarts(GUESS, SPREAD, beginning.starts, beginning.seed);
  const top = maximize((point) => spendLikelihood(scaled, point), starts, {
    lower: [-BOUND, -BOUND, -2 * BOUND],
    upper: [BOUND, BOUND, 2 * BOUND],
  });
  const { p, q, gamma } = spendingAt(top.point);
  return {
    parameters: { p, q, gamma: gamma * unit },
    covariance: top.covariance,
    logLikelihood: top.value - customers * Math.log(unit),
    search: searchOf(top, SPENDING),
  };
}
