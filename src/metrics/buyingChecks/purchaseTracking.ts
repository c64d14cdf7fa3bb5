import { isoOf, monthsLater } from "../../calendar/days.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { expectedPurchases } from "../buying/expectations.js";
import { modelOf } from "../buying/models.js";
import { requireDayOption } from "../periods/periodSpan.js";
import { daysPerUnit, type PurchaseUnit } from "../purchaseHistories/purchaseTime.js";
import { requirePurchaseColumns } from "../purchases/purchaseColumns.js";
import { readPurchases } from "../purchases/purchaseLines.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Result } from "../result.js";
import { type BuyingFitted, requireParameters } from "./fittedParameters.js";
import { PurchaseDays } from "./purchaseDays.js";

export type TrackingPeriod = "day" | "week" | "month";

export interface PurchaseTrackingOptions {
  /** Column of the customer, of the day (or the time) of the purchase, and of what it came to. */
  readonly customer: string;
  readonly date: string;
  /** Rows below 0 are no purchases; without it every row is one. */
  readonly amount?: string;
  /** What `bgNbd` or another model of buying gave, and the unit of the ages it was fitted to. */
  readonly fit: BuyingFitted;
  readonly unit: PurchaseUnit;
  /** The first day of the cohort: who came before is not followed. The first day in the table unless given. */
  readonly start?: string;
  /** The last day that the model was fitted to; who came later is not followed. */
  readonly end: string;
  /** Up to which day purchases are followed; the last one in the table unless given. */
  readonly until?: string;
  /** How long a period is, from the first day on; 'week' unless given. */
  readonly each?: TrackingPeriod;
}

/** The estimate is the number of repeat purchases in the period, a count without an interval; `n` counts customers who had come by its end. */
export interface PurchaseTrackingRow extends Estimate {
  /** Repeat purchases that the model expects in the period. */
  readonly expected: number;
  /** Both from the first period on. */
  readonly cumulative: number;
  readonly expectedCumulative: number;
  /** The period ends later than the time that the model was fitted to. */
  readonly isHeldOut: boolean;
}

export interface PurchaseTrackingResult extends Result<PurchaseTrackingRow> {
  readonly model: string;
  readonly each: TrackingPeriod;
  readonly fittedUntil: string;
  /** Repeat purchases in the periods that were held out, and what the model expected; null where none were. */
  readonly heldOut: { readonly purchases: number; readonly expected: number } | null;
}

const caller = "purchaseTracking";

/** The first day after each full period. */
function periodEnds(from: number, until: number, each: TrackingPeriod): number[] {
  const ends: number[] = [];
  for (let k = 1; ; k++) {
    const end = each === "month" ? monthsLater(from, k) : from + k * (each === "week" ? 7 : 1);
    if (end > until + 1) return ends;
    ends.push(end);
  }
}

function requireTracking(options: PurchaseTrackingOptions) {
  const { each = "week", unit } = options;
  requireOneOf(caller, "period", ["day", "week", "month"], each);
  const length = daysPerUnit(unit, caller);
  const parameters = requireParameters(options.fit, caller);
  const { title, isByOpportunity } = modelOf(parameters);
  if (isByOpportunity) throw new TypeError(`${caller} requires a model of purchases at any time; got ${title}`);
  const [start, end, until] = (["start", "end", "until"] as const).map((name) =>
    requireDayOption(options[name], name, caller),
  ) as [number | null, number | null, number | null];
  if (end === null)
    throw new TypeError(`${caller} requires the end of the time that the model was fitted to; got none`);
  const wrong = start !== null && start > end ? [start, end] : until !== null && until < end ? [end, until] : null;
  if (wrong !== null) {
    throw new RangeError(
      `${caller} requires start, end and until in this order; got ${wrong.map((day) => `'${isoOf(day)}'`).join(" and ")}`,
    );
  }
  return { each, length, parameters, title, start, end, until };
}

/**
 * Repeat purchases of a cohort, period after period, beside what a model of buying expected: whether it holds over time, and beyond the
 * time it was fitted to.
 *
 * Expected are the purchases of new customers, each from his first purchase on (`expectedPurchases`): nothing of what a customer did later
 * goes in, other than through the parameters. Seasons and campaigns show as waves about the line, which no such model has. Counts from
 * 0, without intervals. All orders of one day are one purchase; the last period is full. Nobody who came is null with a note.
 *
 * Fetches rolled-up rows, one for each customer and day (and amount): at most `maxRows` of the table.
 *
 * @param table one row a purchase (or a line of one)
 * @throws a date that is none, days that are not in order, a model by opportunity, a fit without parameters
 * @example (await purchaseTracking(answers, { customer: "customer", date: "date", fit, unit: "weeks", end: "2026-06-30" })).rows[0].n // 28
 * @see Fader, Hardie and Lee (2005), figures 3 and 5
 */
export async function purchaseTracking(
  table: TableLike,
  options: PurchaseTrackingOptions,
): Promise<PurchaseTrackingResult> {
  const { each, length, parameters, title, start, end, until } = requireTracking(options);
  const { customer, date, amount = null } = options;
  const source = asTable(table);
  const columns = { customer, date, amount, by: [] };
  await requirePurchaseColumns(source, columns, caller);

  const days = new PurchaseDays(start ?? Number.NEGATIVE_INFINITY, end);
  await readPurchases(source, columns, days, caller);
  days.close();

  const followed = until ?? days.last ?? end;
  const first = start ?? days.first;
  const ends = first === null ? [] : periodEnds(first, followed, each);
  const comers = [...days.firsts].sort(([a], [b]) => a - b);
  let [cumulative, expectedCumulative] = [0, 0];
  const rows = ends.map((after) => {
    let [n, expected] = [0, 0];
    for (const [day, customers] of comers) {
      if (day >= after) break;
      n += customers;
      // Of a customer who comes on a day nothing more is seen on that day.
      expected += customers * expectedPurchases(parameters, (after - 1 - day) / length);
    }
    const made = days.repeatsBefore(after);
    const row = {
      keys: { end: isoOf(after - 1) },
      ...{ estimate: made - cumulative, lower: null, upper: null, n, note: null },
      ...{ expected: expected - expectedCumulative, cumulative: made, expectedCumulative: expected },
      isHeldOut: after - 1 > end,
    };
    [cumulative, expectedCumulative] = [made, expected];
    return row;
  });
  const last = rows.at(-1);
  const fitted = rows.filter(({ isHeldOut }) => !isHeldOut).at(-1);
  const sums = { cumulative, expectedCumulative, expected: expectedCumulative, isHeldOut: last?.isHeldOut ?? false };
  const isNobody = last === undefined || last.n === 0;
  return {
    metric: caller,
    label: `Repeat purchases by ${each}, and as ${title} expects`,
    model: title,
    each,
    fittedUntil: isoOf(end),
    heldOut: last?.isHeldOut
      ? {
          purchases: last.cumulative - (fitted?.cumulative ?? 0),
          expected: last.expectedCumulative - (fitted?.expectedCumulative ?? 0),
        }
      : null,
    overall: {
      ...{ estimate: isNobody ? null : cumulative, lower: null, upper: null, n: last?.n ?? 0 },
      note: isNobody ? `no full ${each} with a customer` : null,
      ...sums,
    },
    rows,
    by: ["end"],
    level: 0.95,
    method: "counts, without intervals",
    unit: "purchases",
    excluded: { missing: days.missing, outOfRange: days.outside },
  };
}
