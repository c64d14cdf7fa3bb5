import { estimateAt, type PlsFound, placesOf, rawWeight } from "./plsFound.js";
import { variancesInflated } from "./plsMeasurement.js";
import { type CheckedModel, itemsOf } from "./plsModel.js";
import type { PlsItem } from "./plsResult.js";

/** Why an item has no numbers. */
export const CONSTANT = "the same answer in every row: left out";

/** The items of a block, those that never vary too. */
export function blockItems(found: PlsFound, b: number): PlsItem[] {
  const { model, sample, fit, numbers } = found;
  const { structure, kept, covariance } = sample;
  const places = placesOf(sample, b);
  const inflated = variancesInflated(covariance, structure.size, places);
  const sum = places.reduce((all, k) => all + rawWeight(found, k), 0);
  const all = itemsOf(model);
  const name = model.blocks[b]!.name;
  return model.blocks[b]!.items.map((item) => {
    const k = kept.indexOf(all.indexOf(item));
    if (k < 0) return itemWithout(name, item, model, sample.n, CONSTANT);
    const communality = fit.loadings[k]! ** 2;
    return {
      block: name,
      item,
      weight: estimateAt(found, numbers.at.weight + k),
      loading: estimateAt(found, numbers.at.loading + k),
      communality,
      redundancy: structure.before[b]!.length === 0 ? null : communality * fit.rSquared[b]!,
      crossLoadings: Object.fromEntries(
        model.blocks.map((other, o) => [other.name, fit.crossLoadings[k * structure.blocks + o]!]),
      ),
      rawWeight: Math.abs(sum) > 1e-12 ? rawWeight(found, k) / sum : null,
      vif: inflated[k - structure.start[b]!]!,
    };
  });
}

/** An item without numbers, and why. */
export const itemWithout = (block: string, item: string, model: CheckedModel, n: number, note: string): PlsItem => {
  const none = { estimate: null, lower: null, upper: null, n, note };
  const crossLoadings = Object.fromEntries(model.blocks.map(({ name }) => [name, null]));
  return { block, item, weight: none, loading: none, ...ITEM, crossLoadings };
};

const ITEM = { communality: null, redundancy: null, rawWeight: null, vif: null } as const;
