/** Correlations of variables and an outcome, and what stood beside them: see `partialledWork`. */
export interface Partialled {
  /** Of each variable with the outcome, beside the controls; squared, the share of all of the outcome's variance. */
  readonly r: Float64Array;
  /** Of each with each, beside the controls, row by row. */
  readonly correlations: Float64Array;
  /** Standard deviations of the variables, whole and beside the controls, and of the outcome, whole. */
  readonly deviation: Float64Array;
  readonly leftDeviation: Float64Array;
  outcomeDeviation: number;
  /** The share of the outcome's variance that the controls explain, and how many of them tell something. */
  controls: number;
  controlRank: number;
  /** Places of those that tell something. */
  controlsTold: readonly number[];
}

/** Of a variance, what rounding may leave when others explain all of it. */
const NOTHING = 1e-11;

/** Row and column k swept out of a symmetric matrix: what regressing on variable k leaves of all others. */
function sweepOut(matrix: Float64Array, width: number, k: number): void {
  const pivot = matrix[k * width + k]!;
  for (let i = 0; i < width; i++) {
    if (i === k) continue;
    const factor = matrix[i * width + k]! / pivot;
    if (factor === 0) continue;
    for (let j = 0; j < width; j++) if (j !== k) matrix[i * width + j]! -= factor * matrix[k * width + j]!;
  }
  for (let i = 0; i < width; i++) {
    matrix[i * width + k] = 0;
    matrix[k * width + i] = 0;
  }
}

/**
 * A function that takes controls out of covariances first, and makes correlations of what is left (Frisch, Waugh and Lovell). In memory
 * of its own, used again with each call: the result too.
 *
 * A control that follows from others, such as the last category of a question, tells nothing and is passed over.
 *
 * @param controls how many columns come first
 * @param size how many variables come after them; then the outcome
 * @returns a function of covariances, row by row, which are overwritten; `constant` is the place of the first variable (`size` for the
 * outcome) that does not vary, or that the controls explain; null where all vary
 */
export function partialledWork(
  controls: number,
  size: number,
): (covariance: Float64Array) => { readonly found: Partialled; readonly constant: number | null } {
  const width = controls + size + 1;
  const found: Partialled = {
    r: new Float64Array(size),
    correlations: new Float64Array(size * size),
    deviation: new Float64Array(size),
    leftDeviation: new Float64Array(size),
    outcomeDeviation: 0,
    controls: 0,
    controlRank: 0,
    controlsTold: [],
  };
  const own = new Float64Array(width);
  const last = width - 1;
  return (covariance) => {
    const variance = (k: number) => covariance[k * width + k]!;
    for (let k = 0; k < width; k++) own[k] = variance(k);
    const told: number[] = [];
    for (let k = 0; k < controls; k++) {
      if (!(variance(k) > NOTHING * own[k]!)) continue;
      sweepOut(covariance, width, k);
      told.push(k);
    }
    found.controlRank = told.length;
    found.controlsTold = told;
    found.outcomeDeviation = Math.sqrt(own[last]!);
    found.controls = own[last]! > 0 ? 1 - variance(last) / own[last]! : 0;
    let constant: number | null = own[last]! > 0 ? null : size;
    for (let j = size - 1; j >= 0; j--) {
      const k = controls + j;
      found.deviation[j] = Math.sqrt(own[k]!);
      found.leftDeviation[j] = Math.sqrt(Math.max(0, variance(k)));
      if (!(variance(k) > NOTHING * own[k]!)) constant = j;
    }
    for (let i = 0; i < size; i++) {
      const row = (controls + i) * width;
      found.r[i] = covariance[row + last]! / (found.leftDeviation[i]! * found.outcomeDeviation);
      for (let j = 0; j < size; j++) {
        const shared = covariance[row + controls + j]! / (found.leftDeviation[i]! * found.leftDeviation[j]!);
        found.correlations[i * size + j] = i === j ? 1 : shared;
      }
    }
    return { found, constant };
  };
}
