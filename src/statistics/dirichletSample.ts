import type { Random } from "./random.js";

/** A gamma number of this shape and scale 1: Marsaglia and Tsang's squeeze; below shape 1 from the shape above. */
function gammaSample(shape: number, stream: Random): number {
  if (shape < 1) return gammaSample(shape + 1, stream) * (1 - stream.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - stream.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Shares that add up to 1, drawn at random about given ones: Dirichlet(concentration·share). A share p has standard deviation
 * √(p(1 − p)/(concentration + 1)); a share of 0 stays 0.
 *
 * @param shares at least 0, adding up to 1
 * @param concentration above 0; the larger, the nearer to the shares
 * @see Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26
 */
export function dirichletSample(shares: readonly number[], concentration: number, stream: Random): number[] {
  const drawn = shares.map((share) => (share > 0 ? gammaSample(concentration * share, stream) : 0));
  const total = drawn.reduce((sum, value) => sum + value, 0);
  // Of tiny shapes all may round to 0; then nothing is known but the shares.
  return total > 0 ? drawn.map((value) => value / total) : [...shares];
}
