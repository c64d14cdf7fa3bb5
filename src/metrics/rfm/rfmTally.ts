import type { Aggregate, Cell, Table } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { isoOf } from "../periods/days.js";
import { leastAndMost, leastAndMostAgain } from "../purchases/customerValues.js";
import {
  type NegativeAmounts,
  type PurchaseColumns,
  type PurchasesSeen,
  requirePurchaseColumns,
  seePurchases,
} from "../purchases/purchaseColumns.js";
import { daysIn, readPurchases } from "../purchases/purchaseLines.js";
import { cellAt, rowsOf } from "../scale.js";
import { BuyerList, type Buyers, type RfmPurchase } from "./rfmBuyers.js";

export interface RfmDays {
  readonly asOf: number;
  readonly windowDays: number | null;
  readonly negative: NegativeAmounts;
}

type Columns = PurchaseColumns & { readonly amount: string };

const [PLACE, TOTAL, ROWS, FIRST, LAST, DAYS] = ["place", "total", "rows", "first", "last", "days"].map(
  (name) => `rfm ${name}`,
) as [string, string, string, string, string, string];
/** Before and after all days there are. */
const [EVER, NEVER] = ["0000-01-01", "9999-12-31T99"];

/** Days with what each customer bought on them, and where they lie if some lie outside. */
async function placed(
  daily: Table,
  date: string,
  { asOf, windowDays }: RfmDays,
  seen: PurchasesSeen,
): Promise<Table | null> {
  const isAllWithin = windowDays === null && seen.isEveryDateKnown && (seen.lastDay ?? asOf) <= asOf;
  if (isAllWithin) return null;
  const [end, begin] = [isoOf(asOf + 1), windowDays === null ? null : isoOf(asOf + 1 - windowDays)];
  return daily.cut(date, PLACE, [
    ...(begin === null ? [] : [{ from: EVER, before: begin, label: "before" }]),
    { from: begin ?? EVER, before: end, label: "window" },
    { from: end, before: NEVER, label: "after" },
  ]);
}

/**
 * Where every amount is above 0 and dates are days, a row for each customer before, in and after the window is all there is to
 * know: the rows stay where they are. Days first: a day of several lines is one purchase, and counting different days customer
 * by customer would cost more.
 */
async function whole(source: Table, columns: Columns, days: RfmDays, seen: PurchasesSeen, list: BuyerList) {
  const { customer, date, amount, by } = columns;
  const ofDay: Record<string, Aggregate> = { [TOTAL]: { sum: amount }, [ROWS]: "rows", ...leastAndMost(by) };
  const daily = await source.rollUp([customer, date], ofDay);
  const cut = await placed(daily, date, days, seen);
  const ofCustomer: Record<string, Aggregate> = {
    ...{ [FIRST]: { min: date }, [LAST]: { max: date }, [DAYS]: { count: date } },
    ...{ [TOTAL]: { sum: TOTAL }, [ROWS]: { sum: ROWS }, ...leastAndMostAgain(by) },
  };
  const keys = [customer, ...(cut === null ? [] : [PLACE])];
  const typed = await (await (cut ?? daily).rollUp(keys, ofCustomer)).typed([...keys, ...Object.keys(ofCustomer)]);
  const [who, place] = [typed[customer]!, typed[PLACE]];
  const [first, last] = [daysIn(typed[FIRST]!), daysIn(typed[LAST]!)];
  const [count, total, rows] = [DAYS, TOTAL, ROWS].map((name) => typedNumbers(typed[name]!)) as [
    ...[Float64Array, Float64Array, Float64Array],
  ];
  const ends = by.map((_, i) => [typed[`least of by ${i}`]!, typed[`most of by ${i}`]!] as const);
  for (let row = 0; row < rowsOf(who); row++) {
    list.add(cellAt(who, row), {
      place: place === undefined ? "window" : (cellAt(place, row) as RfmPurchase["place"]),
      ...{ first: first(row), last: last(row) },
      ...{ days: count[row]!, total: total[row]!, rows: rows[row]! },
    });
    ends.forEach(([least, most], i) => {
      list.attribute(i, cellAt(least, row), cellAt(most, row));
    });
  }
}

/** One row for each customer, day and amount: what is no purchase is told from what is one. */
async function oneByOne(source: Table, columns: Columns, { asOf, windowDays, negative }: RfmDays, list: BuyerList) {
  const begin = windowDays === null ? Number.NEGATIVE_INFINITY : asOf + 1 - windowDays;
  await readPurchases(source, columns, {
    add(customer: Cell, day: number | null, amount: number | null, rows: number): void {
      const place = day === null ? null : day > asOf ? "after" : day < begin ? "before" : "window";
      const sort = amount === null ? "unknown" : amount === 0 ? "nothing" : amount > 0 ? "purchase" : negative;
      list.add(customer, { place, first: day, last: day, days: 1, total: (amount ?? 0) * rows, rows, sort });
    },
    attribute: (place, least, most) => list.attribute(place, least, most),
  });
}

/** The tally: what each customer bought by a day, where the rows are if that is all there is to know. */
export async function rfmTally(source: Table, columns: Columns, days: RfmDays, caller: string): Promise<Buyers> {
  const areDays = await requirePurchaseColumns(source, columns, caller);
  const seen = await seePurchases(source, columns, days.negative, caller);

  const list = new BuyerList(days.asOf, columns.by);
  if (areDays && seen.isEveryAmountAboveZero) await whole(source, columns, days, seen, list);
  else await oneByOne(source, columns, days, list);
  list.values.requireOneEach(columns.customer, caller);
  return list.finish();
}
