import { noColumn } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { requireWithin, type Scale } from "../scale.js";
import type { CheckedModel } from "./plsModel.js";
import { itemsOf } from "./plsModel.js";
import type { PlsScale } from "./plsPathModel.js";

/** The scale of each item, in the order of the items. */
export type ItemScales = readonly Scale[];

const isScale = (scale: object): scale is Scale =>
  Object.keys(scale).length === 2 &&
  typeof (scale as Scale).min === "number" &&
  typeof (scale as Scale).max === "number";

function ends(scale: unknown, of: string, caller: string): Scale {
  const range = typeof scale === "number" ? { min: 1, max: scale } : (scale as Scale);
  if (range?.max > range?.min && Number.isFinite(range.max - range.min)) return range;
  const got = typeof scale === "object" ? JSON.stringify(scale) : scale;
  throw new RangeError(`${caller} requires a scale${of}, its highest answer (10) or { min, max }; got ${got}`);
}

/** What an item's scale is: its own, or that of its block. */
export function itemScales(scale: PlsScale, model: CheckedModel, caller: string): ItemScales {
  const all = itemsOf(model);
  if (typeof scale === "number" || scale === null || isScale(scale)) {
    const one = ends(scale, "", caller);
    return all.map(() => one);
  }
  const known = [...model.blocks.map(({ name }) => name), ...all];
  const stray = Object.keys(scale).find((name) => !known.includes(name));
  if (stray !== undefined) throw noColumn(`${caller}, scale`, stray, "the model", known);
  return model.blocks.flatMap(({ name, items }) =>
    items.map((item) => {
      const own = scale[item] ?? scale[name];
      if (own !== undefined) return ends(own, ` of '${item}'`, caller);
      throw new TypeError(
        `${caller} requires a scale for every item, its own or its block's; got none for '${item}' of '${name}'`,
      );
    }),
  );
}

/** Throws where an answer is off its item's scale, with the answer and its row. */
export async function requireOnScales(
  table: Table,
  items: readonly string[],
  scales: ItemScales,
  caller: string,
): Promise<void> {
  const kinds = new Map<string, { scale: Scale; items: string[] }>();
  items.forEach((item, k) => {
    const { min, max } = scales[k]!;
    const kind = kinds.get(`${min} ${max}`) ?? { scale: { min, max }, items: [] };
    kind.items.push(item);
    kinds.set(`${min} ${max}`, kind);
  });
  for (const { scale, items: some } of kinds.values()) {
    try {
      await requireWithin(table, some, scale, `${caller} requires answers`);
    } catch (error) {
      throw new RangeError(
        `${(error as Error).message}; items on scales of their own: scale: { block or item: { min, max } }`,
      );
    }
  }
}
