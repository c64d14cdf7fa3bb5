import type { Cell } from "../../tables/table.js";
import { CustomerValues } from "../purchases/customerValues.js";

/** What a row of the tally says of a customer. */
export interface RfmPurchase {
  /** Where its dates lie; null without a date. */
  readonly place: "before" | "window" | "after" | null;
  readonly first: number | null;
  readonly last: number | null;
  /** Different days. */
  readonly days: number;
  readonly total: number;
  /** Rows of the table. */
  readonly rows: number;
  /** What it is: a purchase unless said; amounts of 0 are purchases and counted. */
  readonly sort?: "purchase" | "nothing" | "unknown" | "refuse" | "subtract" | "leave out";
}

/** Rows of the table by what became of them. */
export interface RfmReconciliation {
  /** Rows that are purchases by the day, those before the window (which only recency knows) among them. */
  readonly purchases: number;
  /** Of these with an amount of 0. */
  readonly zeroAmounts: number;
  /** Rows with an amount below 0 that lowered what was spent, and those that were not looked at. */
  readonly subtracted: number;
  readonly leftOut: number;
  /** Rows later than the day. */
  readonly later: number;
  readonly noCustomer: number;
  readonly noDate: number;
  readonly noAmount: number;
  /** Customers that the table knows, without a purchase by the day. */
  readonly customersWithoutPurchase: number;
}

/** What each customer bought, customers in the order of their names. */
export interface Buyers {
  /** The names; [] where only counts were asked for. */
  readonly customers: readonly Cell[];
  readonly daysSinceLastPurchase: Float64Array;
  /** Days with a purchase, and what they came to, within the window. */
  readonly frequency: Float64Array;
  readonly total: Float64Array;
  /** Of each customer the values of `by`. */
  readonly cells: readonly (readonly Cell[])[];
  readonly firstDay: number | null;
  readonly rows: RfmReconciliation;
}

export const NO_ROWS: RfmReconciliation = {
  ...{ purchases: 0, zeroAmounts: 0, subtracted: 0, leftOut: 0, later: 0 },
  ...{ noCustomer: 0, noDate: 0, noAmount: 0, customersWithoutPurchase: 0 },
};

/** Customers of whom every row of the table is a purchase within the window, one row each. */
export interface WithinWindow {
  readonly customers: readonly Cell[];
  readonly cells: readonly (readonly Cell[])[];
  readonly last: (row: number) => number | null;
  readonly days: Float64Array;
  readonly total: Float64Array;
}

/** Buyers from rows that need no sorting out. */
export function buyersWithin(
  { customers, cells, last, days, total }: WithinWindow,
  asOf: number,
  { rows, firstDay }: { readonly rows: number; readonly firstDay: number | null },
): Buyers {
  const since = new Float64Array(days.length);
  for (let row = 0; row < since.length; row++) since[row] = asOf - last(row)!;
  return {
    ...{ customers, cells, daysSinceLastPurchase: since, frequency: days, total, firstDay },
    rows: { ...NO_ROWS, purchases: rows },
  };
}

export type Rows = { -readonly [Name in keyof RfmReconciliation]: number };

/** Gathers customers from rows that come customer by customer, those of a customer in the order of their days. */
export class BuyerList {
  private readonly customers: Cell[] = [];
  private readonly found: { last: number; days: number; total: number }[] = [];
  private readonly cells: (readonly Cell[])[] = [];
  readonly values: CustomerValues;
  private current: { last: number; days: number; total: number; customer: Cell } | null = null;
  private dayBefore = Number.NaN;
  private firstDay = Number.POSITIVE_INFINITY;
  private readonly rows: Rows = { ...NO_ROWS };

  constructor(
    private readonly asOf: number,
    by: readonly string[],
  ) {
    this.values = new CustomerValues(by);
  }

  add(customer: Cell, purchase: RfmPurchase): void {
    if (customer === null) {
      this.close();
      this.rows.noCustomer += purchase.rows;
      return;
    }
    if (this.current === null || this.current.customer !== customer) {
      this.close();
      this.current = { last: Number.NEGATIVE_INFINITY, days: 0, total: 0, customer };
      this.values.begin(customer);
    }
    this.count(purchase);
  }

  private count({ place, first, last, days, total, rows, sort = "purchase" }: RfmPurchase): void {
    const of = this.current!;
    if (place === null || first === null || last === null) this.rows.noDate += rows;
    else if (sort === "unknown") this.rows.noAmount += rows;
    else if (place === "after") this.rows.later += rows;
    else if (sort === "leave out" || sort === "refuse") this.rows.leftOut += rows;
    else if (sort === "subtract") {
      this.rows.subtracted += rows;
      if (place === "window") of.total += total;
    } else {
      this.rows.purchases += rows;
      if (sort === "nothing") this.rows.zeroAmounts += rows;
      this.firstDay = Math.min(this.firstDay, first);
      of.last = Math.max(of.last, last);
      if (place === "before") return;
      of.total += total;
      if (this.dayBefore !== last) of.days += days;
      this.dayBefore = last;
    }
  }

  /** What one column of `by` says of the customer of the last row. */
  attribute(place: number, least: Cell, most: Cell): void {
    if (this.current !== null) this.values.add(place, least, most);
  }

  private close(): void {
    const of = this.current;
    this.current = null;
    this.dayBefore = Number.NaN;
    if (of === null) return;
    if (of.last === Number.NEGATIVE_INFINITY) {
      this.rows.customersWithoutPurchase++;
      return;
    }
    this.customers.push(of.customer);
    this.found.push(of);
    this.cells.push(this.values.values);
  }

  finish(): Buyers {
    this.close();
    return {
      customers: this.customers,
      daysSinceLastPurchase: Float64Array.from(this.found, ({ last }) => this.asOf - last),
      frequency: Float64Array.from(this.found, ({ days }) => days),
      total: Float64Array.from(this.found, ({ total }) => total),
      cells: this.cells,
      firstDay: this.customers.length === 0 ? null : this.firstDay,
      rows: { ...this.rows },
    };
  }
}
