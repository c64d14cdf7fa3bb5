import { binomialCdf } from "./binomial.js";
import { type Interval, requireLevel } from "./interval.js";

/** The number of successes at a tail of the binomial, between the two whole numbers about it. */
function quantileBetween(tail: number, n: number, share: number): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, share) >= tail) high = middle;
    else low = middle + 1;
  }
  const at = binomialCdf(low, n, share);
  return low - (at - tail) / (at - binomialCdf(low - 1, n, share));
}

/**
 * The limits of a funnel: within which the share of a group of n lies, at this level, if its members are no different from
 * everybody's share. Exact binomial, interpolated between whole numbers so that the funnel is smooth.
 *
 * @param share what all are held against, 0 to 1
 * @param n a whole number from 1
 * @example funnelLimits(0.2, 50, 0.95) // { lower: 0.0844, upper: 0.3071 }
 * @see Spiegelhalter (2005), Statistics in Medicine 24, appendix A.1.1
 */
export function funnelLimits(share: number, n: number, level = 0.95): Interval {
  requireLevel(level, "funnelLimits");
  if (!(share >= 0 && share <= 1)) throw new RangeError(`funnelLimits requires a share from 0 to 1; got ${share}`);
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`funnelLimits requires whole n from 1; got ${n}`);
  if (share === 0 || share === 1) return { lower: share, upper: share };
  const tail = (1 - level) / 2;
  const at = (part: number) => Math.min(1, Math.max(0, quantileBetween(part, n, share) / n));
  return { lower: at(tail), upper: at(1 - tail) };
}
