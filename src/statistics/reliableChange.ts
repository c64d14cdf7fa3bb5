import { criticalValue } from "./distributions.js";
import { requireLevel } from "./interval.js";

export interface MeasurePrecision {
  /** How far customers lie apart: the standard deviation of the score over them. */
  readonly deviation: number;
  /** Of the score, 0–1: Cronbach's α, or the correlation of two measurements between which nothing changed. */
  readonly reliability: number;
}

/**
 * By how much one customer's score must change before it is more than error of measurement: z·SD·√(2(1 − r)). Two measurements of
 * somebody who has not changed at all differ by more in 5 % of cases at a level of .95.
 *
 * 0 or more, in the score's units. It speaks of single customers; a mean of many changes reliably by much less.
 *
 * @returns the change, up or down, that is just reliable; 0 of a score without error
 * @example reliableChange({ deviation: 2, reliability: 0.8 }, 0.95) // 2.479
 * @see Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59
 */
export function reliableChange({ deviation, reliability }: MeasurePrecision, level: number): number {
  requireLevel(level, "reliableChange");
  if (!(deviation >= 0 && Number.isFinite(deviation))) {
    throw new RangeError(`reliableChange requires a deviation from 0; got ${deviation}`);
  }
  if (!(reliability >= 0 && reliability <= 1)) {
    throw new RangeError(`reliableChange requires a reliability from 0 to 1; got ${reliability}`);
  }
  return criticalValue(level) * deviation * Math.sqrt(2 * (1 - reliability));
}
