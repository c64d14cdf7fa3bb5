import { choleskyInPlace, inverseDiagonal } from "../../statistics/cholesky.js";
import { cronbachAlpha } from "../../statistics/reliability.js";
import type { PlsFit } from "./plsFit.js";
import { SINGULAR, SmallRegression } from "./plsRegressions.js";
import type { PlsSample } from "./plsSample.js";

/** Variance inflation of each of these variables by the others; null where they cannot be told apart. */
export function variancesInflated(
  covariance: Float64Array,
  size: number,
  places: readonly number[],
): readonly (number | null)[] {
  const count = places.length;
  const factor = new Float64Array(count * count);
  places.forEach((k, i) => {
    places.forEach((l, j) => {
      const unit = Math.sqrt(covariance[k * size + k]! * covariance[l * size + l]!);
      factor[i * count + j] = covariance[k * size + l]! / unit;
    });
  });
  if (!choleskyInPlace(factor, count, SINGULAR)) return places.map(() => null);
  const inflated = new Float64Array(count);
  inverseDiagonal(factor, count, inflated);
  return Array.from(inflated);
}

/** What R² loses without each of the blocks before `to`, over what all of them leave unexplained. */
export function effectSizes({ structure }: PlsSample, fit: PlsFit, to: number): (number | null)[] {
  const { blocks, before } = structure;
  const regression = new SmallRegression(blocks);
  const whole = fit.rSquared[to]!;
  return before[to]!.map((without) => {
    const others = before[to]!.filter((from) => from !== without);
    if (1 - whole <= 1e-12 || !regression.solve(fit.correlations, blocks, others, to)) return null;
    const explained = others.reduce(
      (sum, from, i) => sum + regression.coefficients[i]! * fit.correlations[from * blocks + to]!,
      0,
    );
    return (whole - explained) / (1 - whole);
  });
}

/** How well the items of a mode A block hold together. */
export interface BlockReliability {
  readonly ave: number | null;
  readonly alpha: number | null;
  readonly rhoC: number | null;
  readonly rhoA: number | null;
}

/** Of items turned so that all load positively, and with variance 1. */
export function blockReliability({ structure, covariance }: PlsSample, fit: PlsFit, b: number): BlockReliability {
  const { size, start, isFormed } = structure;
  if (isFormed[b]) return { ave: null, alpha: null, rhoC: null, rhoA: null };
  const places = Array.from({ length: start[b + 1]! - start[b]! }, (_, i) => start[b]! + i);
  const loadings = places.map((k) => Math.abs(fit.loadings[k]!));
  const turned = places.map((k) =>
    places.map((l) => {
      const unit = Math.sqrt(covariance[k * size + k]! * covariance[l * size + l]!);
      return (covariance[k * size + l]! / unit) * Math.sign(fit.loadings[k]! * fit.loadings[l]!);
    }),
  );
  const sum = loadings.reduce((all, loading) => all + loading, 0);
  const squares = loadings.reduce((all, loading) => all + loading ** 2, 0);
  const reliability = fit.reliability[b]!;
  return {
    ave: squares / places.length,
    alpha: cronbachAlpha(turned),
    rhoC: sum ** 2 / (sum ** 2 + places.length - squares),
    rhoA: reliability > 0 && reliability <= 1 ? reliability : null,
  };
}
