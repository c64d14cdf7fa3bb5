import type { Moments, MomentsOptions, Term } from "../table.js";
import type { ColumnSource } from "./column-source.js";
import { groupedSums } from "./grouped-sums.js";
import { type Groups, groupRows } from "./groups.js";
import { type KeyCodes, keyCodes } from "./key-codes.js";
import { addends } from "./terms.js";

/** Patterns are told apart by one bit a column, in one double. */
const PATTERN_COLUMNS = 50;

/** For each row the missing columns, as bits from the last column up: 0 is a complete row and sorts first. */
function missingBits(columns: readonly Float64Array[], rows: number): Float64Array {
  const bits = new Float64Array(rows);
  columns.forEach((values, position) => {
    const bit = 2 ** (columns.length - 1 - position);
    for (let row = 0; row < rows; row++) if (Number.isNaN(values[row]!)) bits[row] = bits[row]! + bit;
  });
  return bits;
}

/** Rows that are not used go to one more slot, which nobody reads. */
function usedIds(groups: Groups, leftOut: (row: number) => boolean): { ids: Int32Array; counts: Float64Array } {
  const ids = groups.ids.slice();
  const counts = new Float64Array(groups.slots + 1);
  for (let row = 0; row < ids.length; row++) {
    if (leftOut(row)) ids[row] = groups.slots;
    counts[ids[row]!]!++;
  }
  return { ids, counts };
}

function requireWeights(weights: Float64Array, name: string, table: string): void {
  let negative = 0;
  let first = -1;
  for (let row = 0; row < weights.length; row++) {
    if (!(weights[row]! < 0)) continue;
    if (first < 0) first = row;
    negative++;
  }
  if (negative === 0) return;
  const where = negative === 1 ? `row ${first + 1}` : `${negative} rows, first at row ${first + 1}`;
  throw new RangeError(
    `moments requires weights of at least 0 in '${name}' of ${table}; got ${weights[first]} (${where})`,
  );
}

const times = (a: Term | null, b: Term | null): Term | null => (a === null ? b : b === null ? a : { product: [a, b] });

/** Σ of each term by slot, remembered by what it is made of, so that a term is added up once. */
function summing(source: ColumnSource, ids: Int32Array, counts: Float64Array) {
  const rows = source.rows();
  const known = new Map<string, Float64Array>();
  return (term: Term | null): Float64Array => {
    if (term === null) return counts;
    const name = JSON.stringify(term);
    let sums = known.get(name);
    if (sums === undefined) {
      sums = groupedSums(
        addends(term, (column) => source.column(column), rows),
        ids,
        counts.length,
      ).sums;
      known.set(name, sums);
    }
    return sums;
  };
}

function symmetric<T>(columns: readonly T[], entry: (a: T, b: T, i: number, j: number) => number): number[][] {
  const matrix = columns.map(() => new Array<number>(columns.length));
  for (let i = 0; i < columns.length; i++) {
    for (let j = i; j < columns.length; j++) {
      matrix[i]![j] = entry(columns[i]!, columns[j]!, i, j);
      matrix[j]![i] = matrix[i]![j]!;
    }
  }
  return matrix;
}

/** n, Σx and Σxx′ for each group of rows; see `Table.moments`. */
export function moments(source: ColumnSource, columns: readonly string[], options: MomentsOptions): Moments[] {
  const { by = [], weight, missing = "listwise" } = options;
  if (missing === "pattern" && columns.length > PATTERN_COLUMNS) {
    throw new RangeError(`moments by pattern requires at most ${PATTERN_COLUMNS} columns; got ${columns.length}`);
  }
  const rows = source.rows();
  const column = (name: string) => source.column(name);
  const values = columns.map((name) => addends(name, column, rows).values);
  const bits = missingBits(values, rows);
  const weights = weight === undefined ? null : addends(weight, column, rows).values;
  if (weights !== null) requireWeights(weights, weight!, source.name);
  const keys: KeyCodes[] = by.map((name) => keyCodes(column(name)));
  if (missing === "pattern") keys.push(keyCodes({ type: "number", values: bits }));
  const groups = groupRows(keys, rows);
  const unweighted = (row: number) => weights !== null && Number.isNaN(weights[row]!);
  const { ids, counts } = usedIds(groups, (row) => unweighted(row) || (missing === "listwise" && bits[row] !== 0));
  const sum = summing(source, ids, counts);
  const w = weight ?? null;
  const w2 = times(w, w);
  const order = missing === "pattern" ? groups.order.filter((slot) => counts[slot]! > 0) : groups.order;
  return Array.from(order, (slot) => {
    const cells = groups.cells(slot);
    const pattern = missing === "pattern" ? (cells.pop() as number) : 0;
    const present = columns.filter((_, j) => Math.floor(pattern / 2 ** (columns.length - 1 - j)) % 2 === 0);
    const first = (factor: Term | null) => present.map((x) => sum(times(factor, x))[slot]!);
    const second = (factor: Term | null) => symmetric(present, (a, b) => sum(times(factor, times(a, b)))[slot]!);
    return {
      keys: cells,
      columns: present,
      n: counts[slot]!,
      weight: sum(w)[slot]!,
      weightSquared: sum(w2)[slot]!,
      sum: first(w),
      cross: second(w),
      squaredWeightSum: first(w2),
      squaredWeightCross: second(w2),
    };
  });
}
