import { restored, type ShiftedSums } from "../shift.js";
import type { Cell, Moments, MomentsOptions } from "../table.js";
import type { ColumnSource } from "./column-source.js";
import { type Groups, groupRows } from "./groups.js";
import { type KeyCodes, keyCodes } from "./key-codes.js";
import { MomentSums } from "./moment-sums.js";
import { numbersOf } from "./terms.js";

interface Place {
  readonly name: string;
  readonly position: number;
}

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

/** The patterns that occur, in order, and the number of each row's: few, however many are possible. */
function patternsOf(bits: Float64Array) {
  const patterns = Float64Array.from(new Set(bits)).sort();
  const numbers = new Map(Array.from(patterns, (pattern, number) => [pattern, number]));
  return { patterns, numbers: bits.map((pattern) => numbers.get(pattern)!) };
}

/**
 * The place of each row's group in the order of groups: sums are kept for those that occur only. Rows that are not used
 * go to one more place, which nobody reads: those without a weight, and incomplete ones.
 */
function usedIds(groups: Groups, bits: Float64Array | null, weights: Float64Array | null) {
  const { order } = groups;
  const slots = order.length;
  const places = new Int32Array(groups.slots);
  for (let place = 0; place < slots; place++) places[order[place]!] = place;
  const ids = new Int32Array(groups.ids.length);
  const counts = new Float64Array(slots + 1);
  for (let row = 0; row < ids.length; row++) {
    const incomplete = bits !== null && bits[row] !== 0;
    const isUsed = !incomplete && (weights === null || !Number.isNaN(weights[row]!));
    ids[row] = isUsed ? places[groups.ids[row]!]! : slots;
    counts[ids[row]!]!++;
  }
  return { ids, slots, counts };
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

/** The moments of one slot, of the columns present there. */
function momentsOf(
  sums: MomentSums,
  keys: Cell[],
  n: number,
  slot: number,
  present: readonly Place[],
  weighted: boolean,
): Moments {
  const positions = present.map(({ position }) => position);
  const [one, two] = (weighted ? [1, 2] : [0, 0]).map((power) => sums.shifted(power, slot, n)) as [
    ShiftedSums,
    ShiftedSums,
  ];
  const squared = restored(two, positions, sums.shifts);
  return {
    keys,
    columns: present.map(({ name }) => name),
    n,
    weight: one.weight,
    weightSquared: two.weight,
    ...restored(one, positions, sums.shifts),
    squaredWeightSum: squared.sum,
    squaredWeightCross: squared.cross,
  };
}

/** n, Σx and Σxx′ for each group of rows; see `Table.moments`. */
export function moments(source: ColumnSource, columns: readonly string[], options: MomentsOptions): Moments[] {
  const { by = [], weight, missing = "listwise" } = options;
  if (missing === "pattern" && columns.length > PATTERN_COLUMNS) {
    throw new RangeError(`moments by pattern requires at most ${PATTERN_COLUMNS} columns; got ${columns.length}`);
  }
  const rows = source.rows();
  const column = (name: string) => source.column(name);
  const values = columns.map((name) => numbersOf(column(name), name));
  const bits = missingBits(values, rows);
  const weights = weight === undefined ? null : numbersOf(column(weight), weight);
  if (weights !== null) requireWeights(weights, weight!, source.name);
  const keys: KeyCodes[] = by.map((name) => keyCodes(column(name)));
  const { patterns, numbers } = missing === "pattern" ? patternsOf(bits) : { patterns: [0], numbers: null };
  if (numbers !== null) keys.push(keyCodes({ type: "number", values: numbers }));
  const groups = groupRows(keys, rows);
  const { ids, slots, counts } = usedIds(groups, missing === "listwise" ? bits : null, weights);
  const sums = new MomentSums(columns, weight, column, { ids, slots });
  const places = columns.map((name, position) => ({ name, position }));
  return Array.from(groups.order, (slot, place) => ({ slot, place }))
    .filter(({ place }) => missing === "listwise" || counts[place]! > 0)
    .map(({ slot, place }) => {
      const cells = groups.cells(slot);
      const pattern = patterns[numbers === null ? 0 : (cells.pop() as number)]!;
      const present = places.filter(
        ({ position }) => Math.floor(pattern / 2 ** (columns.length - 1 - position)) % 2 === 0,
      );
      return momentsOf(sums, cells, counts[place]!, place, present, weights !== null);
    });
}
