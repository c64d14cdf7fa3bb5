import type { Interval } from "../../statistics/interval.js";
import { estimateRatio, linearizedInterval } from "../../statistics/ratio.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import type { Keys } from "../result.js";
import { bySegment, keysOf } from "../segments.js";
import type { IndexSeries, IndexValue } from "./periodIndex.js";

/** What came in a period: rows or customers, Σx and Σx² over them. */
interface Totals {
  /** Rows with an amount, or customers. */
  units: number;
  rows: number;
  sum: number;
  squares: number;
  missing: number;
  hasNegative: boolean;
}

interface Incomes {
  readonly keys: Keys;
  readonly totals: ReadonlyMap<string, Totals>;
  /** Of customers with both: how many, and Σxy. None where each row stands for itself. */
  readonly both: (period: string, base: string) => { readonly units: number; readonly products: number };
}

export interface IncomeColumns {
  readonly amount: string;
  readonly customer: string | null;
  readonly by: readonly string[];
}

const none = (): Totals => ({ units: 0, rows: 0, sum: 0, squares: 0, missing: 0, hasNegative: false });

function add(totals: Map<string, Totals>, period: string, more: Partial<Totals>): void {
  const one = totals.get(period) ?? none();
  one.units += more.units ?? 0;
  one.rows += more.rows ?? 0;
  one.sum += more.sum ?? 0;
  one.squares += more.squares ?? 0;
  one.missing += more.missing ?? 0;
  one.hasNegative ||= more.hasNegative ?? false;
  totals.set(period, one);
}

/** Each row stands for itself. */
function ofRows(keys: Keys, entries: readonly Cross[], place: number): Incomes {
  const totals = new Map<string, Totals>();
  for (const { keys: cells, n, sums, counts } of entries) {
    const [sum, squares, negative] = sums as [number, number, number];
    const known = counts[0]!;
    const more = { units: known, rows: known, sum, squares, missing: n - known, hasNegative: negative < 0 };
    add(totals, String(cells[place]), more);
  }
  return { keys, totals, both: () => ({ units: 0, products: 0 }) };
}

/** The rows of one customer go together. */
function ofCustomers(keys: Keys, entries: readonly Cross[], place: number): Incomes {
  const totals = new Map<string, Totals>();
  const customers = new Map<Cell, Map<string, number>>();
  for (const { keys: cells, n, sums, counts } of entries) {
    const [period, who] = [String(cells[place]), cells[place + 1]!];
    const known = who === null ? 0 : counts[0]!;
    const sum = known === 0 ? 0 : sums[0]!;
    add(totals, period, {
      units: known === 0 ? 0 : 1,
      rows: known,
      sum,
      squares: sum * sum,
      missing: n - known,
      hasNegative: sum < 0,
    });
    if (known === 0) continue;
    const incomes = customers.get(who) ?? new Map<string, number>();
    incomes.set(period, sum);
    customers.set(who, incomes);
  }
  const both = (period: string, base: string) => {
    let [units, products] = [0, 0];
    for (const incomes of customers.values()) {
      const [x, y] = [incomes.get(base), incomes.get(period)];
      if (x === undefined || y === undefined) continue;
      units++;
      products += x * y;
    }
    return { units, products };
  };
  return { keys, totals, both };
}

/** The tally: one crosstab of segment × period, with the customer where rows of one go together. */
export async function incomeTally(table: Table, { amount, customer, by }: IncomeColumns): Promise<Incomes[]> {
  const keys = [...by, "period", ...(customer === null ? [] : [customer])];
  const terms = [amount, { product: [amount, amount] }, { min: [amount, { below: [amount, amount] }] }] as const;
  const tally = (await table.crosstab(keys, terms)).filter((entry) => entry.keys[by.length] !== null);
  const make = customer === null ? ofRows : ofCustomers;
  return bySegment(tally, by.length).map(({ cells, entries }) => make(keysOf(by, cells), entries, by.length));
}

/**
 * The totals of one segment as a series. A total over that of the base is a ratio of sums over customers (or rows), of whom one who
 * bought in both counts in both.
 *
 * @param daysOf the days a total is divided by; 1 where totals themselves are compared
 */
export function incomeSeries(
  { keys, totals, both }: Incomes,
  daysOf: (period: string) => number,
  level: number,
): IndexSeries {
  const ofTotals = (period: string, { rows, sum, missing }: Totals): IndexValue => ({
    value: rows === 0 ? null : sum / daysOf(period),
    n: rows,
    missing,
    note: rows === 0 ? "no amounts" : null,
  });
  const ratioInterval = (period: string, base: string): Interval | string => {
    const [now, then, shared] = [totals.get(period)!, totals.get(base)!, both(period, base)];
    const units = now.units + then.units - shared.units;
    const ratio = estimateRatio({
      n: units,
      x: then.sum,
      y: now.sum,
      xx: then.squares,
      xy: shared.products,
      yy: now.squares,
    });
    if (!ratio.standardError) return units < 2 ? "one customer: no interval" : "nothing varies: no interval";
    const lower = now.hasNegative || then.hasNegative ? Number.NEGATIVE_INFINITY : 0;
    const bounds = linearizedInterval(ratio, level, { lower, upper: Number.POSITIVE_INFINITY })!;
    const scale = daysOf(base) / daysOf(period);
    return { lower: bounds.lower * scale, upper: bounds.upper * scale };
  };
  return { keys, values: new Map([...totals].map(([period, one]) => [period, ofTotals(period, one)])), ratioInterval };
}
