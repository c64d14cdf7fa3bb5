import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Moments, Table } from "../../tables/table.js";
import { requireWeights } from "../scale.js";
import type { ItemMoments } from "./plsSample.js";

export interface PlsColumns {
  readonly items: readonly string[];
  readonly by: readonly string[];
  readonly weight?: string | undefined;
}

export async function requirePlsColumns(table: Table, { items, by, weight }: PlsColumns, caller: string) {
  await requireNumberColumns(table, items, caller);
  await requireColumns(table, by, caller);
  if (weight === undefined) return;
  await requireNumberColumns(table, [weight], caller);
  await requireWeights(table, weight, caller);
}

/** Moments of the rows of a segment in which every item is answered. */
export interface TalliedItems extends ItemMoments {
  readonly cells: readonly Cell[];
}

function itemMoments({ weight, sum, deviations }: Moments): Omit<ItemMoments, "n" | "missing"> {
  return {
    means: sum.map((total) => total / weight),
    deviations: deviations.map((row, k) => Math.sqrt(Math.max(0, row[k]! / weight))),
    correlations: deviations.map((row, k) =>
      row.map((shared, l) => {
        const unit = Math.sqrt(deviations[k]![k]! * deviations[l]![l]!);
        return unit > 0 ? Math.min(1, Math.max(-1, shared / unit)) : 0;
      }),
    ),
  };
}

/** The tally: moments of the items by segment, over the rows without a missing one. */
export async function plsTally(table: Table, { items, by, weight }: PlsColumns): Promise<TalliedItems[]> {
  const options = { by, ...(weight === undefined ? {} : { weight }) };
  const found = await table.moments(items, options);
  const counted = await table.crosstab(by);
  const rows = by.length === 0 && counted.length === 0 ? [{ keys: [], n: 0 }] : counted;
  const none = items.map(() => 0);
  const nobody = { means: none, deviations: none, correlations: items.map(() => none) };
  return rows.map(({ keys, n }) => {
    const own = found.find((entry) => keys.every((cell, i) => cell === entry.keys[i]));
    if (own === undefined || !(own.weight > 0)) return { cells: keys, n: 0, missing: n, ...nobody };
    return { cells: keys, n: own.n, missing: n - own.n, ...itemMoments(own) };
  });
}
