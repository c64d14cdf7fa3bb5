import type { DataFrame } from "danfojs-node";
import { keyCodes } from "../tables/memory/key-codes.js";
import { inKeyOrder } from "../tables/memory/key-order.js";
import { compareText, type TypedColumn } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { columnsOf, requireNames } from "./columns.js";
import { takeRows } from "./take.js";

/** A column to sort by: from the smallest up, or from the largest down. */
export type SortKey = string | { readonly descending: string };

export interface SortOptions {
  /**
   * How text is ordered.
   *
   * - `code point` (default): the same on every machine and engine; Persian پ, چ, ژ, گ come after ی.
   * - `persian`: as a Persian dictionary does, آ before ا, پ after ب.
   */
  readonly order?: "code point" | "persian";
}

interface Ranked {
  /** By row: the place of its cell, 0 first. */
  readonly places: Int32Array;
  readonly size: number;
}

function persianRanks(dictionary: readonly string[]): Int32Array {
  const { compare } = new Intl.Collator("fa");
  const order = dictionary.map((_, code) => code);
  order.sort((a, b) => compare(dictionary[a]!, dictionary[b]!) || compareText(dictionary[a]!, dictionary[b]!));
  const ranks = new Int32Array(dictionary.length);
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}

/** The places of a column's cells, a missing one last of all whichever way the others run. */
function ranked(column: TypedColumn, isDescending: boolean, order: SortOptions["order"]): Ranked {
  const { codes, offset, cells, ranks } = keyCodes(column);
  const last = cells.length - 1;
  const persian = order === "persian" && column.type === "text" ? persianRanks(column.dictionary) : null;
  const placeOf = (code: number) => {
    if (code === 0) return last;
    const rank = persian === null ? ranks[code]! : persian[code - 1]!;
    return isDescending ? last - 1 - rank : rank;
  };
  const places = Int32Array.from(cells, (_, code) => placeOf(code));
  return { places: codes.map((code) => places[code + offset]!), size: cells.length };
}

const same = (size: number) => Int32Array.from({ length: size }, (_, place) => place);

/** The rows in order. The row itself is the last key: it makes the order stable, and every combination another one. */
function orderOf(keys: readonly Ranked[], rows: number): Int32Array {
  const all = [...keys, { places: same(rows), size: rows }];
  return inKeyOrder(
    all.map(({ size }) => ({ cells: new Array<null>(size), ranks: same(size) })),
    all.map(({ places }) => places),
  );
}

/**
 * The rows in order: by the first column, then by the next where the first is equal. Numbers go by value, dates by time,
 * text by code point or as a Persian dictionary has it, false before true. A missing cell comes last, whichever way the
 * column runs. Rows that are equal keep their order.
 *
 * @param by a column, or several, each perhaps `{ descending: column }`
 * @throws a column that does not exist, with the nearest that do
 * @example const ranked = await sort(customers, ["segment", { descending: "revenue" }]);
 * @example const cities = await sort(customers, "city", { order: "persian" });
 */
export async function sort(
  x: TableLike,
  by: SortKey | readonly SortKey[],
  options: SortOptions = {},
): Promise<DataFrame> {
  const keys = (Array.isArray(by) ? by : [by]) as readonly SortKey[];
  const columns = await columnsOf(x);
  const nameOf = (key: SortKey) => (typeof key === "string" ? key : key.descending);
  requireNames("sort", columns, keys.map(nameOf));
  const ranks = keys.map((key) => ranked(columns.column(nameOf(key)), typeof key !== "string", options.order));
  return takeRows(columns, orderOf(ranks, columns.rows));
}
