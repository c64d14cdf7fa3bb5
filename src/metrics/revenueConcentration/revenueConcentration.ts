import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { compareInTurn } from "../resultRows.js";
import { type By, byColumns, bySegment, keysOf } from "../segments.js";
import { type ConcentrationOptions, type ConcentrationPlan, concentrationPlan } from "./concentrationOptions.js";
import { concentrationRow, type RevenueConcentrationRow } from "./concentrationRow.js";
import { type CustomerRevenue, concentrationTally } from "./concentrationTally.js";

export type { RevenueConcentrationRow } from "./concentrationRow.js";

export interface RevenueConcentrationOptions extends ConcentrationOptions {
  /** Column of the customer, and of what a row came to. */
  readonly customer: string;
  readonly amount: string;
  /** Columns of which each customer has one value: his region. Each segment is ranked by itself. */
  readonly by?: By;
}

export interface RevenueConcentrationResult extends Result<RevenueConcentrationRow> {
  readonly top: number;
  readonly threshold: number;
  /** Customers of whom no amount is known: they are in no number. */
  readonly unknownCustomers: number;
}

const percent = (share: number) => `${Number((100 * share).toFixed(4))} %`;

/** Customers of each segment of `by`, by their places, in the one order of keys. */
function placesBy(cells: readonly (readonly Cell[])[], width: number) {
  const entries = cells.map((keys, place) => ({ keys, place }));
  return bySegment(entries, width)
    .map((segment) => ({ cells: segment.cells, places: segment.entries.map(({ place }) => place) }))
    .sort((a, b) => compareInTurn(a.cells, b.cells));
}

function resultOf(
  { totals, cells, missing, leftOut, unknown }: CustomerRevenue,
  by: readonly string[],
  plan: ConcentrationPlan,
): RevenueConcentrationResult {
  const segments = by.length === 0 ? [] : placesBy(cells, by.length);
  return {
    metric: "revenueConcentration",
    label: `Share of revenue of the top ${percent(plan.top)} of customers`,
    overall: concentrationRow(totals, plan),
    rows: segments.map(({ cells: keys, places }) => ({
      keys: keysOf(by, keys),
      ...concentrationRow(
        Float64Array.from(places, (place) => totals[place]!),
        plan,
      ),
    })),
    by,
    level: plan.level,
    method: `bootstrap of customers (${plan.resamples} resamples), studentised on log-odds`,
    unit: "share",
    excluded: { missing, outOfRange: leftOut },
    ...{ top: plan.top, threshold: plan.threshold, unknownCustomers: unknown },
  };
}

/** Throws where customers brought more than a number can hold. */
function requireFinite(totals: Float64Array, caller: string): void {
  if (Number.isFinite(totals.reduce((sum, total) => sum + total, 0))) return;
  throw new RangeError(`${caller} requires amounts with a finite sum; got one that is infinite`);
}

/**
 * Whether a fifth of the customers brings four fifths of the revenue: the share of the largest `top`, the share of customers that brings
 * `threshold`, the Gini coefficient and the curve behind them.
 *
 * For asking how much hangs on few customers. Not for saying who they are (`rfmCustomers`), nor what they are worth from now on: who is
 * large in a year is so partly by chance, and the longer customers were watched the more alike they look. Compare only equal stretches.
 *
 * Shares from 0 to 1; 1 is everything, and a share equal to `top` is nothing but evenness. Where the cut falls within a customer, the
 * same part of his revenue counts as of him (the curve is straight between customers); `customersNeeded` is whole. Who brought nothing is
 * a customer unless `nothing` is 'leave out'; who got back more than he paid (`negative` 'subtract') has brought nothing, and
 * `givenBack` says how much that was.
 *
 * Intervals are for customers like these: what these brought is known. They are bootstrap-t on log-odds with linearised errors, customers
 * drawn one by one up to 4,000, beyond that in 1,000 steps of neighbours in rank. In samples from five skewed populations 95 % intervals
 * held the truth 87 to 94 % of the time with 100 customers and 91 to 97 % with 400: somewhat too seldom where there are few. Where a handful
 * may decide everything (a tail of power 1.5) they held it 78 to 84 % of the time. Null without revenue or for one customer; no interval
 * with fewer than ten customers who brought something.
 *
 * Fetches rolled-up rows, one a customer, as they are ranked: at most `maxRows` of the table.
 *
 * @param table one row a purchase (or a line of one, or a return), or one row a customer
 * @throws an amount below 0; a customer of two segments; shares that are none
 * @example (await revenueConcentration(answers, { customer: "customer", amount: "revenue" })).overall.estimate // 0.674
 * @see Schmittlein, Cooper and Morrison (1993), Truth in concentration in the land of (80/20) laws, Marketing Science 12
 */
export async function revenueConcentration(
  table: TableLike,
  options: RevenueConcentrationOptions,
): Promise<RevenueConcentrationResult> {
  const plan = concentrationPlan(options, "revenueConcentration");
  const by = byColumns(options.by);

  const { customer, amount } = options;
  const revenue = await concentrationTally(asTable(table), { customer, amount, by }, plan.negative);
  requireFinite(revenue.totals, "revenueConcentration");

  return resultOf(revenue, by, plan);
}

/**
 * `revenueConcentration` of what each customer brought, for those who have no rows.
 *
 * @param amounts one a customer, in any order
 * @throws an amount below 0, unless `negative` says what it is; one that is no number
 * @example revenueConcentrationFromAmounts([60, 20, 10, 5, 5]).overall.estimate // 0.6
 * @example revenueConcentrationFromAmounts([60, 20, 10, 5, 5]).overall.needed.estimate // 0.4
 * @see revenueConcentration
 */
export function revenueConcentrationFromAmounts(
  amounts: ArrayLike<number>,
  options: ConcentrationOptions = {},
): RevenueConcentrationResult {
  const caller = "revenueConcentrationFromAmounts";
  const plan = concentrationPlan(options, caller);
  const all = Float64Array.from(amounts);
  const wrong = all.findIndex((x) => !Number.isFinite(x) || (x < 0 && plan.negative === "refuse"));
  if (wrong >= 0) {
    const what = Number.isFinite(all[wrong]!)
      ? "amounts (returns: negative 'subtract' or 'leave out') of at least 0"
      : "finite amounts";
    throw new RangeError(`${caller} requires ${what}; got ${all[wrong]} (amount ${wrong + 1})`);
  }
  requireFinite(all, caller);
  const leavesOut = plan.negative === "leave out";
  const totals = leavesOut ? all.map((x) => Math.max(0, x)) : all;
  const leftOut = leavesOut ? all.reduce((n, x) => n + (x < 0 ? 1 : 0), 0) : 0;
  return resultOf({ totals, cells: [], missing: 0, leftOut, unknown: 0 }, [], plan);
}
