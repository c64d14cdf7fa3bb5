import { criticalValue, tQuantile } from "./distributions.js";
import { requireLevel } from "./interval.js";

/** Two estimates with their variances: squared standard errors, not the spread of single cases. */
export interface RatioParts {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorVariance: number;
  readonly denominatorVariance: number;
  /** Of the two estimates; 0, for independent ones, by default. */
  readonly covariance?: number;
  /** What the variances were estimated from; without it they count as known, and the normal takes the place of Student's t. */
  readonly degreesOfFreedom?: number;
}

/**
 * The ratios that the data do not rule out. `kind` says how `lower` and `upper` are to be read:
 * - `bounded`: all from `lower` to `upper`. The denominator is clearly not 0.
 * - `outside`: all up to `lower` and all from `upper` on; only what lies between is ruled out. The denominator may be 0, the
 *   numerator is clearly not.
 * - `half-line`: all on one side of the bound that is not null; the denominator is just at the edge.
 * - `whole-line`: any ratio; both bounds are null. Both numerator and denominator may be 0.
 */
export interface FiellerRatio {
  /** Numerator / denominator; null where the denominator is estimated as 0. */
  readonly ratio: number | null;
  readonly kind: "bounded" | "outside" | "half-line" | "whole-line";
  readonly lower: number | null;
  readonly upper: number | null;
}

function requireParts({ numerator, denominator, ...parts }: RatioParts): void {
  const { numeratorVariance, denominatorVariance, covariance = 0, degreesOfFreedom } = parts;
  const require = (isRight: boolean, what: string, got: unknown) => {
    if (!isRight) throw new RangeError(`fiellerRatio requires ${what}; got ${got}`);
  };
  require(Number.isFinite(numerator), "a finite numerator", numerator);
  require(Number.isFinite(denominator), "a finite denominator", denominator);
  for (const variance of [numeratorVariance, denominatorVariance]) {
    require(variance >= 0 && Number.isFinite(variance), "variances from 0", variance);
  }
  const most = Math.sqrt(numeratorVariance) * Math.sqrt(denominatorVariance);
  require(Math.abs(covariance) <=
    most * (1 + 1e-9), `a covariance of at most ${most}, as the variances say`, covariance);
  require(degreesOfFreedom === undefined || degreesOfFreedom > 0, "degrees of freedom above 0", degreesOfFreedom);
  const isKnownZero = denominator === 0 && denominatorVariance === 0;
  require(!isKnownZero, "a denominator that is not known to be 0", "0 with variance 0");
}

/**
 * Fieller's interval of a ratio of two estimates: the ratios ρ for which numerator − ρ·denominator could be 0. For cost per
 * customer kept, or any ratio whose denominator is uncertain; ± standard errors of the ratio itself are far too narrow there,
 * and hide that a denominator near 0 leaves no upper bound. Exact when both estimates are normal.
 *
 * Unlike other intervals it need not have two ends: read `kind` first.
 *
 * @param parts the two estimates, their variances and covariance
 * @throws RangeError when the denominator is 0 with variance 0: there is no ratio
 * @example fiellerRatio({ numerator: 10, denominator: 5, numeratorVariance: 1, denominatorVariance: 1 }) // { ratio: 2, kind: "bounded", lower: 1.3435, upper: 3.3827 }
 * @example fiellerRatio({ numerator: 10, denominator: 1, numeratorVariance: 1, denominatorVariance: 1 }) // { ratio: 10, kind: "outside", lower: -10.3184, upper: 3.2797 }
 * @see Fieller (1954), Journal of the Royal Statistical Society B 16
 */
export function fiellerRatio(parts: RatioParts, level = 0.95): FiellerRatio {
  requireLevel(level, "fiellerRatio");
  requireParts(parts);
  const { numerator: a, denominator: b, numeratorVariance, denominatorVariance, covariance = 0 } = parts;
  const ratio = b === 0 ? null : a / b;
  const { degreesOfFreedom } = parts;
  const t = degreesOfFreedom === undefined ? criticalValue(level) : -tQuantile((1 - level) / 2, degreesOfFreedom);
  const [va, vb, vab] = [t * t * numeratorVariance, t * t * denominatorVariance, t * t * covariance];
  // The ρ with square·ρ² − 2·middle·ρ + constant ≤ 0.
  const [square, middle, constant] = [b * b - vb, a * b - vab, a * a - va];
  // middle² − square·constant, without the large parts that cancel.
  const discriminant = a * a * vb - 2 * a * b * vab + b * b * va - (va * vb - vab * vab);
  if (square === 0 && middle !== 0) {
    const end = constant / (2 * middle);
    return { ratio, kind: "half-line", lower: middle > 0 ? end : null, upper: middle > 0 ? null : end };
  }
  if (square <= 0 && discriminant <= 0) return { ratio, kind: "whole-line", lower: null, upper: null };
  const root = Math.sqrt(Math.max(0, discriminant));
  const far = middle + (middle < 0 ? -root : root);
  const ends = far === 0 ? [0, 0] : [far / square, constant / far];
  return { ratio, kind: square > 0 ? "bounded" : "outside", lower: Math.min(...ends), upper: Math.max(...ends) };
}
