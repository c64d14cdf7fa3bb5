import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { requireStarts } from "../search.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type BuyingRow, type BuyingSettings, buyingRow } from "./buyingRow.js";
import type { PurchaseCount } from "./history.js";
import { type HistorySegment, historyTally, pooledHistories, wrongHistory } from "./historyTally.js";
import type { ModelOfBuying } from "./model.js";
import { MODELS, type ParametersOf } from "./models.js";
import type { BuyingModel } from "./parameters.js";

export interface BuyingFitOptions {
  /** In how much time the purchases of a new customer are expected; the longest age unless given. */
  readonly horizon?: number;
  readonly level?: number;
  /** From how many points the search begins; the first is a guess from the means, the others are scattered around it. */
  readonly starts?: number;
  readonly seed?: number;
}

export interface BuyingOptions extends BuyingFitOptions {
  /** Column of the number of purchases after the first; orders of one day (or week, the unit of time) are one purchase. */
  readonly frequency: string;
  /** Column of the time from the first purchase to the last, 0 without a repeat purchase: not the days since the last. */
  readonly recency: string;
  /** Column of the time from the first purchase to the end of the watched time. */
  readonly age: string;
  readonly by?: By;
}

export interface BuyingResult<M extends BuyingModel = BuyingModel> extends Result<BuyingRow<ParametersOf[M]>> {
  readonly model: M;
  /** The time that the estimates are of; null where nobody has an age. */
  readonly horizon: number | null;
}

/** The model by its name, which knows the type of its parameters. */
const named = <M extends BuyingModel>(model: M) => MODELS[model] as unknown as ModelOfBuying<ParametersOf[M]>;

function requireFit(
  model: BuyingModel,
  { horizon, level = 0.95, starts = 4, seed = 1 }: BuyingFitOptions,
  caller: string,
) {
  requireLevel(level, caller);
  if (horizon !== undefined && !(horizon > 0 && Number.isFinite(horizon))) {
    throw new RangeError(`${caller} requires a horizon above 0; got ${horizon}`);
  }
  if (horizon !== undefined && MODELS[model].isByOpportunity && !Number.isInteger(horizon)) {
    throw new RangeError(`${caller} requires a horizon of whole opportunities; got ${horizon}`);
  }
  requireStarts(starts, caller);
  return { horizon: horizon ?? null, level, starts, seed };
}

function resultOf<M extends BuyingModel>(
  model: M,
  total: HistorySegment,
  segments: readonly HistorySegment[],
  by: readonly string[],
  fit: ReturnType<typeof requireFit>,
): BuyingResult<M> {
  const longest = total.counts.reduce((most, { age }) => Math.max(most, age), 0);
  const horizon = fit.horizon ?? (longest > 0 ? longest : null);
  const of = named(model);
  const settings: BuyingSettings<ParametersOf[M]> = { ...fit, model: of, horizon };
  const overall = buyingRow(total, settings);
  return {
    metric: model,
    label: `Expected repeat purchases (${of.title})${horizon === null ? "" : ` within ${Math.round(horizon * 100) / 100}`}`,
    model,
    horizon,
    overall,
    rows: segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...buyingRow(segment, settings) })),
    by,
    level: fit.level,
    method: `${of.title} by maximum likelihood from ${fit.starts} ${fit.starts === 1 ? "start" : "starts"}, Wald on the logs of the parameters`,
    unit: "purchases",
    excluded: { missing: overall.missing, outOfRange: overall.justArrived },
  };
}

/** Requires, tallies and fits one of the models. */
export async function fitted<M extends BuyingModel>(
  model: M,
  table: TableLike,
  options: BuyingOptions,
): Promise<BuyingResult<M>> {
  const by = byColumns(options.by);
  const fit = requireFit(model, options, model);

  const { frequency, recency, age } = options;
  const { isByOpportunity } = MODELS[model];
  const segments = await historyTally(asTable(table), { frequency, recency, age, by }, isByOpportunity, model);

  return resultOf(model, pooledHistories(segments), by.length === 0 ? [] : segments, by, fit);
}

/** Fits one of the models to how many customers have each history. */
export function fittedFromCounts<M extends BuyingModel>(
  model: M,
  counts: readonly PurchaseCount[],
  options: BuyingFitOptions,
): BuyingResult<M> {
  const caller = `${model}FromCounts`;
  const fit = requireFit(model, options, caller);
  for (const one of counts) {
    const { frequency, recency, age, n } = one;
    const negative = Object.entries({ frequency, recency, age }).find(([, x]) => !(x >= 0 && Number.isFinite(x)));
    if (negative !== undefined) {
      throw new RangeError(`${caller} requires numbers of at least 0; got ${negative[0]} ${negative[1]}`);
    }
    if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`${caller} requires whole counts from 0; got n ${n}`);
    const wrong = wrongHistory(one, MODELS[model].isByOpportunity);
    if (wrong !== null) throw new RangeError(`${caller} requires ${wrong}`);
  }
  const seen = counts.filter(({ age, n }) => age > 0 && n > 0);
  const justArrived = counts.reduce((sum, { age, n }) => sum + (age === 0 ? n : 0), 0);
  const total = pooledHistories([{ cells: [], counts: seen, justArrived, missing: 0 }]);
  return resultOf(model, total, [], [], fit);
}
