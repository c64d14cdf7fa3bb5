/** Which of two variables the other never beats: +1 the first, −1 the second, 0 neither. */
export interface Dominance {
  readonly first: number;
  readonly second: number;
  /** In every subset of the others. */
  readonly complete: -1 | 0 | 1;
  /** In the mean over the subsets of each size. */
  readonly conditional: -1 | 0 | 1;
  /** In the mean over all sizes: by the Shapley parts. */
  readonly general: -1 | 0 | 1;
}

/** Below this a difference of R² is rounding. */
const NOTHING = 1e-12;

/** +1 where nothing is below 0 and something above, −1 the other way round. */
const side = (lowest: number, highest: number): -1 | 0 | 1 =>
  lowest >= -NOTHING && highest > NOTHING ? 1 : highest <= NOTHING && lowest < -NOTHING ? -1 : 0;

/** What the first adds more than the second to each subset of the others: extremes, and means by the size of the subset. */
function comparison(table: Float64Array, sizes: Uint8Array, size: number, first: number, second: number): Dominance {
  const [a, b] = [1 << first, 1 << second];
  const sums = new Float64Array(size - 1);
  const counts = new Float64Array(size - 1);
  let [lowest, highest] = [0, 0];
  for (let subset = 0; subset < table.length; subset++) {
    if ((subset & (a | b)) !== 0) continue;
    const more = table[subset | a]! - table[subset | b]!;
    if (more < lowest) lowest = more;
    if (more > highest) highest = more;
    sums[sizes[subset]!]! += more;
    counts[sizes[subset]!]!++;
  }
  const means = sums.map((sum, s) => sum / counts[s]!);
  // Subsets of each size weigh alike in the whole.
  const mean = means.reduce((total, each) => total + each, 0) / means.length;
  return {
    first,
    second,
    complete: side(lowest, highest),
    conditional: side(Math.min(...means), Math.max(...means)),
    general: mean > NOTHING ? 1 : mean < -NOTHING ? -1 : 0,
  };
}

/**
 * Dominance of each pair of variables, from R² of every subset.
 *
 * @param table as `subsetRSquared` gives it
 * @see Azen and Budescu (2003), Psychological Methods 8
 */
export function dominanceOf(table: Float64Array, size: number): Dominance[] {
  const sizes = new Uint8Array(table.length);
  for (let subset = 1; subset < table.length; subset++) sizes[subset] = sizes[subset >> 1]! + (subset & 1);
  const pairs: Dominance[] = [];
  for (let first = 0; first < size; first++) {
    for (let second = first + 1; second < size; second++) pairs.push(comparison(table, sizes, size, first, second));
  }
  return pairs;
}
