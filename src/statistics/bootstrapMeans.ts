import type { Random } from "./random.js";

/** One row of a bootstrap: what it adds to the numerator and to the denominator of each mean; 0 and 0 where it is not counted. */
export interface MeanParts {
  readonly values: readonly number[];
  readonly sizes: readonly number[];
}

/**
 * Several weighted means Σ value/Σ size of the same rows, each time of as many rows drawn with replacement, all from one draw:
 * means that share their rows move together.
 *
 * @param rows at least one; the same number of values and sizes in each
 * @returns for each mean its values in all resamples; NaN where a resample drew no row that counts for it
 * @example bootstrapMeans([{ values: [2], sizes: [1] }, { values: [2], sizes: [1] }], random(1), 1)[0][0] // 2
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 6
 */
export function bootstrapMeans(rows: readonly MeanParts[], stream: Random, resamples: number): Float64Array[] {
  const means = rows[0]!.values.length;
  // Row by row in one piece, so that a drawn row is read from one place.
  const parts = Float64Array.from(rows.flatMap(({ values, sizes }) => [...values, ...sizes]));
  const width = 2 * means;
  const replicates = Array.from({ length: means }, () => new Float64Array(resamples));
  const sums = new Float64Array(width);
  for (let resample = 0; resample < resamples; resample++) {
    sums.fill(0);
    for (let drawn = 0; drawn < rows.length; drawn++) {
      const from = stream.integer(rows.length) * width;
      for (let k = 0; k < width; k++) sums[k]! += parts[from + k];
    }
    for (let k = 0; k < means; k++) replicates[k]![resample] = sums[k]! / sums[means + k]!;
  }
  return replicates;
}
