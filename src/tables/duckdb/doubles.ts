import type { DuckDBDoubleVector } from "@duckdb/node-api";
import type { GrowingNumbers } from "../sql/growing-numbers.js";

/** Doubles of one chunk as they lie in DuckDB's memory, and a bit for each that says whether it is there; null where all are. */
interface Doubles {
  readonly items: Float64Array;
  readonly present: Uint8Array | null;
}

/**
 * The binding gives one item at a time, and makes two big integers to look whether it is missing: for millions of numbers that takes
 * longer than the query. What it holds is therefore read as it lies; its version is pinned.
 */
function doublesOf(vector: DuckDBDoubleVector): Doubles {
  const { items, validity } = vector as unknown as {
    readonly items: Float64Array;
    readonly validity: { readonly data: BigUint64Array | null; readonly offset: number };
  };
  const { data } = validity;
  return { items, present: data === null ? null : new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

const isThere = (present: Uint8Array, row: number) => ((present[row >> 3]! >> (row & 7)) & 1) === 1;

/** Appends the numbers of a chunk, NaN where missing. */
export function appendNumbers(vector: DuckDBDoubleVector, column: GrowingNumbers): void {
  const { items, present } = doublesOf(vector);
  if (present === null) {
    column.append(items);
    return;
  }
  const numbers = Float64Array.from(items);
  for (let row = 0; row < numbers.length; row++) if (!isThere(present, row)) numbers[row] = Number.NaN;
  column.append(numbers);
}

/** Appends the numbers of a chunk as values, null where missing. */
export function appendValues(vector: DuckDBDoubleVector, column: unknown[]): void {
  const { items, present } = doublesOf(vector);
  for (let row = 0; row < items.length; row++)
    column.push(present === null || isThere(present, row) ? items[row] : null);
}
