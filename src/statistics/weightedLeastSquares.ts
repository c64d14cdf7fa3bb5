import { backSubstituted, pivotedQr } from "./pivotedQr.js";

/** Cases that are alike: the same numbers and the same weight each. */
export interface LikeCases {
  /** One a predictor. */
  readonly x: ArrayLike<number>;
  readonly y: number;
  /** Of each of them, above 0. */
  readonly weight: number;
  /** How many there are. */
  readonly n: number;
}

/**
 * What standard errors stand on. "HC3": each case's own residual, as if the case had not been used (MacKinnon and White): right whatever
 * the spread of the outcome hangs on, and a little wide in small samples. "HC1": each residual as it is, with n/(n − p): too narrow where few
 * cases decide. "classical": one spread for all.
 */
export type RegressionErrors = "HC3" | "HC1" | "classical";

export interface WeightedFit {
  /** The intercept first, then one a predictor. */
  readonly coefficients: readonly number[];
  /** Of the coefficients. NaN in the lines of those that a single case decides: it has no residual to judge by. */
  readonly covariance: readonly (readonly number[])[];
  /** Null where the outcome does not vary. */
  readonly rSquared: number | null;
  readonly degreesOfFreedom: number;
}

/** There is no fit: a predictor follows from others, or is the same for all. */
export interface Dependence {
  readonly predictor: number;
  readonly on: readonly number[];
}

interface Centred {
  readonly means: readonly number[];
  readonly norms: readonly number[];
  /** √(nw)(x − x̄)/norm, by predictor. */
  readonly columns: readonly Float64Array[];
  readonly total: number;
}

function centred(cases: readonly LikeCases[], size: number): Centred {
  const total = cases.reduce((sum, { weight, n }) => sum + n * weight, 0);
  const means = Array.from(
    { length: size },
    (_, j) => cases.reduce((sum, { x, weight, n }) => sum + n * weight * x[j]!, 0) / total,
  );
  const raw = means.map((mean, j) => {
    // Rows of 0 change nothing, and let the factorisation see that there are too few cases.
    const column = new Float64Array(Math.max(cases.length, size));
    cases.forEach(({ x, weight, n }, i) => {
      column[i] = Math.sqrt(n * weight) * (x[j]! - mean);
    });
    return column;
  });
  const norms = raw.map((column) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0)));
  return {
    means,
    norms,
    total,
    columns: raw.map((column, j) => column.map((value) => (norms[j]! > 0 ? value / norms[j]! : 0))),
  };
}

/** The first predictor that follows from others, or null. */
function dependence({ columns, norms, means, total }: Centred, qr: ReturnType<typeof pivotedQr>): Dependence | null {
  const constant = norms.findIndex((norm, j) => norm <= 1e-12 * Math.abs(means[j]!) * Math.sqrt(total));
  if (constant >= 0) return { predictor: constant, on: [] };
  if (qr.rank === columns.length) return null;
  const shares = backSubstituted(qr.r, qr.r[qr.rank]!, qr.rank);
  const on = qr.order.slice(0, qr.rank).filter((_, place) => Math.abs(shares[place]!) > 1e-6);
  return { predictor: qr.order[qr.rank]!, on };
}

/** (X′WX)⁻¹ of the centred predictors in their own units and order. */
function inverseOf({ norms }: Centred, { r, rank, order }: ReturnType<typeof pivotedQr>): number[][] {
  const halves = order.map((_, place) => {
    const unit = new Float64Array(rank);
    unit[place] = 1;
    return backSubstituted(r, unit, rank);
  });
  const inverse = norms.map(() => norms.map(() => 0));
  for (const half of halves) {
    for (let a = 0; a < rank; a++) {
      for (let b = 0; b < rank; b++) {
        const [i, j] = [order[a]!, order[b]!];
        inverse[i]![j]! += (half[a]! * half[b]!) / (norms[i]! * norms[j]!);
      }
    }
  }
  return inverse;
}

const FULL = 1 - 1e-9;

/** Σ n·ψψ′ of what each case moves the coefficients by; a case that alone decides a coefficient leaves it without. */
function sandwich(
  cases: readonly LikeCases[],
  { means, total }: Centred,
  { inverse, residuals, leave }: { inverse: number[][]; residuals: readonly number[]; leave: boolean },
): number[][] {
  const size = means.length + 1;
  const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const undecided = new Set<number>();
  cases.forEach(({ x, weight, n }, c) => {
    const away = means.map((mean, j) => x[j]! - mean);
    const slopes = inverse.map((line) => line.reduce((sum, value, j) => sum + value * away[j]!, 0));
    const leverage = weight * (1 / total + slopes.reduce((sum, slope, j) => sum + slope * away[j]!, 0));
    const moved = [1 / total - slopes.reduce((sum, slope, j) => sum + slope * means[j]!, 0), ...slopes].map(
      (m) => m * weight,
    );
    if (leverage > FULL) {
      moved.forEach((move, j) => {
        if (Math.abs(move) > 1e-9) undecided.add(j);
      });
      return;
    }
    const residual = residuals[c]! / (leave ? 1 - leverage : 1);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) covariance[i]![j]! += n * residual * residual * moved[i]! * moved[j]!;
    }
  });
  return covariance.map((line, i) =>
    line.map((value, j) => (undecided.has(i) || undecided.has(j) ? Number.NaN : value)),
  );
}

/** As if all residuals had one variance, divided by the weight. */
function classical({ means, total }: Centred, inverse: number[][], variance: number): number[][] {
  const slopes = inverse.map((line) => line.map((value) => value * variance));
  const across = slopes.map((line) => -line.reduce((sum, value, j) => sum + value * means[j]!, 0));
  const intercept = variance / total - across.reduce((sum, value, j) => sum + value * means[j]!, 0);
  return [[intercept, ...across], ...slopes.map((line, i) => [across[i]!, ...line])];
}

/**
 * Weighted least squares with an intercept, by a QR factorisation, with the covariance of the coefficients. Cases that are alike are
 * counted once, so that answers on short scales cost little however many there are.
 *
 * @param cases finite numbers, weights above 0, and more cases than coefficients
 * @returns the fit; or which predictor follows from which others
 * @example weightedLeastSquares([0, 1, 2, 3].map((x) => ({ x: [x], y: [1, 3, 4, 8][x], weight: 1, n: 1 })), 1, "classical").coefficients // [0.7, 2.2]
 * @see MacKinnon and White (1985), Journal of Econometrics 29; Long and Ervin (2000), The American Statistician 54
 */
export function weightedLeastSquares(
  cases: readonly LikeCases[],
  size: number,
  errors: RegressionErrors = "HC3",
): WeightedFit | Dependence {
  const design = centred(cases, size);
  const qr = pivotedQr(design.columns);
  const found = dependence(design, qr);
  if (found !== null) return found;
  const meanY = cases.reduce((sum, { y, weight, n }) => sum + n * weight * y, 0) / design.total;
  const y = new Float64Array(Math.max(cases.length, size));
  cases.forEach((one, i) => {
    y[i] = Math.sqrt(one.n * one.weight) * (one.y - meanY);
  });
  const solved = backSubstituted(qr.r, qr.rotated(y), qr.rank);
  const slopes = design.norms.map((norm, j) => solved[qr.order.indexOf(j)]! / norm);
  const intercept = slopes.reduce((left, slope, j) => left - slope * design.means[j]!, meanY);
  const residuals = cases.map((one) => slopes.reduce((left, slope, j) => left - slope * one.x[j]!, one.y - intercept));
  const n = cases.reduce((sum, one) => sum + one.n, 0);
  const degreesOfFreedom = n - size - 1;
  const left = cases.reduce((sum, one, i) => sum + one.n * one.weight * residuals[i]! ** 2, 0);
  const all = y.reduce((sum, value) => sum + value * value, 0);
  const inverse = inverseOf(design, qr);
  const scale = errors === "HC1" ? n / degreesOfFreedom : 1;
  const covariance =
    errors === "classical"
      ? classical(design, inverse, left / degreesOfFreedom)
      : sandwich(cases, design, { inverse, residuals, leave: errors === "HC3" }).map((line) =>
          line.map((v) => v * scale),
        );
  return {
    coefficients: [intercept, ...slopes],
    covariance,
    rSquared: all > 1e-24 * design.total * meanY * meanY && all > 0 ? Math.max(0, 1 - left / all) : null,
    degreesOfFreedom,
  };
}
