import { criticalValue } from "./distributions.js";

/** A scale on which a number may be anything, so that ± z standard errors stay where the number can be. */
export interface Scale {
  readonly to: (x: number) => number;
  readonly from: (y: number) => number;
}

/** For what is above 0. */
export const LOG: Scale = { to: Math.log, from: Math.exp };
/** For what is between 0 and 1. */
export const LOGIT: Scale = { to: (x) => Math.log(x / (1 - x)), from: (y) => 1 / (1 + Math.exp(-y)) };

const STEP = 1e-4;

/**
 * A function of fitted parameters with ± z standard errors on a scale of its own: its variance is that of its slopes (central
 * differences) with the covariance of the parameters.
 *
 * Only as right as straight lines are for both: good where standard errors are small beside the size of the function's bends.
 *
 * @param of the function, of parameters on the scale that the covariance is on
 * @param covariance row by row; without it there is no interval
 * @example deltaInterval((x) => Math.exp(x[0]), [0], Float64Array.of(0.01), { scale: LOG, level: 0.95 }).upper // 1.2165
 * @see Wasserman (2004), All of Statistics, 9.9
 */
export function deltaInterval(
  of: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Float64Array | null,
  { scale, level }: { readonly scale: Scale; readonly level: number },
): { estimate: number; lower: number | null; upper: number | null } {
  const estimate = of(point);
  const nothing = { estimate, lower: null, upper: null };
  if (covariance === null) return nothing;
  const moved = (j: number, by: number) => scale.to(of(point.map((x, k) => (k === j ? x + by : x))));
  const slopes = point.map((_, j) => (moved(j, STEP) - moved(j, -STEP)) / (2 * STEP));
  let variance = 0;
  slopes.forEach((x, i) => {
    slopes.forEach((y, j) => {
      variance += x * y * covariance[i * point.length + j]!;
    });
  });
  const half = criticalValue(level) * Math.sqrt(variance);
  const center = scale.to(estimate);
  const [lower, upper] = [scale.from(center - half), scale.from(center + half)];
  return Number.isFinite(lower) && Number.isFinite(upper) ? { estimate, lower, upper } : nothing;
}
