import { type Convergence, type Maximum, maximize, scatteredStarts } from "../../statistics/maximize.js";
import { type BuyingModel, type BuyingParameters, buyingLikelihood, type PurchaseCount } from "./bgNbdLikelihood.js";

export const PARAMETERS = ["r", "alpha", "a", "b"] as const;

/** How the search for the parameters ended. */
export interface Search {
  readonly status: Convergence;
  /** The parameters that may go no further, where it ended at a bound. */
  readonly bounded: readonly (typeof PARAMETERS)[number][];
  /** Of the log-likelihood by the logs of r, α, a and b, in this order. */
  readonly gradient: readonly number[];
  readonly gradientNorm: number;
  /** Likewise, row by row. */
  readonly hessian: readonly (readonly number[])[];
  readonly iterations: number;
  /** From how many points the search began, and how many of them came to this height. */
  readonly starts: number;
  readonly agreeing: number;
}

export interface BuyingFit {
  readonly parameters: BuyingParameters;
  /** Covariance of the logs of r, α, a and b, row by row; null unless converged. */
  readonly covariance: Float64Array | null;
  readonly logLikelihood: number;
  readonly search: Search;
}

/** Logs of r, a, b and of α over the time scale stay within ± this: e¹² is 160,000. */
const BOUND = 12;
const SPREAD = 1;

/** Parameters from the logs that the search moves. */
export function parametersAt(model: BuyingModel, point: ArrayLike<number>): BuyingParameters {
  const [r, alpha, a, b] = Array.from(point, Math.exp) as [number, number, number, number];
  return { model, r, alpha, a, b };
}

/** A first guess: everybody buys at the mean rate, r = 1, and few leave. In units of the ages, so that days or weeks do not matter. */
function firstGuess(counts: readonly PurchaseCount[]): { readonly guess: number[]; readonly scale: number } {
  let [customers, purchases, time] = [0, 0, 0];
  for (const { frequency, age, n } of counts) {
    customers += n;
    purchases += n * frequency;
    time += n * age;
  }
  const scale = time / customers;
  const perAge = Math.min(50, Math.max(0.02, purchases / customers));
  return { guess: [0, Math.log(scale / perAge), 0, Math.log(2)], scale };
}

const rowsOf = (matrix: Float64Array): number[][] => [0, 1, 2, 3].map((i) => [...matrix.subarray(4 * i, 4 * i + 4)]);

const searchOf = (top: Maximum): Search => ({
  status: top.status,
  bounded: top.bounded.map((j) => PARAMETERS[j]!),
  gradient: [...top.gradient],
  gradientNorm: top.gradientNorm,
  hessian: rowsOf(top.hessian),
  iterations: top.iterations,
  starts: top.starts,
  agreeing: top.agreeing,
});

/**
 * The parameters under which the histories are most likely.
 *
 * @param counts at least one with a repeat purchase and an age above 0
 */
export function fitBuying(
  counts: readonly PurchaseCount[],
  model: BuyingModel,
  { starts, seed }: { readonly starts: number; readonly seed: number },
): BuyingFit {
  const { guess, scale } = firstGuess(counts);
  const middle = [0, Math.log(scale), 0, 0];
  const top = maximize(
    (point) => buyingLikelihood(counts, model, point),
    scatteredStarts(guess, SPREAD, starts, seed),
    { lower: middle.map((x) => x - BOUND), upper: middle.map((x) => x + BOUND) },
  );
  return {
    parameters: parametersAt(model, top.point),
    covariance: top.covariance,
    logLikelihood: top.value,
    search: searchOf(top),
  };
}
