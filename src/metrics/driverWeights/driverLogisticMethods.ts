import type { Occurrences } from "../../statistics/alikeRows.js";
import type { Partialled } from "../../statistics/partialled.js";
import { relativeImportance } from "../../statistics/relativeImportance.js";
import { shapleyParts } from "../../statistics/shapley.js";
import type { LogisticRows } from "./driverLogistic.js";
import type { DriverMethod, GivenMethod } from "./driverMethod.js";

/** Up to so many drivers every subset is fitted: a logistic regression each. */
export const MOST_LOGISTIC_LMG = 12;

/** Methods that a linear regression alone has. */
export type LinearMethod = "pratt" | "car" | "pls";

export const isLinearOnly = (method: DriverMethod): method is LinearMethod =>
  method === "pratt" || method === "car" || method === "pls";

/** Methods that a logistic fit has. */
export type LogisticMethod = Exclude<DriverMethod, GivenMethod | LinearMethod>;

export const LOGISTIC_METHODS: readonly LogisticMethod[] = ["correlation", "first", "last", "beta", "lmg", "johnson"];

/** Why a method cannot be had of a logistic fit; null where it can. */
export function whyNotLogistic(method: DriverMethod, drivers: number, controls: number): string | null {
  if (isLinearOnly(method)) return "not defined for a logistic fit";
  if (method === "johnson" && controls > 0) return "not defined for a logistic fit beside controls";
  if (method !== "lmg" || drivers <= MOST_LOGISTIC_LMG) return null;
  return `needs a logistic regression for every subset: at most ${MOST_LOGISTIC_LMG} drivers`;
}

/** What the drivers explain of one sample or resample. */
export interface Explained {
  readonly coefficients: Float64Array;
  /** McFadden's R² of the controls, and what all drivers add to it. */
  readonly controls: number;
  readonly rSquared: number;
  /** Minus the log-likelihood of the intercept alone. */
  readonly emptiness: number;
  /** What a subset of the drivers adds to the controls. */
  added(subset: number): number;
}

/** Fits on subsets of the drivers, of the same rows: without likelihood where some coefficient has no end. */
export type FitOf = (subset: number) => {
  readonly logLikelihood: number | null;
  readonly coefficients: Float64Array;
};

/** McFadden's R², 1 − LL/LL₀, of the rows as often as they occur; null where some coefficient has no end. */
export function explainedBy({ deviations }: LogisticRows, occurrences: Occurrences, fit: FitOf): Explained | null {
  const { logLikelihood, coefficients } = fit(2 ** deviations.length - 1);
  if (logLikelihood === null) return null;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [trials, successes] = [sum(occurrences.trials), sum(occurrences.successes)];
  const [share, other] = [successes / trials, 1 - successes / trials];
  const emptiness = -trials * (share * Math.log(share) + other * Math.log(other));
  // No subset has coefficients without end where all together have none, but by rounding: then there is no number.
  const explained = (subset: number) => 1 + (fit(subset).logLikelihood ?? Number.NaN) / emptiness;
  const controls = explained(0);
  return {
    ...{ coefficients, controls, emptiness },
    rSquared: 1 + logLikelihood / emptiness - controls,
    added: (subset) => (subset === 0 ? 0 : explained(subset) - controls),
  };
}

/** What every subset adds: bit j is set where driver j is in. */
export const addedTable = ({ added }: Explained, size: number): Float64Array =>
  Float64Array.from({ length: 2 ** size }, (_, subset) => added(subset));

/** Between outcomes and fitted probabilities. */
function fittedCorrelation({ alike }: LogisticRows, { trials, successes }: Occurrences, coefficients: Float64Array) {
  let [n, ones, fitted, squares, shared] = [0, 0, 0, 0, 0];
  for (let group = 0; group < alike.groups; group++) {
    let logit = coefficients[0]!;
    for (let k = 0; k < alike.width; k++) logit += coefficients[k + 1]! * alike.values[group * alike.width + k]!;
    const probability = 1 / (1 + Math.exp(-logit));
    n += trials[group]!;
    ones += successes[group]!;
    fitted += trials[group]! * probability;
    squares += trials[group]! * probability * probability;
    shared += successes[group]! * probability;
  }
  const [mean, share] = [fitted / n, ones / n];
  return (shared / n - mean * share) / Math.sqrt((squares / n - mean * mean) * share * (1 - share));
}

/**
 * Tonidandel and LeBreton (2010): the drivers made uncorrelated get standardised logistic coefficients, b·R over the deviation of the
 * logit (Menard), R being the correlation of outcomes and fitted probabilities; their squares are shared out as Johnson's are. They are
 * Johnson's weights of drivers whose correlations with an outcome are those with the logit, times R.
 */
function johnson(b: Float64Array, { correlations }: Partialled, correlation: number): Float64Array {
  const size = b.length;
  const r = b.map((_, i) => b.reduce((sum, value, j) => sum + correlations[i * size + j]! * value, 0));
  const deviation = Math.sqrt(r.reduce((sum, value, i) => sum + value * b[i]!, 0));
  return relativeImportance({
    method: "johnson",
    r: r.map((value) => (value * correlation) / deviation),
    correlations,
    size,
  });
}

/**
 * Raw weights of the kept drivers; those of "johnson" add up to the squared correlation of outcomes and fitted probabilities.
 *
 * @param deviation of each driver in these rows, over that in the sample
 */
export function logisticWeights(
  method: LogisticMethod,
  rows: LogisticRows,
  occurrences: Occurrences,
  explained: Explained,
  moments: Partialled,
  deviation: (k: number) => number,
): Float64Array {
  const size = rows.deviations.length;
  const own = (of: (k: number) => number) => Float64Array.from({ length: size }, (_, k) => of(k));
  const { coefficients } = explained;
  const b = own((k) => coefficients[1 + rows.controls + k]! * deviation(k));
  const full = 2 ** size - 1;
  switch (method) {
    case "correlation":
      return moments.r.map(Math.abs);
    case "first":
      return own((k) => explained.added(2 ** k));
    case "last":
      return own((k) => explained.rSquared - explained.added(full - 2 ** k));
    case "beta":
      return b.map(Math.abs);
    case "johnson":
      return johnson(b, moments, fittedCorrelation(rows, occurrences, coefficients));
    case "lmg": {
      const parts = new Float64Array(size);
      shapleyParts(size)(addedTable(explained, size), parts);
      return parts;
    }
  }
}
