import type { DataFrame } from "danfojs-node";
import { frameColumns, isFrame } from "./memory/frame-columns.js";
import { memoryTable } from "./memory/memory-table.js";
import type { Table } from "./table.js";

/** What a metric takes: rows in a Danfo DataFrame, or a table that lives elsewhere. */
export type TableLike = DataFrame | Table;

const isTable = (x: unknown): x is Table =>
  typeof x === "object" &&
  x !== null &&
  typeof (x as Table).crosstab === "function" &&
  typeof (x as Table).moments === "function";

function described(x: unknown): string {
  if (x === null || x === undefined) return String(x);
  if (x instanceof Promise) return "a promise; put await before the call that made it";
  if (Array.isArray(x)) return "an array";
  return typeof x === "object" ? "an object that is neither" : `a ${typeof x}`;
}

/**
 * A DataFrame or a table, as a table: the three tallies and typed columns.
 *
 * @param name what the table is called in messages; a frame from `load` is called after its file
 * @example (await asTable(answers).crosstab(["segment"])).map(({ keys, n }) => [...keys, n])
 */
export function asTable(x: TableLike, name?: string): Table {
  if (isFrame(x)) return memoryTable(frameColumns(x, name));
  if (isTable(x)) return x;
  throw new TypeError(`asTable requires a Danfo DataFrame or a table; got ${described(x)}`);
}
