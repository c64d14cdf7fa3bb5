import type { Random } from "./random.js";

/**
 * A gamma number of this shape and scale 1: Marsaglia and Tsang's squeeze; below shape 1 from the shape above.
 *
 * @param shape above 0
 * @see Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26
 */
export function gammaSample(shape: number, stream: Random): number {
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
 * A share from Beta(a, b).
 *
 * @param a above 0, as `b`
 */
export function betaSample(a: number, b: number, stream: Random): number {
  const [x, y] = [gammaSample(a, stream), gammaSample(b, stream)];
  // Of tiny shapes both may round to 0; then the share is one of the ends.
  return x + y > 0 ? x / (x + y) : stream.next() < a / (a + b) ? 1 : 0;
}
