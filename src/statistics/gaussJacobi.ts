/** Points and weights that stand for a distribution in an average. */
export interface Quadrature {
  readonly points: Float64Array;
  /** They add up to 1. */
  readonly weights: Float64Array;
}

const SWEEPS = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix, and the first part of each of its unit vectors, by implicit QL steps: all in place.
 *
 * @param diagonal becomes the eigenvalues
 * @param beside what stands beside the diagonal, with one place more than is used; becomes rubbish
 * @param first (1, 0 … 0); becomes the first parts
 */
function tridiagonalEigen(diagonal: Float64Array, beside: Float64Array, first: Float64Array): void {
  const size = diagonal.length;
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let high = low;
      while (high < size - 1) {
        const near = Math.abs(diagonal[high]!) + Math.abs(diagonal[high + 1]!);
        if (Math.abs(beside[high]!) <= 1e-17 * near) break;
        high++;
      }
      if (high === low) break;
      step(diagonal, beside, first, low, high);
    }
  }
}

/** One implicit QL step on the block from `low` to `high`, shifted by Wilkinson's guess of the eigenvalue at `low`. */
function step(diagonal: Float64Array, beside: Float64Array, first: Float64Array, low: number, high: number): void {
  const half = (diagonal[low + 1]! - diagonal[low]!) / (2 * beside[low]!);
  const root = Math.sqrt(half * half + 1);
  let chased = diagonal[high]! - diagonal[low]! + beside[low]! / (half + (half < 0 ? -root : root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = high - 1; i >= low; i--) {
    const [bulge, next] = [sine * beside[i]!, cosine * beside[i]!];
    const length = Math.sqrt(bulge * bulge + chased * chased);
    beside[i + 1] = length;
    if (length === 0) {
      diagonal[i + 1]! -= shift;
      beside[high] = 0;
      return;
    }
    sine = bulge / length;
    cosine = chased / length;
    const moved = diagonal[i + 1]! - shift;
    const turned = (diagonal[i]! - moved) * sine + 2 * cosine * next;
    shift = sine * turned;
    diagonal[i + 1] = moved + shift;
    chased = cosine * turned - next;
    const [here, there] = [first[i]!, first[i + 1]!];
    first[i + 1] = sine * here + cosine * there;
    first[i] = cosine * here - sine * there;
  }
  diagonal[low]! -= shift;
  beside[low] = chased;
  beside[high] = 0;
}

/**
 * Points and weights by which the average of a smooth function over a Beta(a, b) share is a sum: exact for polynomials up to the degree
 * 2·size − 1. From the recurrence of Jacobi's polynomials, as Golub and Welsch do it.
 *
 * @param a above 0, as `b`
 * @example Array.from(gaussJacobi(1, 1, 2).points) // [0.2113, 0.7887]
 * @see Golub and Welsch (1969), Calculation of Gauss quadrature rules, Mathematics of Computation 23
 */
export function gaussJacobi(a: number, b: number, size: number): Quadrature {
  if (!(a > 0 && b > 0)) throw new RangeError(`gaussJacobi requires a and b above 0; got ${a} and ${b}`);
  const sum = a + b;
  const points = new Float64Array(size);
  const beside = new Float64Array(size + 1);
  points[0] = a / sum;
  for (let k = 1; k < size; k++) {
    points[k] = (2 * k * (k + sum - 1) + (sum - 2) * a) / ((2 * k + sum - 2) * (2 * k + sum));
    // (k + a + b − 2)/(2k + a + b − 3) is 1 for k = 1, even where it is 0/0.
    const part = k === 1 ? 1 : (k + sum - 2) / (2 * k + sum - 3);
    const square = (k * (k + a - 1) * (k + b - 1) * part) / ((2 * k + sum - 2) ** 2 * (2 * k + sum - 1));
    beside[k - 1] = Math.sqrt(square);
  }
  const first = new Float64Array(size);
  first[0] = 1;
  tridiagonalEigen(points, beside, first);
  return { points, weights: first.map((part) => part * part) };
}
