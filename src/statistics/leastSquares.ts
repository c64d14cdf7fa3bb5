import { mean } from "./descriptive.js";
import { backSubstituted, type PivotedQr, pivotedQr } from "./pivotedQr.js";

export interface LeastSquaresData {
  readonly outcome: readonly number[];
  /** The columns that predict it, by name, each as long as the outcome. An intercept is always added. */
  readonly predictors: Readonly<Record<string, readonly number[]>>;
}

interface Coefficient {
  /** Null for the intercept. */
  readonly predictor: string | null;
  readonly coefficient: number;
  readonly standardError: number;
}

export interface LeastSquares {
  /** The intercept first, then the predictors in the order given. */
  readonly coefficients: readonly Coefficient[];
  /** The share of the outcome's variance that the predictors explain; null where the outcome does not vary. */
  readonly rSquared: number | null;
  /** √(Σ residual²/degreesOfFreedom). */
  readonly residualDeviation: number;
  /** Rows less coefficients. */
  readonly degreesOfFreedom: number;
  /** Coefficients that were told apart: all of them, or there is no result. */
  readonly rank: number;
  /**
   * How much relative errors of the data can grow in the coefficients, of predictors less their means and of one length: 1 when they
   * have nothing in common, 10¹⁶ when doubles cannot tell them apart.
   */
  readonly condition: number;
}

function requireShape({ outcome, predictors }: LeastSquaresData): void {
  const count = Object.keys(predictors).length;
  if (count === 0) throw new RangeError("leastSquares requires at least one predictor; got none");
  const needed = count + 2;
  if (outcome.length < needed) {
    throw new RangeError(
      `leastSquares requires at least ${needed} rows for ${needed - 1} coefficients; got ${outcome.length}`,
    );
  }
  for (const [name, values] of [["the outcome", outcome] as const, ...Object.entries(predictors)]) {
    if (values.length !== outcome.length) {
      throw new RangeError(`leastSquares requires ${outcome.length} values of '${name}'; got ${values.length}`);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new RangeError(
        `leastSquares requires finite numbers in '${name}'; got ${values[wrong]} (row ${wrong + 1})`,
      );
    }
  }
}

/** A column less its mean, with √Σ(x − x̄)² = 1. */
interface Scaled {
  readonly name: string;
  readonly mean: number;
  readonly norm: number;
  readonly values: Float64Array;
}

function scaled(name: string, values: readonly number[]): Scaled {
  const middle = mean(values)!;
  const deviations = Float64Array.from(values, (value) => value - middle);
  const norm = Math.sqrt(squares(deviations));
  if (!(norm > values.length * Number.EPSILON * Math.abs(middle))) {
    throw new RangeError(`leastSquares requires predictors that vary; '${name}' is ${values[0]} in every row`);
  }
  return { name, mean: middle, norm, values: deviations.map((value) => value / norm) };
}

const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Refuses a design that doubles cannot solve, and says which column follows from which. */
function requireRank(columns: readonly Scaled[], { rank, order, r }: PivotedQr): void {
  if (rank === columns.length) return;
  const names = order.map((j) => columns[j]!.name);
  const shares = backSubstituted(r, r[rank]!, rank);
  const others = names.slice(0, rank).filter((_, place) => Math.abs(shares[place]!) > 1e-6);
  const left = Math.abs(r[rank]![rank]!);
  const condition = left > 0 ? (Math.abs(r[0]![0]!) / left).toExponential(0) : "infinite";
  throw new RangeError(
    `leastSquares requires predictors that can be told apart; '${names[rank]}' follows from ${quoted(others)} (condition ${condition}): leave one of them out`,
  );
}

/** R⁻¹ by columns: one predictor a place, in the order of the factorisation. */
const inverse = ({ r, rank }: PivotedQr): Float64Array[] =>
  r.map((_, j) =>
    backSubstituted(
      r,
      Float64Array.from({ length: rank }, (_, i) => (i === j ? 1 : 0)),
      rank,
    ),
  );

/** The largest sum of sizes in a column. */
const columnNorm = (columns: readonly Float64Array[]) =>
  Math.max(0, ...columns.map((column) => column.reduce((sum, value) => sum + Math.abs(value), 0)));

/** What a residual deviation of 1 makes of each standard error: the intercept's, then the predictors' in their own order. */
function errorFactors(
  columns: readonly Scaled[],
  order: readonly number[],
  inverted: readonly Float64Array[],
): number[] {
  // x̄ᵀ(X′X)⁻¹x̄ of the means, in the units of the scaled columns.
  let ofMeans = 0;
  const own = columns.map(() => 0);
  for (const column of inverted) {
    let alongMeans = 0;
    order.forEach((j, place) => {
      own[j]! += column[place]! ** 2;
      alongMeans += (column[place]! * columns[j]!.mean) / columns[j]!.norm;
    });
    ofMeans += alongMeans ** 2;
  }
  const n = columns[0]!.values.length;
  return [Math.sqrt(1 / n + ofMeans), ...own.map((square, j) => Math.sqrt(square) / columns[j]!.norm)];
}

/**
 * Ordinary least squares, by a QR factorisation of the predictors less their means and scaled to one length: digits that normal
 * equations lose (all of them on polynomials of degree 10) are kept. Standard errors are those of independent errors of one variance.
 *
 * @param data finite numbers: rows with a missing one are left out before, and counted
 * @throws RangeError where a predictor is constant or follows from others: there are no coefficients, and the message names them
 * @example leastSquares({ outcome: [1, 3, 4, 8], predictors: { x: [0, 1, 2, 3] } }).coefficients[1] // { predictor: "x", coefficient: 2.2, standardError: 0.4243 }
 * @see Golub and Van Loan (2013), Matrix Computations, section 5.3
 */
export function leastSquares(data: LeastSquaresData): LeastSquares {
  requireShape(data);
  const columns = Object.entries(data.predictors).map(([name, values]) => scaled(name, values));
  const qr = pivotedQr(columns.map(({ values }) => values));
  requireRank(columns, qr);
  const outcomeMean = mean(data.outcome)!;
  const rotated = qr.rotated(Float64Array.from(data.outcome, (value) => value - outcomeMean));
  const solved = backSubstituted(qr.r, rotated, qr.rank);
  const [explained, residual] = [squares(rotated.subarray(0, qr.rank)), squares(rotated.subarray(qr.rank))];
  const degreesOfFreedom = data.outcome.length - columns.length - 1;
  const residualDeviation = Math.sqrt(residual / degreesOfFreedom);
  const inverted = inverse(qr);
  const slopes = columns.map(({ norm }, j) => solved[qr.order.indexOf(j)]! / norm);
  const intercept = slopes.reduce((left, slope, j) => left - slope * columns[j]!.mean, outcomeMean);
  const factors = errorFactors(columns, qr.order, inverted);
  return {
    coefficients: [intercept, ...slopes].map((coefficient, i) => ({
      predictor: i === 0 ? null : columns[i - 1]!.name,
      coefficient,
      standardError: residualDeviation * factors[i]!,
    })),
    rSquared: explained + residual > 0 ? explained / (explained + residual) : null,
    residualDeviation,
    degreesOfFreedom,
    rank: qr.rank + 1,
    condition: columnNorm(qr.r.map((column, k) => column.subarray(0, k + 1))) * columnNorm(inverted),
  };
}
