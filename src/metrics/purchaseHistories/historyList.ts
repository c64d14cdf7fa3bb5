import type { Cell } from "../../tables/table.js";
import { CustomerValues } from "../purchases/customerValues.js";
import type { PurchaseReader } from "../purchases/purchaseLines.js";
import type { PurchaseTime } from "./purchaseTime.js";
import { RowCounts } from "./rowKinds.js";
import { Spending } from "./spending.js";

/** Days of the watched time and how negative amounts are read. */
export interface HistoryRules {
  /** −∞ without a start. */
  readonly start: number;
  readonly end: number;
  /** The end itself without a holdout. */
  readonly holdoutEnd: number;
  readonly time: PurchaseTime;
  readonly hasAmounts: boolean;
  readonly negative: "refuse" | "subtract" | "leave out";
}

/** The history of one customer. */
export interface FoundHistory {
  readonly customer: Cell;
  readonly firstPurchase: number;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  /** NaN without a repeat purchase. */
  readonly monetaryValue: number;
  readonly holdoutPurchases: number;
  readonly holdoutAmount: number;
  readonly by: readonly Cell[];
}

/** Rows of one customer, one day and one amount. */
interface Line {
  readonly day: number;
  /** 0 where money does not matter. */
  readonly amount: number;
  readonly rows: number;
}

/** Gathers histories from rows that come customer by customer, those of a customer in the order of their days. */
export class HistoryList implements PurchaseReader {
  readonly histories: FoundHistory[] = [];
  readonly rows = new RowCounts();
  /** Of the purchases of the histories, held-out ones too, the rows with an amount of 0. */
  zeroAmounts = 0;
  readonly customers = { beforeStart: 0, afterEnd: 0, withoutPurchase: 0 };
  readonly values: CustomerValues;
  private current: { readonly customer: Cell; readonly lines: Line[] } | null = null;

  constructor(
    private readonly rules: HistoryRules,
    by: readonly string[],
  ) {
    this.values = new CustomerValues(by);
  }

  add(customer: Cell, day: number | null, amount: number | null, rows: number): void {
    if (this.current === null || this.current.customer !== customer) {
      this.close();
      this.current = { customer, lines: [] };
      this.values.begin(customer);
    }
    if (customer === null) this.rows.add("without a customer", rows);
    else if (day === null) this.rows.add("without a date", rows);
    else if (amount === null && this.rules.hasAmounts) this.rows.add("without an amount", rows);
    else this.current.lines.push({ day, amount: amount ?? 0, rows });
  }

  attribute(place: number, least: Cell, most: Cell): void {
    if (this.current?.customer !== null) this.values.add(place, least, most);
  }

  /** Ends the customer of the last rows. */
  close(): void {
    const of = this.current;
    this.current = null;
    if (of === null || of.customer === null) return;
    const first = of.lines.find(({ amount }) => amount >= 0)?.day;
    if (first !== undefined && first >= this.rules.start && first <= this.rules.end) {
      this.history(of.customer, first, of.lines);
      return;
    }
    if (first === undefined) this.customers.withoutPurchase++;
    else if (first < this.rules.start) this.customers.beforeStart++;
    else this.customers.afterEnd++;
    for (const line of of.lines) this.outside(line, first);
  }

  /** A row of a customer without a history. */
  private outside({ day, amount, rows }: Line, first: number | undefined): void {
    const { start, end, holdoutEnd, negative } = this.rules;
    if (day < start) this.rows.add("before the start", rows);
    else if (first !== undefined && first < start && day <= holdoutEnd)
      this.rows.add("of customers before the start", rows);
    else if (day > end) this.rows.add("after the end", rows);
    else if (amount < 0 && negative === "leave out") this.rows.add("returns left out", rows);
    else this.rows.add("returns larger than what was bought", rows);
  }

  private history(customer: Cell, first: number, lines: readonly Line[]): void {
    const { end, time, hasAmounts } = this.rules;
    const [watched, heldOut] = [new Spending(), new Spending()];
    let from = 0;
    for (let next = 1; next <= lines.length; next++) {
      if (next < lines.length && lines[next]!.day === lines[from]!.day) continue;
      const ofDay = lines.slice(from, next);
      // What is given back on a day was bought before.
      for (const line of ofDay) if (line.amount >= 0) this.buy(line, watched, heldOut);
      for (const line of ofDay) if (line.amount < 0) this.giveBack(line, watched, heldOut);
      from = next;
    }
    const [frequency, begin] = [watched.purchases - 1, time.placeOf(first)];
    this.histories.push({
      customer,
      firstPurchase: first,
      frequency,
      recency: time.between(begin, watched.latest!),
      age: time.between(begin, time.placeOf(end)),
      monetaryValue: hasAmounts && frequency > 0 ? watched.total(1) / frequency : Number.NaN,
      holdoutPurchases: heldOut.purchases,
      holdoutAmount: heldOut.total(),
      by: this.values.values,
    });
  }

  private buy({ day, amount, rows }: Line, watched: Spending, heldOut: Spending): void {
    const { end, holdoutEnd, time, hasAmounts } = this.rules;
    if (day > holdoutEnd) {
      this.rows.add("after the end", rows);
      return;
    }
    if (hasAmounts && amount === 0) this.zeroAmounts += rows;
    if (day > end) {
      heldOut.buy(time.placeOf(day), amount * rows);
      this.rows.add("held out", rows);
      return;
    }
    const isFirst = watched.purchases === 0;
    const isNew = watched.buy(time.placeOf(day), amount * rows);
    if (isNew) this.rows.add(isFirst ? "first purchases" : "repeat purchases", 1);
    this.rows.add("further lines of a purchase", isNew ? rows - 1 : rows);
  }

  private giveBack({ day, amount, rows }: Line, watched: Spending, heldOut: Spending): void {
    const { start, end, holdoutEnd, negative } = this.rules;
    if (day > holdoutEnd) this.rows.add("after the end", rows);
    else if (day < start) this.rows.add("before the start", rows);
    else if (negative === "leave out") this.rows.add("returns left out", rows);
    else {
      for (let row = 0; row < rows; row++) {
        const isEnough = (day > end ? heldOut : watched).giveBack(-amount);
        this.rows.add(isEnough ? "returns subtracted" : "returns larger than what was bought", 1);
      }
    }
  }
}
