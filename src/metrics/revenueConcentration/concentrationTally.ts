import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Aggregate, Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { CustomerValues, leastAndMost } from "../purchases/customerValues.js";
import type { NegativeAmounts } from "../purchases/purchaseColumns.js";
import { cellAt, requireWithin, rowsOf } from "../scale.js";

export interface ConcentrationColumns {
  readonly customer: string;
  readonly amount: string;
  readonly by: readonly string[];
}

/** What each customer brought, in the order of customers. */
export interface CustomerRevenue {
  readonly totals: Float64Array;
  /** Of each customer the values of `by`; [] without. */
  readonly cells: readonly (readonly Cell[])[];
  /** Rows without a customer or without an amount. */
  readonly missing: number;
  /** Rows with an amount below 0 that were not looked at. */
  readonly leftOut: number;
  /** Customers of whom no amount is known: they are in no number. */
  readonly unknown: number;
}

const CALLER = "revenueConcentration";
const [TOTAL, KNOWN, ROWS] = ["revenue total", "revenue known", "revenue rows"];

/** Gathers rows that come customer by customer; typed arrays, as there may be a million of them. */
function gathered(
  typed: Readonly<Record<string, TypedColumn>>,
  columns: ConcentrationColumns,
  leavesOut: boolean,
): CustomerRevenue {
  const who = typed[columns.customer]!;
  const [total, known, rows] = [TOTAL, KNOWN, ROWS].map((name) => typedNumbers(typed[name!]!));
  const attributes = columns.by.map((_, i) => [typed[`least of by ${i}`]!, typed[`most of by ${i}`]!] as const);
  const values = new CustomerValues(columns.by);
  const totals = new Float64Array(rowsOf(who));
  const all: (readonly Cell[])[] = [];
  let [size, missing, leftOut, unknown] = [0, 0, 0, 0];
  let [current, isKnown]: [Cell, boolean] = [null, true];
  for (let row = 0; row < rowsOf(who); row++) {
    const cell = cellAt(who, row);
    if (cell === null) {
      missing += rows![row]!;
      continue;
    }
    if (cell !== current) {
      unknown += isKnown ? 0 : 1;
      [current, isKnown] = [cell, false];
      values.begin(cell);
    }
    attributes.forEach(([least, most], i) => {
      values.add(i, cellAt(least, row), cellAt(most, row));
    });
    missing += rows![row]! - known![row]!;
    if (known![row] === 0) continue;
    if (!isKnown) {
      isKnown = true;
      size++;
      if (attributes.length > 0) all.push(values.values);
    }
    if (leavesOut && total![row]! < 0) leftOut += rows![row]!;
    else totals[size - 1]! += total![row];
  }
  unknown += isKnown ? 0 : 1;
  values.requireOneEach(columns.customer, CALLER);
  return { totals: totals.slice(0, size), cells: all, missing, leftOut, unknown };
}

/** The tally: what each customer brought, added up where the rows are. */
export async function concentrationTally(
  source: Table,
  columns: ConcentrationColumns,
  negative: NegativeAmounts,
): Promise<CustomerRevenue> {
  const { customer, amount, by } = columns;
  await requireColumns(source, [customer, ...by], CALLER);
  await requireNumberColumns(source, [amount], CALLER);
  const least = negative === "refuse" ? 0 : Number.NEGATIVE_INFINITY;
  const what = `${CALLER} requires amounts (returns: negative 'subtract' or 'leave out')`;
  const [range] = await requireWithin(source, [amount], { min: least, max: Number.POSITIVE_INFINITY }, what);

  // Single amounts are told apart only where some are to be left out.
  const leavesOut = negative === "leave out" && (range![0] ?? 0) < 0;
  const aggregates: Record<string, Aggregate> = {
    [TOTAL!]: { sum: amount },
    [KNOWN!]: { count: amount },
    [ROWS!]: "rows",
    ...leastAndMost(by),
  };
  const rolled = await source.rollUp(leavesOut ? [customer, amount] : [customer], aggregates);
  const typed = await rolled.typed([customer, ...Object.keys(aggregates)], CALLER);
  return gathered(typed, columns, leavesOut);
}
