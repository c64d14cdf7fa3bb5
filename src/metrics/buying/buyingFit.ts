import { type Convergence, type Maximum, maximize, scatteredStarts } from "../../statistics/maximize.js";
import type { PurchaseCount } from "./history.js";
import type { ModelOfBuying } from "./model.js";
import type { BuyingParameters, ParameterName } from "./parameters.js";

/** How the search for the parameters ended. */
export interface Search<Name extends string = string> {
  readonly status: Convergence;
  /** The parameters that may go no further, where it ended at a bound. */
  readonly bounded: readonly Name[];
  /** Of the log-likelihood by the logs of the parameters, in the order of their names. */
  readonly gradient: readonly number[];
  readonly gradientNorm: number;
  /** Likewise, row by row. */
  readonly hessian: readonly (readonly number[])[];
  readonly iterations: number;
  /** From how many points the search began, and how many of them came to this height. */
  readonly starts: number;
  readonly agreeing: number;
}

export interface BuyingFit<P extends BuyingParameters = BuyingParameters> {
  readonly parameters: P;
  /** Covariance of the logs of the parameters, row by row; null unless converged. */
  readonly covariance: Float64Array | null;
  readonly logLikelihood: number;
  readonly search: Search<ParameterName<P>>;
}

/** Logs of the parameters stay within ± this of the middle of the plan: e¹² is 160,000. */
const BOUND = 12;
const SPREAD = 1;

export const searchOf = <Name extends string>(top: Maximum, names: readonly Name[]): Search<Name> => ({
  status: top.status,
  bounded: top.bounded.map((j) => names[j]!),
  gradient: [...top.gradient],
  gradientNorm: top.gradientNorm,
  hessian: names.map((_, i) => [...top.hessian.subarray(names.length * i, names.length * (i + 1))]),
  iterations: top.iterations,
  starts: top.starts,
  agreeing: top.agreeing,
});

/** Where the search begins: a guess and points scattered about it, or parameters that are known to be near. */
export type Beginning<P> = { readonly starts: number; readonly seed: number } | { readonly from: P };

/**
 * The parameters under which the histories are most likely.
 *
 * @param counts at least one with a repeat purchase and an age above 0
 */
export function fitBuying<P extends BuyingParameters>(
  counts: readonly PurchaseCount[],
  model: ModelOfBuying<P>,
  beginning: Beginning<P>,
): BuyingFit<P> {
  const { guess, middle } = model.plan(counts);
  const starts =
    "from" in beginning
      ? [model.names.map((name) => Math.log(beginning.from[name] as number))]
      : scatteredStarts(guess, SPREAD, beginning.starts, beginning.seed);
  const top = maximize((point) => model.likelihood(counts, point), starts, {
    lower: middle.map((x) => x - BOUND),
    upper: middle.map((x) => x + BOUND),
  });
  return {
    parameters: model.parametersAt(top.point),
    covariance: top.covariance,
    logLikelihood: top.value,
    search: searchOf(top, model.names),
  };
}
