import { groupRows } from "../tables/memory/groups.js";
import { keyCodes } from "../tables/memory/key-codes.js";
import type { TypedColumn } from "../tables/table.js";
import { placesIn } from "./same-texts.js";
import { stack, typeOf } from "./stack.js";

/**
 * Which rows of two tables have the same keys: such rows have the same number, from 0 on. −1 stands where a key is missing,
 * or stands in the other table nowhere.
 */
interface SameKeys {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** One more than the largest number. */
  readonly size: number;
}

/** The rows of one table, each with the number of its keys, and how often each number stands there. */
export interface Side {
  readonly ids: Int32Array;
  readonly counts: Int32Array;
}

export interface Matches {
  readonly left: Side;
  readonly right: Side;
}

/** Text by the codes of the left dictionary: each different text is looked up once, no row's. */
function sameTexts(left: TypedColumn, right: TypedColumn): SameKeys | null {
  if (!("codes" in left && "codes" in right)) return null;
  const size = left.dictionary.length;
  if (left.dictionary === right.dictionary) return { left: left.codes, right: right.codes, size };
  const places = placesIn(left.dictionary, right.dictionary);
  const codes = new Int32Array(right.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = right.codes[row]!;
    codes[row] = code < 0 ? -1 : places[code]!;
  }
  return { left: left.codes, right: codes, size };
}

/** Numbers, true and false by the coding of every tally, both columns as one. */
function sameValues(left: TypedColumn, right: TypedColumn, rows: Rows, of: string): SameKeys {
  const parts = [
    { column: left, rows: rows.left },
    { column: right, rows: rows.right },
  ];
  const { codes, offset, cells } = keyCodes(stack(parts, of));
  const known = codes.map((code) => code + offset - 1);
  return { left: known.subarray(0, rows.left), right: known.subarray(rows.left), size: cells.length - 1 };
}

/** Several keys as one: both tables' rows are grouped together, by the grouping of every tally. */
function together(keys: readonly SameKeys[], rows: Rows): SameKeys {
  const stacked = keys.map(({ left, right, size }) => {
    const codes = new Int32Array(rows.left + rows.right);
    codes.set(left);
    codes.set(right, rows.left);
    // Cells and ranks would only put the groups in an order.
    return { codes, offset: 1, cells: new Array<null>(size + 1), ranks: new Int32Array() };
  });
  const { ids, slots } = groupRows(stacked, rows.left + rows.right);
  const known = ids.map((id, row) => (stacked.some(({ codes }) => codes[row]! < 0) ? -1 : id));
  return { left: known.subarray(0, rows.left), right: known.subarray(rows.left), size: slots };
}

interface Rows {
  readonly left: number;
  readonly right: number;
}

function counted(ids: Int32Array, size: number): Side {
  const counts = new Int32Array(size);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id >= 0) counts[id] = counts[id]! + 1;
  }
  return { ids, counts };
}

/**
 * Matches two tables by their keys.
 *
 * @throws keys that hold numbers in one table and text in the other
 */
export function matchesOf(
  left: readonly TypedColumn[],
  right: readonly TypedColumn[],
  rows: Rows,
  names: readonly string[],
): Matches {
  const keys = left.map((column, k) => {
    const other = right[k]!;
    const of = `join: key '${names[k]}'`;
    typeOf([column, other], of);
    return sameTexts(column, other) ?? sameValues(column, other, rows, of);
  });
  const same = keys.length === 1 ? keys[0]! : together(keys, rows);
  return { left: counted(same.left, same.size), right: counted(same.right, same.size) };
}
