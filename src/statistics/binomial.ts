import { incompleteBeta } from "./incompleteBeta.js";

/** P(X ≤ k) of a binomial. */
export const binomialCdf = (k: number, n: number, share: number): number =>
  k < 0 ? 0 : k >= n ? 1 : incompleteBeta(1 - share, n - k, k + 1, share);
