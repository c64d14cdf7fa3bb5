import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted, inverseDiagonal } from "./cholesky.js";
import { random } from "./random.js";
import { antitheticOrders, type SampledParts, sampledShapley, shapleyParts } from "./shapley.js";
import { type Correlations, MOST_SUBSETS_OF, subsetSweep } from "./subsetRSquared.js";
import { eigenInPlace } from "./symmetricEigen.js";

/**
 * How R² is shared out among what explains it. "first": r², alone; "last": R² lost without it; "beta": the standardised coefficient,
 * with its sign; "lmg": what it adds over all orders; "johnson": relative weights, by way of uncorrelated variables nearest to these;
 * "pratt": β·r; "car": squared correlations with those uncorrelated variables.
 */
export type ImportanceMethod = "first" | "last" | "beta" | "lmg" | "johnson" | "pratt" | "car";

/** Pairs of orders for "lmg" of more than 20 variables. */
const PAIRS = 2048;

type Work = (r: Float64Array, correlations: Float64Array, out: Float64Array) => void;

function required(isDefinite: boolean): void {
  if (isDefinite) return;
  throw new RangeError(
    "relativeImportance requires variables that can be told apart; got correlations that are singular",
  );
}

/** β in `out`; Cholesky's factor is left in `factor`. */
function solve(r: Float64Array, correlations: Float64Array, size: number, factor: Float64Array, out: Float64Array) {
  factor.set(correlations);
  required(choleskyInPlace(factor, size));
  out.set(r);
  forwardSubstituted(factor, size, out);
  backSubstitutedTransposed(factor, size, out);
}

/** From β and the factor: those that need no more than one regression. */
function ofRegression(method: "last" | "beta" | "pratt", size: number): Work {
  const factor = new Float64Array(size * size);
  const inflation = new Float64Array(size);
  return (r, correlations, out) => {
    solve(r, correlations, size, factor, out);
    if (method === "pratt") for (let j = 0; j < size; j++) out[j]! *= r[j];
    if (method !== "last") return;
    inverseDiagonal(factor, size, inflation);
    for (let j = 0; j < size; j++) out[j] = out[j]! ** 2 / inflation[j]!;
  };
}

/** By the roots of the correlations: R^(−1/2)·r squared (CAR), and those shared out by the squares of R^(1/2) (Johnson, Genizi). */
function ofRoots(method: "johnson" | "car", size: number): Work {
  const work = new Float64Array(size * size);
  const vectors = new Float64Array(size * size);
  const shares = new Float64Array(size);
  return (r, correlations, out) => {
    work.set(correlations);
    eigenInPlace(work, vectors, size);
    shares.fill(0);
    for (let k = 0; k < size; k++) {
      const row = k * size;
      const root = Math.sqrt(work[row + k]!);
      let along = 0;
      for (let i = 0; i < size; i++) along += vectors[row + i]! * r[i]!;
      along /= root;
      for (let i = 0; i < size; i++) shares[i]! += vectors[row + i]! * along;
      // From here on v·λ^(1/4): products of two of them, added up, are the root of the matrix.
      const half = Math.sqrt(root);
      for (let i = 0; i < size; i++) vectors[row + i]! *= half;
    }
    for (let i = 0; i < size; i++) shares[i]! *= shares[i];
    out.set(shares);
    if (method === "johnson") shareOut(vectors, shares, size, out);
  };
}

/** Each square shared out by the squares of its row of the root Σ v·vᵀ. */
function shareOut(vectors: Float64Array, shares: Float64Array, size: number, out: Float64Array): void {
  out.fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let root = 0;
      for (let k = 0; k < size * size; k += size) root += vectors[k + i]! * vectors[k + j]!;
      out[i]! += root * root * shares[j]!;
      if (j < i) out[j]! += root * root * shares[i]!;
    }
  }
}

/** LMG from 4,096 orders, the same ones whenever it is asked, with how far others would move it: for more than 20 variables. */
export const sampledLmg = (given: Correlations): SampledParts =>
  sampledShapley(given, antitheticOrders(given.size, PAIRS, random(1)));

function lmg(size: number): Work {
  if (size <= MOST_SUBSETS_OF) {
    const [sweep, parts] = [subsetSweep(size), shapleyParts(size)];
    return (r, correlations, out) => parts(sweep({ r, correlations }), out);
  }
  return (r, correlations, out) => out.set(sampledLmg({ r, correlations, size }).parts);
}

/**
 * A function that works out raw weights in memory of its own, used again with each call: for a thousand resamples.
 *
 * @param method see `ImportanceMethod`
 * @param size how many variables
 */
export function importanceWork(method: ImportanceMethod, size: number): Work {
  if (method === "first") {
    return (r, _, out) => {
      for (let j = 0; j < size; j++) out[j] = r[j]! ** 2;
    };
  }
  if (method === "lmg") return lmg(size);
  return method === "johnson" || method === "car" ? ofRoots(method, size) : ofRegression(method, size);
}

/**
 * Raw weights of what explains an outcome, from correlations alone. LMG, Johnson's, Pratt's and CAR add up to R²; the others do not.
 * LMG is exact up to 20 variables, from 4,096 orders beyond (see `sampledShapley`).
 *
 * @param given r with the outcome, and the correlations of size × size, row by row
 * @throws RangeError where the correlations are singular
 * @example relativeImportance({ method: "lmg", r: Float64Array.of(0.6, 0.5), correlations: Float64Array.of(1, 0.5, 0.5, 1), size: 2 })[0] // 0.2617
 * @see Grömping (2015), WIREs Computational Statistics 7
 */
export function relativeImportance({
  method,
  r,
  correlations,
  size,
}: Correlations & { readonly method: ImportanceMethod }): Float64Array {
  const out = new Float64Array(size);
  importanceWork(method, size)(r, correlations, out);
  return out;
}

/**
 * The share of the outcome's variance that all variables explain together.
 *
 * @example rSquared({ r: Float64Array.of(0.6, 0.5), correlations: Float64Array.of(1, 0, 0, 1), size: 2 }) // 0.61
 */
export function rSquared({ r, correlations, size }: Correlations): number {
  const factor = correlations.slice();
  required(choleskyInPlace(factor, size));
  const turned = r.slice();
  forwardSubstituted(factor, size, turned);
  return turned.reduce((sum, value) => sum + value * value, 0);
}

/** How much larger the variance of each coefficient is than if no other variable resembled it: 1/(1 − R² of it on the others). */
export function varianceInflation(correlations: Float64Array, size: number): Float64Array {
  const factor = correlations.slice();
  required(choleskyInPlace(factor, size));
  const inflation = new Float64Array(size);
  inverseDiagonal(factor, size, inflation);
  return inflation;
}
