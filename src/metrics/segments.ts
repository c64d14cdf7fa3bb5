import type { Cell } from "../tables/table.js";
import type { Keys } from "./result.js";

/** What every metric takes to split its result: one column or several. */
export type By = string | readonly string[];

export const byColumns = (by: By | undefined): readonly string[] =>
  by === undefined ? [] : typeof by === "string" ? [by] : by;

/** The key values of a segment under the names of their columns. */
export const keysOf = (by: readonly string[], cells: readonly Cell[]): Keys =>
  Object.fromEntries(by.map((name, i) => [name, cells[i] ?? null]));

/** Entries of a tally that share their first `width` key values, in the order they come. */
export interface Segment<Entry> {
  readonly cells: readonly Cell[];
  readonly entries: readonly Entry[];
}

/** Neighbours of one segment cost a comparison each, as a tally that is in order has them; a segment may also come again. */
export function bySegment<Entry extends { readonly keys: readonly Cell[] }>(
  tally: readonly Entry[],
  width: number,
): Segment<Entry>[] {
  const segments = new Map<string, { cells: Cell[]; entries: Entry[] }>();
  let last: { cells: Cell[]; entries: Entry[] } | undefined;
  for (const entry of tally) {
    if (last === undefined || !startsWith(entry.keys, last.cells)) {
      const cells = entry.keys.slice(0, width);
      const name = JSON.stringify(cells);
      last = segments.get(name) ?? { cells, entries: [] };
      segments.set(name, last);
    }
    last.entries.push(entry);
  }
  return [...segments.values()];
}

function startsWith(keys: readonly Cell[], cells: readonly Cell[]): boolean {
  for (let k = 0; k < cells.length; k++) if (keys[k] !== cells[k]) return false;
  return true;
}

/** A segment in words: 'Business', 'Business · Tehran', 'no segment' where the answer is missing. */
export const segmentName = (by: readonly string[], cells: readonly Cell[]): string =>
  cells.map((cell, i) => (cell === null ? `no ${by[i]}` : String(cell))).join(" · ");
