import { dayOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import { byColumns } from "../segments.js";
import {
  baseOf,
  type IndexOptions,
  indexRows,
  lastIndex,
  type PeriodIndexResult,
  requireIndexOptions,
} from "./periodIndex.js";
import type { ComparedPeriod } from "./periodRow.js";
import { type PeriodSpan, periodSpan, requirePeriodFree } from "./periodSpan.js";
import { incomeSeries, incomeTally } from "./revenueIndexTally.js";

export type { IndexLinks, IndexOptions, PeriodIndexResult, PeriodIndexRow } from "./periodIndex.js";

export interface RevenueIndexOptions extends IndexOptions {
  /** Column with the revenue of a row; below 0 for a return. */
  readonly amount: string;
  /** Column with the customer: rows of one customer go together, and the interval then says so. */
  readonly customer?: string;
  /** What is compared: totals, or totals per day. Per day unless given where the periods differ in length. */
  readonly per?: "period" | "day";
}

export interface RevenueIndexResult extends PeriodIndexResult {
  readonly per: "period" | "day";
}

const caller = "revenueIndex";

/** Of how many days a period is known: all of them, or those that have run. */
function knownDays({ periods, ranges }: Pick<PeriodSpan, "periods" | "ranges">): ReadonlyMap<string, number> {
  const days = ranges.map(({ label, from, before }) => [label, dayOf(before)! - dayOf(from)!] as const);
  return new Map(periods.length === 0 ? [] : days);
}

const differInLength = (periods: readonly ComparedPeriod[]) => new Set(periods.map(({ days }) => days)).size > 1;

/**
 * The revenue of each period as an index: the base period is 100, and 110 is a tenth more.
 *
 * For a course over time without its size, beside other courses. Months and quarters differ in length, so that the index is of
 * revenue per day unless `per` says otherwise: February would else fall by a tenth each year. Prices move it as much as sales do.
 * Choose a usual period as base, and compare with the same season: a base in a peak makes every other month look poor.
 *
 * From 0 upwards (below 0 where returns exceed sales), higher is better. The revenue of a period is as it is; the interval says what
 * other customers like these would have brought: the ratio of two sums over customers, linearised, Student's t. Without
 * `customer` every row counts as a customer of its own, which makes it too narrow where some buy often. The base is 100 and has no
 * interval. Null where the base is not above 0, and for a period that is not complete.
 *
 * Brings from an engine one sum for each customer and period where a customer is named, at most `maxRows` of the table.
 *
 * @param table one row a sale, or a customer's revenue of a day
 * @throws a base that is no period of the table, naming the nearest
 * @example (await revenueIndex(answers, { amount: "revenue", date: "date", customer: "customer", each: "quarter" })).overall.estimate // 104.9
 * @see Cochran (1977), Sampling Techniques, chapter 6, on the ratio; ILO (2004), Consumer Price Index Manual, chapter 9, on links
 */
export async function revenueIndex(table: TableLike, options: RevenueIndexOptions): Promise<RevenueIndexResult> {
  const { amount, customer = null, linked = "fixed", immature = "note", level = 0.95 } = options;
  requireLevel(level, caller);
  requireIndexOptions(options, caller);
  if (options.per !== undefined) requireOneOf(caller, "unit 'per'", ["period", "day"], options.per);
  const by = byColumns(options.by);
  requirePeriodFree(by, caller);
  const source = asTable(table);
  await requireColumns(source, [...by, ...(customer === null ? [] : [customer])], caller);
  await requireNumberColumns(source, [amount], caller);

  const span = await periodSpan(source, options, caller);
  const { periods, undated } = span;
  const base = baseOf(periods, options.base, caller);
  const per = options.per ?? (differInLength(periods) ? "day" : "period");
  const days = knownDays(span);
  const series = async (columns: readonly string[]) => {
    if (base === null) return [];
    const incomes = await incomeTally(await source.cut(options.date, "period", span.ranges), {
      amount,
      customer,
      by: columns,
    });
    return incomes.map((one) => incomeSeries(one, (period) => (per === "day" ? days.get(period)! : 1), level));
  };
  const finish = { base: base ?? "", linked, immature };
  const ofSeries = async (columns: readonly string[]) =>
    (await series(columns)).flatMap((one) => indexRows(one, periods, finish));

  // Who buys in several segments is one customer of the whole.
  const whole = await ofSeries([]);
  return {
    metric: caller,
    label: `Revenue index (${base ?? "no base"} = 100${per === "day" ? ", per day" : ""})`,
    base,
    linked,
    each: options.each,
    per,
    ...lastIndex(whole),
    rows: by.length === 0 ? whole : await ofSeries(by),
    by: [...by, "period"],
    level,
    method: `ratio of two sums, linearised variance over ${customer === null ? "rows" : "customers"}, Student's t`,
    unit: "index",
    excluded: { missing: whole.reduce((sum, { missing }) => sum + missing, 0) + undated, outOfRange: 0 },
  };
}
