import type { Cell } from "../../tables/table.js";
import { type Buyers, NO_ROWS, type Rows } from "./rfmBuyers.js";

/** One row a customer: what was bought before, in and after a window. NaN for what there is none of. */
export interface PlacedRows {
  /** 0 in the row of those without a customer. */
  readonly known: Float64Array;
  /** Rows of the table: all, and those of each place; the others have no date. */
  readonly all: Float64Array;
  readonly before: Float64Array;
  readonly within: Float64Array;
  readonly after: Float64Array;
  readonly first: (row: number) => number | null;
  readonly lastBefore: (row: number) => number | null;
  readonly last: (row: number) => number | null;
  /** Days with a purchase in the window, and what they came to. */
  readonly days: Float64Array;
  readonly total: Float64Array;
}

/** Who the customers are, where somebody asks. */
interface Told {
  customer(row: number): Cell;
  cells(row: number): readonly Cell[];
}

/** Buyers from such rows; numbers in typed arrays, as there may be millions. */
export function buyersOfPlaces(placed: PlacedRows, asOf: number, told: Told | null): Buyers {
  const size = placed.known.length;
  const [since, frequency, total] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const rows: Rows = { ...NO_ROWS };
  const [customers, cells]: [Cell[], (readonly Cell[])[]] = [[], []];
  let [count, firstDay] = [0, Number.POSITIVE_INFINITY];
  for (let row = 0; row < size; row++) {
    if (placed.known[row] === 0) {
      rows.noCustomer += placed.all[row]!;
      continue;
    }
    const [before, within, after] = [placed.before[row]! || 0, placed.within[row]! || 0, placed.after[row]! || 0];
    rows.purchases += before + within;
    rows.later += after;
    rows.noDate += placed.all[row]! - before - within - after;
    const values = told?.cells(row);
    if (before + within === 0) {
      rows.customersWithoutPurchase++;
      continue;
    }
    since[count] = asOf - (within > 0 ? placed.last(row)! : placed.lastBefore(row)!);
    frequency[count] = within > 0 ? placed.days[row]! : 0;
    total[count] = within > 0 ? placed.total[row]! : 0;
    firstDay = Math.min(firstDay, placed.first(row)!);
    count++;
    if (told !== null) {
      customers.push(told.customer(row));
      cells.push(values!);
    }
  }
  return {
    ...{ customers, cells, rows, firstDay: count === 0 ? null : firstDay },
    daysSinceLastPurchase: since.slice(0, count),
    frequency: frequency.slice(0, count),
    total: total.slice(0, count),
  };
}
