import { groupRows } from "../tables/memory/groups.js";
import { keyCodes } from "../tables/memory/key-codes.js";
import type { TypedColumn } from "../tables/table.js";
import { stack } from "./stack.js";

/** Which rows of two tables have the same keys. A row with a missing key has none. */
export interface Matches {
  /** The rows of the right table with the keys of this row of the left one. */
  of(left: number): Int32Array;
  /** How often the keys of a row stand in each table, 0 where one of them is missing. */
  readonly left: Times;
  readonly right: Times;
}

/** By row: how often its keys stand in its own table, and in the other. */
export interface Times {
  readonly here: Int32Array;
  readonly there: Int32Array;
}

/** Rows by group, one group after the other. */
function bucketed(ids: Int32Array, slots: number): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(slots + 1);
  for (const id of ids) if (id >= 0) starts[id + 1]!++;
  for (let slot = 0; slot < slots; slot++) starts[slot + 1]! += starts[slot];
  const next = starts.slice();
  const rows = new Int32Array(starts[slots]!);
  ids.forEach((id, row) => {
    if (id >= 0) rows[next[id]!++] = row;
  });
  return { starts, rows };
}

/**
 * Matches two tables by their keys: both sets of keys are grouped as one, by the grouping of every tally, so that a left
 * and a right row match where they fall into one group.
 */
export function matchesOf(
  left: readonly TypedColumn[],
  right: readonly TypedColumn[],
  rows: { readonly left: number; readonly right: number },
  names: readonly string[],
): Matches {
  const keys = left.map((column, k) =>
    keyCodes(
      stack(
        [
          { column, rows: rows.left },
          { column: right[k]!, rows: rows.right },
        ],
        `join: key '${names[k]}'`,
      ),
    ),
  );
  const { ids, slots } = groupRows(keys, rows.left + rows.right);
  const known = ids.map((id, row) => (keys.some(({ codes, offset }) => codes[row]! + offset === 0) ? -1 : id));
  const [ofLeft, ofRight] = [known.slice(0, rows.left), known.slice(rows.left)];
  const [leftBuckets, rightBuckets] = [bucketed(ofLeft, slots), bucketed(ofRight, slots)];
  const times = ({ starts }: { starts: Int32Array }, own: Int32Array) =>
    own.map((id) => (id < 0 ? 0 : starts[id + 1]! - starts[id]!));
  return {
    of: (row) => {
      const id = ofLeft[row]!;
      return id < 0
        ? new Int32Array()
        : rightBuckets.rows.subarray(rightBuckets.starts[id]!, rightBuckets.starts[id + 1]!);
    },
    left: { here: times(leftBuckets, ofLeft), there: times(rightBuckets, ofLeft) },
    right: { here: times(rightBuckets, ofRight), there: times(leftBuckets, ofRight) },
  };
}
