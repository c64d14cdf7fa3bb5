import { isoOf } from "../../calendar/days.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { compareInTurn } from "../resultRows.js";
import { type By, byColumns, bySegment, keysOf } from "../segments.js";
import type { RfmReconciliation } from "./rfmBuyers.js";
import {
  planOf,
  type RfmCutPoints,
  type RfmMonetary,
  type RfmScoring,
  requireAsOf,
  requireCutPoints,
} from "./rfmOptions.js";
import { type RfmCell, type RfmRow, rfmCells, rfmRows } from "./rfmRow.js";
import { customerAt, ownCutPoints, type RfmCustomer, type Scored, scored } from "./rfmScored.js";
import { rfmTally } from "./rfmTally.js";

export type { RfmCell, RfmRow } from "./rfmRow.js";
export type { RfmCustomer } from "./rfmScored.js";
export { RFM_SEGMENTS } from "./rfmSegments.js";

export interface RfmOptions extends RfmScoring {
  /** The last day that is looked at: '2026-06-30'. Later rows are counted and do not matter. */
  readonly asOf: string;
  /** The cut points of another call, to compare with it; those of these customers themselves unless given. */
  readonly cuts?: RfmCutPoints;
  /** Columns of which each customer has one value: his region. All are scored together. */
  readonly by?: By;
  readonly level?: number;
}

export interface RfmResult extends Result<RfmRow> {
  /** The cut points that were used: give them to the call that is to be compared with this one. */
  readonly cuts: RfmCutPoints;
  readonly bins: number;
  /** Names of the segments, in the order of their rules. */
  readonly segments: readonly string[];
  /** Every pair of scores of recency and frequency, over all customers. */
  readonly cells: readonly RfmCell[];
  readonly monetary: RfmMonetary;
  readonly asOf: string;
  readonly windowDays: number | null;
  /** What became of the rows of the table. */
  readonly reconciliation: RfmReconciliation;
}

const METHOD = "Wilson of customers; of value the ratio of sums, linearised, Student's t";

/** Requires and tallies for everything that scores customers of one day. */
async function scoredTable(table: TableLike, options: RfmOptions, caller: "rfm" | "rfmCustomers") {
  const { customer, date, amount, cuts, level = 0.95 } = options;
  const plan = planOf(options, level, caller);
  const asOf = requireAsOf(options.asOf, "asOf", caller);
  if (cuts !== undefined) requireCutPoints(cuts, plan.bins, caller);
  const by = byColumns(options.by);
  const names = caller === "rfm" ? "counted" : "told";

  const buyers = await rfmTally(asTable(table), { customer, date, amount, by }, { asOf, ...plan, names }, caller);

  const used = cuts ?? ownCutPoints(buyers, plan);
  return { plan, asOf, by, buyers, cuts: used, of: scored(buyers, used, plan), level };
}

/** Customers of each segment of `by`, by their places. */
function placesBy({ buyers }: Scored, width: number): { cells: readonly Cell[]; places: number[] }[] {
  const entries = buyers.cells.map((keys, place) => ({ keys, place }));
  return bySegment(entries, width)
    .map(({ cells, entries }) => ({ cells, places: entries.map(({ place }) => place) }))
    .sort((a, b) => compareInTurn(a.cells, b.cells));
}

/**
 * Customers by how recently, how often and for how much they bought, each scored from 1 to `bins`, and the segments these scores
 * are: who is worth keeping, who slips away, who never was more than a trial.
 *
 * Scores are ranks: 1 + ⌊bins · the share of customers who have less⌋. The unit of money changes none, equal values share a score (so
 * that some scores may be nobody's: the note says which), and a fifth of the customers has a high score however bad the year was.
 * To compare two days give the `cuts` of the first to the second call, with `windowDays`; `rfmMovement` does both. Recency is days
 * since the last purchase ever; frequency (days with a purchase, so that orders of several lines are one) and money are of the
 * window. Scores describe what was; for what will be bought, a model of purchases says more.
 *
 * Each row is a segment: its share of customers from 0 to 1 with Wilson's interval, and its share of the value with the linearised
 * interval of a ratio. They are intervals for customers like these: what these customers did is known. Amounts of 0 are
 * purchases; amounts below 0 are refused unless `negative` says what they are. Null when nobody had bought by the day.
 *
 * Fetches rolled-up rows, one a customer and side of the window (where amounts may be 0 or below, one a customer, day and amount):
 * at most `maxRows` of the table.
 *
 * @param table one row a purchase (or a line of one, or a return)
 * @throws scores in no segment or in two; an amount below 0; a date that is none; a customer of two regions
 * @example (await rfm(answers, { customer: "customer", date: "date", amount: "revenue", asOf: "2026-06-30" })).rows[0].estimate // 0.1204
 * @see Hughes (1994), Strategic Database Marketing; Fader, Hardie and Lee (2005), Journal of Marketing Research 42
 */
export async function rfm(table: TableLike, options: RfmOptions): Promise<RfmResult> {
  const { plan, asOf, by, buyers, cuts, of, level } = await scoredTable(table, options, "rfm");
  const everybody = rfmRows(of, Array.from(buyers.daysSinceLastPurchase.keys()), plan, level);
  const groups = by.length === 0 ? [] : placesBy(of, by.length);
  const tables =
    by.length === 0
      ? [{ keys: {}, rows: everybody.rows }]
      : groups.map(({ cells, places }) => ({ keys: keysOf(by, cells), rows: rfmRows(of, places, plan, level).rows }));
  const { names } = plan.segments;
  const { noCustomer, noDate, noAmount, later } = buyers.rows;
  return {
    metric: "rfm",
    label: "RFM segments",
    overall: everybody.overall,
    rows: tables.flatMap(({ keys, rows }) => rows.map((row, i) => ({ keys: { ...keys, segment: names[i]! }, ...row }))),
    by: [...by, "segment"],
    cuts,
    bins: plan.bins,
    segments: names,
    cells: rfmCells(of, plan.bins, level),
    monetary: plan.monetary,
    asOf: isoOf(asOf),
    windowDays: plan.windowDays,
    reconciliation: buyers.rows,
    level,
    method: METHOD,
    unit: "share",
    excluded: { missing: noCustomer + noDate + noAmount, outOfRange: later },
  };
}

/**
 * Each customer with his scores and his segment, in the order of customers: the list to act on, where `rfm` says how many there are.
 * The same options give the same scores.
 *
 * Fetches rolled-up rows as `rfm` does.
 *
 * @param table one row a purchase (or a line of one, or a return)
 * @throws as `rfm`
 * @example (await rfmCustomers(answers, { customer: "customer", date: "date", amount: "revenue", asOf: "2026-06-30" }))[0].segment // "Champions"
 * @see Hughes (1994), Strategic Database Marketing
 */
export async function rfmCustomers(table: TableLike, options: RfmOptions): Promise<RfmCustomer[]> {
  const { plan, of } = await scoredTable(table, options, "rfmCustomers");
  return of.buyers.customers.map((_, i) => customerAt(of, i, plan));
}
