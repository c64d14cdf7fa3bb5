import type { TableLike } from "../../tables/table-like.js";
import type { Estimate, Keys, Result } from "../result.js";
import type { By } from "../segments.js";
import { type Retained, type RetentionOptions, type RetentionRow, retention } from "./retention.js";

export interface RevenueRetentionOptions {
  /** Column of true and false (or 1 and 0); or a column and the value in it that means retained. */
  readonly retained: Retained;
  /** Columns of the revenue of each customer, in the base period and in the end period. */
  readonly start: string;
  readonly end: string;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
}

/** The estimate is net revenue retention. Shares are of the revenue at the start: net = 1 − churned − contraction + expansion. */
export interface RevenueRetentionRow extends Estimate {
  /** 1 − churned − contraction: nobody's growth makes up for a loss. */
  readonly gross: Estimate;
  /** What the lost customers brought. */
  readonly churned: number | null;
  /** By how much those who stay shrank, and grew. */
  readonly contraction: number | null;
  readonly expansion: number | null;
  readonly startRevenue: number;
  /** Of those who stay. */
  readonly endRevenue: number;
  readonly churnedRevenue: number;
  readonly contractedRevenue: number;
  readonly expandedRevenue: number;
  readonly customersAtStart: number;
  readonly retained: number;
  readonly lost: number;
  readonly missing: number;
}

export interface RevenueRetentionResult extends Result<RevenueRetentionRow> {
  /** How the interval of gross retention is built. */
  readonly grossMethod: string;
}

/** Net and gross retention of the same customers in one row. */
function composed(net: RetentionRow, gross: RetentionRow): RevenueRetentionRow {
  const startRevenue = net.startValue!;
  const share = (value: number) => (net.estimate === null ? null : value / startRevenue);
  const [churned, contracted, expanded] = [net.lostValue!, net.contractedValue!, net.expandedValue!];
  return {
    estimate: net.estimate,
    lower: net.lower,
    upper: net.upper,
    n: net.n,
    gross: { estimate: gross.estimate, lower: gross.lower, upper: gross.upper, n: gross.n, note: gross.note },
    churned: share(churned),
    contraction: share(contracted),
    expansion: share(expanded),
    startRevenue,
    endRevenue: net.retainedEndValue!,
    churnedRevenue: churned,
    contractedRevenue: contracted,
    expandedRevenue: expanded,
    customersAtStart: net.customersAtStart,
    retained: net.retained,
    lost: net.lost,
    missing: net.missing,
    note: net.note,
  };
}

/** Errors name the function that was called. */
async function rated(table: TableLike, options: RetentionOptions) {
  try {
    return await retention(table, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const Kind = error.constructor as ErrorConstructor;
    throw new Kind(error.message.replace(/^retention\b/, "revenueRetention"), { cause: error });
  }
}

/**
 * Revenue retention: what the customers of the base period bring now, of what they brought then; and of what it is made: revenue
 * of customers lost (churned), of customers who shrank (contraction) and who grew (expansion).
 *
 * Net retention above 1 means that the company would grow without a new customer; it can hide heavy losses behind a few that grow,
 * so read gross retention beside it. New customers never count. It is the sales-adjusted `retention` of readings 'end' and 'gross' in
 * one row; published sums go to `retentionFromSums`.
 *
 * Shares of the revenue at the start: gross from 0 to 1 and never above net, net from 0 without an end; higher is better. Where
 * revenue is below 0 (returns) they may leave these ranges, and the note counts such customers. Net has the linearised interval
 * of a ratio, gross Wilson's on the effective number of customers; the three parts have none of their own. Null when the
 * revenue at the start is not above 0.
 *
 * @param table one row a customer who was there at the start; of a lost one the revenue at the end need not be known
 * @throws an answer that is neither true nor false (1 nor 0), with the row of the first
 * @example (await revenueRetention(answers, { retained: "retained", start: "sales_start", end: "sales_end" })).overall.gross.estimate // 0.85
 * @see Gold (2020), Fighting Churn with Data, section 2.2, on net and gross retention
 */
export async function revenueRetention(
  table: TableLike,
  options: RevenueRetentionOptions,
): Promise<RevenueRetentionResult> {
  const net = await rated(table, { ...options, kind: "sales", reading: "end" });
  const gross = await rated(table, { ...options, kind: "sales", reading: "gross" });
  const rows = net.rows.map((row, i): RevenueRetentionRow & { readonly keys: Keys } => ({
    keys: row.keys,
    ...composed(row, gross.rows[i]!),
  }));
  return {
    metric: "revenueRetention",
    label: "Net revenue retention",
    overall: composed(net.overall, gross.overall),
    rows,
    by: net.by,
    level: net.level,
    method: net.method,
    grossMethod: gross.method,
    unit: "share",
    excluded: net.excluded,
  };
}
