import { requireLevel } from "../statistics/interval.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import type { Answer } from "./answer.js";
import { type ChurnPeriod, spansOf } from "./churnPeriods.js";
import {
  type ChurnDenominator,
  type ChurnRow,
  type ChurnRowOptions,
  churnRow,
  DENOMINATORS,
  isShare,
} from "./churnRow.js";
import {
  type ChurnColumns,
  type ChurnSegment,
  churnTally,
  countedAnswers,
  countedDates,
  type Inactive,
  isInactive,
  pooledChurn,
} from "./churnTally.js";
import type { Result } from "./result.js";
import { methodLabel, type RetentionMethod } from "./retentionInterval.js";
import { type By, byColumns, keysOf } from "./segments.js";

export type { ChurnPeriod } from "./churnPeriods.js";
export type { ChurnDenominator, ChurnRow } from "./churnRow.js";

export interface ChurnFromCountsOptions {
  /** What churns are divided by; there is no default. */
  readonly denominator: ChurnDenominator;
  readonly level?: number;
  /** Of the shares of customers; the other denominators have Garwood's exact Poisson interval. */
  readonly method?: Exclude<RetentionMethod, "linearized">;
  /** Of denominator 'exposure': churns per so many customer-days. Default 1. */
  readonly perDays?: number;
}

export interface ChurnOptions extends ChurnFromCountsOptions {
  /**
   * Who left: a column of true and false (or a column and the value that means churned); with a `period` a column of the days of leaving,
   * empty for who is still there; for denominator 'inactivity' the day of the last activity: `{ lastActive: "last_order", days: 90 }`.
   */
  readonly churned: Answer | Inactive;
  /** Column of who came in the period (true and false); with a `period` the day of coming. */
  readonly joined?: string;
  /** Of denominator 'renewals-due': column of whose renewal fell due (true and false); with a `period` the day it is due. */
  readonly due?: string;
  /** Where the columns hold days; what happened outside it does not count. By inactivity it ends with the last day of the data. */
  readonly period?: ChurnPeriod;
  readonly by?: By;
  /** Column with weights of at least 0, survey weights or what each customer is worth; of shares only. */
  readonly weight?: string;
}

export interface ChurnResult extends Result<ChurnRow> {
  readonly denominator: ChurnDenominator;
  readonly period: { readonly from: string; readonly to: string } | null;
}

const METHODS = ["wilson", "clopper-pearson", "jeffreys"] as const;

/** Throws unless the denominator is one there is; the choices are listed with what they mean. */
function requireDenominator(denominator: unknown, caller: string): void {
  if (typeof denominator === "string" && Object.hasOwn(DENOMINATORS, denominator)) return;
  const choices = Object.entries(DENOMINATORS).map(([name, words]) => `'${name}' (${words})`);
  const got = denominator === undefined ? "none" : `'${denominator}'`;
  throw new TypeError(`${caller} requires a denominator of ${choices.join(", ")}; got ${got}`);
}

/** Throws unless the options fit the denominator; what is not given gets its default. */
export function requireChurnOptions(
  options: ChurnFromCountsOptions & { readonly weight?: string },
  caller: string,
): ChurnRowOptions {
  const { denominator, level = 0.95, method, perDays, weight } = options;
  requireDenominator(denominator, caller);
  requireLevel(level, caller);
  if (method !== undefined && !METHODS.includes(method)) {
    throw new RangeError(
      `${caller} requires a method of ${METHODS.map((name) => `'${name}'`).join(", ")}; got '${method}'`,
    );
  }
  const refused = isShare(denominator) ? {} : { method, weight };
  const unused = Object.entries({ ...refused, ...(denominator === "exposure" ? {} : { perDays }) });
  const [name, value] = unused.find(([, given]) => given !== undefined) ?? [];
  if (name !== undefined)
    throw new TypeError(`${caller} with denominator '${denominator}' takes no ${name}; got '${value}'`);
  if (perDays !== undefined && !(perDays > 0 && Number.isFinite(perDays))) {
    throw new RangeError(`${caller} requires 'perDays' above 0; got ${perDays}`);
  }
  return { denominator, level, method: method ?? "wilson", weighted: weight !== undefined, perDays: perDays ?? 1 };
}

/** Which columns each denominator cannot do without: of answers, and of days. */
const NEEDS: Readonly<Record<ChurnDenominator, readonly (readonly string[])[]>> = {
  start: [[], ["joined"]],
  "start+new": [["joined"], ["joined"]],
  average: [["joined"], ["joined"]],
  "daily-average": [["period", "joined"], ["joined"]],
  exposure: [["period", "joined"], ["joined"]],
  "renewals-due": [["due"], ["due"]],
  inactivity: [["period", "joined"], ["joined"]],
};

function requireColumnsOf(options: ChurnOptions): void {
  const { churned, denominator, due, period } = options;
  const given = options as unknown as Readonly<Record<string, unknown>>;
  const lacking = NEEDS[denominator][period === undefined ? 0 : 1]!.find((name) => given[name] === undefined);
  if (lacking !== undefined) {
    const where = period === undefined ? "" : " of a period";
    throw new TypeError(`churn${where} with denominator '${denominator}' requires '${lacking}'; got none`);
  }
  if (due !== undefined && denominator !== "renewals-due") {
    throw new TypeError(`churn with denominator '${denominator}' takes no due; got '${due}'`);
  }
  if (isInactive(churned) !== (denominator === "inactivity")) {
    throw new TypeError(
      "churn by inactivity requires both denominator 'inactivity' and churned: { lastActive, days }; " +
        `got denominator '${denominator}' and churned ${JSON.stringify(churned)}`,
    );
  }
  if (isInactive(churned) && !(Number.isInteger(churned.days) && churned.days > 0)) {
    throw new RangeError(`churn by inactivity requires whole days from 1; got ${churned.days}`);
  }
  if (denominator === "inactivity" && period?.each !== undefined) {
    throw new TypeError(
      "churn by inactivity takes no parts of a period: the last activity of customers who came back later hides that they were gone",
    );
  }
  if (period === undefined && typeof churned !== "string" && !("value" in churned)) {
    throw new TypeError(`churn requires a column and a value of it; got ${JSON.stringify(churned)}`);
  }
  if (period !== undefined && typeof churned !== "string" && "value" in churned) {
    throw new TypeError(`churn of a period requires a column of days; got ${JSON.stringify(churned)}`);
  }
}

/** The label with its denominator: 'Churn (of customers at the start)', 'Churn (per 30 customer-days)'. */
export function churnLabel(
  { denominator, perDays = 1 }: ChurnFromCountsOptions,
  { inactive, weight }: { readonly inactive?: number; readonly weight?: string } = {},
): string {
  const words =
    denominator === "exposure" && perDays !== 1 ? `per ${perDays} customer-days` : DENOMINATORS[denominator];
  const rule = inactive === undefined ? "" : `, gone after ${inactive} days without activity`;
  return `Churn (${words}${rule}${weight === undefined ? "" : `, weighed by ${weight}`})`;
}

export const churnMethod = ({ denominator, method, weighted }: ChurnRowOptions): string =>
  isShare(denominator) ? methodLabel(method, weighted) : "exact Poisson (Garwood), the denominator taken as known";

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
