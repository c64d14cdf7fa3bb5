import type { KeyCodes } from "./key-codes.js";

/** Combinations in the order of one key; those of one value stay as they were. Counted and put in their places, without a comparison. */
function orderedBy(order: Int32Array, codes: Int32Array, ranks: Int32Array, size: number): Int32Array {
  const next = new Int32Array(size + 1);
  for (let i = 0; i < codes.length; i++) next[ranks[codes[i]!]! + 1]!++;
  for (let rank = 0; rank < size; rank++) next[rank + 1]! += next[rank];
  const ordered = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const i = order[place]!;
    ordered[next[ranks[codes[i]!]!]!++] = i;
  }
  return ordered;
}

/**
 * Combinations of key values in the one order of keys: put in order by the last key, then by the one before it, and so on,
 * each time keeping the order so far where values are equal.
 *
 * @param codes of each key, its code in each combination
 * @returns the combinations, by their positions in `codes`
 */
export function inKeyOrder(
  keys: readonly Pick<KeyCodes, "cells" | "ranks">[],
  codes: readonly Int32Array[],
): Int32Array {
  let order: Int32Array = new Int32Array(codes[0]?.length ?? 0);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let k = keys.length - 1; k >= 0; k--) {
    const { cells, ranks } = keys[k]!;
    order = orderedBy(order, codes[k]!, ranks, cells.length);
  }
  return order;
}
