import type { Random } from "./random.js";
import { shuffle } from "./shuffle.js";
import { VectorSums } from "./vectorSums.js";

/** Σw·v·v′ of v = (1, columns), for each unit that is drawn as a whole: a row, or rows dealt together. */
export interface CrossProducts {
  readonly units: number;
  /** Columns, the 1 included. */
  readonly width: number;
  /** The upper triangle of each unit, row by row, one after the other. */
  readonly sums: Float64Array;
}

/** How many numbers the upper triangle has. */
const triangle = (width: number) => (width * (width + 1)) / 2;

/** Number columns as they stand in memory, and what of them counts. */
export interface NumberRows {
  readonly columns: readonly Float64Array[];
  /** Taken off each column: its mean, or digits are lost. */
  readonly centres: ArrayLike<number>;
  /** Places of the rows that count. */
  readonly rows: Int32Array;
  /** Of all rows in memory; null for 1. */
  readonly weights: Float64Array | null;
}

/**
 * Products of each row, or of rows dealt at random into `mostUnits` units where there are more: drawing these anew gives the spread
 * that drawing the rows would, in a fraction of the time (see `resampleUnits`).
 */
export function crossProducts(
  { columns, centres, rows, weights }: NumberRows,
  mostUnits: number,
  stream: Random,
): CrossProducts {
  const units = Math.min(rows.length, mostUnits);
  const width = columns.length + 1;
  const length = triangle(width);
  const sums = new Float64Array(units * length);
  const order = units < rows.length ? shuffled(rows.length, stream) : null;
  const v = new Float64Array(width);
  v[0] = 1;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[order === null ? place : order[place]!]!;
    const weight = weights === null ? 1 : weights[row]!;
    for (let k = 1; k < width; k++) v[k] = columns[k - 1]![row]! - centres[k - 1]!;
    let at = (place % units) * length;
    for (let i = 0; i < width; i++) {
      const factor = weight * v[i]!;
      for (let j = i; j < width; j++) sums[at++]! += factor * v[j]!;
    }
  }
  return { units, width, sums };
}

/** 0 … n − 1 in an order at random. */
function shuffled(n: number, stream: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  shuffle(order, stream);
  return order;
}

/**
 * A function that draws as many units as there are with replacement and adds up their products, in memory of its own.
 *
 * @returns the upper triangle of Σw·v·v′, used again with each call
 */
export function resampledProducts({ units, width, sums }: CrossProducts, stream: Random): () => Float64Array {
  const drawn = new VectorSums(sums, triangle(width));
  const list = drawn.lists[0]!;
  return () => {
    list.times.fill(0);
    for (let i = 0; i < units; i++) list.times[stream.integer(units)]!++;
    const many = drawn.listCounted(list);
    for (let block = 0; block < drawn.blocks; block++) drawn.addByFours(block, list, many);
    return list.total;
  };
}

/** Covariances of the columns from such a triangle, divided by Σw, into a square matrix row by row. */
export function covarianceFrom(total: Float64Array, width: number, out: Float64Array): void {
  const weight = total[0]!;
  const size = width - 1;
  let at = width;
  for (let i = 1; i < width; i++) {
    const mean = total[i]! / weight;
    for (let j = i; j < width; j++) {
      const shared = total[at++]! / weight - mean * (total[j]! / weight);
      out[(i - 1) * size + j - 1] = shared;
      out[(j - 1) * size + i - 1] = shared;
    }
  }
}
