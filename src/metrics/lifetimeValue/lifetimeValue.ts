import { asTable, type TableLike } from "../../tables/table-like.js";
import { MODELS } from "../buying/models.js";
import type { Keys, Result } from "../result.js";
import { keysOf } from "../segments.js";
import { domainsOf } from "./lifetimeDomains.js";
import type { LifetimeModels } from "./lifetimeModels.js";
import {
  type LifetimeFit,
  type LifetimeModel,
  type LifetimeOptions,
  type LifetimePlan,
  lifetimePlan,
} from "./lifetimeOptions.js";
import type { LifetimeRow, LifetimeTenth } from "./lifetimeRow.js";
import { lifetimeRows } from "./lifetimeRows.js";
import { type LifetimeSegment, lifetimeTally } from "./lifetimeTally.js";
import { MOST_SIMULATED } from "./simulatedFits.js";

export type { LifetimeOptions } from "./lifetimeOptions.js";
export type { LifetimeRow, LifetimeTenth } from "./lifetimeRow.js";

export interface LifetimeResult extends Result<LifetimeRow> {
  readonly model: LifetimeModel;
  readonly fit: LifetimeFit;
  /** What was fitted: to everybody (`keys` is null), or to each segment. */
  readonly models: readonly (LifetimeModels & { readonly keys: Keys | null })[];
  /** Tenths of all customers by what they are still worth, the most valuable first; [] of fewer than ten, or without a value. */
  readonly tenths: readonly LifetimeTenth[];
  readonly horizon: number;
  readonly unitsPerYear: number;
  readonly discountRate: number;
  readonly margin: number;
}

const CALLER = "lifetimeValue";

/** 1 year, 39 weeks of 52.18 as 0.75 years. */
function yearsOf({ horizon, unitsPerYear }: LifetimePlan): string {
  const years = Number((horizon / unitsPerYear).toPrecision(2));
  return `${years} ${years === 1 ? "year" : "years"}`;
}

function methodOf({ model, resamples }: LifetimePlan, n: number): string {
  const fit = `${MODELS[model].title} and Gamma–Gamma by maximum likelihood`;
  if (resamples === 0) return `${fit}, without intervals`;
  const few = n > MOST_SIMULATED ? ` of ${MOST_SIMULATED} customers, their spread scaled to ${n}` : "";
  return `${fit}, bias-corrected percentiles of ${resamples} simulated worlds${few}`;
}

function resultOf(segments: readonly LifetimeSegment[], plan: LifetimePlan): LifetimeResult {
  const { by, model, fit, level, horizon, unitsPerYear, discountRate, margin } = plan;
  const domains = domainsOf(segments, plan);
  const { overall, rows, tenths } = lifetimeRows(segments, domains, plan);
  const total = (of: (segment: LifetimeSegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  return {
    metric: CALLER,
    label: `Lifetime value to come within ${yearsOf(plan)} (${MODELS[model].title}, Gamma–Gamma)`,
    overall,
    rows: by.length === 0 ? [] : rows.map((row, s) => ({ keys: keysOf(by, segments[s]!.cells), ...row })),
    by,
    ...{ model, fit, tenths, horizon, unitsPerYear, discountRate, margin, level },
    models: domains.map(({ models }, d) => ({
      keys: fit === "everybody" ? null : keysOf(by, segments[d]?.cells ?? []),
      ...models,
    })),
    method: methodOf(plan, overall.n),
    unit: "currency",
    excluded: { missing: total((one) => one.missing), outOfRange: total((one) => one.withoutSpend) },
  };
}

/**
 * What customers are still worth: the purchases that each is expected to make within a horizon (a model of buying and leaving), times what
 * a purchase of his is expected to come to (Gamma–Gamma), times the margin, in today's money. What they have paid already is not in it.
 *
 * For shops without contracts; where leaving is seen, see `simpleLifetimeValue`. What both models take for granted holds here too: steady
 * rates, no seasons, spend that has nothing to do with how often (`models[0].spending.independence` says whether it has), customers who stay as
 * they were. Segments share one model unless `fit` says otherwise, so that their values add up; a horizon much longer than the
 * customers were watched is a bet on the model. Customers of age 0 are valued as new ones; `newCustomer` is what one who comes today will
 * be worth after the first purchase.
 *
 * The estimate is the mean of a customer, in the unit of the amounts, above 0. Intervals are bias-corrected percentiles of a parametric bootstrap:
 * customers watched for as long as these are simulated from the fitted models, both are fitted anew, and the same real customers valued by
 * them. They are of the mean, not of what one customer will do. Null where either model cannot be fitted, and where the mean spend is
 * infinite (q of at most 1); without an interval where a search did not end at a top.
 *
 * @param table one row a customer
 * @throws a history that cannot be, a repeat buyer without a spend above 0, with the row; a horizon or a rate that cannot be
 * @example (await lifetimeValue(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks", monetaryValue: "mean_repeat_spend", horizon: 52, discountRate: 0.1, unitsPerYear: 52 })).overall.estimate // 30.64
 * @see Fader, Hardie and Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, Journal of Marketing Research 42
 */
export async function lifetimeValue(table: TableLike, options: LifetimeOptions): Promise<LifetimeResult> {
  const plan = lifetimePlan(options, CALLER);

  const segments = await lifetimeTally(asTable(table), plan, CALLER);

  return resultOf(segments, plan);
}
