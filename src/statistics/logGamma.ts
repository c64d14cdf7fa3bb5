const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
/** Bernoulli's numbers B₂, B₄ … B₁₄. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];
/** B₂ₖ/(2k(2k − 1)): the coefficients of Stirling's series. */
const STIRLING = BERNOULLI.map((b, i) => b / ((2 * i + 2) * (2 * i + 1)));
/** B₂ₖ/2k: those of its derivative. */
const SLOPES = BERNOULLI.map((b, i) => b / (2 * i + 2));
/** From here on what is left out of these series is less than the last digit of a double. */
const LARGE = 12;

/** Σ cₖ/x²ᵏ from k = 0. */
function inSquares(coefficients: readonly number[], x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = coefficients[k]! + sum * square;
  return sum;
}

/** What the first term of Stirling's series, 1/12x, leaves of `stirlingRest`; x from 12 on. */
export const stirlingHigher = (x: number): number => inSquares(STIRLING.slice(1), x) / x ** 3;

function requirePositive(x: number, caller: string): void {
  if (!(x > 0)) throw new RangeError(`${caller} requires a number above 0; got ${x}`);
}

/**
 * log Γ(x) − [(x − ½) log x − x + ½ log 2π], what Stirling's formula leaves out: small, so that differences keep their digits.
 *
 * @param x above 0
 * @example stirlingRest(1) // 0.08106
 */
export function stirlingRest(x: number): number {
  if (x < LARGE) return stirlingRest(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  return inSquares(STIRLING, x) / x;
}

/**
 * The logarithm of the gamma function: log (x − 1)! of a whole number. To fifteen digits, or fifteen decimals near 1 and 2, where it is 0.
 *
 * @param x above 0
 * @example logGamma(5) // 3.17805
 * @see NIST Digital Library of Mathematical Functions, 5.11
 */
export function logGamma(x: number): number {
  requirePositive(x, "logGamma");
  // Γ(x) = Γ(x + 1)/x, so that a small x keeps its digits.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingRest(x);
}

/**
 * The logarithm of the beta function Γ(a)Γ(b)/Γ(a + b), its large parts cancelled before they are added.
 *
 * @param a above 0, as b
 * @example logBeta(2, 3) // -2.48491
 * @see NIST Digital Library of Mathematical Functions, 5.12
 */
export function logBeta(a: number, b: number): number {
  requirePositive(Math.min(a, b), "logBeta");
  const roots = (Math.log1p(a / b) - Math.log(a)) / 2;
  const rest = stirlingRest(a) + stirlingRest(b) - stirlingRest(a + b);
  return HALF_LOG_TWO_PI + roots + rest - a * Math.log1p(b / a) - b * Math.log1p(a / b);
}

/**
 * The slope of log Γ.
 *
 * @param x above 0
 * @example digamma(1) // -0.577216
 * @see NIST Digital Library of Mathematical Functions, 5.11
 */
export function digamma(x: number): number {
  requirePositive(x, "digamma");
  let [at, below] = [x, 0];
  for (; at < LARGE; at++) below += 1 / at;
  return Math.log(at) - 0.5 / at - inSquares(SLOPES, at) / (at * at) - below;
}

/**
 * The slope of `digamma`: how log Γ bends.
 *
 * @param x above 0
 * @example trigamma(1) // 1.644934
 * @see NIST Digital Library of Mathematical Functions, 5.15
 */
export function trigamma(x: number): number {
  requirePositive(x, "trigamma");
  let [at, below] = [x, 0];
  for (; at < LARGE; at++) below += 1 / (at * at);
  return 1 / at + 0.5 / (at * at) + inSquares(BERNOULLI, at) / at ** 3 + below;
}
