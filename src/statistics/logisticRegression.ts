import type { AlikeRows, Occurrences } from "./alikeRows.js";
import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "./cholesky.js";

/** What one look at the likelihood gives: its value, slope and curvature at some coefficients. */
interface Look {
  logLikelihood: number;
  /** The farthest that a logit lies from 0. */
  farthest: number;
  readonly slope: Float64Array;
  /** Lower triangle, row by row. */
  readonly curvature: Float64Array;
}

/** Likelihood, slope and curvature of a logistic regression on the columns at these places, the intercept first. */
function look({ groups, values, width }: AlikeRows, { trials, successes }: Occurrences, places: ArrayLike<number>) {
  const size = places.length + 1;
  const row = new Float64Array(size);
  row[0] = 1;
  return (coefficients: Float64Array, found: Look): void => {
    const { slope, curvature } = found;
    slope.fill(0);
    curvature.fill(0);
    let [sum, farthest] = [0, 0];
    for (let group = 0; group < groups; group++) {
      const many = trials[group]!;
      if (many === 0) continue;
      let logit = coefficients[0]!;
      for (let k = 1; k < size; k++) {
        row[k] = values[group * width + places[k - 1]!]!;
        logit += coefficients[k]! * row[k]!;
      }
      const far = Math.abs(logit);
      if (far > farthest) farthest = far;
      const small = Math.exp(-far);
      const whole = 1 + small;
      sum += successes[group]! * logit - many * (Math.max(logit, 0) + Math.log1p(small));
      const residual = successes[group]! - (many * (logit >= 0 ? 1 : small)) / whole;
      const weight = (many * small) / (whole * whole);
      for (let k = 0; k < size; k++) {
        slope[k]! += residual * row[k]!;
        const factor = weight * row[k]!;
        for (let j = 0; j <= k; j++) curvature[k * size + j]! += factor * row[j]!;
      }
    }
    found.logLikelihood = sum;
    found.farthest = farthest;
  };
}

/** The farthest that a step moves a logit. */
function movement(
  { groups, values, width }: AlikeRows,
  { trials }: Occurrences,
  places: ArrayLike<number>,
  step: Float64Array,
) {
  let most = 0;
  for (let group = 0; group < groups; group++) {
    if (trials[group] === 0) continue;
    let moved = step[0]!;
    for (let k = 0; k < places.length; k++) moved += step[k + 1]! * values[group * width + places[k]!]!;
    most = Math.max(most, Math.abs(moved));
  }
  return most;
}

const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/** Logits beyond which a likelihood that rises no more may still be that of coefficients without end. */
const FAR = 5;
/** A last step by so much of a logit is no last step. */
const STILL_MOVING = 0.05;

/** A fit, or the direction in which the likelihood rises for ever. */
export type LogisticFit =
  | {
      readonly logLikelihood: number;
      /** Cholesky's factor of the information, of the intercept and the columns, row by row. */
      readonly factor: Float64Array;
      readonly endless: null;
    }
  | { readonly logLikelihood: null; readonly endless: Float64Array };

/**
 * The logistic regression of most likelihood on the columns at some places, by Newton's steps (iteratively reweighted least squares),
 * halved where a step would go too far.
 *
 * Where columns tell the outcome apart for certain, the likelihood rises for ever with the coefficients: then each step moves some
 * logit by about 1 while it hardly gains. That is found, and is no fit.
 *
 * @param coefficients intercept first; where the search begins, and then the fit
 * @param precision what a further step may gain at most, per trial
 * @see Albert and Anderson (1984), Biometrika 71
 */
export function logisticRegression(
  rows: AlikeRows,
  occurrences: Occurrences,
  places: ArrayLike<number>,
  coefficients: Float64Array,
  precision: number,
): LogisticFit {
  const size = places.length + 1;
  const at = look(rows, occurrences, places);
  const found: Look = {
    logLikelihood: 0,
    farthest: 0,
    slope: new Float64Array(size),
    curvature: new Float64Array(size * size),
  };
  const step = new Float64Array(size);
  const enough = precision * occurrences.trials.reduce((sum, many) => sum + many, 0);
  at(coefficients, found);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const before = found.logLikelihood;
    step.set(found.slope);
    if (!choleskyInPlace(found.curvature, size, 1e-13)) break;
    forwardSubstituted(found.curvature, size, step);
    const gain = step.reduce((sum, value) => sum + value * value, 0) / 2;
    backSubstitutedTransposed(found.curvature, size, step);
    const isStill = gain <= enough;
    if (isStill && (found.farthest < FAR || movement(rows, occurrences, places, step) < STILL_MOVING)) {
      for (let k = 0; k < size; k++) coefficients[k]! += step[k];
      return { logLikelihood: before + gain, factor: found.curvature, endless: null };
    }
    if (isStill) break;
    for (let halvings = 0; halvings < MOST_HALVINGS; halvings++) {
      for (let k = 0; k < size; k++) coefficients[k]! += step[k];
      at(coefficients, found);
      // Rounding of a sum of this size is no fall.
      if (found.logLikelihood >= before - 1e-12 * Math.abs(before)) break;
      for (let k = 0; k < size; k++) {
        coefficients[k]! -= step[k];
        step[k]! /= 2;
      }
    }
  }
  return { logLikelihood: null, endless: step };
}
