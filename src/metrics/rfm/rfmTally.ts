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
import { BuyerList, type Buyers, buyersWithin, type RfmPurchase } from "./rfmBuyers.js";

export interface RfmDays {
  readonly asOf: number;
  readonly windowDays: number | null;
  readonly negative: NegativeAmounts;
  /** Whether the names of customers are told, or only how many there are. */
  readonly names: "told" | "counted";
}

type Columns = PurchaseColumns & { readonly amount: string };

const [PLACE, TOTAL, ROWS] = ["rfm place", "rfm total", "rfm rows"] as const;
const [FIRST, LAST, DAYS, NAMED] = ["rfm first", "rfm last", "rfm days", "rfm named"] as const;
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

/** A row for each customer, and for each place if there are several. */
async function perCustomer(daily: Table, { customer, date, by }: Columns, place: readonly string[], isTold: boolean) {
  const aggregates: Record<string, Aggregate> = {
    ...{ [FIRST]: { min: date }, [LAST]: { max: date }, [DAYS]: { count: date }, [NAMED]: { count: customer } },
    ...{ [TOTAL]: { sum: TOTAL }, [ROWS]: { sum: ROWS }, ...leastAndMostAgain(by) },
  };
  const rolled = await daily.rollUp([customer, ...place], aggregates);
  const typed = await rolled.typed([...(isTold ? [customer] : []), ...place, ...Object.keys(aggregates)]);
  const numbers = (name: string) => typedNumbers(typed[name]!);
  return {
    who: typed[customer],
    place: place.map((name) => typed[name]!)[0],
    ...{ first: daysIn(typed[FIRST]!), last: daysIn(typed[LAST]!), days: numbers(DAYS), named: numbers(NAMED) },
    ...{ total: numbers(TOTAL), rows: numbers(ROWS) },
    ends: by.map((_, i) => [typed[`least of by ${i}`]!, typed[`most of by ${i}`]!] as const),
  };
}

/**
 * Where every amount is above 0 and dates are days, a row for each customer before, in and after the window is all there is to
 * know: the rows stay where they are. Days first: a day of several lines is one purchase, and counting different days customer
 * by customer would cost more. Names stay there too unless somebody asks for them.
 */
async function whole(source: Table, columns: Columns, days: RfmDays, seen: PurchasesSeen, list: BuyerList) {
  const { customer, date, amount, by } = columns;
  const ofDay: Record<string, Aggregate> = { [TOTAL]: { sum: amount }, [ROWS]: "rows", ...leastAndMost(by) };
  const daily = await source.rollUp([customer, date], ofDay);
  const cut = await placed(daily, date, days, seen);
  const isTold = cut !== null || days.names === "told" || by.length > 0;
  const found = await perCustomer(cut ?? daily, columns, cut === null ? [] : [PLACE], isTold);
  const { who, place, first, last, total, rows, ends } = found;
  const ofBy = (row: number, add: (place: number, least: Cell, most: Cell) => void) =>
    ends.forEach(([least, most], i) => {
      add(i, cellAt(least, row), cellAt(most, row));
    });
  if (place === undefined) {
    const customers = who === undefined ? [] : Array.from({ length: rowsOf(who) }, (_, row) => cellAt(who, row));
    const cells = customers.map((name, row) => {
      list.values.begin(name);
      if (name !== null) ofBy(row, (...of) => list.values.add(...of));
      return list.values.values;
    });
    return buyersWithin(days.asOf, { ...found, customers, cells });
  }
  for (let row = 0; row < rowsOf(place); row++) {
    const where = cellAt(place, row) as RfmPurchase["place"];
    const purchase = {
      place: where,
      first: first(row),
      last: last(row),
      days: found.days[row]!,
      total: total[row]!,
      rows: rows[row]!,
    };
    list.add(cellAt(who!, row), purchase);
    ofBy(row, (...of) => list.attribute(...of));
  }
  return list.finish();
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
  return list.finish();
}

/** The tally: what each customer bought by a day, where the rows are if that is all there is to know. */
export async function rfmTally(source: Table, columns: Columns, days: RfmDays, caller: string): Promise<Buyers> {
  const areDays = await requirePurchaseColumns(source, columns, caller);
  const seen = await seePurchases(source, columns, days.negative, caller);

  const list = new BuyerList(days.asOf, columns.by);
  const isWhole = areDays && seen.isEveryAmountAboveZero;
  const buyers = await (isWhole ? whole(source, columns, days, seen, list) : oneByOne(source, columns, days, list));
  list.values.requireOneEach(columns.customer, caller);
  return buyers;
}
