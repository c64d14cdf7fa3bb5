import { expm1Minus, log1pMinus } from "./log1pMinus.js";
import { stirlingRest } from "./logGamma.js";
import { tailIntegral } from "./tailIntegral.js";

/** From here on the density is smooth enough to be integrated; series and fraction would take √shape steps. */
const SMOOTH = 100;

/** log of the density of a gamma distribution of scale 1, times y. */
function logKernel(shape: number, y: number): number {
  const off = (y - shape) / shape;
  const drop = off < -0.5 ? Math.log(y / shape) - off : log1pMinus(off);
  return shape * drop - stirlingRest(shape) + 0.5 * Math.log(shape / (2 * Math.PI));
}

/** P(s, y) as a part of the kernel: a series of positive terms. */
function series(shape: number, y: number): number {
  let [sum, term] = [1 / shape, 1 / shape];
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= y / (shape + k);
    sum += term;
  }
  return sum;
}

/** Q(s, y) as a part of the kernel: a continued fraction, by Lentz's method. */
function fraction(shape: number, y: number): number {
  let at = y + 1 - shape;
  let c = 1e300;
  let d = 1 / at;
  let value = d;
  for (let k = 1; k < 10_000; k++) {
    const term = k * (shape - k);
    at += 2;
    d = 1 / (at + term * d);
    c = at + term / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** P or Q as a part of the kernel: an integral over log y, downwards or upwards. */
function beyond(shape: number, y: number, sign: 1 | -1): number {
  const slope = sign * (y - shape);
  return tailIntegral((t) => slope * t + y * expm1Minus(sign * t), slope, y);
}

/** P where y lies low, or Q where it lies high, as a part of the kernel. */
function part(shape: number, y: number): { readonly isLow: boolean; readonly part: number } {
  const isSmooth = shape > SMOOTH;
  const isLow = y < (isSmooth ? shape : shape + 1);
  if (isSmooth) return { isLow, part: beyond(shape, y, isLow ? -1 : 1) };
  return { isLow, part: isLow ? series(shape, y) : fraction(shape, y) };
}

/**
 * P(s, y) and Q(s, y): the shares of a gamma distribution of scale 1 below and above y, each with its own digits where it is the
 * smaller one.
 *
 * @param shape above 0
 * @example incompleteGamma(0.5, 50).above // 1.524e-23
 * @see NIST Digital Library of Mathematical Functions, 8.7 and 8.9
 */
export function incompleteGamma(shape: number, y: number): { readonly below: number; readonly above: number } {
  if (!(shape > 0)) throw new RangeError(`incompleteGamma requires a shape above 0; got ${shape}`);
  if (y <= 0) return { below: 0, above: 1 };
  if (y === Number.POSITIVE_INFINITY) return { below: 1, above: 0 };
  const kernel = Math.exp(logKernel(shape, y));
  const { isLow, part: times } = part(shape, y);
  const share = kernel === 0 ? 0 : kernel * times;
  return isLow ? { below: share, above: 1 - share } : { below: 1 - share, above: share };
}

/** log P or log Q, of shares too small for a double as well, and how far log y goes where it grows by 1. */
function logShare(shape: number, y: number, side: "below" | "above"): { readonly log: number; readonly per: number } {
  const log = logKernel(shape, y);
  const { isLow, part: times } = part(shape, y);
  const sign = side === "below" ? 1 : -1;
  if (isLow === (side === "below")) return { log: log + Math.log(times), per: sign * times };
  const other = Math.exp(log) * times;
  return { log: Math.log1p(-other), per: (sign * (1 - other)) / Math.exp(log) };
}

/**
 * The y below which a gamma distribution of scale 1 has a share, by Newton's method on the logarithm of what lies on the smaller
 * side. The logarithm of such a share is concave: from the second step on the points come near from one side, wherever they began.
 *
 * @param below above 0, as `above`; together 1
 * @example gammaQuantile(0.975, 0.025, 10) // 17.0848
 */
export function gammaQuantile(below: number, above: number, shape: number): number {
  const side = below <= above ? "below" : "above";
  const log = Math.log(Math.min(below, above));
  let at = Math.log(shape);
  for (let i = 0; i < 200; i++) {
    const found = logShare(shape, Math.exp(at), side);
    const step = (log - found.log) * found.per;
    // No double is nearer 0, nor further from it.
    at = Math.min(709, Math.max(-744, at + step));
    // The next error is about the square of this step, in units of the tail's own width.
    if (!(Math.abs(step) > 1e-9 * Math.abs(found.per))) break;
  }
  return Math.exp(at);
}
