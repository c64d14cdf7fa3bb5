import type { CheckedModel } from "./plsModel.js";
import { itemsOf } from "./plsModel.js";
import { type PlsStructure, plsStructure } from "./plsStructure.js";

/** First and second moments of the items, in the order of the model. */
export interface ItemMoments {
  /** Rows used, and left out for a missing answer. */
  readonly n: number;
  readonly missing: number;
  readonly means: readonly number[];
  /** √ of the variance over n. */
  readonly deviations: readonly number[];
  /** Item × item; what stands for an item that does not vary is not looked at. */
  readonly correlations: readonly (readonly number[])[];
}

/** One sample: the moments of the items that vary, and the model of these items. */
export interface PlsSample {
  readonly n: number;
  readonly missing: number;
  /** Places, among all items of the model, of those that vary. */
  readonly kept: readonly number[];
  readonly structure: PlsStructure;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** What is fitted: correlations, or covariances where items count as they are. */
  readonly covariance: Float64Array;
}

/** The sample of these moments, without items that are the same in every row. */
export function plsSample(moments: ItemMoments, model: CheckedModel): PlsSample {
  const { n, missing, means, deviations, correlations } = moments;
  const kept = itemsOf(model).flatMap((_, k) => (deviations[k]! > 0 ? [k] : []));
  let first = 0;
  const counts = model.blocks.map(({ items }) => {
    const count = kept.filter((k) => k >= first && k < first + items.length).length;
    first += items.length;
    return count;
  });
  const size = kept.length;
  const covariance = new Float64Array(size * size);
  kept.forEach((k, i) => {
    kept.forEach((l, j) => {
      const unit = model.isRaw ? deviations[k]! * deviations[l]! : 1;
      covariance[i * size + j] = (i === j ? 1 : correlations[k]![l]!) * unit;
    });
  });
  return {
    ...{ n, missing, kept, covariance },
    structure: plsStructure(model, counts),
    means: Float64Array.from(kept, (k) => means[k]!),
    deviations: Float64Array.from(kept, (k) => deviations[k]!),
  };
}
