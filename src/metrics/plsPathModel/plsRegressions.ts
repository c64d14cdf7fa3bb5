import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "../../statistics/cholesky.js";
import type { PlsStructure } from "./plsStructure.js";

/** What is left of a block's variance below which it follows from others, as correlations can tell. */
export const SINGULAR = 1e-10;

/** Coefficients of one regression after the other, from correlations. */
export class SmallRegression {
  private readonly factor: Float64Array;
  readonly coefficients: Float64Array;

  constructor(most: number) {
    this.factor = new Float64Array(most * most);
    this.coefficients = new Float64Array(most);
  }

  /**
   * Of the outcome on the predictors, by their places in size × size correlations; they are then in `coefficients`.
   *
   * @returns false where the predictors cannot be told apart
   */
  solve(correlations: Float64Array, size: number, predictors: readonly number[], outcome: number): boolean {
    const [factor, coefficients] = [this.factor, this.coefficients];
    const count = predictors.length;
    for (let i = 0; i < count; i++) {
      const row = predictors[i]! * size;
      coefficients[i] = correlations[row + outcome]!;
      for (let j = 0; j <= i; j++) factor[i * count + j] = correlations[row + predictors[j]!]!;
    }
    if (!choleskyInPlace(factor, count, SINGULAR)) return false;
    forwardSubstituted(factor, count, coefficients);
    backSubstitutedTransposed(factor, count, coefficients);
    return true;
  }
}

/** The inner model: every block that a path leads to, regressed on those before it, and what blocks do to each other in all. */
export class PlsRegressions {
  readonly paths: Float64Array;
  readonly total: Float64Array;
  readonly rSquared: Float64Array;
  private readonly regression: SmallRegression;

  constructor(private readonly structure: PlsStructure) {
    const { blocks } = structure;
    this.paths = new Float64Array(blocks * blocks);
    this.total = new Float64Array(blocks * blocks);
    this.rSquared = new Float64Array(blocks);
    this.regression = new SmallRegression(blocks);
  }

  /** @returns the block whose predecessors cannot be told apart, null where all is solved */
  solve(correlations: Float64Array): number | null {
    const [paths, rSquared, regression] = [this.paths, this.rSquared, this.regression];
    const { blocks, before } = this.structure;
    for (let to = 0; to < blocks; to++) {
      const predictors = before[to]!;
      if (!regression.solve(correlations, blocks, predictors, to)) return to;
      let explained = 0;
      for (let i = 0; i < predictors.length; i++) {
        const from = predictors[i]!;
        const path = regression.coefficients[i]!;
        paths[from * blocks + to] = path;
        explained += path * correlations[from * blocks + to]!;
      }
      rSquared[to] = explained;
    }
    this.addUp();
    return null;
  }

  /** Total effects, block by block in the order of the ways: what reaches a block reaches those before it first. */
  private addUp(): void {
    const [paths, total] = [this.paths, this.total];
    const { blocks, before, order } = this.structure;
    total.fill(0);
    for (const to of order) {
      for (const last of before[to]!) {
        const path = paths[last * blocks + to]!;
        total[last * blocks + to]! += path;
        for (let from = 0; from < blocks; from++) total[from * blocks + to]! += total[from * blocks + last]! * path;
      }
    }
  }
}
