import type { SurvivalStep } from "./survivalCurve.js";
import { type SurvivalScale, survivalInterval } from "./survivalInterval.js";

/** Products of fractions miss the share they stand for by their last digits. */
const ROUNDING = 1e-12;

/** A time with its bounds; null each where the curve does not come so far down. */
export interface SurvivalTime {
  readonly time: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The first time by which a share of all has had the event: .5 for the median. Its interval holds the times at which the
 * interval of the curve holds 1 − share.
 *
 * @param share above 0, below 1
 * @example survivalQuantile([{ time: 2, atRisk: 2, events: 1, censored: 0, survival: 0.5, logVariance: 0.5 }], 0.5, 0.95, "log-log").time // 2
 * @see Brookmeyer and Crowley (1982), Biometrics 38
 */
export function survivalQuantile(
  curve: readonly SurvivalStep[],
  share: number,
  level: number,
  scale: SurvivalScale,
): SurvivalTime {
  const target = 1 - share + ROUNDING;
  let [time, lower, upper]: (number | null)[] = [null, null, null];
  for (const step of curve) {
    if (step.events === 0) continue;
    if (time === null && step.survival <= target) time = step.time;
    const band = survivalInterval(step, level, scale);
    if (band === null) continue;
    if (lower === null && band.lower <= target) lower = step.time;
    if (upper === null && band.upper <= target) upper = step.time;
    if (upper !== null) break;
  }
  return { time, lower, upper };
}

/**
 * The mean time without the event up to a horizon: the area under the curve as far as there, with its standard error
 * √Σ A²d/(r(r − d)), A being the area from the event to the horizon.
 *
 * @param horizon above 0, not beyond what the curve is known for
 * @example restrictedMean([{ time: 2, atRisk: 2, events: 1, censored: 0, survival: 0.5, logVariance: 0.5 }], 4).mean // 3
 * @see Royston and Parmar (2013), BMC Medical Research Methodology 13
 */
export function restrictedMean(
  curve: readonly SurvivalStep[],
  horizon: number,
): { readonly mean: number; readonly standardError: number } {
  const steps = curve.filter(({ events, time }) => events > 0 && time <= horizon);
  let [area, variance, until] = [0, 0, horizon];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { time, survival, atRisk, events } = steps[i]!;
    area += survival * (until - time);
    // Where all at risk had the event nothing lies beyond it, and it adds nothing.
    if (atRisk > events) variance += (area * area * events) / (atRisk * (atRisk - events));
    until = time;
  }
  return { mean: area + until, standardError: Math.sqrt(variance) };
}
