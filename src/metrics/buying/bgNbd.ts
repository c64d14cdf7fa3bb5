import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import type { BuyingModel, PurchaseCount } from "./bgNbdLikelihood.js";
import { type BuyingRow, type BuyingSettings, buyingRow } from "./buyingRow.js";
import { type HistorySegment, historyTally, pooledHistories, wrongHistory } from "./historyTally.js";

interface FitOptions {
  /** In how much time the purchases of a new customer are expected; the longest age unless given. */
  readonly horizon?: number;
  readonly level?: number;
  /** From how many points the search begins; the first is a guess from the means, the others are scattered around it. */
  readonly starts?: number;
  readonly seed?: number;
}

export interface BuyingOptions extends FitOptions {
  /** Column of the number of purchases after the first; orders of one day (or week, the unit of time) are one purchase. */
  readonly frequency: string;
  /** Column of the time from the first purchase to the last, 0 without a repeat purchase: not the days since the last. */
  readonly recency: string;
  /** Column of the time from the first purchase to the end of the watched time. */
  readonly age: string;
  readonly by?: By;
}

export interface BuyingResult extends Result<BuyingRow> {
  readonly model: BuyingModel;
  /** The time that the estimates are of; null where nobody has an age. */
  readonly horizon: number | null;
}

const NAMES: Readonly<Record<BuyingModel, string>> = { bgNbd: "BG/NBD", mbgNbd: "MBG/NBD" };

function requireFit({ horizon, level = 0.95, starts = 4, seed = 1 }: FitOptions, caller: string) {
  requireLevel(level, caller);
  if (horizon !== undefined && !(horizon > 0 && Number.isFinite(horizon))) {
    throw new RangeError(`${caller} requires a horizon above 0; got ${horizon}`);
  }
  if (!(Number.isInteger(starts) && starts >= 1)) {
    throw new RangeError(`${caller} requires a whole number of starts from 1; got ${starts}`);
  }
  return { horizon: horizon ?? null, level, starts, seed };
}

function resultOf(
  model: BuyingModel,
  total: HistorySegment,
  segments: readonly HistorySegment[],
  by: readonly string[],
  fit: ReturnType<typeof requireFit>,
): BuyingResult {
  const longest = total.counts.reduce((most, { age }) => Math.max(most, age), 0);
  const horizon = fit.horizon ?? (longest > 0 ? longest : null);
  const settings: BuyingSettings = { ...fit, model, horizon };
  const overall = buyingRow(total, settings);
  return {
    metric: model,
    label: `Expected repeat purchases (${NAMES[model]})${horizon === null ? "" : ` within ${Math.round(horizon * 100) / 100}`}`,
    model,
    horizon,
    overall,
    rows: segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...buyingRow(segment, settings) })),
    by,
    level: fit.level,
    method: `${NAMES[model]} by maximum likelihood from ${fit.starts} ${fit.starts === 1 ? "start" : "starts"}, Wald on the logs of the parameters`,
    unit: "purchases",
    excluded: { missing: overall.missing, outOfRange: overall.justArrived },
  };
}

async function fitted(model: BuyingModel, table: TableLike, options: BuyingOptions): Promise<BuyingResult> {
  const by = byColumns(options.by);
  const fit = requireFit(options, model);

  const { frequency, recency, age } = options;
  const segments = await historyTally(asTable(table), { frequency, recency, age, by }, model);

  return resultOf(model, pooledHistories(segments), by.length === 0 ? [] : segments, by, fit);
}

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
export async function bgNbd(table: TableLike, options: BuyingOptions): Promise<BuyingResult> {
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
export async function mbgNbd(table: TableLike, options: BuyingOptions): Promise<BuyingResult> {
  return fitted("mbgNbd", table, options);
}

function fittedFromCounts(model: BuyingModel, counts: readonly PurchaseCount[], options: FitOptions): BuyingResult {
  const caller = `${model}FromCounts`;
  const fit = requireFit(options, caller);
  for (const one of counts) {
    const { frequency, recency, age, n } = one;
    const negative = Object.entries({ frequency, recency, age }).find(([, x]) => !(x >= 0 && Number.isFinite(x)));
    if (negative !== undefined) {
      throw new RangeError(`${caller} requires numbers of at least 0; got ${negative[0]} ${negative[1]}`);
    }
    if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`${caller} requires whole counts from 0; got n ${n}`);
    const wrong = wrongHistory(one);
    if (wrong !== null) throw new RangeError(`${caller} requires ${wrong}`);
  }
  const seen = counts.filter(({ age, n }) => age > 0 && n > 0);
  const justArrived = counts.reduce((sum, { age, n }) => sum + (age === 0 ? n : 0), 0);
  const total = pooledHistories([{ cells: [], counts: seen, justArrived, missing: 0 }]);
  return resultOf(model, total, [], [], fit);
}

/**
 * `bgNbd` from how many customers have each history.
 *
 * @example bgNbdFromCounts([{ frequency: 0, recency: 0, age: 9, n: 3 }]).overall.note // "nobody bought again: there is no rate to fit"
 * @see bgNbd
 */
export const bgNbdFromCounts = (counts: readonly PurchaseCount[], options: FitOptions = {}): BuyingResult =>
  fittedFromCounts("bgNbd", counts, options);

/**
 * `mbgNbd` from how many customers have each history.
 *
 * @example mbgNbdFromCounts([{ frequency: 1, recency: 2, age: 9, n: 1 }]).overall.note // "one customer: how customers differ cannot be told"
 * @see mbgNbd
 */
export const mbgNbdFromCounts = (counts: readonly PurchaseCount[], options: FitOptions = {}): BuyingResult =>
  fittedFromCounts("mbgNbd", counts, options);
