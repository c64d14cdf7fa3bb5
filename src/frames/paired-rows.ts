import type { Matches, Side } from "./matches.js";

/** Rows of both tables that stand side by side in a joined one; −1 stands for no partner. */
export interface PairedRows {
  /** "all" where each row of the left table stands once, in its place. */
  readonly left: Int32Array | "all";
  readonly right: Int32Array;
}

/** The rows of a table that have a partner in the other, or those that have none. */
export function rowsMatched({ left, right }: Matches, wanted: "matched" | "unmatched"): Int32Array {
  const rows = new Int32Array(left.ids.length);
  let many = 0;
  for (let row = 0; row < left.ids.length; row++) {
    const id = left.ids[row]!;
    const isMatched = id >= 0 && right.counts[id]! > 0;
    if (isMatched === (wanted === "matched")) rows[many++] = row;
  }
  return rows.slice(0, many);
}

/** Rows by number, one number after the other. */
function bucketed({ ids, counts }: Side): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(counts.length + 1);
  for (let id = 0; id < counts.length; id++) starts[id + 1] = starts[id]! + counts[id]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[counts.length]!);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0) continue;
    rows[next[id]!] = row;
    next[id] = next[id]! + 1;
  }
  return { starts, rows };
}

/** The one partner of each left row, −1 where it has none. */
function onlyPartners({ left, right }: Matches): Int32Array {
  const rowOf = new Int32Array(right.counts.length).fill(-1);
  for (let row = 0; row < right.ids.length; row++) if (right.ids[row]! >= 0) rowOf[right.ids[row]!] = row;
  const partners = new Int32Array(left.ids.length);
  for (let row = 0; row < partners.length; row++) partners[row] = left.ids[row]! < 0 ? -1 : rowOf[left.ids[row]!]!;
  return partners;
}

/** Each pair of rows with the same keys, and with `lone` "kept" the left rows that have no partner, in the left order. */
export function pairedRows(matches: Matches, lone: "kept" | "left out"): PairedRows {
  const { left, right } = matches;
  if (lone === "kept" && right.counts.every((count) => count < 2)) return { left: "all", right: onlyPartners(matches) };
  const { starts, rows } = bucketed(right);
  const partnersOf = (id: number) => (id < 0 ? 0 : right.counts[id]!);
  let many = 0;
  for (const id of left.ids) many += lone === "kept" ? Math.max(partnersOf(id), 1) : partnersOf(id);
  const paired = { left: new Int32Array(many), right: new Int32Array(many) };
  let at = 0;
  for (let row = 0; row < left.ids.length; row++) {
    const id = left.ids[row]!;
    const partners = partnersOf(id);
    for (let i = 0; i < partners; i++) {
      paired.left[at] = row;
      paired.right[at++] = rows[starts[id]! + i]!;
    }
    if (partners > 0 || lone === "left out") continue;
    paired.left[at] = row;
    paired.right[at++] = -1;
  }
  return paired;
}
