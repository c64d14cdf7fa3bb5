import type { NumberRows } from "../../statistics/crossProducts.js";
import type { Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { cellAt } from "../scale.js";
import type { DriverQuestion } from "./driverQuestion.js";

/** The rows of the table, as columns of numbers: controls, the values of categories, drivers, outcome. */
export interface DriverRows {
  /** NaN where an answer is missing. */
  readonly columns: readonly Float64Array[];
  /** How many of the columns are controls. */
  readonly controls: number;
  readonly weights: Float64Array | null;
  /** Places of the rows that can be used, of everybody and of a segment. */
  readonly all: Int32Array;
  of(cells: readonly Cell[]): Int32Array;
}

/** A column of 0 and 1 for each value of a category; NaN where it is missing. */
function levelColumns(column: TypedColumn): Float64Array[] {
  if (!("codes" in column)) throw new TypeError(`driverWeights requires categories as text; got ${column.type}`);
  return column.dictionary.map((_, value) =>
    Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code === value ? 1 : 0)),
  );
}

/** Places of the rows that have a weight and every column; under "pairwise" those that have two of them. */
function usable(columns: readonly Float64Array[], weights: Float64Array | null, least: number): Int32Array {
  const rows = columns[0]!.length;
  const found = new Int32Array(rows);
  let many = 0;
  for (let row = 0; row < rows; row++) {
    if (weights !== null && Number.isNaN(weights[row]!)) continue;
    let present = 0;
    for (const column of columns) if (!Number.isNaN(column[row]!)) present++;
    if (present >= least) found[many++] = row;
  }
  return found.slice(0, many);
}

/** Reads the rows: only for resampling. */
export async function driverRows(table: Table, question: DriverQuestion): Promise<DriverRows> {
  const { numbers, categories, drivers, outcome, by, weight, missing } = question;
  const names = [
    ...numbers,
    ...categories,
    ...drivers.map(({ column }) => column),
    outcome,
    ...by,
    weight ?? [],
  ].flat();
  const typed = await table.typed([...new Set(names)], "driverWeights");
  const columns = [
    ...numbers.map((name) => typedNumbers(typed[name]!)),
    ...categories.flatMap((name) => levelColumns(typed[name]!)),
    ...[...drivers.map(({ column }) => column), outcome].map((name) => typedNumbers(typed[name]!)),
  ];
  const weights = weight === undefined ? null : typedNumbers(typed[weight]!);
  const all = usable(columns, weights, missing === "pairwise" ? 2 : columns.length);
  const keys = by.map((name) => typed[name]!);
  return {
    columns,
    controls: columns.length - drivers.length - 1,
    weights,
    all,
    of: (cells) => all.filter((row) => keys.every((column, i) => cellAt(column, row) === cells[i])),
  };
}

/** What is drawn anew: the columns that tell something, less their means. */
export function drawnRows(
  { columns, weights }: DriverRows,
  rows: Int32Array,
  places: readonly number[],
  missing: "listwise" | "pairwise",
): NumberRows {
  const kept = places.map((place) => columns[place]!);
  const centres = kept.map((column) => centreOf(column, rows));
  if (missing === "listwise") return { columns: kept, centres, rows, weights };
  // Deviations with 0 for what is missing, 1 for what is not, and squares: their products hold the sums of every pair.
  const filled = kept.map((column, k) => column.map((value) => (Number.isNaN(value) ? 0 : value - centres[k]!)));
  const present = kept.map((column) => column.map((value) => (Number.isNaN(value) ? 0 : 1)));
  const squares = filled.map((column) => column.map((value) => value * value));
  const extended = [...filled, ...present, ...squares];
  return { columns: extended, centres: extended.map(() => 0), rows, weights };
}

function centreOf(column: Float64Array, rows: Int32Array): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(column[row]!)) continue;
    sum += column[row]!;
    count++;
  }
  return sum / Math.max(1, count);
}

/** Covariances of pairs that have rows of their own, from the products of such extended rows: as `driverTally` makes them. */
export function pairwiseCovariance(total: Float64Array, size: number, out: Float64Array): void {
  const width = 3 * size + 1;
  const at = (i: number, j: number) => {
    const [low, high] = i < j ? [i, j] : [j, i];
    return total[low * width - (low * (low - 1)) / 2 + high - low]!;
  };
  const [filled, present, square] = [1, 1 + size, 1 + 2 * size];
  const moments = (i: number, j: number) => {
    const weight = at(present + i, present + j);
    const mean = at(filled + i, present + j) / weight;
    return { weight, mean, variance: at(square + i, present + j) / weight - mean * mean };
  };
  for (let i = 0; i < size; i++) {
    out[i * size + i] = moments(i, i).variance;
    for (let j = 0; j < i; j++) {
      const [a, b] = [moments(i, j), moments(j, i)];
      const shared = at(filled + i, filled + j) / a.weight - a.mean * b.mean;
      const correlation = shared / Math.sqrt(a.variance * b.variance);
      const value = correlation * Math.sqrt(moments(i, i).variance * moments(j, j).variance);
      out[i * size + j] = value;
      out[j * size + i] = value;
    }
  }
}
