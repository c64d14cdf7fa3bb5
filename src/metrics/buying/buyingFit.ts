import { maximize, scatteredStarts } from "../../statistics/maximize.js";
import { type Beginning, type Search, searchOf } from "../search.js";
import type { PurchaseCount } from "./history.js";
import { likelihoodsOf, type ModelOfBuying } from "./model.js";
import type { BuyingParameters, ParameterName } from "./parameters.js";

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
  const top = maximize(likelihoodsOf(model, counts), starts, {
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
