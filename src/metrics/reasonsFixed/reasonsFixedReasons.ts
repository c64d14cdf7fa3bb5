import { requireColumns } from "../../tables/requirements.js";
import { rowsTogether } from "../../tables/rows-together.js";
import { type Cell, compareText, type Table } from "../../tables/table.js";
import { asTable } from "../../tables/table-like.js";
import { reasonOf } from "../churnReasons/churnReasonsPatterns.js";
import { caller, type ReasonsFixedOptions } from "./reasonsFixedOptions.js";
import { cellsOf, requireOnce, type WatchedTime } from "./reasonsFixedTimes.js";

/** Why each customer left. */
export interface LeavingReasons {
  /** By row of the customers; null where none is known. */
  readonly of: readonly (string | null)[];
  /** Every reason that stands in the column, whoever gave it, by name. */
  readonly given: readonly string[];
  /** Customers in the table of reasons who are not among those watched. */
  readonly strangers: number;
}

const namesIn = (cells: readonly (string | null)[]) =>
  [...new Set(cells.flatMap((reason) => reason ?? []))].sort(compareText);

async function joinedReasons(
  table: Table,
  times: readonly WatchedTime[],
  { reason, customer }: ReasonsFixedOptions,
): Promise<LeavingReasons> {
  const from = reason as Exclude<ReasonsFixedOptions["reason"], string>;
  if (customer === undefined)
    throw new TypeError(`${caller} requires 'customer', the column that joins the reasons' table; got none`);
  const key = from.customer ?? customer;
  const other = rowsTogether(asTable(from.table), [key, from.column], caller);
  await requireColumns(other, [key, from.column], caller);
  await requireOnce(other, key, "; give one row a customer, with the main reason");
  const [keys, reasons] = [await cellsOf(other, key), (await cellsOf(other, from.column)).map(reasonOf)];
  const reasonBy = new Map<Cell, string | null>();
  keys.forEach((cell, row) => {
    if (cell !== null) reasonBy.set(cell, reasons[row]!);
  });
  const customers = await cellsOf(table, customer);
  const known = new Set(customers);
  const leavers = customers.filter((_, row) => times[row]?.left);
  if (leavers.length > 0 && reasonBy.size > 0 && !leavers.some((cell) => cell !== null && reasonBy.has(cell)))
    throw new Error(
      `${caller}: none of the ${leavers.length} who left is in '${key}' of ${other.name}, such as ${String(leavers[0])}; got ${String(keys[0])} there`,
    );
  return {
    of: customers.map((cell) => (cell === null ? null : (reasonBy.get(cell) ?? null))),
    given: namesIn(reasons),
    strangers: [...reasonBy.keys()].filter((cell) => !known.has(cell)).length,
  };
}

/** Reads the reasons, from the column or from the table they stand in. */
export async function leavingReasons(
  table: Table,
  times: readonly WatchedTime[],
  options: ReasonsFixedOptions,
): Promise<LeavingReasons> {
  const { reason, customer } = options;
  if (customer !== undefined) {
    await requireColumns(table, [customer], caller);
    await requireOnce(table, customer);
  }
  if (typeof reason !== "string") return joinedReasons(table, times, options);
  await requireColumns(table, [reason], caller);
  const reasons = (await cellsOf(table, reason)).map(reasonOf);
  return { of: reasons, given: namesIn(reasons), strangers: 0 };
}
