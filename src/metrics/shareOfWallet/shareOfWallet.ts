import type { ValueCount } from "../../statistics/estimate.js";
import { requireLevel } from "../../statistics/interval.js";
import { estimateRatio, linearizedInterval } from "../../statistics/ratio.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import { meanOfAnswers } from "../answers/answerEstimates.js";
import type { Estimate, Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { pooledWallets, type WalletSegment, walletShares, walletSums, walletTally } from "./shareOfWalletTally.js";

export interface ShareOfWalletOptions {
  /** Column of what was spent here, at least 0. */
  readonly own: string;
  /** Column of what was spent on such goods in all shops, this one among them. */
  readonly category: string;
  /** Only who was kept counts: a column of true and false (or 1 and 0); or a column and the value that means retained. */
  readonly retained?: Answer;
  /** Column with the customer, where one has several rows (quarters): they go together, and the intervals then say so. */
  readonly customer?: string;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
}

/** The estimate is the ratio of sums; `n` counts customers, or rows where no column names the customer. */
export interface ShareOfWalletRow extends Estimate {
  /** Σw·own and Σw·category. */
  readonly own: number;
  readonly category: number;
  /** What one customer gives on average: each customer's share counts alike, however much it is a share of. */
  readonly meanOfRatios: Estimate;
  /** Half of the customers give less. */
  readonly medianOfRatios: number | null;
  readonly standardError: number | null;
  /** Customers of equal category spend that would say as much. */
  readonly effectiveN: number | null;
  /** Rows that count. */
  readonly rows: number;
  /** Rows in which nothing was bought anywhere: they have no share and are in no other number. */
  readonly zeroCategory: number;
  /** Rows of customers who were not kept, likewise; null without `retained`. */
  readonly notRetained: number | null;
  /** Rows without a spend, a weight, a customer or an answer to who was kept, likewise. */
  readonly missing: number;
}

export type ShareOfWalletResult = Result<ShareOfWalletRow>;

const caller = "shareOfWallet";
const RANGE = { lower: 0, upper: 1 };
const FEW = 50;

/** The value below which half of the weight lies; between two where a half ends just there. */
function medianOf(all: readonly ValueCount[]): number {
  const shares = all.filter(({ weight }) => weight > 0);
  const half = shares.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [i, { value, weight }] of shares.entries()) {
    below += weight;
    if (Math.abs(below - half) <= 1e-12 * half) return (value + (shares[i + 1]?.value ?? value)) / 2;
    if (below > half) return value;
  }
  return shares.at(-1)!.value;
}

function whyEmpty({ purses, missing, empty, lost }: WalletSegment): string {
  if (purses.size > 0) return "all weights are 0";
  if (empty > 0) return "nothing of the category was bought anywhere";
  if (lost > 0) return "nobody was kept";
  return missing > 0 ? "nobody with known spend" : "no customers";
}

interface Finish {
  readonly isClustered: boolean;
  readonly isOfRetained: boolean;
  readonly level: number;
}

/** The finish of one segment. */
function walletRow(segment: WalletSegment, { isClustered, isOfRetained, level }: Finish): ShareOfWalletRow {
  const { missing, empty, lost } = segment;
  const sums = walletSums(segment, isClustered);
  const rows = [...segment.purses.values()].reduce((all, { n }) => all + n, 0);
  const counted = { own: sums.y, category: sums.x, rows, zeroCategory: empty, missing };
  const counts = { ...counted, notRetained: isOfRetained ? lost : null };
  if (!(sums.x > 0)) {
    const nothing = { estimate: null, lower: null, upper: null, n: sums.n, note: whyEmpty(segment) };
    const derived = { medianOfRatios: null, standardError: null, effectiveN: null };
    return { ...nothing, ...counts, meanOfRatios: nothing, ...derived };
  }
  const ratio = estimateRatio(sums);
  const interval = ratio.standardError ? linearizedInterval(ratio, level, RANGE) : null;
  const shares = walletShares(segment, isClustered);
  const mean = meanOfAnswers(shares, level, { min: 0, max: 1 });
  const alike = sums.n === 1 ? "one customer: no interval" : "all customers alike: no interval";
  const few =
    ratio.effectiveN < FEW
      ? `few customers carry the spend (effective number ${Math.round(ratio.effectiveN)}): the interval tends to be too narrow`
      : null;
  const { estimate, lower, upper, n } = mean;
  return {
    estimate: ratio.ratio,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n: sums.n,
    ...counts,
    meanOfRatios: { estimate, lower, upper, n, note: mean.note === null ? null : alike },
    medianOfRatios: medianOf(shares),
    standardError: ratio.standardError,
    effectiveN: ratio.effectiveN,
    note: interval === null ? alike : few,
  };
}

/**
 * Share of wallet: of all that customers spend on such goods in any shop, how much they spend here.
 *
 * Two numbers answer two questions. The estimate is the ratio of sums, Σ own/Σ category: the part of the market these customers
 * are that the shop has; large spenders rule it. `meanOfRatios` is what a customer gives on average; where it lies below the
 * estimate, it is the large spenders who are loyal. A customer can be kept and yet buy elsewhere: read it beside retention, and
 * of retained customers only (`retained`). The category spend must be known from a panel or asked; what is asked is often too low.
 *
 * Shares from 0 to 1, higher is better. Intervals: the ratio with its linearised variance, the mean with its standard error, both
 * Student's t with one degree of freedom fewer than customers; several rows of one customer go together where `customer` is given.
 * Rows with a category spend of 0 have no share: they are left out and counted. Null when nobody bought anything.
 *
 * Brings from an engine one count for each customer and pair of amounts, at most `maxRows` of the table.
 *
 * @param table one row a customer, or a customer in a quarter
 * @throws a category spend below the own spend, which is part of it: a data error, with both and the row; spend below 0
 * @example (await shareOfWallet(answers, { own: "spent_here", category: "spent_all", customer: "customer" })).overall.estimate // 0.4018
 * @see Cochran (1977), Sampling Techniques, chapter 6; Buttle and Maklan (2019), Customer Relationship Management
 */
export async function shareOfWallet(table: TableLike, options: ShareOfWalletOptions): Promise<ShareOfWalletResult> {
  const { own, category, retained, customer, weight, level = 0.95 } = options;
  requireLevel(level, caller);
  const by = byColumns(options.by);

  const segments = await walletTally(asTable(table), { own, category, retained, customer, weight, by });

  const finish = { isClustered: customer !== undefined, isOfRetained: retained !== undefined, level };
  const overall = walletRow(pooledWallets(segments), finish);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...walletRow(segment, finish) }));
  return {
    metric: caller,
    label: `Share of wallet${finish.isOfRetained ? " of retained customers" : ""}`,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: `ratio of sums, linearised variance over ${finish.isClustered ? "customers" : "rows"}, Student's t`,
    unit: "share",
    excluded: { missing: overall.missing + overall.zeroCategory, outOfRange: 0 },
  };
}
