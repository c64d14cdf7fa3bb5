import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "../../statistics/cholesky.js";
import { type Collinearity, collinearity } from "../../statistics/collinearity.js";
import { partialledWork } from "../../statistics/partialled.js";
import { type ImportanceMethod, importanceWork } from "../../statistics/relativeImportance.js";
import type { Moments } from "../../tables/table.js";

/** Which share of a variance the others must leave for a gap to be told apart from them. */
const TOLERANCE = 1e-10;

/** "opposite": the outcome on the gaps alone; "held": on the gaps, the competitor's ratings held. */
export type CompetitorRole = "opposite" | "held";

/**
 * What is known of an outcome (place 0), of the gaps (places 1 to `gaps`) and, where they are held, of the competitor's ratings (the
 * places after them), of those who gave all of them.
 */
export interface GapSums {
  readonly n: number;
  readonly effectiveN: number;
  readonly gaps: number;
  readonly width: number;
  readonly mean: Float64Array;
  /** Σw(z − z̄)(z′ − z̄′), row by row. */
  readonly deviations: Float64Array;
}

/** Moments of [outcome, own…, competitor…] as moments of [outcome, own − competitor…]: a gap is linear in its columns. */
export function gapSums(
  { n, weight, weightSquared, sum, deviations }: Moments,
  gaps: number,
  role: CompetitorRole,
): GapSums {
  const width = role === "held" ? 2 * gaps + 1 : gaps + 1;
  const isGap = (place: number) => place > 0 && place <= gaps;
  const parts = (place: number): readonly (readonly [number, number])[] =>
    isGap(place)
      ? [
          [place, 1],
          [gaps + place, -1],
        ]
      : [[place, 1]];
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
  return { n, effectiveN: weight > 0 ? weight ** 2 / weightSquared : 0, gaps, width, mean, deviations: out };
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

/** Which places of the sums explain the outcome, and which are held beside them. */
export interface GapPlaces {
  readonly width: number;
  readonly kept: readonly number[];
  readonly held: readonly number[];
}

type Correlated = Pick<GapFit, "r" | "correlations">;

/**
 * A function that works out correlations of the places kept with each other and with place 0, beside those held, and how many points of
 * the outcome a standardised slope of 1 is.
 *
 * @returns false where one of them does not vary
 */
function correlating({ width, kept, held }: GapPlaces) {
  const order = [...held, ...kept, 0];
  const covariance = new Float64Array(order.length ** 2);
  const partial = partialledWork(held.length, kept.length);
  return (deviations: Float64Array, out: Correlated, points: Float64Array): boolean => {
    order.forEach((a, i) => {
      for (let j = 0; j < order.length; j++) covariance[i * order.length + j] = deviations[a * width + order[j]!]!;
    });
    const { found, constant } = partial(covariance);
    if (constant !== null) return false;
    out.r.set(found.r);
    out.correlations.set(found.correlations);
    for (let i = 0; i < kept.length; i++) points[i] = found.outcomeDeviation / found.leftDeviation[i]!;
    return true;
  };
}

/**
 * A function that fits the outcome on the gaps kept, in memory of its own that is used again with each call: for resamples.
 *
 * @returns null where something does not vary or gaps follow from each other
 */
export function gapFitting(places: GapPlaces, method: ImportanceMethod): (deviations: Float64Array) => GapFit | null {
  const size = places.kept.length;
  const list = () => new Float64Array(size);
  const [factor, points] = [new Float64Array(size * size), list()];
  const [importance, correlate] = [importanceWork(method, size), correlating(places)];
  const fit = {
    ...{ rSquared: 0, slopes: list(), importance: list(), r: list() },
    correlations: new Float64Array(size * size),
  };
  return (deviations) => {
    if (!correlate(deviations, fit, points)) return null;
    factor.set(fit.correlations);
    if (!choleskyInPlace(factor, size, TOLERANCE)) return null;
    fit.slopes.set(fit.r);
    forwardSubstituted(factor, size, fit.slopes);
    fit.rSquared = fit.slopes.reduce((total, value) => total + value * value, 0);
    backSubstitutedTransposed(factor, size, fit.slopes);
    for (let i = 0; i < size; i++) fit.slopes[i]! *= points[i];
    importance(fit.r, fit.correlations, fit.importance);
    return fit;
  };
}

/** Which gap follows from which, by their places among those kept; null where all can be told apart, or one does not vary. */
export function gapCollinearity(deviations: Float64Array, places: GapPlaces): Collinearity | null {
  const size = places.kept.length;
  const found = { r: new Float64Array(size), correlations: new Float64Array(size * size) };
  return correlating(places)(deviations, found, new Float64Array(size)) ? collinearity(found.correlations, size) : null;
}
