import { isoOf } from "../../calendar/days.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Estimate, Result } from "../result.js";
import type { Buyers } from "./rfmBuyers.js";
import {
  fallAt,
  fallenOf,
  fellRow,
  moveCounts,
  movesOf,
  paired,
  type RfmFallen,
  type RfmFellRow,
  type RfmMove,
  type RfmShiftRow,
  shiftsOf,
} from "./rfmMoves.js";
import { planOf, type RfmCutPoints, type RfmScoring, requireAsOf } from "./rfmOptions.js";
import { ownCutPoints, scored } from "./rfmScored.js";
import { rfmTally } from "./rfmTally.js";

export interface RfmMovementOptions extends RfmScoring {
  /** The two days that are compared. */
  readonly earlier: string;
  readonly later: string;
  /** Days over which purchases and money are counted, before each of the two; 365 unless given. */
  readonly windowDays?: number;
  readonly level?: number;
}

export interface RfmMovementResult extends Result<Estimate> {
  readonly overall: RfmFellRow;
  readonly rows: readonly RfmShiftRow[];
  /** Every pair of segments, before and after. */
  readonly moves: readonly RfmMove[];
  /** Who fell: by how much, then by what he spent before, the largest first. */
  readonly fallen: readonly RfmFallen[];
  /** The cut points of the earlier day, by which both days are scored. */
  readonly cuts: RfmCutPoints;
  readonly segments: readonly string[];
  readonly earlier: string;
  readonly later: string;
  readonly windowDays: number;
  /** Customers whose first purchase came after the earlier day: they have no score to fall from. */
  readonly newCustomers: number;
}

const caller = "rfmMovement";
const YEAR = 365;

interface Days {
  readonly from: number;
  readonly to: number;
  readonly windowDays: number;
}

/** Purchases that are not known for the whole window of the earlier day make that day look worse than it was. */
function shortWindow({ firstDay }: Buyers, { from, windowDays }: Days): string | null {
  const begin = from - windowDays + 1;
  if (firstDay === null || firstDay <= begin) return null;
  return `the first purchase is of ${isoOf(firstDay)}: if earlier ones are not in the table, the window from ${isoOf(begin)} is cut short and falls are too few`;
}

function daysOf(options: RfmMovementOptions): Days {
  const from = requireAsOf(options.earlier, "earlier", caller);
  const to = requireAsOf(options.later, "later", caller);
  if (from < to) return { from, to, windowDays: options.windowDays ?? YEAR };
  throw new RangeError(
    `${caller} requires an earlier day before the later one; got '${options.earlier}' and '${options.later}'`,
  );
}

/**
 * Who fell: the same customers scored on two days by the cut points of the first, so that a bad year shows. Scored anew on each day a
 * fifth would always be at the top, and a fall of everybody would be seen of nobody.
 *
 * Overall is the share of customers whose three scores together fell, 0 to 1, lower is better, with Wilson's interval and the exact
 * sign test of falls against rises. Who scored high before can hardly rise and who scored low hardly fall: some of those at the top
 * fall by chance alone (regression to the mean), so hold a share against that of the same days a year before, or of a group not
 * treated. Rows are segments, their later share minus the earlier with Tango's interval of a paired difference; `moves` holds
 * each pair of segments and `fallen` the list of customers, the same that the warning signal of falling scores reads.
 * Customers who came after the earlier day have no score to fall from and are counted. Null when nobody had bought by then.
 *
 * Fetches rolled-up rows as `rfm` does, for each of the two days.
 *
 * @param table one row a purchase (or a line of one, or a return)
 * @throws days that are none or not in order; all that `rfm` refuses
 * @example (await rfmMovement(answers, { customer: "customer", date: "date", amount: "revenue", earlier: "2026-03-31", later: "2026-06-30" })).overall.estimate // 0.4127
 * @see Tango (1998), Statistics in Medicine 17; Buttle and Maklan (2019), Customer Relationship Management
 */
export async function rfmMovement(table: TableLike, options: RfmMovementOptions): Promise<RfmMovementResult> {
  const { customer, date, amount, level = 0.95 } = options;
  const days = daysOf(options);
  const plan = planOf({ ...options, windowDays: days.windowDays }, level, caller);
  const source = asTable(table);
  const columns = { customer, date, amount, by: [] };

  const first = await rfmTally(source, columns, { ...plan, asOf: days.from, names: "told" }, caller);
  const second = await rfmTally(source, columns, { ...plan, asOf: days.to, names: "told" }, caller);

  const cuts = ownCutPoints(first, plan);
  const pairs = paired(scored(first, cuts, plan), scored(second, cuts, plan));
  const falls = first.customers.map((_, i) => fallAt(pairs, i));
  const { names } = plan.segments;
  const counts = moveCounts(pairs, names.length);
  const { noCustomer, noDate, noAmount, later } = second.rows;
  return {
    metric: caller,
    label: "Customers whose RFM scores fell",
    overall: fellRow(falls, shortWindow(first, days), level),
    rows: shiftsOf(counts, names, level),
    by: ["segment"],
    moves: movesOf(counts, names, level),
    fallen: fallenOf(pairs, falls, plan),
    cuts,
    segments: names,
    earlier: isoOf(days.from),
    later: isoOf(days.to),
    windowDays: days.windowDays,
    newCustomers: second.customers.length - first.customers.length,
    level,
    method: "Wilson of the share that fell; Tango's of the differences",
    unit: "share",
    excluded: { missing: noCustomer + noDate + noAmount, outOfRange: later },
  };
}
