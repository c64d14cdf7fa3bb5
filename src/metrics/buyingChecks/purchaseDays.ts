import type { Cell } from "../../tables/table.js";
import type { PurchaseReader } from "../purchases/purchaseLines.js";

/** On which days the customers of a cohort came first, and on which they came again; rows come customer by customer, in order of days. */
export class PurchaseDays implements PurchaseReader {
  /** Customers by the day of their first purchase. */
  readonly firsts = new Map<number, number>();
  /** The first day with a purchase of the cohort, and the last day of any row. */
  first: number | null = null;
  last: number | null = null;
  /** Rows without a customer or a date; rows of customers who are not followed. */
  missing = 0;
  outside = 0;
  private readonly repeats = new Map<number, number>();
  private current: { readonly customer: Cell; readonly days: number[]; rows: number } | null = null;

  constructor(
    private readonly start: number,
    private readonly end: number,
  ) {}

  add(customer: Cell, day: number | null, amount: number | null, rows: number): void {
    if (customer === null || day === null) {
      this.missing += rows;
      return;
    }
    this.last = Math.max(this.last ?? day, day);
    if (this.current === null || this.current.customer !== customer) {
      this.close();
      this.current = { customer, days: [], rows: 0 };
    }
    this.current.rows += rows;
    if (amount !== null && amount < 0) return;
    if (this.current.days.at(-1) !== day) this.current.days.push(day);
  }

  attribute(): void {
    // Nothing is asked of customers but when they came.
  }

  /** Ends the customer of the last rows. */
  close(): void {
    const of = this.current;
    this.current = null;
    if (of === null) return;
    const [first, ...again] = of.days;
    if (first === undefined || first < this.start || first > this.end) {
      this.outside += of.rows;
      return;
    }
    this.firsts.set(first, (this.firsts.get(first) ?? 0) + 1);
    for (const day of again) this.repeats.set(day, (this.repeats.get(day) ?? 0) + 1);
    this.first = Math.min(this.first ?? first, first);
  }

  /** Repeat purchases on all days before one. */
  repeatsBefore(day: number): number {
    let sum = 0;
    for (const [on, made] of this.repeats) if (on < day) sum += made;
    return sum;
  }
}
