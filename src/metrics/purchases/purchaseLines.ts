import { dayOf } from "../../calendar/days.js";
import type { Aggregate, Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { cellAt, rowsOf } from "../scale.js";
import { leastAndMost } from "./customerValues.js";
import type { PurchaseColumns } from "./purchaseColumns.js";

/** Who takes in the purchases, customer by customer and those of a customer in the order of their days. */
export interface PurchaseReader {
  /** Rows of one customer, one day and one amount; null for what is missing. */
  add(customer: Cell, day: number | null, amount: number | null, rows: number): void;
  /** What a column of `by` says of the customer of the last rows. */
  attribute(place: number, least: Cell, most: Cell): void;
}

/** The days of a typed column of dates, each different one worked out once. */
export function daysIn(column: TypedColumn): (row: number) => number | null {
  // Only a column without any value can be of another type here.
  if (!("codes" in column)) return () => null;
  const { codes, dictionary } = column;
  const days = dictionary.map(dayOf);
  return (row) => days[codes[row]!] ?? null;
}

const ROWS = "purchase rows";

/** Reads the purchases, alike ones together. Where money does not matter every amount is null. */
export async function readPurchases(
  source: Table,
  columns: PurchaseColumns,
  reader: PurchaseReader,
  caller: string,
): Promise<void> {
  const { customer, date, amount, by } = columns;
  const keys = [customer, date, ...(amount === null ? [] : [amount])];
  const aggregates: Record<string, Aggregate> = { [ROWS]: "rows", ...leastAndMost(by) };
  const typed = await (await source.rollUp(keys, aggregates)).typed([...keys, ...Object.keys(aggregates)], caller);
  const who = typed[customer]!;
  const [day, rows] = [daysIn(typed[date]!), typedNumbers(typed[ROWS]!)];
  const amounts = amount === null ? null : typedNumbers(typed[amount]!);
  const ends = by.map((_, i) => [typed[`least of by ${i}`]!, typed[`most of by ${i}`]!] as const);
  for (let row = 0; row < rowsOf(who); row++) {
    const money = amounts?.[row] ?? Number.NaN;
    reader.add(cellAt(who, row), day(row), Number.isNaN(money) ? null : money, rows[row]!);
    ends.forEach(([least, most], i) => {
      reader.attribute(i, cellAt(least, row), cellAt(most, row));
    });
  }
}
