/** From here on neither series is needed: the difference is large enough to keep its digits. */
const LARGE = 0.7;

/**
 * log(1 + x) − x, with its digits kept where x is small and the two are alike.
 *
 * @param x above −1
 * @example log1pMinus(1) // -0.306853
 * @see NIST Digital Library of Mathematical Functions, 4.6.5, the series of 2 artanh(x/(2 + x))
 */
export function log1pMinus(x: number): number {
  if (x < -LARGE || x > 2 * LARGE) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let [sum, power] = [0, square];
  for (let k = 3; power > 1e-18 * square; k += 2) {
    sum += power / k;
    power *= square;
  }
  return r * (2 * sum - x);
}

/**
 * eˣ − 1 − x, with its digits kept where x is small.
 *
 * @example expm1Minus(1) // 0.718282
 */
export function expm1Minus(x: number): number {
  if (Math.abs(x) > LARGE) return Math.expm1(x) - x;
  let [sum, term] = [0, (x * x) / 2];
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    sum += term;
    term *= x / k;
  }
  return sum;
}
