import { criticalValue } from "./distributions.js";
import { clipped, type Interval } from "./interval.js";
import type { SurvivalStep } from "./survivalCurve.js";

/** On which scale a survival share is taken to be normal. */
export type SurvivalScale = "log-log" | "log" | "plain";

/**
 * The interval of a survival share from Greenwood's variance, at each time on its own. On the scale of log(−log S) it cannot
 * leave 0–1 and covers best in small samples; on those of log S and of S it is cut to 0–1.
 *
 * @returns null where nothing varies: before the first event, and once nobody is left
 * @example survivalInterval({ survival: 0.5, logVariance: 0.1 }, 0.95, "log-log") // { lower: 0.1836, upper: 0.7532 }
 * @see Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.4
 */
export function survivalInterval(
  { survival, logVariance }: Pick<SurvivalStep, "survival" | "logVariance">,
  level: number,
  scale: SurvivalScale,
): Interval | null {
  if (!(survival > 0 && survival < 1)) return null;
  const half = criticalValue(level) * Math.sqrt(logVariance);
  if (scale === "plain") return clipped({ lower: survival * (1 - half), upper: survival * (1 + half) }, 0, 1);
  if (scale === "log") return clipped({ lower: survival * Math.exp(-half), upper: survival * Math.exp(half) }, 0, 1);
  const factor = Math.exp(half / -Math.log(survival));
  return { lower: survival ** factor, upper: survival ** (1 / factor) };
}

/** The standard error of a survival share, S·√Σ d/(r(r − d)); null once it has come down to 0. */
export const survivalError = ({ survival, logVariance }: SurvivalStep): number | null =>
  survival > 0 ? survival * Math.sqrt(logVariance) : null;
