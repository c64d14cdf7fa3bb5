import { criticalValue, normalQuantile } from "../../statistics/distributions.js";
import { requireLevel } from "../../statistics/interval.js";

interface Planned {
  readonly level?: number;
  /** Of one answer coded −1, 0, 1: p + d − (p − d)². 1, the most it can be, unless known better; .65 is usual. */
  readonly variance?: number;
}

export interface NpsSampleSizeOptions extends Planned {
  /** Half-width of the interval of one score, in points. Give this or `difference`. */
  readonly margin?: number;
  /** The difference of two independent scores that shall be found, in points. */
  readonly difference?: number;
  /** The chance to find it. */
  readonly power?: number;
  /** How many customers there are; fewer answers are enough for a small one. */
  readonly population?: number;
}

/** Adjusted Wald adds three answers of its own. */
const ADDED = 3;

function requirePlan({ level = 0.95, variance = 1 }: Planned, caller: string) {
  requireLevel(level, caller);
  if (!(variance > 0 && variance <= 1))
    throw new RangeError(`${caller} requires a variance above 0 up to 1; got ${variance}`);
  return { level, variance };
}

function requirePoints(points: number | undefined, max: number, what: string, caller: string): number {
  if (points === undefined || !(points > 0 && points <= max)) {
    throw new RangeError(`${caller} requires a ${what} above 0 up to ${max} points; got ${points}`);
  }
  return points;
}

function requirePower(power: number, caller: string): number {
  if (!(power > 0 && power < 1))
    throw new RangeError(`${caller} requires a power between 0 and 1, such as 0.8; got ${power}`);
  return power;
}

/** Rounding must not ask for one answer more than the formula. */
const upward = (n: number) => Math.max(1, Math.ceil(n - 1e-9));

/**
 * How many answers an NPS needs: for a margin, z²s²/d² − 3; for a difference of two groups, (z + z_power)²·2s²/d² − 3 in each.
 * Answers, not invitations: divide by the response rate. With a population of N: n/(1 + (n − 1)/N).
 *
 * @returns answers, or answers per group
 * @example npsSampleSize({ margin: 5 }) // 1534
 * @example npsSampleSize({ difference: 10, power: 0.8, variance: 0.65 }) // 1018
 */
export function npsSampleSize(options: NpsSampleSizeOptions): number {
  const caller = "npsSampleSize";
  const { margin, difference, population } = options;
  const { level, variance } = requirePlan(options, caller);
  if ((margin === undefined) === (difference === undefined)) {
    throw new TypeError(
      `${caller} requires either a margin or a difference; got ${margin === undefined ? "neither" : "both"}`,
    );
  }
  const z = criticalValue(level);
  let n: number;
  if (margin !== undefined) {
    n = (z * z * variance) / (requirePoints(margin, 100, "margin", caller) / 100) ** 2 - ADDED;
  } else {
    const effort = (z + normalQuantile(requirePower(options.power ?? 0.8, caller))) ** 2;
    n = (effort * 2 * variance) / (requirePoints(difference, 200, "difference", caller) / 100) ** 2 - ADDED;
  }
  if (population === undefined) return upward(n);
  if (!(population >= 1)) throw new RangeError(`${caller} requires a population of at least 1; got ${population}`);
  return Math.min(population, upward(n / (1 + (n - 1) / population)));
}

export interface NpsMarginOptions extends Planned {
  /** Answers, or answers per group. */
  readonly n: number;
  /** Given, the answer is the smallest difference of two groups found with this chance instead of a margin. */
  readonly power?: number;
}

/**
 * What n answers can tell: the half-width of the interval in points, or with `power` the smallest difference between two groups
 * of n that is found with that chance. The inverse of `npsSampleSize`.
 *
 * @returns points; can exceed what a score can differ by, which means: nothing can be told
 * @example npsMargin({ n: 1534 }) // 5.00
 */
export function npsMargin(options: NpsMarginOptions): number {
  const { n, power } = options;
  const { level, variance } = requirePlan(options, "npsMargin");
  if (!(n >= 1)) throw new RangeError(`npsMargin requires n of at least 1; got ${n}`);
  const z = criticalValue(level);
  const spread = Math.sqrt(variance / (n + ADDED));
  if (power === undefined) return 100 * z * spread;
  return 100 * (z + normalQuantile(requirePower(power, "npsMargin"))) * Math.SQRT2 * spread;
}
