import type { Random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import { shuffle } from "../../statistics/shuffle.js";
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

/** Two samples of unlike size as units of like size: rows, or as many groups of each as it has of all rows. */
export function unitsOfBoth(both: readonly [SampleRows, SampleRows], stream: Random): [SampleUnits, SampleUnits] {
  const all = both[0].count + both[1].count;
  const many = resampleUnits(all);
  const units = (rows: SampleRows) =>
    new SampleUnits(rows, stream, many < all ? Math.max(2, Math.round((many * rows.count) / all)) : rows.count);
  return [units(both[0]), units(both[1])];
}

/**
 * What is drawn in a resample: rows, or groups of rows that were dealt at random. Sums of a unit are those of w, w·z, and the
 * lower triangle of w·zz′.
 */
export class SampleUnits {
  readonly width: number;
  /** Sums of each group; null where rows are drawn. */
  private readonly groups: Float64Array | null;

  /** @param count how many units the rows are dealt to; their number where each is one */
  constructor(
    private readonly rows: SampleRows,
    stream: Random,
    readonly count = resampleUnits(rows.count),
  ) {
    this.width = 1 + rows.size + (rows.size * (rows.size + 1)) / 2;
    this.groups = count === rows.count ? null : this.dealt(stream, count);
  }

  /** Each row to a group, as cards are dealt after shuffling: groups differ by one row at most. */
  private dealt(stream: Random, count: number): Float64Array {
    const order = Int32Array.from({ length: this.rows.count }, (_, row) => row);
    shuffle(order, stream);
    const groups = new Float64Array(count * this.width);
    order.forEach((row, i) => {
      const at = (i % count) * this.width;
      this.addRow(row, 1, groups.subarray(at, at + this.width));
    });
    return groups;
  }

  /** Adds a unit so many times. */
  add(unit: number, times: number, sums: Float64Array): void {
    const groups = this.groups;
    if (groups === null) {
      this.addRow(unit, times, sums);
      return;
    }
    const at = unit * this.width;
    for (let i = 0; i < sums.length; i++) sums[i]! += times * groups[at + i]!;
  }

  private addRow(row: number, times: number, sums: Float64Array): void {
    const { size, values, weights } = this.rows;
    const weight = weights === null ? times : times * weights[row]!;
    const at = row * size;
    sums[0]! += weight;
    let place = size + 1;
    for (let i = 0; i < size; i++) {
      const product = weight * values[at + i]!;
      sums[i + 1]! += product;
      for (let j = 0; j <= i; j++) sums[place++]! += product * values[at + j]!;
    }
  }
}
