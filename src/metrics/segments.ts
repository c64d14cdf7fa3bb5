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

export function bySegment<Entry extends { readonly keys: readonly Cell[] }>(
  tally: readonly Entry[],
  width: number,
): Segment<Entry>[] {
  const segments = new Map<string, { cells: Cell[]; entries: Entry[] }>();
  for (const entry of tally) {
    const cells = entry.keys.slice(0, width);
    const name = JSON.stringify(cells);
    const segment = segments.get(name) ?? { cells, entries: [] };
    segments.set(name, segment);
    segment.entries.push(entry);
  }
  return [...segments.values()];
}

/** A segment in words: 'Business', 'Business · Tehran', 'no segment' where the answer is missing. */
export const segmentName = (by: readonly string[], cells: readonly Cell[]): string =>
  cells.map((cell, i) => (cell === null ? `no ${by[i]}` : String(cell))).join(" · ");
