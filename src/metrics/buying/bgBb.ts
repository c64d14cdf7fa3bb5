import type { TableLike } from "../../tables/table-like.js";
import {
  type BuyingFitOptions,
  type BuyingOptions,
  type BuyingResult,
  fitted,
  fittedFromCounts,
} from "./buyingResult.js";
import type { PurchaseCount } from "./history.js";

/**
 * How often customers buy who can do so once, or not, at each of a row of opportunities: yearly appeals of a charity, weekly markets,
 * seasons; chances to buy (Beta: α, β) and to leave before an opportunity (Beta: γ, δ) differ between customers.
 *
 * Frequency counts the opportunities bought at after the first, recency is the number of the last of these, age the number of
 * opportunities there were. For purchases at any time see `bgNbd`, of which it is the limit of ever shorter opportunities. The estimate is the repeat purchases of
 * a new customer at the next so many opportunities, at least 0 and at most their number. Who never bought again may have left. Intervals,
 * nulls and warnings are those of `bgNbd`.
 *
 * @param table one row a customer
 * @throws times that are no whole numbers, more purchases than opportunities, with the row; else as `bgNbd`
 * @example (await bgBb(customers, { frequency: "gifts", recency: "last_gift", age: "appeals" })).overall.alpha.estimate // 1.204
 * @see Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing Science 29, 1086–1108
 */
export async function bgBb(table: TableLike, options: BuyingOptions): Promise<BuyingResult<"bgBb">> {
  return fitted("bgBb", table, options);
}

/**
 * `bgBb` from how many customers have each history.
 *
 * @example bgBbFromCounts([{ frequency: 0, recency: 0, age: 6, n: 3 }]).overall.note // "nobody bought again: there is no rate to fit"
 * @see bgBb
 */
export const bgBbFromCounts = (
  counts: readonly PurchaseCount[],
  options: BuyingFitOptions = {},
): BuyingResult<"bgBb"> => fittedFromCounts("bgBb", counts, options);
