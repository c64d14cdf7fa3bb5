import type { CurvedFunction } from "../../src/statistics/maximize.js";

/**
 * A function with its derivatives from central differences: about seven digits of the gradient, five of the Hessian. For functions
 * nobody derived, and to check those that somebody did.
 *
 * @param step how far apart the values are, on coordinates of a size of about 1
 * @see NIST Digital Library of Mathematical Functions, 3.4
 */
export function byDifferences(value: (point: Float64Array) => number, step = 1e-4): CurvedFunction {
  return (point) => {
    const size = point.length;
    const at = (...moves: readonly (readonly [number, number])[]) => {
      const there = point.slice();
      for (const [j, times] of moves) there[j]! += times * step;
      return value(there);
    };
    const here = value(point);
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      const [up, down] = [at([i, 1]), at([i, -1])];
      gradient[i] = (up - down) / (2 * step);
      hessian[i * size + i] = (up - 2 * here + down) / (step * step);
      for (let j = 0; j < i; j++) {
        const alike = at([i, 1], [j, 1]) + at([i, -1], [j, -1]);
        const opposed = at([i, 1], [j, -1]) + at([i, -1], [j, 1]);
        hessian[i * size + j] = (alike - opposed) / (4 * step * step);
        hessian[j * size + i] = hessian[i * size + j]!;
      }
    }
    return { value: here, gradient, hessian };
  };
}
