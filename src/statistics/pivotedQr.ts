/** Columns = Q·R, largest remaining column first. */
export interface PivotedQr {
  /** Which column stands at each place. */
  readonly order: readonly number[];
  /** R by columns: r[place of the column][row], rows up to the place. */
  readonly r: readonly Float64Array[];
  /** How many columns double precision can tell apart. */
  readonly rank: number;
  /** Qᵀy, of the length of y: R·b equals its first entries, the rest is what the columns do not explain. */
  rotated(y: Float64Array): Float64Array;
}

/** The Householder vector that turns x[from …] into (±length, 0 …), and what it leaves at `from`; null where nothing is left. */
function reflection(x: Float64Array, from: number): { vector: Float64Array; diagonal: number } | null {
  const vector = x.slice(from);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length === 0) return null;
  const diagonal = vector[0]! > 0 ? -length : length;
  vector[0]! -= diagonal;
  return { vector, diagonal };
}

/** x − 2v(v·x)/(v·v) on the entries from `from` on, in place. */
function reflect(x: Float64Array, vector: Float64Array, from: number): void {
  let [dot, square] = [0, 0];
  for (let i = 0; i < vector.length; i++) {
    dot += vector[i]! * x[from + i]!;
    square += vector[i]! * vector[i]!;
  }
  const factor = (2 * dot) / square;
  for (let i = 0; i < vector.length; i++) x[from + i]! -= factor * vector[i]!;
}

/** The place of the longest column, of its entries from `from` on. */
function longest(columns: readonly Float64Array[], from: number): number {
  let [best, length] = [from, -1];
  for (let j = from; j < columns.length; j++) {
    let square = 0;
    for (let i = from; i < columns[j]!.length; i++) square += columns[j]![i]! ** 2;
    if (square > length) [best, length] = [j, square];
  }
  return best;
}

/**
 * Householder's factorisation with column pivoting. Give it columns of one length, or the longest units decide what is told apart.
 *
 * @param columns of equal length, at least as long as there are columns; not changed
 * @see Golub and Van Loan (2013), Matrix Computations, section 5.4
 */
export function pivotedQr(columns: readonly Float64Array[]): PivotedQr {
  const work = columns.map((column) => column.slice());
  const order = columns.map((_, j) => j);
  const reflections: Float64Array[] = [];
  let [rank, first] = [0, 0];
  for (let k = 0; k < work.length; k++) {
    const best = longest(work, k);
    [work[k], work[best]] = [work[best]!, work[k]!];
    [order[k], order[best]] = [order[best]!, order[k]!];
    const turned = reflection(work[k]!, k);
    if (turned === null) break;
    if (k === 0) first = Math.abs(turned.diagonal);
    // What rounding alone leaves of a column that the ones before it explain.
    if (Math.abs(turned.diagonal) <= work[k]!.length * Number.EPSILON * first) break;
    for (let j = k; j < work.length; j++) reflect(work[j]!, turned.vector, k);
    reflections.push(turned.vector);
    rank++;
  }
  const rotated = (y: Float64Array) => {
    const turned = y.slice();
    reflections.forEach((vector, k) => {
      reflect(turned, vector, k);
    });
    return turned;
  };
  return { order, r: work.map((column) => column.slice(0, work.length)), rank, rotated };
}

/** x with R·x = y, of the first `size` rows and columns of an upper triangle given by columns. */
export function backSubstituted(r: readonly Float64Array[], y: Float64Array, size: number): Float64Array {
  const x = y.slice(0, size);
  for (let j = size - 1; j >= 0; j--) {
    x[j]! /= r[j]![j];
    for (let i = 0; i < j; i++) x[i]! -= r[j]![i]! * x[j]!;
  }
  return x;
}
