import { normalQuantile, tQuantile } from "../../statistics/distributions.js";
import type { DriverFit } from "./driverFit.js";
import type { LogisticDrivers } from "./driverLogistic.js";

/** Beyond chance at the level, by Student's t. */
const isBeyond = (t: number, degreesOfFreedom: number, level: number) =>
  degreesOfFreedom > 0 && Math.abs(t) > -tQuantile((1 - level) / 2, degreesOfFreedom);

/** The same of a logistic one: log-odds, for a deviation and for a point of the driver. */
function logisticOf(
  { moments, n, vif }: DriverFit,
  { slopes, standardErrors }: LogisticDrivers,
  k: number,
  level: number,
) {
  const [correlation, deviation, slope] = [moments.r[k]!, moments.deviation[k]!, slopes[k]!];
  const alone = Math.sqrt(Math.max(0, 1 - moments.controls - correlation ** 2) / Math.max(1, n - 2));
  const isTold = Math.abs(slope / standardErrors[k]!) > -normalQuantile((1 - level) / 2);
  return {
    ...{ correlation, deviation, slope, vif: vif[k]!, coefficient: slope * deviation },
    sign: Math.sign(correlation) as -1 | 0 | 1,
    suppressor: isTold && isBeyond(correlation / alone, n - 2, level) && correlation * slope < 0,
  };
}

/** What one regression says of the kept driver k. */
export function regressionOf(fit: DriverFit, beta: number, k: number, level: number) {
  const { r, deviation, leftDeviation, outcomeDeviation, controls } = fit.moments;
  const unexplained = 1 - fit.rSquared - controls;
  const error = Math.sqrt((Math.max(0, unexplained) * fit.vif[k]!) / fit.degreesOfFreedom);
  const alone = Math.sqrt(Math.max(0, 1 - controls - r[k]! ** 2) / Math.max(1, fit.n - 2));
  if (fit.logistic !== null) return logisticOf(fit, fit.logistic, k, level);
  const isTold = isBeyond(beta / error, fit.degreesOfFreedom, level) && isBeyond(r[k]! / alone, fit.n - 2, level);
  return {
    correlation: r[k]!,
    coefficient: (beta * deviation[k]!) / leftDeviation[k]!,
    slope: (beta * outcomeDeviation) / leftDeviation[k]!,
    sign: Math.sign(r[k]!) as -1 | 0 | 1,
    suppressor: isTold && r[k]! * beta < 0,
    vif: fit.vif[k]!,
    deviation: deviation[k]!,
  };
}

export const NO_REGRESSION = {
  correlation: null,
  coefficient: null,
  slope: null,
  sign: null,
  suppressor: false,
  vif: null,
} as const;
