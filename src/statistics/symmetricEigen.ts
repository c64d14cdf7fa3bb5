/** What a symmetric matrix is made of: values[k] along the unit vector that is row k of `vectors`. */
export interface SymmetricEigen {
  /** In no particular order. */
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/** x and y turned by an angle of this cosine and sine, `count` of them, each `stepX` and `stepY` after the one before. */
function turn(
  a: Float64Array,
  x: number,
  stepX: number,
  y: number,
  stepY: number,
  count: number,
  c: number,
  s: number,
) {
  for (let k = 0, i = x, j = y; k < count; k++, i += stepX, j += stepY) {
    const first = a[i]!;
    const second = a[j]!;
    a[i] = c * first - s * second;
    a[j] = s * first + c * second;
  }
}

/** Rows and columns p < q turned so that work[p][q] becomes 0: of `work` only what stands on and above the diagonal. */
function rotate(work: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const [rowP, rowQ] = [p * size, q * size];
  const shared = work[rowP + q]!;
  const theta = (work[rowQ + q]! - work[rowP + p]!) / (2 * shared);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  work[rowP + p]! -= t * shared;
  work[rowQ + q]! += t * shared;
  work[rowP + q] = 0;
  turn(work, p, size, q, size, p, c, s);
  turn(work, rowP + p + 1, 1, rowP + size + q, size, q - p - 1, c, s);
  turn(work, rowP + q + 1, 1, rowQ + q + 1, 1, size - q - 1, c, s);
  turn(vectors, rowP, 1, rowQ, 1, size, c, s);
}

/**
 * Jacobi's rotations, in place: `work` ends with the values on its diagonal, `vectors` with the vectors in its rows. For a thousand
 * small matrices one after the other in the same memory.
 *
 * @param work symmetric, size × size, row by row; overwritten
 * @param vectors of the same length; overwritten
 * @see Golub and Van Loan (2013), Matrix Computations, section 8.5
 */
export function eigenInPlace(work: Float64Array, vectors: Float64Array, size: number): void {
  vectors.fill(0);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        const shared = work[p * size + q]!;
        // Of what is this small beside both values, their last digit knows nothing.
        const small = 1e-34 * Math.abs(work[p * size + p]! * work[q * size + q]!);
        if (shared * shared <= small || Math.abs(shared) < 1e-150) continue;
        isDiagonal = false;
        rotate(work, vectors, size, p, q);
      }
    }
    if (isDiagonal) return;
  }
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations: slower than others for hundreds of columns, as exact as
 * any for a few dozen.
 *
 * @param matrix size × size, row by row; not changed
 * @example symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values[1] // 3
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const work = matrix.slice();
  const vectors = new Float64Array(size * size);
  eigenInPlace(work, vectors, size);
  return { values: Float64Array.from({ length: size }, (_, i) => work[i * size + i]!), vectors };
}

/** V·f(λ)·Vᵀ: a symmetric matrix with another number in place of each eigenvalue. */
function spectral({ values, vectors }: SymmetricEigen, size: number, of: (value: number) => number): Float64Array {
  const result = new Float64Array(size * size);
  values.forEach((value, k) => {
    const factor = of(value);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        result[i * size + j]! += factor * vectors[k * size + i]! * vectors[k * size + j]!;
      }
    }
  });
  return result;
}

/**
 * The symmetric matrix whose square is this one.
 *
 * @param matrix positive semidefinite, row by row
 * @example symmetricRoot(Float64Array.of(4, 0, 0, 9), 2)[3] // 3
 */
export const symmetricRoot = (matrix: Float64Array, size: number): Float64Array =>
  spectral(symmetricEigen(matrix, size), size, (value) => Math.sqrt(Math.max(0, value)));

/**
 * The inverse of that root.
 *
 * @param matrix positive definite, row by row
 * @example symmetricInverseRoot(Float64Array.of(4, 0, 0, 16), 2)[3] // 0.25
 */
export const symmetricInverseRoot = (matrix: Float64Array, size: number): Float64Array =>
  spectral(symmetricEigen(matrix, size), size, (value) => 1 / Math.sqrt(value));
