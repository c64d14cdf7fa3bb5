import type { Convergence, Maximum } from "../statistics/maximize.js";

/** How the search for the parameters of a model ended: what everybody may know who wants to trust the numbers. */
export interface Search<Name extends string = string> {
  readonly status: Convergence;
  /** The parameters that may go no further, where it ended at a bound. */
  readonly bounded: readonly Name[];
  /** Of the log-likelihood by the logs of the parameters, in the order of their names. */
  readonly gradient: readonly number[];
  readonly gradientNorm: number;
  /** Likewise, row by row. */
  readonly hessian: readonly (readonly number[])[];
  /** Of the logs of the parameters, row by row; null unless converged. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Of the logs of the parameters: .1 is about a tenth of a parameter. Null unless converged. */
  readonly standardErrors: readonly number[] | null;
  readonly iterations: number;
  /** From how many points the search began, and how many of them came to this height. */
  readonly starts: number;
  readonly agreeing: number;
}

/** Where a search begins: a guess and points scattered about it, or parameters that are known to be near. */
export type Beginning<P> = { readonly starts: number; readonly seed: number } | { readonly from: P };

export function requireStarts(starts: number, caller: string): void {
  if (Number.isInteger(starts) && starts >= 1) return;
  throw new RangeError(`${caller} requires a whole number of starts from 1; got ${starts}`);
}

/** What is told of a search, as plain data. */
export function searchOf<Name extends string>(top: Maximum, names: readonly Name[]): Search<Name> {
  const rows = (matrix: Float64Array) =>
    names.map((_, i) => [...matrix.subarray(names.length * i, names.length * (i + 1))]);
  const covariance = top.covariance === null ? null : rows(top.covariance);
  return {
    status: top.status,
    bounded: top.bounded.map((j) => names[j]!),
    gradient: [...top.gradient],
    gradientNorm: top.gradientNorm,
    hessian: rows(top.hessian),
    covariance,
    standardErrors: covariance?.map((row, i) => Math.sqrt(row[i]!)) ?? null,
    iterations: top.iterations,
    starts: top.starts,
    agreeing: top.agreeing,
  };
}

/** What is to be said of a search that did not end at a top. */
export function searchNote({ status, bounded }: Search): string | null {
  if (status === "converged") return null;
  if (status === "at a bound") {
    return `the likelihood still rises at the bound of ${bounded.join(", ")}: these customers do not determine the parameters; no intervals`;
  }
  if (status === "flat") return "the likelihood is flat: many parameters fit these customers alike; no intervals";
  return "the search stalled before the top: do not use";
}
