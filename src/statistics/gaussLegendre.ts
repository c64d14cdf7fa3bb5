/** Nodes and weights on [−1, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The rule that integrates polynomials up to degree 2·size − 1 over [−1, 1] exactly: Newton's method on the Legendre polynomial.
 *
 * @param size a whole number from 1
 * @example gaussLegendre(2).nodes[1] // 0.5774
 * @see NIST Digital Library of Mathematical Functions, 3.5(v)
 */
export function gaussLegendre(size: number): Quadrature {
  const [nodes, weights] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (size + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= size; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (size * (before - x * value)) / (1 - x * x);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
