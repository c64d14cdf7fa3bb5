import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Aggregate, Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { dayOf, isoOf, requireDates } from "../periods/days.js";
import { cellAt, requireWithin, rowsOf, shown } from "../scale.js";
import { BuyerList, type Buyers, type RfmPurchase } from "./rfmBuyers.js";
import type { NegativeAmounts } from "./rfmOptions.js";

export interface RfmColumns {
  readonly customer: string;
  readonly date: string;
  readonly amount: string;
  readonly by: readonly string[];
}

export interface RfmDays {
  readonly asOf: number;
  readonly windowDays: number | null;
  readonly negative: NegativeAmounts;
}

type Typed = Readonly<Record<string, TypedColumn>>;

const WINDOW = "rfm window";
const LAST = "9999-12-31T99";
/** '2025-07-01', with nothing of a time behind it. */
const DAY_LETTERS = 10;

/** The columns of `by` as aggregates: the least and the largest of each customer, which must be the same. */
const attributes = (by: readonly string[]): Record<string, Aggregate> =>
  Object.fromEntries(
    by.flatMap((name, i) => [
      [`rfm least ${i}`, { min: name }],
      [`rfm most ${i}`, { max: name }],
    ]),
  );

/** The days of a typed column of dates, each different one worked out once. */
function daysIn(column: TypedColumn): (row: number) => number | null {
  // Only a column without any value can be of another type here.
  if (!("codes" in column)) return () => null;
  const { codes, dictionary } = column;
  const days = dictionary.map(dayOf);
  return (row) => days[codes[row]!] ?? null;
}

/** Hands on each row with its customer and with what `by` says of him. */
function feed(
  typed: Typed,
  { customer, by }: RfmColumns,
  list: BuyerList,
  purchaseAt: (row: number) => RfmPurchase,
): void {
  const who = typed[customer]!;
  const ends = by.map((_, i) => [typed[`rfm least ${i}`]!, typed[`rfm most ${i}`]!] as const);
  for (let row = 0; row < rowsOf(who); row++) {
    list.add(cellAt(who, row), purchaseAt(row));
    ends.forEach(([least, most], i) => {
      list.attribute(i, cellAt(least, row), cellAt(most, row));
    });
  }
}

/**
 * Where every amount is above 0 and dates are days, a row for each customer before, in and after the window is all there is to
 * know: the rows stay where they are.
 */
async function whole(source: Table, columns: RfmColumns, { asOf, windowDays }: RfmDays, list: BuyerList) {
  const { customer, date, amount, by } = columns;
  const [end, begin] = [isoOf(asOf + 1), windowDays === null ? null : isoOf(asOf + 1 - windowDays)];
  const first = "0000-01-01";
  const ranges = [
    ...(begin === null ? [] : [{ from: first, before: begin, label: "before" }]),
    { from: begin ?? first, before: end, label: "window" },
    { from: end, before: LAST, label: "after" },
  ];
  const aggregates: Record<string, Aggregate> = {
    "rfm first": { min: date },
    "rfm last": { max: date },
    "rfm days": { distinct: date },
    "rfm total": { sum: amount },
    "rfm rows": "rows",
    ...attributes(by),
  };
  const rolled = await (await source.cut(date, WINDOW, ranges)).rollUp([customer, WINDOW], aggregates);
  const typed = await rolled.typed([customer, WINDOW, ...Object.keys(aggregates)]);
  const [firstDay, lastDay] = [daysIn(typed["rfm first"]!), daysIn(typed["rfm last"]!)];
  const [days, total, rows] = ["rfm days", "rfm total", "rfm rows"].map((name) => typedNumbers(typed[name]!));
  feed(typed, columns, list, (row) => {
    const place = cellAt(typed[WINDOW]!, row) as RfmPurchase["place"];
    return {
      place,
      first: firstDay(row),
      last: lastDay(row),
      days: days![row]!,
      total: total![row]!,
      rows: rows![row]!,
    };
  });
}

/** One row for each customer, day and amount: what is no purchase is told from what is one. */
async function oneByOne(source: Table, columns: RfmColumns, { asOf, windowDays, negative }: RfmDays, list: BuyerList) {
  const { customer, date, amount, by } = columns;
  const aggregates: Record<string, Aggregate> = { "rfm rows": "rows", ...attributes(by) };
  const rolled = await source.rollUp([customer, date, amount], aggregates);
  const typed = await rolled.typed([customer, date, amount, ...Object.keys(aggregates)]);
  const [day, amounts, rows] = [daysIn(typed[date]!), typedNumbers(typed[amount]!), typedNumbers(typed["rfm rows"]!)];
  const begin = windowDays === null ? Number.NEGATIVE_INFINITY : asOf + 1 - windowDays;
  feed(typed, columns, list, (row) => {
    const [on, each, count] = [day(row), amounts[row]!, rows[row]!];
    const place = on === null ? null : on > asOf ? "after" : on < begin ? "before" : "window";
    const sort = Number.isNaN(each) ? "unknown" : each === 0 ? "nothing" : each > 0 ? "purchase" : negative;
    return { place, first: on, last: on, days: 1, total: each * count, rows: count, sort };
  });
}

/** Throws for columns that are not there or hold what they must not; true where the dates are days. */
async function requireRfmColumns(source: Table, columns: RfmColumns, caller: string): Promise<boolean> {
  const { customer, date, amount, by } = columns;
  const [, dates] = await requireColumns(source, [customer, date, ...by], caller);
  await requireNumberColumns(source, [amount], caller);
  if (dates!.type === "date" || dates!.type === "datetime") return dates!.type === "date";
  const found = (await source.crosstab([date])).map(({ keys }) => keys[0]!);
  await requireDates(source, date, found, { what: `${caller} requires dates` });
  return dates!.type === "text" && found.every((cell) => cell === null || String(cell).length === DAY_LETTERS);
}

/** Throws for amounts below 0 that are to be refused; true where every row has an amount above 0. One look at the rows. */
async function requireAmounts(source: Table, amount: string, negative: NegativeAmounts, caller: string) {
  const names = ["rfm least", "rfm known", "rfm rows"];
  const looked = await source.rollUp([], {
    [names[0]!]: { min: amount },
    [names[1]!]: { count: amount },
    [names[2]!]: "rows",
  });
  const [least, known, rows] = (await looked.crosstab(names))[0]?.keys ?? [null, 0, 0];
  if (negative === "refuse" && Number(least) < 0) {
    const what = `${caller} requires amounts (returns: negative 'subtract' or 'leave out')`;
    await requireWithin(source, [amount], { min: 0, max: Number.POSITIVE_INFINITY }, what);
  }
  return least !== null && Number(least) > 0 && known === rows;
}

/** The tally: what each customer bought by a day, where the rows are if that is all there is to know. */
export async function rfmTally(source: Table, columns: RfmColumns, days: RfmDays, caller: string): Promise<Buyers> {
  const areDays = await requireRfmColumns(source, columns, caller);
  const isEveryAmountAboveZero = await requireAmounts(source, columns.amount, days.negative, caller);
  const isWhole = areDays && isEveryAmountAboveZero;

  const list = new BuyerList(days.asOf, columns.by);
  await (isWhole ? whole : oneByOne)(source, columns, days, list);
  const buyers = list.finish();

  const torn = buyers.torn;
  if (torn === null) return buyers;
  const name = columns.by[torn.attribute]!;
  throw new RangeError(
    `${caller} by '${name}' requires one value of each customer; got ${torn.values.map((cell: Cell) => shown(cell)).join(" and ")} of ${shown(torn.customer)} in '${columns.customer}'`,
  );
}
