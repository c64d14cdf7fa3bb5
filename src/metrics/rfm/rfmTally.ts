import { dayOf, isoOf } from "../../calendar/days.js";
import type { Aggregate, Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { leastAndMost, leastAndMostAgain } from "../purchases/customerValues.js";
import {
  type NegativeAmounts,
  type PurchaseColumns,
  type PurchasesSeen,
  requirePurchaseColumns,
  seePurchases,
} from "../purchases/purchaseColumns.js";
import { daysIn, type PurchaseReader, readPurchases } from "../purchases/purchaseLines.js";
import { cellAt, rowsOf } from "../scale.js";
import { BuyerList, type Buyers, buyersWithin } from "./rfmBuyers.js";
import { buyersOfPlaces, type PlacedRows } from "./rfmPlaces.js";

export interface RfmDays {
  readonly asOf: number;
  readonly windowDays: number | null;
  readonly negative: NegativeAmounts;
  /** Whether the names of customers are told, or only how many there are. */
  readonly names: "told" | "counted";
}

/** The days, and who asks for them. */
type Asked = RfmDays & { readonly caller: string };

type Columns = PurchaseColumns & { readonly amount: string };
type Typed = Readonly<Record<string, TypedColumn>>;

const [PLACE, TOTAL, ROWS, KNOWN] = ["rfm place", "rfm total", "rfm rows", "rfm known"] as const;
const [FIRST, LAST, LAST_BEFORE, DAYS] = ["rfm first", "rfm last", "rfm last before", "rfm days"] as const;
const [ROWS_BEFORE, ROWS_WITHIN, ROWS_AFTER] = ["rfm rows before", "rfm rows within", "rfm rows after"] as const;
/** Before all days there are, and after them; the latter is no day, so that dates are compared with it as text, which takes its time. */
const [EVER, NEVER] = ["0001-01-01", "9999-12-31T99"];
const LAST_OF_ALL = dayOf("9999-12-31")!;

/** Whether the tally is all of the table: every row a purchase of somebody on a day up to `asOf`, without a window. */
const isAllWithin = ({ asOf, windowDays }: RfmDays, { isEveryRowKnown, lastDay }: PurchasesSeen): boolean =>
  windowDays === null && isEveryRowKnown && lastDay !== null && lastDay <= asOf;

/** What each customer bought on each day. */
function byDay(
  source: Table,
  { customer, date, amount, by }: Columns,
  more: Record<string, Aggregate>,
): Promise<Table> {
  return source.rollUp([customer, date], { [TOTAL]: { sum: amount }, ...more, ...leastAndMost(by) });
}

/** Hands on what columns of `by` say of a row's customer. */
function ofBy(by: readonly string[], typed: Typed, add: (place: number, least: Cell, most: Cell) => void) {
  const ends = by.map((_, i) => [typed[`least of by ${i}`]!, typed[`most of by ${i}`]!] as const);
  return (row: number) =>
    ends.forEach(([least, most], i) => {
      add(i, cellAt(least, row), cellAt(most, row));
    });
}

/** A row a customer, which is a buyer as it stands. Names stay where the rows are unless somebody asks for them. */
async function allWithin(
  source: Table,
  columns: Columns,
  { asOf, names, caller }: Asked,
  seen: PurchasesSeen,
  list: BuyerList,
) {
  const { customer, date, amount, by } = columns;
  const isAtHand = source.place === "memory";
  const ofCustomer: Record<string, Aggregate> = {
    ...{ [LAST]: { max: date }, [DAYS]: isAtHand ? { distinct: date } : "rows" },
    ...{ [TOTAL]: { sum: isAtHand ? amount : TOTAL } },
    ...(isAtHand ? leastAndMost(by) : leastAndMostAgain(by)),
  };
  const rolled = await (isAtHand ? source : await byDay(source, columns, {})).rollUp([customer], ofCustomer);
  const isTold = names === "told" || by.length > 0;
  const typed = await rolled.typed([...(isTold ? [customer] : []), ...Object.keys(ofCustomer)], caller);
  const who = typed[customer];
  const customers = who === undefined ? [] : Array.from({ length: rowsOf(who) }, (_, row) => cellAt(who, row));
  const addBy = ofBy(by, typed, (...said) => list.values.add(...said));
  const cells = customers.map((name, row) => {
    list.values.begin(name);
    addBy(row);
    return list.values.values;
  });
  const [days, total] = [typedNumbers(typed[DAYS]!), typedNumbers(typed[TOTAL]!)];
  return buyersWithin({ customers, cells, last: daysIn(typed[LAST]!), days, total }, asOf, seen);
}

/** The day behind all that are later than `asOf`; null where none are. */
function behindLater(asOf: number, { lastDay }: PurchasesSeen): string | null {
  if (lastDay !== null && lastDay <= asOf) return null;
  return lastDay === null || lastDay >= LAST_OF_ALL ? NEVER : isoOf(lastDay + 1);
}

const inside = (label: string) => ({ column: PLACE, label });

/** What is added up of a customer before, in and after the window, one row a customer. */
const ofPlaces = (date: string): Record<string, Aggregate> => ({
  ...{ [FIRST]: { min: date }, [ROWS]: { sum: ROWS } },
  ...{ [LAST_BEFORE]: { max: date, within: inside("before") }, [LAST]: { max: date, within: inside("window") } },
  ...{ [DAYS]: { count: date, within: inside("window") }, [TOTAL]: { sum: TOTAL, within: inside("window") } },
  [ROWS_BEFORE]: { sum: ROWS, within: inside("before") },
  [ROWS_WITHIN]: { sum: ROWS, within: inside("window") },
  [ROWS_AFTER]: { sum: ROWS, within: inside("after") },
});

/** The columns of such rows. */
function placesIn(typed: Typed): PlacedRows {
  const [first, lastBefore, last] = [FIRST, LAST_BEFORE, LAST].map((name) => daysIn(typed[name]!));
  const numbers = (name: string) => typedNumbers(typed[name]!);
  return {
    ...{ first: first!, lastBefore: lastBefore!, last: last!, known: numbers(KNOWN), all: numbers(ROWS) },
    ...{ days: numbers(DAYS), total: numbers(TOTAL) },
    ...{ before: numbers(ROWS_BEFORE), within: numbers(ROWS_WITHIN), after: numbers(ROWS_AFTER) },
  };
}

/** A row a customer, of before, in and after the window. Names stay where the rows are unless somebody asks for them. */
async function inPlaces(
  source: Table,
  columns: Columns,
  { asOf, windowDays, names, caller }: Asked,
  seen: PurchasesSeen,
  list: BuyerList,
) {
  const { customer, date, by } = columns;
  const [end, begin] = [isoOf(asOf + 1), windowDays === null ? null : isoOf(asOf + 1 - windowDays)];
  const behind = behindLater(asOf, seen);
  const cut = await (await byDay(source, columns, { [ROWS]: "rows" })).cut(date, PLACE, [
    ...(begin === null ? [] : [{ from: EVER, before: begin, label: "before" }]),
    { from: begin ?? EVER, before: end, label: "window" },
    ...(behind === null ? [] : [{ from: end, before: behind, label: "after" }]),
  ]);
  const ofCustomer = { ...ofPlaces(date), [KNOWN]: { count: customer }, ...leastAndMostAgain(by) };
  const isTold = names === "told" || by.length > 0;
  const rolled = await cut.rollUp([customer], ofCustomer);
  const typed = await rolled.typed([...(isTold ? [customer] : []), ...Object.keys(ofCustomer)], caller);
  const who = typed[customer];
  if (who === undefined) return buyersOfPlaces(placesIn(typed), asOf, null);
  const addBy = ofBy(by, typed, (...said) => list.values.add(...said));
  return buyersOfPlaces(placesIn(typed), asOf, {
    customer: (row) => cellAt(who, row),
    cells(row) {
      list.values.begin(cellAt(who, row));
      addBy(row);
      return list.values.values;
    },
  });
}

/** One row for each customer, day and amount: what is no purchase is told from what is one. */
async function oneByOne(source: Table, columns: Columns, asked: Asked, list: BuyerList) {
  const { asOf, windowDays, negative, caller } = asked;
  const begin = windowDays === null ? Number.NEGATIVE_INFINITY : asOf + 1 - windowDays;
  const reader: PurchaseReader = {
    add(customer: Cell, day: number | null, amount: number | null, rows: number): void {
      const place = day === null ? null : day > asOf ? "after" : day < begin ? "before" : "window";
      const sort = amount === null ? "unknown" : amount === 0 ? "nothing" : amount > 0 ? "purchase" : negative;
      list.add(customer, { place, first: day, last: day, days: 1, total: (amount ?? 0) * rows, rows, sort });
    },
    attribute: (place, least, most) => list.attribute(place, least, most),
  };
  await readPurchases(source, columns, reader, caller);
  return list.finish();
}

/**
 * The tally: what each customer bought by a day. Where every amount is above 0 and dates are days, days and their sums are all there
 * is to know, and the rows stay where they are. On an engine days come first: a day of several lines is one purchase, and counting
 * different days customer by customer would take longer there.
 */
export async function rfmTally(source: Table, columns: Columns, days: RfmDays, caller: string): Promise<Buyers> {
  const areDays = await requirePurchaseColumns(source, columns, caller);
  const seen = await seePurchases(source, columns, days.negative, caller);

  const list = new BuyerList(days.asOf, columns.by);
  const asked = { ...days, caller };
  const isWhole = areDays && seen.isEveryAmountAboveZero;
  const buyers = await (isWhole && isAllWithin(days, seen)
    ? allWithin(source, columns, asked, seen, list)
    : isWhole
      ? inPlaces(source, columns, asked, seen, list)
      : oneByOne(source, columns, asked, list));
  list.values.requireOneEach(columns.customer, caller);
  return buyers;
}
