import { type AlikeRows, gathered, narrowing, type Occurrences } from "./alikeRows.js";
import { type LogisticFit, logisticRegression } from "./logisticRegression.js";

/** A fit on a subset, with its coefficients: intercept, columns that are always in, variables of the subset. */
export type SubsetFit = LogisticFit & { readonly coefficients: Float64Array };

/** Whether the likelihood rises for ever. */
export const isEndless = (fit: SubsetFit): fit is Extract<SubsetFit, { readonly logLikelihood: null }> =>
  fit.endless !== null;

/**
 * A function that fits a logistic regression on one subset of the variables after another, beside columns that are always in. Each
 * counts its rows anew, since fewer columns have more rows alike; and each begins where the sample's own fit of the subset ended: a
 * resample is a step or two from there.
 *
 * @param always places of columns that are in every subset, independent of each other
 * @param variables places of the variables; bit j of a subset is the one at `variables[j]`
 */
export function subsetFits(rows: AlikeRows, always: readonly number[], variables: readonly number[]) {
  const narrowed = narrowing(rows);
  const fitter = (subset: number) => {
    const places = [...always, ...variables.filter((_, j) => Math.floor(subset / 2 ** j) % 2 === 1)];
    const fewer = narrowed(places);
    const [own, at] = fewer === null ? [rows, places] : [fewer.rows, places.map((_, k) => k)];
    let start: Float64Array = new Float64Array(places.length + 1);
    return (occurrences: Occurrences, precision: number, isSample: boolean): SubsetFit => {
      const coefficients = start.slice();
      const counted = fewer === null ? occurrences : gathered(occurrences, fewer);
      const fit = logisticRegression(own, counted, at, coefficients, precision);
      if (isSample && fit.endless === null) start = coefficients;
      return { ...fit, coefficients };
    };
  };
  const known = new Map<number, ReturnType<typeof fitter>>();
  const of = (subset: number) => {
    const fit = known.get(subset) ?? fitter(subset);
    known.set(subset, fit);
    return fit;
  };
  return {
    /** Of the sample itself, to the last digits. */
    sample: (occurrences: Occurrences, subset: number): SubsetFit => of(subset)(occurrences, 1e-14, true),
    /** Of a resample, to far more digits than resampling tells. */
    resample: (occurrences: Occurrences, subset: number): SubsetFit => of(subset)(occurrences, 1e-7, false),
  };
}

export type SubsetFits = ReturnType<typeof subsetFits>;
