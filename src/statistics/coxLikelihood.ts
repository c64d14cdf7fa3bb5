import { type CoxTies, type EventTime, walkEventTimes } from "./coxRiskSets.js";
import type { CoxRows } from "./coxRows.js";

/** The partial log-likelihood at some coefficients, with its slope and curvature; in standard deviations of the covariates. */
export interface CoxLikelihood {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives, by columns. */
  readonly information: readonly Float64Array[];
}

/** β·x of each row. */
export function linearPredictors({ names, x, stop }: CoxRows, beta: ArrayLike<number>): Float64Array {
  const p = names.length;
  const eta = new Float64Array(stop.length);
  if (p === 1) {
    for (let i = 0; i < eta.length; i++) eta[i] = 0 + beta[0]! * x[i]!;
    return eta;
  }
  for (let i = 0, at = 0; i < eta.length; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += beta[j]! * x[at++]!;
    eta[i] = sum;
  }
  return eta;
}

/** Weight times e^(β·x) of each row. */
export function risksOf({ weights }: CoxRows, eta: Float64Array): Float64Array {
  const risks = new Float64Array(eta.length);
  // Many rows in a row have the covariates of the one before.
  let [last, exp] = [0, 1];
  for (let i = 0; i < eta.length; i++) {
    if (eta[i] !== last) {
      last = eta[i]!;
      exp = Math.exp(last);
    }
    risks[i] = exp * (weights === null ? 1 : weights[i]!);
  }
  return risks;
}

/** What an event time adds to the information, into the lower triangle of `into`: the covariance of x among those at risk, times Σw. */
export function addInformation(at: EventTime, into: readonly Float64Array[]): void {
  const [{ first: s, second: ss }, { first: d, second: dd }] = [at.atRisk, at.leaving];
  const tied = at.outInverse > 0;
  for (let i = 0, q = 0; i < s.length; i++) {
    for (let j = 0; j <= i; j++, q++) {
      let value = at.inverse * ss[q]! - at.square * s[i]! * s[j]!;
      if (tied) {
        value -= at.outInverse * dd[q]! + at.outOutSquare * d[i]! * d[j]!;
        value += at.outSquare * (s[i]! * d[j]! + d[i]! * s[j]!);
      }
      into[j]![i]! += value;
    }
  }
}

/** Σw of the events at a time, times the mean of x among those at risk; over the tied events one after the other. */
export const expectedAt = (at: EventTime, j: number): number =>
  at.inverse * at.atRisk.first[j]! - at.outInverse * at.leaving.first[j]!;

/** Σ over the events at a time of w·x less what was expected, into `into`. */
export function addExcess(rows: CoxRows, at: EventTime, into: Float64Array): void {
  const p = rows.names.length;
  for (let row = at.from; row < at.to; row++) {
    if (rows.event[row] === 0) continue;
    const weight = rows.weights === null ? 1 : rows.weights[row]!;
    for (let j = 0; j < p; j++) into[j]! += weight * rows.x[row * p + j]!;
  }
  for (let j = 0; j < p; j++) into[j]! -= expectedAt(at, j);
}

export function squareOfZeros(size: number): Float64Array[] {
  return Array.from({ length: size }, () => new Float64Array(size));
}

/** The upper triangle of columns from the lower, in place. */
export function mirrored(columns: readonly Float64Array[]): readonly Float64Array[] {
  for (let j = 0; j < columns.length; j++) for (let i = 0; i < j; i++) columns[j]![i] = columns[i]![j]!;
  return columns;
}

export function coxLikelihood(rows: CoxRows, beta: ArrayLike<number>, ties: CoxTies): CoxLikelihood {
  const p = rows.names.length;
  const eta = linearPredictors(rows, beta);
  const gradient = new Float64Array(p);
  const information = squareOfZeros(p);
  let logLikelihood = 0;
  walkEventTimes(rows, risksOf(rows, eta), { ties, sums: "second" }, (at) => {
    for (let row = at.from; row < at.to; row++) {
      if (rows.event[row] === 1) logLikelihood += eta[row]! * (rows.weights === null ? 1 : rows.weights[row]!);
    }
    logLikelihood -= at.logRisk;
    addExcess(rows, at, gradient);
    addInformation(at, information);
  });
  return { logLikelihood, gradient, information: mirrored(information) };
}
