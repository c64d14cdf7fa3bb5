import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "./cholesky.js";

/** Rows in units that are drawn as a whole, each row with its own columns, weight and outcome of 0 or 1. */
export interface RowsInUnits {
  /** Columns of row i begin at `at(i)` in `values`. */
  readonly values: Float64Array;
  readonly at: (i: number) => number;
  readonly weights: Float64Array;
  readonly outcomes: Float64Array;
  readonly unitOf: ArrayLike<number>;
  readonly units: number;
}

/**
 * A function that gives the log-likelihood of resample after resample by one Newton step from the sample's own fit: likelihood, slope and
 * curvature there are sums over units, drawn as often as the units are. Of some thousand rows the step ends where a full search would,
 * to far less than resamples differ; of few rows it does not.
 *
 * @param places of the columns in the fit
 * @param coefficients of the sample's fit, intercept first
 * @returns of counts of the units: the likelihood after the step, and where it led; null where the curvature is singular
 */
export function expandedLikelihood(
  { values, at, weights, outcomes, unitOf, units }: RowsInUnits,
  places: readonly number[],
  coefficients: Float64Array,
) {
  const size = coefficients.length;
  const length = 1 + size + (size * (size + 1)) / 2;
  const sums = new Float64Array(units * length);
  const row = new Float64Array(size);
  row[0] = 1;
  for (let i = 0; i < weights.length; i++) {
    let logit = coefficients[0]!;
    for (let k = 1; k < size; k++) {
      row[k] = values[at(i) + places[k - 1]!]!;
      logit += coefficients[k]! * row[k]!;
    }
    const small = Math.exp(-Math.abs(logit));
    const probability = (logit >= 0 ? 1 : small) / (1 + small);
    const weight = weights[i]!;
    let place = unitOf[i]! * length;
    sums[place++]! += weight * (outcomes[i]! * logit - Math.max(logit, 0) - Math.log1p(small));
    for (let k = 0; k < size; k++) sums[place++]! += weight * (outcomes[i]! - probability) * row[k]!;
    const curved = weight * probability * (1 - probability);
    for (let k = 0; k < size; k++) for (let j = 0; j <= k; j++) sums[place++]! += curved * row[k]! * row[j]!;
  }
  const total = new Float64Array(length);
  const [curvature, step] = [new Float64Array(size * size), new Float64Array(size)];
  return (counts: ArrayLike<number>): { logLikelihood: number; coefficients: Float64Array } | null => {
    total.fill(0);
    for (let unit = 0; unit < units; unit++) {
      const many = counts[unit]!;
      if (many === 0) continue;
      const from = unit * length;
      for (let k = 0; k < length; k++) total[k]! += many * sums[from + k]!;
    }
    let place = 1 + size;
    for (let k = 0; k < size; k++) for (let j = 0; j <= k; j++) curvature[k * size + j] = total[place++]!;
    for (let k = 0; k < size; k++) step[k] = total[1 + k]!;
    if (!choleskyInPlace(curvature, size, 1e-13)) return null;
    forwardSubstituted(curvature, size, step);
    let gain = 0;
    for (let k = 0; k < size; k++) gain += step[k]! ** 2 / 2;
    backSubstitutedTransposed(curvature, size, step);
    return { logLikelihood: total[0]! + gain, coefficients: coefficients.map((value, k) => value + step[k]!) };
  };
}
