import { PlsConsistent, rhoA } from "./plsConsistent.js";
import { PlsRegressions } from "./plsRegressions.js";
import type { PlsStructure } from "./plsStructure.js";
import { PlsWeights } from "./plsWeights.js";

/** Everything that follows from the covariances of the items; block × block arrays are row by row, [from, to]. */
export interface PlsFit {
  /** Of the items as they were given, for scores of variance 1. */
  readonly weights: Float64Array;
  readonly loadings: Float64Array;
  /** Item × block: correlations with the scores. */
  readonly crossLoadings: Float64Array;
  readonly correlations: Float64Array;
  /** ρ_A of each block. */
  readonly reliability: Float64Array;
  readonly paths: Float64Array;
  readonly total: Float64Array;
  readonly rSquared: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Why there is no fit, and in which block that shows. */
export type PlsFailure =
  /** Items of a mode B block cannot be told apart. */
  | { readonly kind: "items"; readonly block: number }
  /** Blocks before this one cannot be told apart. */
  | { readonly kind: "blocks"; readonly block: number }
  /** PLSc leaves what cannot be: a reliability above 1, or a correlation. */
  | { readonly kind: "inadmissible"; readonly block: number }
  | { readonly kind: "diverged" };

/**
 * PLS path models of one structure, one after the other: what is worked with is made once, and a fit is overwritten by the
 * next.
 */
export class PlsFitter {
  private readonly weights: PlsWeights;
  private readonly regressions: PlsRegressions;
  private readonly consistent: PlsConsistent;
  private readonly loadings: Float64Array;
  private readonly crossLoadings: Float64Array;
  private readonly reliability: Float64Array;
  /** Why the last one failed. */
  failure: PlsFailure | null = null;

  constructor(private readonly structure: PlsStructure) {
    const { size, blocks } = structure;
    this.weights = new PlsWeights(structure);
    this.regressions = new PlsRegressions(structure);
    this.consistent = new PlsConsistent(structure);
    this.loadings = new Float64Array(size);
    this.crossLoadings = new Float64Array(size * blocks);
    this.reliability = new Float64Array(blocks);
  }

  /**
   * @param covariance of the items, row by row: correlations, unless items count as they are
   * @param like loadings whose signs the blocks shall have; by the majority of their own unless given
   * @returns null where there is no solution; `failure` then says why
   */
  fit(covariance: Float64Array, like?: Float64Array): PlsFit | null {
    const [structure, reliability, regressions, weights] = [
      this.structure,
      this.reliability,
      this.regressions,
      this.weights,
    ];
    this.failure = weights.find(covariance);
    if (this.failure !== null) return null;
    this.load(covariance);
    this.turnTo(like);
    for (let b = 0; b < structure.blocks; b++) reliability[b] = rhoA(covariance, weights.scores.weights, structure, b);
    let { correlations } = weights.scores;
    if (structure.isConsistent) {
      this.failure = this.consistent.correct(correlations, weights.scores.weights, reliability, this.loadings);
      if (this.failure !== null) return null;
      correlations = this.consistent.correlations;
    }
    const blocked = regressions.solve(correlations);
    if (blocked !== null) {
      this.failure = { kind: structure.isConsistent ? "inadmissible" : "blocks", block: blocked };
      return null;
    }
    const [loadings, crossLoadings] = [this.loadings, this.crossLoadings];
    const { paths, total, rSquared } = regressions;
    const { iterations, converged } = weights;
    const { weights: own } = weights.scores;
    return {
      ...{ weights: own, loadings, crossLoadings, correlations, reliability },
      ...{ paths, total, rSquared, iterations, converged },
    };
  }

  private load(covariance: Float64Array): void {
    const [loadings, crossLoadings] = [this.loadings, this.crossLoadings];
    const { size, blocks, owner } = this.structure;
    const { covariances } = this.weights.scores;
    for (let k = 0; k < size; k++) {
      const deviation = Math.sqrt(covariance[k * size + k]!);
      for (let b = 0; b < blocks; b++) crossLoadings[k * blocks + b] = covariances[k * blocks + b]! / deviation;
      loadings[k] = crossLoadings[k * blocks + owner[k]!]!;
    }
  }

  /** Most loadings of a block shall be positive (of as many on either side, their sum), or agree with those given. */
  private turnTo(like: Float64Array | undefined): void {
    const [loadings, crossLoadings] = [this.loadings, this.crossLoadings];
    const { size, blocks, start } = this.structure;
    for (let b = 0; b < blocks; b++) {
      let [agreed, sum] = [0, 0];
      for (let k = start[b]!; k < start[b + 1]!; k++) {
        agreed += like === undefined ? Math.sign(loadings[k]!) : loadings[k]! * like[k]!;
        sum += loadings[k]!;
      }
      if (agreed > 0 || (agreed === 0 && sum >= 0)) continue;
      this.weights.scores.turn(b);
      for (let k = 0; k < size; k++) crossLoadings[k * blocks + b]! *= -1;
      for (let k = start[b]!; k < start[b + 1]!; k++) loadings[k]! *= -1;
    }
  }
}
