import type { Random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import { shuffle } from "../../statistics/shuffle.js";
import type { SampleRows } from "./plsRows.js";

/** What is drawn in a resample: rows, or groups of rows that were dealt at random. */
export interface SampleUnits {
  readonly count: number;
  /** How many sums a unit has: those of w, of w·z, and of the lower triangle of w·zz′. */
  readonly width: number;
  /** Of one unit after the other. */
  readonly sums: Float64Array;
}

function addRow({ size, values, weights }: SampleRows, row: number, sums: Float64Array, to: number): void {
  const weight = weights === null ? 1 : weights[row]!;
  const at = row * size;
  sums[to]! += weight;
  let place = to + size + 1;
  for (let i = 0; i < size; i++) {
    const product = weight * values[at + i]!;
    sums[to + i + 1]! += product;
    for (let j = 0; j <= i; j++) sums[place++]! += product * values[at + j]!;
  }
}

/** @param count how many units the rows are dealt to, as cards are dealt after shuffling; their number where each is one */
export function sampleUnits(rows: SampleRows, stream: Random, count = resampleUnits(rows.count)): SampleUnits {
  const width = 1 + rows.size + (rows.size * (rows.size + 1)) / 2;
  const sums = new Float64Array(count * width);
  const order = Int32Array.from({ length: rows.count }, (_, row) => row);
  if (count < rows.count) shuffle(order, stream);
  for (let i = 0; i < order.length; i++) addRow(rows, order[i]!, sums, (i % count) * width);
  return { count, width, sums };
}

/** The units of two samples of unlike size, one after the other: rows, or as many groups of each as it has of all rows. */
export function unitsOfBoth(both: readonly [SampleRows, SampleRows], stream: Random) {
  const all = both[0].count + both[1].count;
  const many = resampleUnits(all);
  const [one, two] = both.map((rows) =>
    sampleUnits(rows, stream, many < all ? Math.max(2, Math.round((many * rows.count) / all)) : rows.count),
  ) as [SampleUnits, SampleUnits];
  const sums = new Float64Array(one.sums.length + two.sums.length);
  sums.set(one.sums);
  sums.set(two.sums, one.sums.length);
  return { units: { count: one.count + two.count, width: one.width, sums }, first: one.count };
}
