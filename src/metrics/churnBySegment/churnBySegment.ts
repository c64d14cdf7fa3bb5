import { requireLevel } from "../../statistics/interval.js";
import { benjaminiHochberg } from "../../statistics/multipleComparisons.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import type { Estimate, Result, Test } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type FunnelPoint, funnelOf, homogeneityTest, spreadOf } from "./churnBySegmentFunnel.js";
import { type ChurnBySegmentRow, churnBySegmentRow, funnelSize, rateOf } from "./churnBySegmentRow.js";
import { customersOf, pooledStrata, type StratifiedSegment, stratifiedTally } from "./churnBySegmentTally.js";

export type { FunnelPoint } from "./churnBySegmentFunnel.js";
export type { ChurnBySegmentRow, FunnelLimits } from "./churnBySegmentRow.js";

export interface ChurnBySegmentOptions {
  /** Who left: a column of true and false (or 1 and 0); or a column and the value in it that means churned. */
  readonly churned: Answer;
  /** Column of the product categories, regions or channels; or several columns. */
  readonly segment: By;
  /** Columns whose composition shall not count: who is in a segment must not pass for what the segment does. */
  readonly standardize?: By;
  /** Where a customer has several rows (one a category): the column that names the customer. */
  readonly customer?: string;
  /** Column with weights of at least 0: survey weights, or sales. */
  readonly weight?: string;
  readonly level?: number;
}

export interface ChurnBySegmentResult extends Result<ChurnBySegmentRow> {
  /** The churn of all rows, about which the funnel stands. The same as overall unless customers have several rows. */
  readonly centre: Estimate;
  readonly funnel: readonly FunnelPoint[];
  /**
   * φ, the mean of z² over segments: 1 where segments differ by chance alone. Far above, they differ by more than that, the funnel
   * is too narrow for this company, and segments outside are nothing special. Null where nothing or everything churned.
   */
  readonly overdispersion: number | null;
  /** Whether segments differ at all: χ² over all of them. */
  readonly test: Test | null;
  /** Customers who left all their categories, some of them, none; null without `customer`. */
  readonly customers: { readonly leftAll: number; readonly leftSome: number; readonly leftNone: number } | null;
  readonly standardize: readonly string[];
}

const caller = "churnBySegment";

function requireOptions({ segment, standardize, customer, weight, level = 0.95 }: ChurnBySegmentOptions): void {
  requireLevel(level, caller);
  const segments = byColumns(segment);
  if (segments.length === 0) throw new TypeError(`${caller} requires 'segment', the column to split by; got none`);
  const both = byColumns(standardize).find((name) => segments.includes(name));
  if (both !== undefined) {
    throw new TypeError(`${caller} requires other columns to standardise over than those it splits by; got '${both}'`);
  }
  if (customer !== undefined && weight !== undefined) {
    throw new TypeError(`${caller} by customer counts each category alike and takes no weight; got '${weight}'`);
  }
}

function adjusted(rows: readonly ChurnBySegmentRow[]): ChurnBySegmentRow[] {
  const known = rows.filter(({ pValue }) => pValue !== null);
  const values = benjaminiHochberg(known.map(({ pValue }) => pValue!));
  return rows.map((row) => (row.pValue === null ? row : { ...row, adjustedPValue: values[known.indexOf(row)]! }));
}

/** Customers who left all their categories, of all customers. */
function byCustomer(
  row: ChurnBySegmentRow,
  { leftAll, leftSome, leftNone }: { leftAll: number; leftSome: number; leftNone: number },
  level: number,
): ChurnBySegmentRow {
  const n = leftAll + leftSome + leftNone;
  if (n === 0) return row;
  const estimate = leftAll / n;
  const interval = shareInterval("wilson", estimate, n, level);
  const note = `customers who left all their categories; ${leftSome} more left some and stayed in others`;
  return { ...row, estimate, ...interval, n, churned: leftAll, effectiveN: n, note };
}

function segmentRows(segments: readonly StratifiedSegment[], isStandardized: boolean, level: number) {
  const whole = pooledStrata(segments);
  const centre = rateOf(whole.all, level);
  const finish = { whole, centre: centre.estimate, isStandardized, level };
  const rows = segments.map((segment) => {
    const others = segments.filter((other) => other !== segment);
    return churnBySegmentRow(segment, { ...finish, rest: others.length === 0 ? null : pooledStrata(others) });
  });
  const everybody = churnBySegmentRow(whole, { ...finish, rest: null });
  return { whole, centre, everybody: { ...everybody, limits: null, outside: null }, rows: adjusted(rows) };
}

function methodOf({ customer, weight }: ChurnBySegmentOptions): string {
  const size =
    customer === undefined && weight === undefined ? "Wilson" : "Wilson on the effective number of customers";
  const test =
    customer === undefined ? "score test (Pearson's χ²)" : "Student's t of the difference, linearised over customers";
  return `${size}; each segment against all others by ${test}, Benjamini–Hochberg; funnel limits exact binomial`;
}

/**
 * Churn of each product category, region or channel: how much it loses, whether that is more than chance would make a segment of
 * its size lose, and whether it still is when who its customers are is taken out.
 *
 * A small segment is first or last in any ranking by chance: look at the funnel (`funnelPlot`), whose limits are wide where
 * customers are few, and not at the ranks. `difference`, `pValue` and `adjustedPValue` hold a segment against all others together,
 * not against everybody, of whom it is a part; adjusted p-values up to q have about a share q of false findings. Churn is not caused
 * by a segment that merely holds other customers: `standardize` gives each the composition of the whole (direct standardisation),
 * which can turn a comparison round.
 *
 * A customer may leave one category and stay in others: category churn is not customer churn. Where a customer has a row for each
 * category, name the `customer`: rows then are churn by category, `overall` is the share of customers who left all their
 * categories, and `centre` the churn of all rows.
 *
 * Shares from 0 to 1, lower is better. Wilson's intervals, of standardised rates on the effective number of customers; differences
 * have Newcombe's, linearised over customers where these are in several segments. Funnel limits are exact binomial. A standardised
 * rate is null where a stratum is empty in the segment, and the note names it.
 *
 * @param table one row a customer who was there at the start; or a customer in a category
 * @throws a column that is both split by and standardised over; an answer that is neither true nor false, with the row
 * @example (await churnBySegment(answers, { churned: { column: "retained", value: false }, segment: "channel", standardize: "segment" })).overdispersion // 4.129
 * @see Spiegelhalter (2005), Statistics in Medicine 24; Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions
 */
export async function churnBySegment(table: TableLike, options: ChurnBySegmentOptions): Promise<ChurnBySegmentResult> {
  requireOptions(options);
  const { churned, customer, weight, level = 0.95 } = options;
  const [by, standardize] = [byColumns(options.segment), byColumns(options.standardize)];

  const columns = { churned, segment: by, standardize, customer, weight };
  const { segments, nameless } = await stratifiedTally(asTable(table), columns);

  const { whole, centre, everybody, rows } = segmentRows(segments, standardize.length > 0, level);
  const spread = spreadOf(centre.estimate, rows);
  const customers = customer === undefined ? null : customersOf(whole.all);
  const missing = whole.all.missing + nameless;
  const overall = { ...(customers === null ? everybody : byCustomer(everybody, customers, level)), missing };
  const sizes = rows.flatMap(({ effectiveN }) => (effectiveN === null ? [] : [funnelSize(effectiveN)]));
  const { effectiveN: _, churned: __, ...centreEstimate } = centre;
  return {
    metric: caller,
    label: `Churn by ${by.join(" and ")}`,
    overall,
    rows: rows.map((row, i) => ({ keys: keysOf(by, segments[i]!.cells), ...row })),
    by,
    centre: centreEstimate,
    funnel: funnelOf(centre.estimate, sizes),
    overdispersion: spread === null ? null : spread.sum / spread.segments,
    test: spread === null ? null : homogeneityTest(spread, centre.n),
    customers,
    standardize,
    level,
    method: methodOf(options),
    unit: "share",
    excluded: { missing, outOfRange: 0 },
  };
}
