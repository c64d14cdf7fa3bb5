import type { PlsFailure } from "./plsFit.js";
import type { PlsStructure } from "./plsStructure.js";

/**
 * Dijkstra and Henseler's ρ_A: the reliability of a block's score, (w′w)²·w′(S − diag S)w / w′(ww′ − diag ww′)w. 1 for a single
 * item and for mode B, whose score is the block itself.
 */
export function rhoA(covariance: Float64Array, weights: Float64Array, structure: PlsStructure, b: number): number {
  const { size, start, isFormed } = structure;
  if (isFormed[b] || start[b + 1]! - start[b]! === 1) return 1;
  let [squares, fourths, own] = [0, 0, 0];
  for (let k = start[b]!; k < start[b + 1]!; k++) {
    const square = weights[k]! ** 2;
    squares += square;
    fourths += square * square;
    own += square * covariance[k * size + k]!;
  }
  // w′Sw = 1.
  return (squares * squares * (1 - own)) / (squares * squares - fourths);
}

/** PLSc: correlations of the scores, and loadings, as they would be if the scores of mode A blocks held no error. */
export class PlsConsistent {
  readonly correlations: Float64Array;

  constructor(private readonly structure: PlsStructure) {
    this.correlations = new Float64Array(structure.blocks ** 2);
  }

  /** Leaves corrected correlations in their field and corrects the loadings in place. */
  correct(
    correlations: Float64Array,
    weights: Float64Array,
    reliability: Float64Array,
    loadings: Float64Array,
  ): PlsFailure | null {
    const { blocks, start, isFormed } = this.structure;
    for (let b = 0; b < blocks; b++) {
      if (!(reliability[b]! > 0 && reliability[b]! <= 1)) return { kind: "inadmissible", block: b };
      for (let other = 0; other < b; other++) {
        const r = correlations[b * blocks + other]! / Math.sqrt(reliability[b]! * reliability[other]!);
        if (!(Math.abs(r) <= 1)) return { kind: "inadmissible", block: b };
        this.correlations[b * blocks + other] = r;
        this.correlations[other * blocks + b] = r;
      }
      this.correlations[b * blocks + b] = 1;
      const [first, end] = [start[b]!, start[b + 1]!];
      if (isFormed[b] || end - first === 1) continue;
      let squares = 0;
      for (let k = first; k < end; k++) squares += weights[k]! ** 2;
      for (let k = first; k < end; k++) loadings[k] = (weights[k]! * Math.sqrt(reliability[b]!)) / squares;
    }
    return null;
  }
}
