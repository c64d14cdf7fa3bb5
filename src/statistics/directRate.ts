/** A stratum of a group: its part of the standard population, the rate in the group, and the cases that rate stands on. */
export interface Stratum {
  readonly part: number;
  readonly rate: number;
  /** Cases of equal weight, above 0. */
  readonly size: number;
}

/** A rate a group would have with the composition of the standard population. */
export interface DirectRate {
  /** Σ part·rate. */
  readonly rate: number;
  /** Σ part²·rate·(1 − rate)/size. */
  readonly variance: number;
  /** As many cases, all alike, would say as much: rate·(1 − rate)/variance, never more than 1/Σ(part²/size). */
  readonly effectiveN: number;
}

/**
 * Direct standardisation: the rate a group would have if it were made up as the standard population is, each stratum keeping the
 * rate it has in the group. For groups that differ in who is in them; it needs somebody of each stratum in the group.
 *
 * @param strata at least one; parts are divided by their sum
 * @example directRate([{ part: 0.5, rate: 0.2, size: 50 }, { part: 0.5, rate: 0.4, size: 10 }]) // { rate: 0.3, variance: 0.0068, effectiveN: 30.8824 }
 * @see Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 19
 */
export function directRate(strata: readonly Stratum[]): DirectRate {
  const whole = strata.reduce((sum, { part }) => sum + part, 0);
  if (!(whole > 0)) throw new RangeError(`directRate requires parts that add up to more than 0; got ${whole}`);
  let [rate, variance, inverse] = [0, 0, 0];
  for (const stratum of strata) {
    const part = stratum.part / whole;
    rate += part * stratum.rate;
    variance += (part * part * stratum.rate * (1 - stratum.rate)) / stratum.size;
    inverse += (part * part) / stratum.size;
  }
  const most = 1 / inverse;
  return { rate, variance, effectiveN: variance > 0 ? Math.min(most, (rate * (1 - rate)) / variance) : most };
}
