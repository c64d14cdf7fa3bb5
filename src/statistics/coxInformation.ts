import { backSubstituted, pivotedQr } from "./pivotedQr.js";

/** A symmetric, positive matrix factorised: what solving with it needs, and what it does not tell apart. */
export interface SolvedInformation {
  /** x with A·x = y. */
  solve(y: ArrayLike<number>): Float64Array;
  /** A⁻¹ by columns. */
  inverse(): Float64Array[];
  /** A column that follows from others, with those it follows from; null where there is none. */
  readonly dependent: { readonly column: number; readonly others: readonly number[] } | null;
}

/** Of an information matrix with a diagonal of 1: what summing it up over many events leaves of a column that follows from others. */
const DEPENDENT = 1e-10;

/**
 * Factorises an information matrix, its rows and columns first divided by the roots of its diagonal, so that units do not decide what is
 * told apart.
 *
 * @param columns with a diagonal above 0
 */
export function solvedInformation(columns: readonly Float64Array[]): SolvedInformation {
  const p = columns.length;
  const roots = columns.map((column, j) => Math.sqrt(column[j]!));
  const { order, r, rank, rotated } = pivotedQr(
    columns.map((column, j) => column.map((value, i) => value / (roots[i]! * roots[j]!))),
  );
  const solve = (y: ArrayLike<number>) => {
    const turned = rotated(Float64Array.from(roots, (root, i) => y[i]! / root));
    const solved = backSubstituted(r, turned, p);
    const x = new Float64Array(p);
    order.forEach((column, place) => {
      x[column] = solved[place]! / roots[column]!;
    });
    return x;
  };
  const known = r.findIndex((column, place) => place >= rank || !(Math.abs(column[place]!) > DEPENDENT));
  const shares = known < 0 ? null : backSubstituted(r, r[known]!, known);
  return {
    solve,
    inverse: () => roots.map((_, j) => solve(roots.map((_root, i) => (i === j ? 1 : 0)))),
    dependent: shares && {
      column: order[known]!,
      others: order.slice(0, known).filter((_, place) => Math.abs(shares[place]!) > 1e-6),
    },
  };
}

/** Σ x·y. */
export const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
};
