type Matrix = readonly (readonly number[])[];

const total = (matrix: Matrix) => matrix.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);

/**
 * Cronbach's α: how much of the variance of a sum of items is common to them, from the items' covariances.
 *
 * Between −∞ and 1, higher is better; .7 is asked of a scale that compares groups. A lower bound of the reliability of the sum when
 * errors are independent. Not defined for one item or a sum that does not vary.
 *
 * @param covariance of the items, each times its weight when the sum is weighted
 * @example cronbachAlpha([[1, 0.5], [0.5, 1]]) // 0.667
 * @see Cronbach (1951), Psychometrika 16
 */
export function cronbachAlpha(covariance: Matrix): number | null {
  const k = covariance.length;
  const variance = total(covariance);
  if (k < 2 || !(variance > 0)) return null;
  const own = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
  return (k / (k - 1)) * (1 - own / variance);
}

export interface DifferenceParts {
  readonly firstVariance: number;
  readonly secondVariance: number;
  readonly covariance: number;
  readonly firstReliability: number;
  readonly secondReliability: number;
}

/**
 * Reliability of a difference of two measures: (σ₁²r₁₁ + σ₂²r₂₂ − 2σ₁₂)/(σ₁² + σ₂² − 2σ₁₂). The more the two correlate, the less
 * of their difference is anything but error: of two measures of reliability .8 that correlate at .6 it is .5.
 *
 * @returns null when the difference does not vary
 * @example differenceReliability({ firstVariance: 1, secondVariance: 1, covariance: 0.6, firstReliability: 0.8, secondReliability: 0.8 }) // 0.5
 * @see Peter, Churchill and Brown (1993), Journal of Consumer Research 19
 */
export function differenceReliability(parts: DifferenceParts): number | null {
  const { firstVariance, secondVariance, covariance, firstReliability, secondReliability } = parts;
  const variance = firstVariance + secondVariance - 2 * covariance;
  if (!(variance > 1e-12 * (firstVariance + secondVariance))) return null;
  return (firstVariance * firstReliability + secondVariance * secondReliability - 2 * covariance) / variance;
}
