import { backSubstituted, pivotedQr } from "./pivotedQr.js";
import { symmetricEigen } from "./symmetricEigen.js";

/** A variable that others leave nothing of, which they are, and how ill the whole is conditioned. */
export interface Collinearity {
  readonly variable: number;
  readonly others: readonly number[];
  /** √(largest/smallest eigenvalue); null where the smallest is none. */
  readonly condition: number | null;
}

/** 1 − R² on the others below which cross-products cannot tell a variable apart: they hold half of the digits that rows do. */
const TOLERANCE = 1e-11;

/**
 * Which of the variables follows from which others, if any does.
 *
 * @param correlations size × size, row by row
 * @returns null where all can be told apart
 */
export function collinearity(correlations: Float64Array, size: number): Collinearity | null {
  const columns = Array.from({ length: size }, (_, j) =>
    Float64Array.from({ length: size }, (_, i) => correlations[i * size + j]!),
  );
  const { order, r } = pivotedQr(columns);
  const place = r.findIndex((column, k) => !(Math.abs(column[k]!) > TOLERANCE));
  if (place < 0) return null;
  const shares = backSubstituted(r, r[place]!, place);
  const { values } = symmetricEigen(correlations, size);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return {
    variable: order[place]!,
    others: order.slice(0, place).filter((_, k) => Math.abs(shares[k]!) > 1e-6),
    condition: least > size * Number.EPSILON * most ? Math.sqrt(most / least) : null,
  };
}
