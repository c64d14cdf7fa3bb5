import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { byColumns, keysOf } from "../segments.js";
import { type ChurnOptions, churnLabel, churnMethod, requireChurnOptions, requireColumnsOf } from "./churnOptions.js";
import { type ChurnPeriod, spansOf } from "./churnPeriods.js";
import { type ChurnDenominator, type ChurnRow, type ChurnRowOptions, churnRow } from "./churnRow.js";
import {
  type ChurnColumns,
  type ChurnSegment,
  churnTally,
  countedAnswers,
  countedDates,
  isInactive,
  pooledChurn,
} from "./churnTally.js";

export type { ChurnFromCountsOptions, ChurnOptions } from "./churnOptions.js";
export type { ChurnPeriod } from "./churnPeriods.js";
export type { ChurnDenominator, ChurnRow } from "./churnRow.js";

export interface ChurnResult extends Result<ChurnRow> {
  readonly denominator: ChurnDenominator;
  readonly period: { readonly from: string; readonly to: string } | null;
}

type Rows = Pick<ChurnResult, "overall" | "rows" | "by">;

function answered(segments: readonly ChurnSegment[], columns: ChurnColumns, options: ChurnRowOptions): Rows {
  const { by } = columns;
  const row = (segment: ChurnSegment) => churnRow(countedAnswers(segment, columns), options);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...row(segment) }));
  return { overall: row(pooledChurn(segments)), rows: by.length === 0 ? [] : rows, by };
}

function dated(
  segments: readonly ChurnSegment[],
  columns: ChurnColumns,
  options: ChurnRowOptions,
  period: ChurnPeriod,
): Rows {
  const { whole, parts } = spansOf(period);
  const by = parts.length === 0 ? columns.by : [...columns.by, "period"];
  const spans = parts.length === 0 ? [whole] : parts;
  const split = columns.by.length === 0 && parts.length > 0 ? [pooledChurn(segments)] : segments;
  const rows = split.flatMap((segment) =>
    spans.map((span) => {
      const row = churnRow(countedDates(segment, columns, span), options);
      const note = [row.note, span.note].filter((part) => part !== null).join("; ") || null;
      return { keys: keysOf(by, [...segment.cells, span.name]), ...row, note };
    }),
  );
  const overall = churnRow(countedDates(pooledChurn(segments), columns, whole), options);
  return { overall, rows: by.length === 0 ? [] : rows, by };
}

/**
 * Churn: how many customers a period lost, of how many. "How many" has seven meanings that give different numbers for the same
 * company (see `ChurnDenominator`); one must be chosen, and the label says which.
 *
 * Say the period with the rate: 5 % a month is 46 % a year (`compoundRate`). Compare only rates of one denominator and one length
 * of period. Who leaves and comes back within one row is not seen: one row holds one coming and one leaving.
 *
 * Shares lie from 0 to 1, rates per average customer or per customer-day from 0 without an end; lower is better. Shares have a
 * Wilson interval unless `method` says otherwise, on the effective number of customers with weights; rates have Garwood's exact
 * Poisson interval, which is too wide where most customers leave. With a weight of sales it is the share of sales that left.
 * Null when the denominator is 0.
 *
 * @param table one row a customer, with answers (`churned: "left"`) or with days and a period (`churned: "left_on", joined: "first_purchase"`)
 * @throws a denominator that is not given; a column the denominator needs; leaving before coming, with the row of the first
 * @example (await churn(answers, { churned: "left", denominator: "start", by: "segment" })).overall.estimate // 0.2044
 * @see Gold (2020), Fighting Churn with Data, chapter 2; Noble (2013), on daily averages at Shopify
 */
export async function churn(table: TableLike, options: ChurnOptions): Promise<ChurnResult> {
  const { churned, joined = null, due = null, weight = null, period } = options;
  const by = byColumns(options.by);
  const chosen = requireChurnOptions(options, "churn");
  requireColumnsOf(options);
  if (period?.each !== undefined && by.includes("period")) {
    throw new TypeError("churn by each part of a period requires other columns than 'period', which names the part");
  }
  const columns = { churned, joined, due, by, weight };

  const segments = await churnTally(asTable(table), columns, period !== undefined);

  const rows = period === undefined ? answered(segments, columns, chosen) : dated(segments, columns, chosen, period);
  const inactive = isInactive(churned) ? { inactive: churned.days } : {};
  return {
    metric: "churn",
    label: churnLabel(options, { ...inactive, ...(weight !== null && { weight }) }),
    ...rows,
    denominator: options.denominator,
    period: period === undefined ? null : { from: period.from, to: period.to },
    level: chosen.level,
    method: churnMethod(chosen),
    unit: "share",
    excluded: { missing: rows.overall.missing, outOfRange: 0 },
  };
}
