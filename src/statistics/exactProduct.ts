/** 2²⁷ + 1: splits the 53 digits of a double in two halves, whose products are exact. */
const SPLITTER = 134_217_729;

function halves(x: number): [number, number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/**
 * x·(a + b) − c with one rounding at the end, where a product rounded first would leave nothing of a small difference.
 *
 * @see Dekker (1971), Numerische Mathematik 18
 */
export function productLess(x: number, a: number, b: number, c: number): number {
  const n = a + b;
  const share = n - a;
  const left = a - (n - share) + (b - share);
  const product = x * n;
  const [xHigh, xLow] = halves(x);
  const [nHigh, nLow] = halves(n);
  const error = xLow * nLow - (product - xHigh * nHigh - xLow * nHigh - xHigh * nLow);
  return product - c + (error + x * left);
}
