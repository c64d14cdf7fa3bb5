import { requireLevel } from "../../statistics/interval.js";
import { compareText } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { countedIssues, namedReasons, publishedIssues } from "../reasonIssues/countedIssues.js";
import type { ReasonIssue } from "../reasonIssues/reasonIssue.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type ReasonKinds, type ReasonNames, reasonKinds } from "./churnReasonsKinds.js";
import { pooledReasons, type ReasonSegment } from "./churnReasonsPatterns.js";
import { type ChurnReasonsRow, churnReasonsRow, type ReasonFinish, type ReasonMethod } from "./churnReasonsRow.js";
import { reasonCounts } from "./churnReasonsTally.js";

export type { ReasonKind } from "./churnReasonsKinds.js";
export type { ChurnReasonsRow } from "./churnReasonsRow.js";
export type { ReasonRow } from "./churnReasonsRows.js";

export interface ChurnReasonsFromCountsOptions extends ReasonNames {
  /** The share the vital few must reach; .8 unless given. */
  readonly threshold?: number;
  readonly level?: number;
  /**
   * Of the simultaneous intervals: "goodman" (default; right for any number of reasons), or "sison-glaz" (all of one width;
   * narrower for the large of many reasons). Only counts of customers with one reason each have the latter.
   */
  readonly method?: ReasonMethod;
  /** How often the customers are drawn again; 2,000 unless given. */
  readonly resamples?: number;
  readonly seed?: number;
}

export interface ChurnReasonsOptions extends ChurnReasonsFromCountsOptions {
  /** Column with the reason. */
  readonly reason: string;
  /** Column with the customer, where a customer has several rows: one a reason. */
  readonly customer?: string;
  /** Column with what was lost with the customer: revenue, margin, lifetime value. Reasons are ordered by it. */
  readonly value?: string;
  /** A customer who cost more than he brought: "refuse" (default), or "zero": no loss. */
  readonly negative?: "refuse" | "zero";
  /** Column or columns that split the result. */
  readonly by?: By;
  /** Column with survey weights of the customers, at least 0. */
  readonly weight?: string;
}

export interface ChurnReasonsResult extends Result<ChurnReasonsRow> {
  /** What the reasons are ordered by: "customers", or the name of the value column. */
  readonly orderedBy: string;
  readonly threshold: number;
  readonly resamples: number;
  /** Whether a customer can have several reasons; then estimates add up to more than 1 and parts to 1. */
  readonly multiple: boolean;
  /** What the reason column holds that should be looked at: no reason, 'None', one reason in several spellings. Nothing is merged. */
  readonly issues: readonly ReasonIssue[];
}

const METHODS: Readonly<Record<ReasonMethod, string>> = { goodman: "Goodman", "sison-glaz": "Sison–Glaz" };

type Settings = Omit<ReasonFinish, "kindOf" | "hasValue" | "hasWeight" | "multiple">;

function requireSettings(options: ChurnReasonsFromCountsOptions, caller: string): Settings {
  const { threshold = 0.8, level = 0.95, method = "goodman", resamples = 2000, seed = 1 } = options;
  requireLevel(level, caller);
  if (!(threshold > 0 && threshold <= 1))
    throw new RangeError(`${caller} requires a threshold above 0 up to 1, such as 0.8; got ${threshold}`);
  if (!Object.hasOwn(METHODS, method))
    throw new RangeError(`${caller} requires a method of 'goodman', 'sison-glaz'; got '${method}'`);
  if (!Number.isInteger(resamples) || resamples < 100)
    throw new RangeError(`${caller} requires at least 100 resamples, a whole number; got ${resamples}`);
  return { threshold, level, method, resamples, seed };
}

function requireCountsFor(method: ReasonMethod, { customer, value, weight }: ChurnReasonsOptions): void {
  const given = Object.entries({ customer, value, weight }).find(([, column]) => column !== undefined);
  if (method === "sison-glaz" && given !== undefined) {
    throw new TypeError(
      `churnReasons requires the method 'goodman' with '${given[0]}'; got 'sison-glaz', which is for counts of one reason each`,
    );
  }
}

/** What both entrances return, from the patterns of the segments. */
function finished(
  segments: readonly ReasonSegment[],
  by: readonly string[],
  { orderedBy, issues }: Pick<ChurnReasonsResult, "orderedBy" | "issues">,
  kinds: ReasonKinds,
  finish: ReasonFinish,
): ChurnReasonsResult {
  const total = pooledReasons(segments);
  const overall = churnReasonsRow(total, finish);
  const absent = kinds.absent.length === 0 ? null : `nobody gave ${kinds.absent.map((n) => `'${n}'`).join(", ")}`;
  const isCount = !finish.hasValue && !finish.hasWeight;
  return {
    metric: "churnReasons",
    label: `Churn reasons by ${orderedBy}`,
    overall: { ...overall, note: [overall.note, absent].filter((note) => note !== null).join("; ") || null },
    rows: by.length === 0 ? [] : segments.map((s) => ({ keys: keysOf(by, s.cells), ...churnReasonsRow(s, finish) })),
    by,
    level: finish.level,
    method: `${METHODS[finish.method]}, simultaneous${isCount ? "" : ", on the effective number of customers"}`,
    unit: "share",
    excluded: { missing: total.missing, outOfRange: 0 },
    orderedBy,
    threshold: finish.threshold,
    resamples: finish.resamples,
    multiple: finish.multiple,
    issues,
  };
}

export const givenReasons = (segments: readonly ReasonSegment[]) =>
  [...new Set(segments.flatMap(({ patterns }) => patterns.flatMap(({ reasons }) => reasons)))].sort(compareText);

/**
 * Why customers left, the 80:20: the reasons from the largest, and the smallest set of them behind (by default) 80 % of the
 * customers or of the value lost.
 *
 * For deciding what to fix first, if the list can bear it: `returnsWhole` says in what share of resamples just the same set
 * comes back, `verdict` whether there is a clear break behind it, `rankLower` and `rankUpper` which ranks each reason may
 * have. Where the set does not come back, fix what is cheap among those that cannot be told apart, and ask more customers. What
 * is said when leaving is not always what caused it, and a fixed reason keeps only some of those who named it.
 *
 * Shares, 0–1. They are of the customers who gave an actionable reason or 'Other': 'Other' stands last, is never among the
 * vital few, and stays in the total, so that 80 % is 80 % of all. Unknown and involuntary reasons stand apart, as shares of
 * all who answered; customers without a reason are in `excluded.missing`. Names are compared letter by letter; nothing is merged:
 * `issues` names what looks wrong, with its rows (`reasonIssues` also looks into the customer table).
 * With `customer` a customer may have several reasons: the estimate is then the share that named a reason (estimates add up
 * to more than 1), and for order, cumulative share and vital few each customer is split evenly over the reasons named.
 *
 * Intervals hold for all reasons together (Goodman); with values or weights on the effective number of customers, from
 * the linearised variance, with Student's t: wide where a few customers hold most of a reason's value. The overall interval is that of the set as if it had been named beforehand. Customers are
 * resampled as counts; their values one by one up to 20,000 customers, beyond by the normal law of their sum. With `value`
 * each reason also has its rank and share by customers, and by how much both differ (`rankDifference`, `shareDifference`). Equal
 * reasons are ordered by name, with a note where that decides the set. Null with a note without actionable reasons.
 *
 * Fetches single rows of the reason where there are issues, to say in which rows they are; of more rows than `maxRows` it does not
 * say. All numbers come of counts.
 *
 * @param table one row a customer; with `customer`, one row a reason a customer gave
 * @throws a negative value, with its row; a name under other, unknown or involuntary that looks like a slip
 * @example (await churnReasons(leavers, { reason: "reason", by: "segment" })).overall.vitalFew // ["Late delivery", "High price"]
 * @see Goodman (1965), Technometrics 7; Juran's "vital few", Quality Control Handbook
 */
export async function churnReasons(table: TableLike, options: ChurnReasonsOptions): Promise<ChurnReasonsResult> {
  const { reason, customer, value, weight, negative = "refuse" } = options;
  const by = byColumns(options.by);
  const settings = requireSettings(options, "churnReasons");
  requireCountsFor(settings.method, options);
  const source = asTable(table);

  const counts = await reasonCounts(source, { reason, by, customer, value, weight, negative }, "churnReasons");
  const kinds = reasonKinds(options, givenReasons(counts.segments), "churnReasons");
  const issues = await countedIssues(source, counts, options);

  return finished(counts.segments, by, { orderedBy: value ?? "customers", issues }, kinds, {
    ...settings,
    kindOf: kinds.of,
    hasValue: value !== undefined,
    hasWeight: weight !== undefined,
    multiple: customer !== undefined,
  });
}

/**
 * The 80:20 of published counts: `churnReasons` for those who have no rows.
 *
 * @param counts customers by reason, whole numbers from 0
 * @example churnReasonsFromCounts({ Late: 94, Price: 80, Quality: 66, Range: 33, App: 27 }).overall.vitalFew // ["Late", "Price", "Quality"]
 */
export function churnReasonsFromCounts(
  counts: Readonly<Record<string, number>>,
  options: ChurnReasonsFromCountsOptions = {},
): ChurnReasonsResult {
  const caller = "churnReasonsFromCounts";
  const settings = requireSettings(options, caller);
  const patterns = Object.entries(counts).map(([reason, n]) => {
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError(`${caller} requires counts that are whole numbers from 0; got ${n} for '${reason}'`);
    const sums = { customers: n, mass: n, massSquared: n, weight: n, weightSquared: n, weightMass: n };
    return { reasons: [reason], ...sums, masses: null, weights: null };
  });
  const segments = [{ cells: [], patterns, missing: 0, raised: 0 }];
  const kinds = reasonKinds(options, Object.keys(counts), caller);
  const issues = publishedIssues(new Map(Object.entries(counts)), namedReasons(options));
  return finished(segments, [], { orderedBy: "customers", issues }, kinds, {
    ...settings,
    kindOf: kinds.of,
    hasValue: false,
    hasWeight: false,
    multiple: false,
  });
}
