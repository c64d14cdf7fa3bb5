import { risesForEver } from "./coxEndless.js";
import { dot, type SolvedInformation, solvedInformation } from "./coxInformation.js";
import { type CoxLikelihood, coxLikelihood, linearPredictors } from "./coxLikelihood.js";
import type { CoxTies } from "./coxRiskSets.js";
import type { CoxRows } from "./coxRows.js";

/** Where the search for the largest likelihood came to; coefficients of covariates in standard deviations. */
export interface CoxOptimum {
  /** "endless": the likelihood rises along `direction` for ever. "stalled": neither that nor a largest value was found. */
  readonly status: "converged" | "endless" | "stalled";
  readonly iterations: number;
  readonly beta: Float64Array;
  readonly atZero: CoxLikelihood;
  readonly atEnd: CoxLikelihood;
  /** g′I⁻¹g without any coefficient: the score test. */
  readonly score: number;
  /** The last step taken. */
  readonly direction: Float64Array;
}

/** g′I⁻¹g, about twice what the log-likelihood can still rise by, in which the search ends: a coefficient within 10⁻⁸ standard errors. */
const CLOSE = 1e-16;
/** In which a step is tried as a direction without end. */
const NEAR = 1e-6;
/** In which it has ended if no step raises the likelihood any more. */
const ROUNDED = 1e-12;
const MOST_ITERATIONS = 60;

const moved = (beta: Float64Array, step: Float64Array, factor: number) =>
  beta.map((value, j) => value + factor * step[j]!);

/** The first of a step, its half, its quarter … that raises the likelihood; null where rounding is all that is left. */
function risen(rows: CoxRows, beta: Float64Array, here: number, step: Float64Array, ties: CoxTies) {
  for (let factor = 1; factor > 1e-9; factor /= 2) {
    const there = moved(beta, step, factor);
    const likelihood = coxLikelihood(rows, there, ties);
    const isNumber = Number.isFinite(likelihood.logLikelihood) && likelihood.information.every((c, j) => c[j]! > 0);
    if (isNumber && likelihood.logLikelihood >= here - 1e-13 * Math.abs(here)) return { beta: there, likelihood };
  }
  return null;
}

/** Newton's method with steps halved until the likelihood rises, from coefficients of 0. */
export function coxOptimum(rows: CoxRows, atZero: CoxLikelihood, solved: SolvedInformation, ties: CoxTies): CoxOptimum {
  let [beta, atEnd, solver] = [new Float64Array(rows.names.length), atZero, solved];
  const score = dot(atZero.gradient, solved.solve(atZero.gradient));
  let step = beta;
  const end = (status: CoxOptimum["status"], iterations: number): CoxOptimum => {
    return { status, iterations, beta, atZero, atEnd, score, direction: step };
  };
  for (let iterations = 0; iterations < MOST_ITERATIONS; iterations++) {
    const next = solver.solve(atEnd.gradient);
    const left = dot(next, atEnd.gradient);
    if (left >= 0) step = next;
    if (!(left > NEAR) && risesForEver(rows, linearPredictors(rows, step))) return end("endless", iterations);
    if (!(left >= 0)) return end("stalled", iterations);
    if (left < CLOSE) return end("converged", iterations);
    const there = risen(rows, beta, atEnd.logLikelihood, step, ties);
    if (there === null) return end(left < ROUNDED ? "converged" : "stalled", iterations);
    beta = there.beta;
    atEnd = there.likelihood;
    solver = solvedInformation(atEnd.information);
  }
  return end("stalled", MOST_ITERATIONS);
}
