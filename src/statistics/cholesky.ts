/**
 * Cholesky's factor in place: the lower triangle of `matrix` becomes L with L·Lᵀ = matrix; what stands above is left alone.
 *
 * @param matrix symmetric, row by row; overwritten
 * @returns false where it is not positive definite, as far as `tolerance` of each diagonal tells
 */
export function choleskyInPlace(matrix: Float64Array, size: number, tolerance = 0): boolean {
  for (let j = 0; j < size; j++) {
    const row = j * size;
    const whole = matrix[row + j]!;
    let left = whole;
    for (let k = 0; k < j; k++) left -= matrix[row + k]! * matrix[row + k]!;
    if (!(left > tolerance * whole)) return false;
    const diagonal = Math.sqrt(left);
    matrix[row + j] = diagonal;
    for (let i = j + 1; i < size; i++) {
      let shared = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) shared -= matrix[i * size + k]! * matrix[row + k]!;
      matrix[i * size + j] = shared / diagonal;
    }
  }
  return true;
}

/** x with L·x = y, in place of y. */
export function forwardSubstituted(factor: Float64Array, size: number, y: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let left = y[i]!;
    for (let k = 0; k < i; k++) left -= factor[i * size + k]! * y[k]!;
    y[i] = left / factor[i * size + i]!;
  }
}

/** x with Lᵀ·x = y, in place of y. */
export function backSubstitutedTransposed(factor: Float64Array, size: number, y: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let left = y[i]!;
    for (let k = i + 1; k < size; k++) left -= factor[k * size + i]! * y[k]!;
    y[i] = left / factor[i * size + i]!;
  }
}

/** The diagonal of the inverse of L·Lᵀ: of correlations, the variance inflation factors. */
export function inverseDiagonal(factor: Float64Array, size: number, out: Float64Array): void {
  out.fill(0);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    forwardSubstituted(factor, size, column);
    // L⁻¹ by columns; (L·Lᵀ)⁻¹ = L⁻ᵀ·L⁻¹ has their squares on its diagonal.
    for (let i = j; i < size; i++) out[j]! += column[i]! * column[i]!;
  }
}
