import type { DataFrame } from "danfojs-node";
import { isoOf } from "../../calendar/days.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireDayOption } from "../periods/periodSpan.js";
import { NEGATIVE_AMOUNTS, requirePurchaseColumns, seePurchases } from "../purchases/purchaseColumns.js";
import { readPurchases } from "../purchases/purchaseLines.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import { type By, byColumns } from "../segments.js";
import { HistoryList } from "./historyList.js";
import { HISTORY_COLUMNS, historyTable } from "./historyTable.js";
import {
  type OnePurchase,
  type PurchaseTime,
  type PurchaseUnit,
  purchaseTime,
  type TimeOptions,
} from "./purchaseTime.js";
import type { ReconciledRows } from "./rowKinds.js";

export type { OnePurchase, PurchaseUnit } from "./purchaseTime.js";
export type { ReconciledRows, RowKind } from "./rowKinds.js";

export interface PurchaseHistoriesOptions extends TimeOptions {
  /** Column of the customer, of the day (or the time) of the purchase, and of what it came to. */
  readonly customer: string;
  readonly date: string;
  /** Without it there are no monetary values, and no row is left out for its amount. */
  readonly amount?: string;
  /** Only customers whose first purchase is of this day or later. */
  readonly start?: string;
  /** The last day of the watched time; the last one in the table unless given. */
  readonly end?: string;
  /** Purchases after the end and up to this day are held out, to check a model with. */
  readonly holdoutEnd?: string;
  /** What amounts below 0 are: 'refuse' (an error) unless given, 'subtract' or 'leave out'. */
  readonly negative?: "refuse" | "subtract" | "leave out";
  /** Columns of which each customer has one value; they stand in the table of histories too. */
  readonly by?: By;
}

export interface PurchaseHistoriesResult {
  readonly metric: "purchaseHistories";
  readonly label: string;
  /**
   * One row a customer: his name (under the name of its column), `firstPurchase`, `frequency`, `recency`, `age`, `monetaryValue`, with a
   * holdout `holdoutPurchases`, `holdoutAmount` and `holdoutLength`, and the columns of `by`. Every metric takes it, and `table` shows it.
   */
  readonly table: DataFrame;
  readonly customers: number;
  /** Customers with a repeat purchase, and all repeat purchases. */
  readonly repeatBuyers: number;
  readonly repeatPurchases: number;
  /** Rows with an amount of 0 among the purchases, held-out ones too: they are purchases like any other. */
  readonly zeroAmounts: number;
  /** Customers without a history: who came before the start, after the end, or of whom no purchase is known. */
  readonly customersBeforeStart: number;
  readonly customersAfterEnd: number;
  readonly customersWithoutPurchase: number;
  readonly unit: PurchaseUnit;
  readonly onePurchase: OnePurchase;
  readonly start: string | null;
  /** Null in a table without dates. */
  readonly end: string | null;
  readonly holdoutEnd: string | null;
  readonly by: readonly string[];
  /** What became of the rows of the table: every row is of one kind. */
  readonly reconciliation: readonly ReconciledRows[];
}

const caller = "purchaseHistories";

interface Days {
  readonly start: number | null;
  readonly end: number;
  readonly holdoutEnd: number | null;
}

/** Throws for days that are none, not in order, or that cut a unit short. */
function daysOf(options: PurchaseHistoriesOptions, lastDay: number | null, time: PurchaseTime): Days | null {
  const [start, given, holdoutEnd] = (["start", "end", "holdoutEnd"] as const).map((name) =>
    requireDayOption(options[name], name, caller),
  ) as [number | null, number | null, number | null];
  if (holdoutEnd !== null && given === null) {
    throw new TypeError(`${caller} with holdoutEnd requires the end of the watched time too, as 'end'; got none`);
  }
  const end = given ?? lastDay;
  if (end === null) return null;
  for (const [name, day] of Object.entries({ end, holdoutEnd })) {
    const why = day === null ? null : time.cutShort(day);
    if (why !== null)
      throw new RangeError(`${caller} with onePurchase 'unit' requires '${name}' as ${why}; got '${isoOf(day!)}'`);
  }
  const wrong =
    start !== null && start > end ? [start, end] : holdoutEnd !== null && holdoutEnd <= end ? [end, holdoutEnd] : null;
  if (wrong === null) return { start, end, holdoutEnd };
  const order = holdoutEnd === null ? "an end after the start" : "start, end and holdoutEnd in this order";
  throw new RangeError(`${caller} requires ${order}; got ${wrong.map((day) => `'${isoOf(day)}'`).join(" and ")}`);
}

function requireNames(options: PurchaseHistoriesOptions, by: readonly string[]): void {
  const names = [options.customer, ...by];
  requireDifferent(caller, "a column for the customer and different ones in by", names);
  const taken = names.find((name) => HISTORY_COLUMNS.includes(name));
  if (taken === undefined) return;
  throw new TypeError(
    `${caller} requires other names of customer and by than those of a history's columns; got '${taken}'`,
  );
}

/**
 * From purchases to what models of buying read: of each customer how many repeat purchases there were (`frequency`), when the last one was
 * (`recency`) and how long the customer was watched (`age`), both since the first purchase, and what a repeat purchase came to on
 * average (`monetaryValue`, the first one left out, missing without a repeat purchase). Recency is an age, not the days since the last
 * purchase, which is what `rfm` calls it.
 *
 * All orders of one day are one purchase, and times are days over the length of the unit: weeks of 7 days, months of a twelfth of 365.25.
 * With `onePurchase: "unit"` the calendar's weeks (from Monday unless `weekStart` says otherwise), months, quarters or years are opportunities
 * to buy, of which a purchase takes one or none (BG/BB): frequency counts those with a purchase after the first, recency and age are
 * whole numbers of them, and `end` must end a unit.
 *
 * A customer's time begins with his first purchase in the table. Where the table begins later than the shop, that is too late for old
 * customers: give the `start` of a cohort, before which nobody of it had bought. Who came after `end` has no history. An amount of 0 is a
 * purchase. Returns (`negative: "subtract"`) are no purchases; each is taken from the latest purchases before it, which never
 * come below 0 and are purchases still; one after the end only from purchases held out, so that the watched time knows nothing
 * of later. `reconciliation` tells of every row what became of it.
 *
 * Fetches rolled-up rows, one for each customer, day and amount, as it lists histories: at most `maxRows` of the table.
 *
 * @param table one row a purchase (or a line of one, or a return)
 * @throws an amount below 0; a date that is none; days that are not in order; a customer of two segments
 * @example (await purchaseHistories(answers, { customer: "customer", date: "date", amount: "revenue", unit: "weeks" })).repeatBuyers // 1204
 * @see Fader, Hardie and Lee (2005), Marketing Science 24, 275–284; Fader, Hardie and Shang (2010), Marketing Science 29, on opportunities
 */
export async function purchaseHistories(
  table: TableLike,
  options: PurchaseHistoriesOptions,
): Promise<PurchaseHistoriesResult> {
  const { customer, date, amount = null, unit, onePurchase = "day", negative = "refuse" } = options;
  const by = byColumns(options.by);
  requireNames(options, by);
  requireOneOf(caller, "treatment of negative amounts", NEGATIVE_AMOUNTS, negative);
  const time = purchaseTime(options, caller);
  const source = asTable(table);
  const columns = { customer, date, amount, by };
  await requirePurchaseColumns(source, columns, caller);
  const { rows, lastDay } = await seePurchases(source, columns, negative, caller);
  const days = daysOf(options, lastDay, time);

  const end = days?.end ?? Number.NEGATIVE_INFINITY;
  const [start, holdoutEnd] = [days?.start ?? Number.NEGATIVE_INFINITY, days?.holdoutEnd ?? end];
  const list = new HistoryList({ start, end, holdoutEnd, time, hasAmounts: amount !== null, negative }, by);
  await readPurchases(source, columns, list, caller);
  list.close();
  list.values.requireOneEach(customer, caller);

  const { histories, customers } = list;
  const holdoutLength =
    days === null || days.holdoutEnd === null ? null : time.between(time.placeOf(end), time.placeOf(holdoutEnd));
  const iso = (day: number | null | undefined) => (day === null || day === undefined ? null : isoOf(day));
  return {
    metric: caller,
    label: `Purchase histories in ${unit}`,
    table: await historyTable(histories, { customer, by, hasAmounts: amount !== null, holdoutLength }),
    customers: histories.length,
    repeatBuyers: histories.filter(({ frequency }) => frequency > 0).length,
    repeatPurchases: histories.reduce((sum, { frequency }) => sum + frequency, 0),
    zeroAmounts: list.zeroAmounts,
    customersBeforeStart: customers.beforeStart,
    customersAfterEnd: customers.afterEnd,
    customersWithoutPurchase: customers.withoutPurchase,
    ...{ unit, onePurchase, start: iso(days?.start), end: iso(days?.end), holdoutEnd: iso(days?.holdoutEnd), by },
    reconciliation: list.rows.reconciled(rows),
  };
}
