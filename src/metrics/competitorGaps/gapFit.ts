import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "../../statistics/cholesky.js";
import { type Collinearity, collinearity } from "../../statistics/collinearity.js";
import { type ImportanceMethod, importanceWork } from "../../statistics/relativeImportance.js";
import type { Moments } from "../../tables/table.js";

/** Which share of a variance the others must leave for a gap to be told apart from them. */
const TOLERANCE = 1e-10;

/** What is known of an outcome (place 0) and of the gaps (places 1 to `gaps`), of those who gave all of them. */
export interface GapSums {
  readonly n: number;
  readonly effectiveN: number;
  readonly gaps: number;
  readonly mean: Float64Array;
  /** Σw(z − z̄)(z′ − z̄′), row by row. */
  readonly deviations: Float64Array;
}

/** Moments of [outcome, own…, competitor…] as moments of [outcome, own − competitor…]: a gap is linear in its columns. */
export function gapSums({ n, weight, weightSquared, sum, deviations }: Moments, gaps: number): GapSums {
  const width = gaps + 1;
  const parts = (j: number): readonly (readonly [number, number])[] =>
    j === 0
      ? [[0, 1]]
      : [
          [j, 1],
          [gaps + j, -1],
        ];
  const out = new Float64Array(width * width);
  const mean = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    for (const [a, sign] of parts(i)) mean[i]! += weight > 0 ? (sign * sum[a]!) / weight : 0;
    for (let j = 0; j < width; j++) {
      for (const [a, first] of parts(i)) {
        for (const [b, second] of parts(j)) out[i * width + j]! += first * second * deviations[a]![b]!;
      }
    }
  }
  return { n, effectiveN: weight > 0 ? weight ** 2 / weightSquared : 0, gaps, mean, deviations: out };
}

/** The outcome on some of the gaps. Lists are in the order of those. */
export interface GapFit {
  rSquared: number;
  /** Points of the outcome for one point of the gap, the other gaps held. */
  readonly slopes: Float64Array;
  /** Raw weights; see `relativeImportance`. */
  readonly importance: Float64Array;
  /** Of each gap with the outcome, and of the gaps with each other, row by row. */
  readonly r: Float64Array;
  readonly correlations: Float64Array;
}

/** Correlations of columns `kept` with each other and with column 0, and their spreads; false where one of them does not vary. */
function correlate(
  { deviations, width, kept }: { deviations: Float64Array; width: number; kept: readonly number[] },
  { r, correlations }: Pick<GapFit, "r" | "correlations">,
  spread: Float64Array,
): boolean {
  const size = kept.length;
  const outcome = Math.sqrt(deviations[0]!);
  for (let i = 0; i < size; i++) spread[i] = Math.sqrt(deviations[kept[i]! * width + kept[i]!]!);
  if (!(outcome > 0) || !spread.every((value) => value > 0)) return false;
  for (let i = 0; i < size; i++) {
    const row = kept[i]! * width;
    r[i] = deviations[kept[i]!]! / (outcome * spread[i]!);
    for (let j = 0; j < size; j++) {
      correlations[i * size + j] = i === j ? 1 : deviations[row + kept[j]!]! / (spread[i]! * spread[j]!);
    }
  }
  return true;
}

/**
 * A function that fits the outcome on the gaps kept, in memory of its own that is used again with each call: for resamples.
 *
 * @param width of the matrices of deviations; the outcome is place 0
 * @param kept places of the gaps
 * @returns null where something does not vary or gaps follow from each other
 */
export function gapFitting(
  width: number,
  kept: readonly number[],
  method: ImportanceMethod,
): (deviations: Float64Array) => GapFit | null {
  const size = kept.length;
  const list = () => new Float64Array(size);
  const [factor, spread] = [new Float64Array(size * size), list()];
  const importance = importanceWork(method, size);
  const fit = {
    rSquared: 0,
    slopes: list(),
    importance: list(),
    r: list(),
    correlations: new Float64Array(size * size),
  };
  return (deviations) => {
    if (!correlate({ deviations, width, kept }, fit, spread)) return null;
    factor.set(fit.correlations);
    if (!choleskyInPlace(factor, size, TOLERANCE)) return null;
    fit.slopes.set(fit.r);
    forwardSubstituted(factor, size, fit.slopes);
    fit.rSquared = fit.slopes.reduce((total, value) => total + value * value, 0);
    backSubstitutedTransposed(factor, size, fit.slopes);
    const outcome = Math.sqrt(deviations[0]!);
    for (let i = 0; i < size; i++) fit.slopes[i]! *= outcome / spread[i]!;
    importance(fit.r, fit.correlations, fit.importance);
    return fit;
  };
}

/** Which gap follows from which, by their places among those kept; null where all can be told apart. */
export function gapCollinearity({ deviations, gaps }: GapSums, kept: readonly number[]): Collinearity | null {
  const size = kept.length;
  const found = { r: new Float64Array(size), correlations: new Float64Array(size * size) };
  correlate({ deviations, width: gaps + 1, kept }, found, new Float64Array(size));
  return collinearity(found.correlations, size);
}
