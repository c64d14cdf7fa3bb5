import {
  type PurchaseHistoriesOptions,
  type PurchaseHistoriesResult,
  purchaseHistories,
  type RowKind,
} from "../../src/metrics/purchaseHistories/purchaseHistories.js";
import type { Cell } from "../../src/tables/table.js";
import { inMemory } from "./existing.js";
import type { Columns } from "./sameInDuckdb.js";

export type Row = readonly [customer: Cell, date: string | null, amount: number | null];

export const asked = { customer: "customer", date: "date", amount: "amount", unit: "days" } as const;

export const purchaseColumns = (rows: readonly Row[]): Columns => ({
  customer: rows.map(([customer]) => customer),
  date: rows.map(([, date]) => date),
  amount: rows.map(([, , amount]) => amount),
});

export const historiesOf = async (rows: readonly Row[], more: Partial<PurchaseHistoriesOptions> = {}) =>
  purchaseHistories(await inMemory(purchaseColumns(rows)), { ...asked, ...more });

/** The rows of the table of histories, by name of column. */
export function historyRows({ table }: PurchaseHistoriesResult): Record<string, Cell>[] {
  const names = table.columns;
  return (table.values as Cell[][]).map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]!])));
}

export const historyColumn = (result: PurchaseHistoriesResult, name: string) =>
  historyRows(result).map((row) => row[name]);

/** The kinds of rows that occur. */
export const kindsOf = ({ reconciliation }: PurchaseHistoriesResult): Partial<Record<RowKind, number>> =>
  Object.fromEntries(reconciliation.filter(({ rows }) => rows > 0).map(({ kind, rows }) => [kind, rows]));
