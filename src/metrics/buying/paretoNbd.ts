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
 * As `bgNbd`, but customers leave at any time, at rates that differ between them (Gamma: s, β), and not with a purchase.
 *
 * The older model, and the likelier story where leaving has nothing to do with buying: a move, another taste. Compare `logLikelihood`
 * on the same customers: the models have as many parameters each. s and β are often poorly known each, and well together: their
 * intervals are wide where those of `alive` and of the expectation are not. Ranges, intervals, nulls and warnings are those of `bgNbd`.
 *
 * @param table one row a customer
 * @throws as `bgNbd`
 * @example (await paretoNbd(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks" })).overall.s.estimate // 0.6062
 * @see Schmittlein, Morrison and Colombo (1987), Counting your customers: who are they and what will they do next?, Management Science 33
 */
export async function paretoNbd(table: TableLike, options: BuyingOptions): Promise<BuyingResult<"paretoNbd">> {
  return fitted("paretoNbd", table, options);
}

/**
 * `paretoNbd` from how many customers have each history.
 *
 * @example paretoNbdFromCounts([{ frequency: 0, recency: 0, age: 9, n: 3 }]).overall.note // "nobody bought again: there is no rate to fit"
 * @see paretoNbd
 */
export const paretoNbdFromCounts = (
  counts: readonly PurchaseCount[],
  options: BuyingFitOptions = {},
): BuyingResult<"paretoNbd"> => fittedFromCounts("paretoNbd", counts, options);
