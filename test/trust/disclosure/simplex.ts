/** Σ coefficients·x ≤ most, for x ≥ 0. */
export interface AtMost {
  readonly coefficients: readonly number[];
  readonly most: number;
}

const TINY = 1e-9;

interface Tableau {
  readonly rows: Float64Array[];
  readonly basis: number[];
  /** Where the right side stands. */
  readonly width: number;
}

/** Takes a multiple of the pivot's row from every other one, so that its column holds a single 1. */
function pivot({ rows, basis, width }: Tableau, row: number, column: number): void {
  const own = rows[row]!;
  const by = own[column]!;
  for (let j = 0; j <= width; j++) own[j]! /= by;
  for (const other of rows) {
    const times = other[column]!;
    if (other === own || times === 0) continue;
    for (let j = 0; j <= width; j++) other[j]! -= times * own[j]!;
    other[column] = 0;
  }
  basis[row] = column;
}

/** The row that keeps all others feasible; of several alike that of the smallest variable (Bland), which ends every circle. */
function leaving({ rows, basis, width }: Tableau, column: number): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let row = 0; row < basis.length; row++) {
    const step = rows[row]![column]!;
    if (step <= TINY) continue;
    const ratio = rows[row]![width]! / step;
    const isLess = ratio < least - TINY;
    if (!isLess && !(ratio < least + TINY && basis[row]! < basis[best]!)) continue;
    best = row;
    least = Math.min(least, ratio);
  }
  return best;
}

/** Steps until no cost of the first `columns` is below zero; the last row holds the costs. */
function run(tableau: Tableau, columns: number): void {
  const costs = tableau.rows.at(-1)!;
  for (;;) {
    const column = costs.findIndex((cost, j) => j < columns && cost < -TINY);
    if (column < 0) return;
    const row = leaving(tableau, column);
    if (row < 0) throw new Error("the constraints leave it unbounded");
    pivot(tableau, row, column);
  }
}

/** The constraints with a slack each, and an artificial variable where zero does not keep to one; costs are theirs. */
function begun(n: number, constraints: readonly AtMost[]): Tableau {
  const m = constraints.length;
  const width = n + m + constraints.filter(({ most }) => most < 0).length;
  let artificial = n + m;
  const basis: number[] = [];
  const costs = new Float64Array(width + 1);
  const rows = constraints.map(({ coefficients, most }, i) => {
    const row = new Float64Array(width + 1);
    const sign = most < 0 ? -1 : 1;
    for (let j = 0; j < n; j++) row[j] = sign * coefficients[j]!;
    row[n + i] = sign;
    row[width] = sign * most;
    basis.push(most < 0 ? artificial : n + i);
    if (most < 0) {
      for (let j = 0; j <= width; j++) costs[j]! -= row[j];
      row[artificial++] = 1;
    }
    return row;
  });
  return { rows: [...rows, costs], basis, width };
}

/** Puts other variables in the place of artificial ones that are left at zero. */
function driveOut(tableau: Tableau, real: number): void {
  tableau.basis.forEach((of, row) => {
    if (of < real) return;
    const column = tableau.rows[row]!.findIndex((value, j) => j < real && Math.abs(value) > TINY);
    if (column >= 0) pivot(tableau, row, column);
  });
}

const copied = ({ rows, basis, width }: Tableau): Tableau => ({
  rows: rows.map((row) => row.slice()),
  basis: [...basis],
  width,
});

/**
 * Constraints on so many variables, ready to be asked for the largest value of Σ objective·x, by the two-phase simplex method with
 * Bland's rule; null where nothing keeps to them all.
 *
 * @see Chvátal (1983), Linear Programming, chapters 3 and 8
 */
export function program(n: number, constraints: readonly AtMost[]): ((objective: readonly number[]) => number) | null {
  const m = constraints.length;
  const begin = begun(n, constraints);
  run(begin, begin.width);
  if (begin.rows[m]![begin.width]! < -1e-6) return null;
  driveOut(begin, n + m);
  return (objective) => {
    const tableau = copied(begin);
    const { rows, basis, width } = tableau;
    const costs = rows[m]!.fill(0);
    objective.forEach((value, j) => {
      costs[j] = -value;
    });
    basis.forEach((of, row) => {
      const times = costs[of]!;
      if (times !== 0) for (let j = 0; j <= width; j++) costs[j]! -= times * rows[row]![j]!;
    });
    run(tableau, n + m);
    return costs[width]!;
  };
}
