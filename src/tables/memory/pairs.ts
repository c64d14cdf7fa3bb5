import type { KeyCodes } from "./key-codes.js";

/** Pairs of a group and of the code of one more key, numbered 0, 1, 2 … group by group. */
export interface Pairs {
  /** The pair of each row. */
  readonly ids: Int32Array;
  /** The group and the code of each pair. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** The pairs of group a are those from `firsts[a]` up to `firsts[a + 1]`. */
  readonly firsts: Int32Array;
}

/** Rows by their groups: those of group a are at `starts[a]` up to `starts[a + 1]`, in their order. */
export function rowsByGroup(
  groups: Int32Array,
  size: number,
): { readonly starts: Int32Array; readonly rows: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (let row = 0; row < groups.length; row++) starts[groups[row]! + 1]!++;
  for (let a = 0; a < size; a++) starts[a + 1]! += starts[a];
  const next = starts.slice();
  const rows = new Int32Array(groups.length);
  for (let row = 0; row < groups.length; row++) rows[next[groups[row]!]!++] = row;
  return { starts, rows };
}

/** Numbers the pairs that occur: group by group, a look at what was last known of a code tells whether the group had it before. */
export function pairsOf(groups: Int32Array, size: number, { codes, offset, cells }: KeyCodes): Pairs {
  const { starts, rows } = rowsByGroup(groups, size);
  const [ids, lefts, rights] = [1, 2, 3].map(() => new Int32Array(rows.length)) as [Int32Array, Int32Array, Int32Array];
  const firsts = new Int32Array(size + 1);
  const latest = new Int32Array(cells.length).fill(-1);
  let pairs = 0;
  for (let a = 0; a < size; a++) {
    const first = pairs;
    for (let i = starts[a]!; i < starts[a + 1]!; i++) {
      const row = rows[i]!;
      const code = codes[row]! + offset;
      // A pair below the first of this group is another group's.
      if (latest[code]! < first) {
        lefts[pairs] = a;
        rights[pairs] = code;
        latest[code] = pairs++;
      }
      ids[row] = latest[code]!;
    }
    firsts[a + 1] = pairs;
  }
  return { ids, firsts, lefts: lefts.subarray(0, pairs), rights: rights.subarray(0, pairs) };
}

/** Up to so many pairs are put in order one by one, where a call of `sort` would take longer. */
const FEW = 24;

/** The pairs in order: groups as given, and within each by the ranks of their codes. */
export function pairsInOrder(groups: Int32Array, { firsts, rights }: Pairs, ranks: Int32Array): Int32Array {
  const order = new Int32Array(rights.length);
  const pairOf = new Int32Array(ranks.length);
  let place = 0;
  for (let g = 0; g < groups.length; g++) {
    const begin = place;
    const [first, end] = [firsts[groups[g]!]!, firsts[groups[g]! + 1]!];
    for (let pair = first; pair < end; pair++) {
      const rank = ranks[rights[pair]!]!;
      pairOf[rank] = pair;
      let at = place++;
      if (end - first <= FEW) for (; at > begin && order[at - 1]! > rank; at--) order[at] = order[at - 1]!;
      order[at] = rank;
    }
    if (end - first > FEW) order.subarray(begin, place).sort();
    for (let i = begin; i < place; i++) order[i] = pairOf[order[i]!]!;
  }
  return order;
}
