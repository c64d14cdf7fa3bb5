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
 * How often customers without a contract buy, and whether they still do: purchase rates that differ between customers (Gamma) and a
 * chance to leave for good after each repeat purchase that differs too (Beta). From three numbers a customer: how many repeat purchases,
 * when the last was, and how long the customer was watched.
 *
 * For shops, not for subscriptions, where leaving is seen (see `kaplanMeier`). Rates are taken as steady: no seasons, no campaigns, no
 * growing taste. Customers should have come within a short time of each other or be split `by` cohort. Who never came again is alive by
 * construction, which makes `alive` too high where there are many of them: see `mbgNbd`. Check it on held-out time before money rides on it.
 *
 * The estimate is the repeat purchases a new customer makes within the horizon, at least 0. Intervals are ± z standard errors from the
 * inverse Hessian, on the logs of the parameters and of the estimate, and on the log-odds of `alive`. They speak of how well the parameters
 * are known, not of how far one customer will be from the mean. Null for nobody, for one customer, for customers all alike and where
 * nobody bought again. A search that ends at a bound or on flat ground is said to, in `search` and in the note, and has no intervals.
 *
 * @param table one row a customer
 * @throws a frequency that is no whole number from 0, a recency after the age or that does not go with the frequency, with the row
 * @example (await bgNbd(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks" })).overall.r.estimate // 0.2426
 * @see Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24, 275–284
 */
export async function bgNbd(table: TableLike, options: BuyingOptions): Promise<BuyingResult<"bgNbd">> {
  return fitted("bgNbd", table, options);
}

/**
 * As `bgNbd`, but a customer may leave after the first purchase too: who never came again may have left.
 *
 * For shops with many who buy once; where they are few the two say much the same. Compare `logLikelihood` on the same customers: the models
 * have as many parameters each, and the higher one fits better. Ranges, intervals, nulls and warnings are those of `bgNbd`.
 *
 * @param table one row a customer
 * @throws as `bgNbd`
 * @example (await mbgNbd(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks" })).overall.alive.estimate // 0.4487
 * @see Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison of models for customer base analysis
 */
export async function mbgNbd(table: TableLike, options: BuyingOptions): Promise<BuyingResult<"mbgNbd">> {
  return fitted("mbgNbd", table, options);
}

/**
 * `bgNbd` from how many customers have each history.
 *
 * @example bgNbdFromCounts([{ frequency: 0, recency: 0, age: 9, n: 3 }]).overall.note // "nobody bought again: there is no rate to fit"
 * @see bgNbd
 */
export const bgNbdFromCounts = (
  counts: readonly PurchaseCount[],
  options: BuyingFitOptions = {},
): BuyingResult<"bgNbd"> => fittedFromCounts("bgNbd", counts, options);

/**
 * `mbgNbd` from how many customers have each history.
 *
 * @example mbgNbdFromCounts([{ frequency: 1, recency: 2, age: 9, n: 1 }]).overall.note // "one customer: how customers differ cannot be told"
 * @see mbgNbd
 */
export const mbgNbdFromCounts = (
  counts: readonly PurchaseCount[],
  options: BuyingFitOptions = {},
): BuyingResult<"mbgNbd"> => fittedFromCounts("mbgNbd", counts, options);
