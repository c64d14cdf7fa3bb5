import { criticalValue, tQuantile } from "./distributions.js";
import type { Interval } from "./interval.js";

/** Answers with one value: how many, and their Σw and Σw² (n and n without weights). */
export interface ValueCount {
  readonly value: number;
  readonly n: number;
  readonly weight: number;
  readonly weightSquared: number;
}

/** A mean and what its precision rests on. */
export interface MeanEstimate {
  readonly mean: number;
  /** Σw(x − x̄)²/Σw: the spread of the answers. */
  readonly variance: number;
  /** Σw²(x − x̄)²/(Σw)²: the linearised variance of the mean; variance / n without weights. */
  readonly meanVariance: number;
  /** Kish's effective number of answers, (Σw)²/Σw². */
  readonly effectiveN: number;
  readonly n: number;
}

/**
 * Kish's effective number of answers, (Σw)²/Σw²: how many equally weighted answers say as much, if the weights have nothing
 * to do with what was answered. Equal to n when all weights are equal.
 *
 * @example kishEffectiveSize(1 + 1 + 2, 1 + 1 + 4) // 2.667
 * @see Kish (1965), Survey Sampling, section 11.7
 */
export const kishEffectiveSize = (weight: number, weightSquared: number): number => (weight * weight) / weightSquared;

/**
 * Mean, spread and linearised variance of the mean from a table of values. Divided by n, not n − 1: multiply by
 * n/(n − 1) where the unbiased form is wanted.
 *
 * @param values at least one with a weight above 0
 * @example estimateMean([{ value: 1, n: 3, weight: 3, weightSquared: 3 }, { value: 0, n: 1, weight: 1, weightSquared: 1 }]).mean // 0.75
 */
export function estimateMean(values: readonly ValueCount[]): MeanEstimate {
  let [n, weight, weightSquared, sum] = [0, 0, 0, 0];
  for (const entry of values) {
    n += entry.n;
    weight += entry.weight;
    weightSquared += entry.weightSquared;
    sum += entry.weight * entry.value;
  }
  if (!(weight > 0)) throw new RangeError(`estimateMean requires weights that add up to more than 0; got ${weight}`);
  const mean = sum / weight;
  let [spread, linearized] = [0, 0];
  for (const entry of values) {
    spread += entry.weight * (entry.value - mean) ** 2;
    linearized += entry.weightSquared * (entry.value - mean) ** 2;
  }
  return {
    mean,
    variance: spread / weight,
    meanVariance: linearized / (weight * weight),
    effectiveN: kishEffectiveSize(weight, weightSquared),
    n,
  };
}

/** Estimate ± z standard errors. */
export function normalInterval(estimate: number, standardError: number, level: number): Interval {
  const half = criticalValue(level) * standardError;
  return { lower: estimate - half, upper: estimate + half };
}

/** Estimate ± t standard errors; degrees of freedom above 0. */
export function tInterval(estimate: number, standardError: number, degreesOfFreedom: number, level: number): Interval {
  const half = -tQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return { lower: estimate - half, upper: estimate + half };
}

/** √((N − n)/(N − 1)): what a standard error shrinks by when n of a population of N were asked; 0 for a census. */
export const finitePopulationFactor = (n: number, population: number): number =>
  n >= population ? 0 : Math.sqrt((population - n) / (population - 1));
