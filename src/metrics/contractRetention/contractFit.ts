import { maximize, scatteredStarts } from "../../statistics/maximize.js";
import { type Search, searchOf } from "../search.js";
import {
  type ContractModel,
  type ContractParameters,
  contractLikelihood,
  contractParametersAt,
  PARAMETERS,
  type Renewal,
} from "./contractLikelihood.js";

export interface ContractFit {
  readonly parameters: ContractParameters;
  readonly logLikelihood: number;
  readonly search: Search<"alpha" | "beta" | "c">;
}

/** Logs of α and β stay within ±: e¹² is 160,000; that of c stays where tᶜ is still a number of periods. */
const BOUNDS = [12, 12, 2.5];
const SPREAD = 1;

/** α = 1, and everybody leaves as often as all did on average. */
function firstGuess(renewals: readonly Renewal[], model: ContractModel): number[] {
  let [all, gone] = [0, 0];
  for (const { atRisk, left } of renewals) {
    all += atRisk;
    gone += left;
  }
  const beta = Math.min(50, Math.max(0.02, (all - gone) / gone));
  return [0, Math.log(beta), 0].slice(0, PARAMETERS[model].length);
}

/**
 * The parameters under which it is most likely that members left when they did.
 *
 * @param renewals as many as the model has parameters, at least, and somebody left
 */
export function fitContract(
  renewals: readonly Renewal[],
  model: ContractModel,
  { starts, seed }: { readonly starts: number; readonly seed: number },
): ContractFit {
  const guess = firstGuess(renewals, model);
  const bounds = BOUNDS.slice(0, guess.length);
  const top = maximize(
    (point) => contractLikelihood(renewals, model, point),
    scatteredStarts(guess, SPREAD, starts, seed),
    { lower: bounds.map((x) => -x), upper: bounds },
  );
  const names = PARAMETERS[model];
  return {
    parameters: contractParametersAt(model, top.point),
    logLikelihood: top.value,
    search: searchOf(top, names),
  };
}
