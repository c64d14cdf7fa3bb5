import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "./cholesky.js";
import { fPValue } from "./distributions.js";

/**
 * Whether several estimates are all 0: θ′V⁻¹θ/k against F on k and so many degrees of freedom.
 *
 * @param covariance of the estimates, positive definite
 * @returns null where the covariance is singular
 * @example waldTest([2, 0], [[1, 0], [0, 1]], 10) // { statistic: 2, pValue: 0.1859 }
 * @see Greene (2018), Econometric Analysis, section 5.3
 */
export function waldTest(
  estimates: readonly number[],
  covariance: readonly (readonly number[])[],
  degreesOfFreedom: number,
): { readonly statistic: number; readonly pValue: number } | null {
  const size = estimates.length;
  const factor = Float64Array.from(covariance.flat());
  if (!choleskyInPlace(factor, size, 1e-12)) return null;
  const solved = Float64Array.from(estimates);
  forwardSubstituted(factor, size, solved);
  backSubstitutedTransposed(factor, size, solved);
  const statistic = estimates.reduce((sum, estimate, i) => sum + estimate * solved[i]!, 0) / size;
  return { statistic, pValue: fPValue(statistic, size, degreesOfFreedom) };
}
