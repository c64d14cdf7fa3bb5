import { kishEffectiveSize, tInterval } from "./estimate.js";
import type { Interval } from "./interval.js";

/** First and second moments of some rows, as tables tally them. */
export interface MomentSums {
  readonly n: number;
  readonly weight: number;
  readonly weightSquared: number;
  readonly sum: readonly number[];
  readonly squaredWeightSum: readonly number[];
  readonly squaredWeightCross: readonly (readonly number[])[];
}

/** c = constant + Σ coefficient·x, one number a row, of rows known by their moments only. */
export interface LinearForm {
  readonly constant: number;
  /** Of the columns that count, each with its place in the moments. */
  readonly terms: readonly { readonly place: number; readonly coefficient: number }[];
}

/** A mean of a linear form with its linearised standard error. */
export interface FormMean {
  readonly mean: number;
  /** √(n/(n − 1)·Σw²(c − c̄)²)/Σw; null for a single row. */
  readonly standardError: number | null;
  readonly n: number;
  readonly effectiveN: number;
}

/** Σ coefficient·value of the columns that count. */
function dot({ terms }: LinearForm, values: readonly number[]): number {
  let sum = 0;
  for (const { place, coefficient } of terms) sum += coefficient * values[place]!;
  return sum;
}

/** Σ |coefficient·value|: how large the parts are of which `dot` is what is left. */
function sizeOf({ terms }: LinearForm, values: readonly number[]): number {
  let sum = 0;
  for (const { place, coefficient } of terms) sum += Math.abs(coefficient * values[place]!);
  return sum;
}

type Parts = readonly { readonly moments: MomentSums; readonly form: LinearForm }[];

/** The mean alone, as `meanOfForm` has it, without looking at any second moment. */
export function averageOfForm(parts: Parts): number | null {
  let [weight, first] = [0, 0];
  for (const { moments, form } of parts) {
    weight += moments.weight;
    first += dot(form, moments.sum) + form.constant * moments.weight;
  }
  return weight > 0 ? first / weight : null;
}

/**
 * The mean over all rows of a number that is linear in their columns, with another form for each set of moments (each
 * pattern of missing answers): exactly what the rows themselves would give, without them.
 *
 * @returns null when the weights add up to 0
 */
export function meanOfForm(parts: Parts): FormMean | null {
  const mean = averageOfForm(parts);
  if (mean === null) return null;
  let [n, weight, weightSquared] = [0, 0, 0];
  for (const { moments } of parts) {
    n += moments.n;
    weight += moments.weight;
    weightSquared += moments.weightSquared;
  }
  let [squares, size] = [0, 0];
  for (const { moments, form } of parts) {
    // Of c − c̄, so that nothing large has to cancel but what the columns' own sizes bring.
    const constant = form.constant - mean;
    let second = 0;
    for (const { place, coefficient } of form.terms) {
      second += coefficient * dot(form, moments.squaredWeightCross[place]!);
      size += Math.abs(coefficient) * sizeOf(form, moments.squaredWeightCross[place]!);
    }
    const mixed = 2 * constant * dot(form, moments.squaredWeightSum);
    const square = constant * constant * moments.weightSquared;
    squares += second + mixed + square;
    size += 2 * Math.abs(constant) * sizeOf(form, moments.squaredWeightSum) + square;
  }
  // What rounding leaves of rows that are all alike is 0.
  const spread = squares > 1e-13 * size ? squares : 0;
  const standardError = n < 2 ? null : Math.sqrt((spread * n) / (n - 1)) / weight;
  return { mean, standardError, n, effectiveN: kishEffectiveSize(weight, weightSquared) };
}

/** Student's t interval of such a mean; null for a single row. */
export const formInterval = ({ mean, standardError, n }: FormMean, level: number): Interval | null =>
  standardError === null ? null : tInterval(mean, standardError, n - 1, level);
