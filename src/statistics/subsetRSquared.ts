/** Standardised moments of an outcome and what may explain it. */
export interface Correlations {
  /** Of each with the outcome. */
  readonly r: Float64Array;
  /** Of each with each, row by row. */
  readonly correlations: Float64Array;
  readonly size: number;
}

/** The most variables whose subsets are gone through one by one. */
export const MOST_SUBSETS_OF = 20;

/**
 * A function that gives R² of every subset, in memory of its own that is used again with each call.
 *
 * Variable after variable is either left out or swept out of what remains; both ways go on from there. So a subset costs what is left
 * to sweep, about three multiplications on average, and not a regression.
 *
 * @returns places are subsets: bit j is set where variable j is in; place 0 is 0
 * @throws RangeError for more than 20 variables
 */
export function subsetSweep(size: number): (given: Omit<Correlations, "size">) => Float64Array {
  if (size > MOST_SUBSETS_OF) {
    throw new RangeError(`subsetRSquared requires at most ${MOST_SUBSETS_OF} variables; got ${size}`);
  }
  const width = size + 1;
  const table = new Float64Array(2 ** size);
  // One matrix for each number of variables swept out; the outcome is the last row and column, upper triangles only.
  const levels = Array.from({ length: width }, () => new Float64Array(width * width));
  const whole = width * width - 1;

  // Half of all subsets end with the last variable and a quarter with the one before: these need no matrix of their own.
  const finish = (matrix: Float64Array, subset: number): void => {
    const last = size - 1;
    const row = last * width;
    const gain = matrix[row + size]!;
    table[subset | (1 << last)] = 1 - (matrix[whole]! - (gain * gain) / matrix[row + last]!);
  };
  const finishTwo = (matrix: Float64Array, subset: number): void => {
    const [first, last] = [size - 2, size - 1];
    const [row, below] = [first * width, last * width];
    const [pivot, shared, gain] = [matrix[row + first]!, matrix[row + last]!, matrix[row + size]!];
    const factor = shared / pivot;
    const left = matrix[whole]! - (gain * gain) / pivot;
    const more = matrix[below + size]! - factor * gain;
    const grown = subset | (1 << first);
    table[grown] = 1 - left;
    table[grown | (1 << last)] = 1 - (left - (more * more) / (matrix[below + last]! - factor * shared));
    finish(matrix, subset);
  };
  const descend = (from: number, level: number, subset: number): void => {
    const matrix = levels[level]!;
    const next = levels[level + 1]!;
    for (let j = from; j < size - 2; j++) {
      const row = j * width;
      const pivot = matrix[row + j]!;
      for (let i = j + 1; i < width; i++) {
        const factor = matrix[row + i]! / pivot;
        const at = i * width;
        for (let k = i; k < width; k++) next[at + k] = matrix[at + k]! - factor * matrix[row + k]!;
      }
      const grown = subset | (1 << j);
      table[grown] = 1 - next[whole]!;
      descend(j + 1, level + 1, grown);
    }
    if (from <= size - 2) finishTwo(matrix, subset);
    else if (from <= size - 1) finish(matrix, subset);
  };
  return ({ r, correlations }) => {
    const top = levels[0]!;
    for (let i = 0; i < size; i++) {
      for (let k = i; k < size; k++) top[i * width + k] = correlations[i * size + k]!;
      top[i * width + size] = r[i]!;
    }
    top[whole] = 1;
    descend(0, 0, 0);
    return table;
  };
}

/**
 * R² of every subset of up to 20 variables, from their correlations alone.
 *
 * @param given correlations of variables that can be told apart
 * @returns places are subsets: bit j is set where variable j is in
 * @example subsetRSquared({ r: Float64Array.of(0.6, 0.5), correlations: Float64Array.of(1, 0, 0, 1), size: 2 })[3] // 0.61
 */
export const subsetRSquared = (given: Correlations): Float64Array => subsetSweep(given.size)(given);
