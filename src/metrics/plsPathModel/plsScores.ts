import type { PlsStructure } from "./plsStructure.js";

/** The scores of the blocks as their covariances tell them: weights that give variance 1, and what items and scores share. */
export class PlsScores {
  readonly weights: Float64Array;
  /** Item × block: covariances of the items with the scores. */
  readonly covariances: Float64Array;
  /** Block × block. */
  readonly correlations: Float64Array;

  constructor(private readonly structure: PlsStructure) {
    const { size, blocks } = structure;
    this.weights = new Float64Array(size);
    this.covariances = new Float64Array(size * blocks);
    this.correlations = new Float64Array(blocks * blocks);
  }

  /** All items alike, turned to agree with the first of their block; they are left in `found` too. @returns false without variance */
  begin(covariance: Float64Array, found: Float64Array): boolean {
    const { size, start, owner } = this.structure;
    for (let k = 0; k < size; k++) found[k] = covariance[start[owner[k]!]! * size + k]! < 0 ? -1 : 1;
    const began = this.take(covariance, found);
    found.set(this.weights);
    return began;
  }

  /** The scores of these weights. @returns false where a score does not vary */
  take(covariance: Float64Array, found: Float64Array): boolean {
    const [weights, covariances, correlations] = [this.weights, this.covariances, this.correlations];
    const { size, blocks, start } = this.structure;
    for (let b = 0; b < blocks; b++) {
      const [first, end] = [start[b]!, start[b + 1]!];
      let variance = 0;
      for (let k = 0; k < size; k++) {
        let shared = 0;
        for (let l = first; l < end; l++) shared += covariance[k * size + l]! * found[l]!;
        covariances[k * blocks + b] = shared;
        if (k >= first && k < end) variance += shared * found[k]!;
      }
      if (!(variance > 0)) return false;
      const deviation = Math.sqrt(variance);
      for (let k = first; k < end; k++) weights[k] = found[k]! / deviation;
      for (let k = 0; k < size; k++) covariances[k * blocks + b]! /= deviation;
    }
    correlations.fill(0);
    for (let k = 0; k < size; k++) {
      const own = this.structure.owner[k]! * blocks;
      for (let b = 0; b < blocks; b++) correlations[own + b]! += weights[k]! * covariances[k * blocks + b]!;
    }
    return true;
  }

  /** Turns a block round. */
  turn(b: number): void {
    const [weights, covariances, correlations] = [this.weights, this.covariances, this.correlations];
    const { size, blocks, start } = this.structure;
    for (let k = start[b]!; k < start[b + 1]!; k++) weights[k]! *= -1;
    for (let k = 0; k < size; k++) covariances[k * blocks + b]! *= -1;
    for (let i = 0; i < blocks; i++) {
      if (i === b) continue;
      correlations[i * blocks + b]! *= -1;
      correlations[b * blocks + i]! *= -1;
    }
  }
}
