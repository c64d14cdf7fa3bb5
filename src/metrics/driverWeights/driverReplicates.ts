import { choleskyInPlace } from "../../statistics/cholesky.js";
import type { Partialled } from "../../statistics/partialled.js";
import type { Random } from "../../statistics/random.js";
import { type ImportanceMethod, importanceWork } from "../../statistics/relativeImportance.js";
import { antitheticOrders, sampledShapley } from "../../statistics/shapley.js";
import { CORE } from "./driverMethods.js";

/** Up to so many drivers a resample goes through all subsets; beyond, through some orders that are the same in all. */
const MOST_EXACT = 13;
const PAIRS = 64;

type Work = (r: Float64Array, correlations: Float64Array, out: Float64Array) => void;

/** Weights of one resample after the other. LMG of many drivers is moved as the same few orders move from the sample itself. */
export function replicateWork(core: ImportanceMethod, size: number, stream: Random, base: Partialled | null): Work {
  if (core !== "lmg" || size <= MOST_EXACT) return importanceWork(core, size);
  const orders = antitheticOrders(size, PAIRS, stream);
  const some = (r: Float64Array, correlations: Float64Array) => sampledShapley({ r, correlations, size }, orders).parts;
  if (base === null) return (r, correlations, out) => out.set(some(r, correlations));
  const exact = new Float64Array(size);
  importanceWork(core, size)(base.r, base.correlations, exact);
  const shift = some(base.r, base.correlations).map((part, j) => exact[j]! - part);
  return (r, correlations, out) => {
    some(r, correlations).forEach((part, j) => {
      out[j] = part + shift[j]!;
    });
  };
}

/** χ² by Wilson and Hilferty: its cube root is nearly normal. */
function chiSquare(degreesOfFreedom: number, stream: Random): number {
  if (degreesOfFreedom <= 0) return 0;
  const spread = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * Math.max(0, 1 - spread + stream.normal() * Math.sqrt(spread)) ** 3;
}

/**
 * The weight that a variable of pure noise gets beside the drivers. Its correlations with them are drawn from the law they have in n
 * rows: the noise lies in a random direction of all that n rows can point to, of which drivers and outcome span p + 1.
 */
export function noiseWork(method: keyof typeof CORE, size: number, rows: number, stream: Random) {
  const wide = size + 1;
  const core = CORE[method];
  const work = replicateWork(core, wide, stream, null);
  const [r, correlations, out] = [new Float64Array(wide), new Float64Array(wide * wide), new Float64Array(wide)];
  const e = new Float64Array(wide);
  /** Cholesky's factor of the correlations of drivers and outcome, of size + 1, row by row. */
  return (moments: Partialled, factor: Float64Array): number => {
    let square = 0;
    for (let k = 0; k < wide; k++) {
      e[k] = stream.normal();
      square += e[k]! ** 2;
    }
    const length = Math.sqrt(square + chiSquare(rows - 1 - moments.controlRank - wide, stream));
    const along = (i: number) => {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += factor[i * wide + k]! * e[k]!;
      return sum / length;
    };
    for (let i = 0; i < size; i++) {
      r[i] = moments.r[i]!;
      for (let j = 0; j < size; j++) correlations[i * wide + j] = moments.correlations[i * size + j]!;
      const shared = along(i);
      correlations[i * wide + size] = shared;
      correlations[size * wide + i] = shared;
    }
    r[size] = along(size);
    correlations[wide * wide - 1] = 1;
    work(r, correlations, out);
    return method === "correlation" || method === "beta"
      ? Math.abs(method === "beta" ? out[size]! : r[size]!)
      : out[size]!;
  };
}

/** Correlations of drivers and outcome as one matrix, factored in place; false where they cannot be told apart. */
export function factored(moments: Partialled, size: number, factor: Float64Array): boolean {
  const wide = size + 1;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) factor[i * wide + j] = moments.correlations[i * size + j]!;
    factor[size * wide + i] = moments.r[i]!;
  }
  // A little more than there is: drivers that explain all of an outcome can be told apart none the less.
  factor[wide * wide - 1] = 1 - moments.controls + 1e-10;
  return choleskyInPlace(factor, wide, 1e-11);
}
