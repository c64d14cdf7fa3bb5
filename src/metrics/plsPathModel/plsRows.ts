import type { Cell, Table } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { cellAt, rowsOf } from "../scale.js";
import type { PlsSample } from "./plsSample.js";
import type { PlsColumns } from "./plsTally.js";

/** The rows of the items as typed columns, missing ones as NaN. */
export interface ItemColumns {
  readonly items: readonly Float64Array[];
  readonly weight: Float64Array | null;
  /** Of each row: the values of `by`, as JSON. */
  readonly segments: readonly string[] | null;
}

export async function itemColumns(
  table: Table,
  { items, by, weight }: PlsColumns,
  caller: string,
): Promise<ItemColumns> {
  const typed = await table.typed([...new Set([...items, ...by, ...(weight === undefined ? [] : [weight])])], caller);
  const keys = by.map((name) => typed[name]!);
  const rows = rowsOf(typed[items[0]!]!);
  return {
    items: items.map((item) => typedNumbers(typed[item]!)),
    weight: weight === undefined ? null : typedNumbers(typed[weight]!),
    segments:
      by.length === 0
        ? null
        : Array.from({ length: rows }, (_, row) => segmentKey(keys.map((column) => cellAt(column, row)))),
  };
}

export const segmentKey = (cells: readonly Cell[]) => JSON.stringify(cells);

/** Rows of one sample: row by row, of the items that vary, less their means and over their standard deviations. */
export interface SampleRows {
  readonly size: number;
  readonly count: number;
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

/** The rows of a segment (null: all) without a missing answer, in an order that does not depend on that of the table. */
export function sampleRows(columns: ItemColumns, sample: PlsSample, segment: string | null): SampleRows {
  const items = sample.kept.map((k) => columns.items[k]!);
  const { weight, segments } = columns;
  const used: number[] = [];
  for (let row = 0; row < columns.items[0]!.length; row++) {
    if (segment !== null && segments![row] !== segment) continue;
    if (weight !== null && !(weight[row]! > 0)) continue;
    if (columns.items.every((column) => !Number.isNaN(column[row]!))) used.push(row);
  }
  used.sort((a, b) => {
    for (const column of items) if (column[a]! !== column[b]!) return column[a]! - column[b]!;
    return weight === null ? 0 : weight[a]! - weight[b]!;
  });
  const size = items.length;
  const values = new Float64Array(used.length * size);
  used.forEach((row, r) => {
    for (let k = 0; k < size; k++) values[r * size + k] = (items[k]![row]! - sample.means[k]!) / sample.deviations[k]!;
  });
  const weights = weight === null ? null : Float64Array.from(used, (row) => weight[row]!);
  return { size, count: used.length, values, weights };
}
