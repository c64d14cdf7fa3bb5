import type { Aggregate, Cell } from "../../tables/table.js";
import { shown } from "../scale.js";

/** The columns of `by` as aggregates: the least and the largest of each customer, which must be the same. */
export const leastAndMost = (by: readonly string[]): Record<string, Aggregate> =>
  Object.fromEntries(
    by.flatMap((name, i) => [
      [`least of by ${i}`, { min: name }],
      [`most of by ${i}`, { max: name }],
    ]),
  );

/** The same of what was rolled up so before. */
export const leastAndMostAgain = (by: readonly string[]): Record<string, Aggregate> =>
  Object.fromEntries(
    by.flatMap((_, i) => [
      [`least of by ${i}`, { min: `least of by ${i}` }],
      [`most of by ${i}`, { max: `most of by ${i}` }],
    ]),
  );

/** The one value that each column of `by` has of a customer, customer after customer. */
export class CustomerValues {
  private customer: Cell = null;
  private cells: Cell[] = [];
  private torn: { readonly customer: Cell; readonly column: string; readonly values: readonly Cell[] } | null = null;

  constructor(private readonly by: readonly string[]) {}

  begin(customer: Cell): void {
    this.customer = customer;
    this.cells = this.by.map(() => null);
  }

  /** What one column of `by` says of the customer; a customer cannot be of two segments. */
  add(place: number, least: Cell, most: Cell): void {
    for (const value of [least, most]) {
      const known = this.cells[place]!;
      if (value === null || value === known) continue;
      if (known !== null) this.torn ??= { customer: this.customer, column: this.by[place]!, values: [known, value] };
      this.cells[place] = value;
    }
  }

  /** Those of the customer; missing where no row of his has one. */
  get values(): readonly Cell[] {
    return this.cells;
  }

  /** Throws where a customer had two values of one column. */
  requireOneEach(customerColumn: string, caller: string): void {
    if (this.torn === null) return;
    const { customer, column, values } = this.torn;
    throw new RangeError(
      `${caller} by '${column}' requires one value of each customer; got ${values.map(shown).join(" and ")} of ${shown(customer)} in '${customerColumn}'`,
    );
  }
}
