import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "../../statistics/cholesky.js";
import type { PlsFailure } from "./plsFit.js";
import { SINGULAR, SmallRegression } from "./plsRegressions.js";
import { PlsScores } from "./plsScores.js";
import type { PlsStructure } from "./plsStructure.js";

const MOST_ITERATIONS = 500;

/**
 * The weights of the items, by going back and forth: a block's neighbours tell where it lies (inner), its items are weighed by
 * how they agree with that (outer), until the weights stay. Wold's algorithm, wholly on the covariances of the items.
 */
export class PlsWeights {
  readonly scores: PlsScores;
  iterations = 0;
  converged = false;
  /** Of each block (column) on its neighbours (rows). */
  private readonly inner: Float64Array;
  /** Weights before they are made to give scores of variance 1, of this round. */
  private readonly found: Float64Array;
  private readonly factors: readonly (Float64Array | null)[];
  private readonly solved: Float64Array;
  private readonly regression: SmallRegression;

  constructor(private readonly structure: PlsStructure) {
    const { size, blocks, start, isFormed } = structure;
    this.scores = new PlsScores(structure);
    this.inner = new Float64Array(blocks * blocks);
    this.found = new Float64Array(size);
    this.factors = isFormed.map((is, b) => (is ? new Float64Array((start[b + 1]! - start[b]!) ** 2) : null));
    this.solved = new Float64Array(size);
    this.regression = new SmallRegression(blocks);
  }

  /** Leaves the weights, and what follows from them, in `scores`; @returns why there are none, null where there are. */
  find(covariance: Float64Array): PlsFailure | null {
    const [structure, scores, found] = [this.structure, this.scores, this.found];
    this.converged = false;
    this.iterations = 0;
    const formed = this.factorize(covariance);
    if (formed !== null) return { kind: "items", block: formed };
    if (!scores.begin(covariance, found)) return { kind: "diverged" };
    while (!this.converged && this.iterations < MOST_ITERATIONS) {
      const blocked = this.lookAround();
      if (blocked !== null) return blocked;
      const { change, length } = this.weigh();
      this.iterations++;
      this.converged = change < Math.max(structure.tolerance, 1e-13 * length);
      if (!scores.take(covariance, found)) return { kind: "diverged" };
    }
    return null;
  }

  /** Of the covariances in each mode B block; @returns the block whose items cannot be told apart. */
  private factorize(covariance: Float64Array): number | null {
    const { size, start } = this.structure;
    for (let b = 0; b < this.factors.length; b++) {
      const factor = this.factors[b]!;
      if (factor === null) continue;
      const [first, count] = [start[b]!, start[b + 1]! - start[b]!];
      for (let i = 0; i < count; i++) {
        for (let j = 0; j <= i; j++) factor[i * count + j] = covariance[(first + i) * size + first + j]!;
      }
      if (!choleskyInPlace(factor, count, SINGULAR)) return b;
    }
    return null;
  }

  /** The inner weights of the scheme, divided so that what the neighbours say of a block has variance 1. */
  private lookAround(): PlsFailure | null {
    const [inner, regression] = [this.inner, this.regression];
    const { blocks, before, after, scheme } = this.structure;
    const { correlations } = this.scores;
    inner.fill(0);
    for (let b = 0; b < blocks; b++) {
      const isPath = scheme === "path";
      const simply = (other: number) => {
        const r = correlations[other * blocks + b]!;
        inner[other * blocks + b] = scheme === "centroid" ? Math.sign(r) : r;
      };
      if (isPath) {
        const predictors = before[b]!;
        if (!regression.solve(correlations, blocks, predictors, b)) return { kind: "blocks", block: b };
        for (let i = 0; i < predictors.length; i++) inner[predictors[i]! * blocks + b] = regression.coefficients[i]!;
      } else before[b]!.forEach(simply);
      after[b]!.forEach(simply);
      if (!this.standardize(b)) return { kind: "diverged" };
    }
    return null;
  }

  private standardize(b: number): boolean {
    const inner = this.inner;
    const { blocks } = this.structure;
    const { correlations } = this.scores;
    let variance = 0;
    for (let i = 0; i < blocks; i++) {
      const weight = inner[i * blocks + b]!;
      if (weight === 0) continue;
      for (let j = 0; j < blocks; j++) variance += weight * inner[j * blocks + b]! * correlations[i * blocks + j]!;
    }
    if (!(variance > 1e-20)) return false;
    const deviation = Math.sqrt(variance);
    for (let i = 0; i < blocks; i++) inner[i * blocks + b]! /= deviation;
    return true;
  }

  /** New weights from what the neighbours say: mode A covariances, mode B coefficients; @returns how far they moved and how long they are. */
  private weigh(): { change: number; length: number } {
    const [found, inner, factors, solved] = [this.found, this.inner, this.factors, this.solved];
    const { blocks, start } = this.structure;
    const { covariances } = this.scores;
    let [change, length] = [0, 0];
    for (let b = 0; b < blocks; b++) {
      const [first, count] = [start[b]!, start[b + 1]! - start[b]!];
      for (let k = 0; k < count; k++) {
        let told = 0;
        for (let i = 0; i < blocks; i++) told += covariances[(first + k) * blocks + i]! * inner[i * blocks + b]!;
        solved[k] = told;
      }
      const factor = factors[b]!;
      if (factor !== null) {
        forwardSubstituted(factor, count, solved);
        backSubstitutedTransposed(factor, count, solved);
      }
      for (let k = 0; k < count; k++) {
        change += (Math.abs(solved[k]!) - Math.abs(found[first + k]!)) ** 2;
        length += solved[k]! ** 2;
        found[first + k] = solved[k]!;
      }
    }
    return { change: Math.sqrt(change), length: Math.sqrt(length) };
  }
}
