import type { Cross, Term } from "../table.js";
import type { ColumnSource } from "./column-source.js";
import { groupedSums } from "./grouped-sums.js";
import { groupRows } from "./groups.js";
import { keyCodes } from "./key-codes.js";
import { addends } from "./terms.js";

/** n and sums for each combination of key values; one combination, perhaps of no rows, when no keys are asked for. */
export function crosstab(source: ColumnSource, keys: readonly string[], terms: readonly Term[]): Cross[] {
  const rows = source.rows();
  const column = (name: string) => source.column(name);
  const groups = groupRows(
    keys.map((key) => keyCodes(column(key))),
    rows,
  );
  const totals = terms.map((term) => groupedSums(addends(term, column, rows), groups.ids, groups.slots));
  const none: readonly number[] = [];
  return Array.from(groups.order, (slot) => ({
    keys: groups.cells(slot),
    n: groups.counts[slot]!,
    // A million combinations share one list of no sums.
    sums: totals.length === 0 ? none : totals.map(({ sums }) => sums[slot]!),
    counts: totals.length === 0 ? none : totals.map(({ counts }) => counts[slot]!),
  }));
}
