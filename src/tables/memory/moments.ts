import { restored, type ShiftedSums } from "../shift.js";
import type { Cell, Moments, MomentsOptions } from "../table.js";
import { columnFacts, numbersOf } from "./column-facts.js";
import type { ColumnSource } from "./column-source.js";
import { type Groups, groupRows } from "./groups.js";
import { type KeyCodes, keyCodes } from "./key-codes.js";
import { MomentSums } from "./moment-sums.js";

/** Patterns are told apart by one bit a column: as many as engines have room for in one number. */
const PATTERN_COLUMNS = 50;

/** Columns whose missing cells are told by the bits of one code: as many codes as a flat array has room for. */
const COLUMNS_OF_CODE = 16;

/** For each row the missing ones of some columns, as bits from the last column up: 0 is a complete row and sorts first. */
function missingBits(missing: readonly Int32Array[], rows: number): Int32Array {
  const bits = new Int32Array(rows);
  missing.forEach((without, position) => {
    const bit = 1 << (missing.length - 1 - position);
    for (const row of without) bits[row] = bits[row]! | bit;
  });
  return bits;
}

/** The patterns of missing cells as keys to group by, the first columns' before the others'. */
function patternKeys(missing: readonly Int32Array[], rows: number): KeyCodes[] {
  const keys: KeyCodes[] = [];
  for (let first = 0; first < missing.length; first += COLUMNS_OF_CODE) {
    const some = missing.slice(first, first + COLUMNS_OF_CODE);
    const ranks = Int32Array.from({ length: 2 ** some.length }, (_, code) => code);
    keys.push({ codes: missingBits(some, rows), offset: 0, cells: Array.from(ranks), ranks });
  }
  return keys;
}

/** Which rows lack a column, or the weight. */
function lacking(missing: readonly Int32Array[], rows: number): Uint8Array {
  const lacks = new Uint8Array(rows);
  for (const without of missing) for (const row of without) lacks[row] = 1;
  return lacks;
}

/** The rows that are used, by the place of their group in the order of groups. */
function usedRows(groups: Groups, lacks: Uint8Array): { rows: Int32Array; starts: Int32Array } {
  const { ids, order } = groups;
  const places = new Int32Array(groups.slots);
  for (let place = 0; place < order.length; place++) places[order[place]!] = place;
  const starts = new Int32Array(order.length + 1);
  for (let row = 0; row < ids.length; row++) if (lacks[row] === 0) starts[places[ids[row]!]! + 1]!++;
  for (let place = 0; place < order.length; place++) starts[place + 1] = starts[place + 1]! + starts[place]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[order.length]!);
  for (let row = 0; row < ids.length; row++) {
    if (lacks[row] !== 0) continue;
    const place = places[ids[row]!]!;
    rows[next[place]!] = row;
    next[place] = next[place]! + 1;
  }
  return { rows, starts };
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

/** The moments of one group, of the columns present there; what is of columns by columns is made when it is read. */
function momentsOf(
  sums: MomentSums,
  keys: Cell[],
  group: { readonly place: number; readonly n: number },
  present: readonly number[],
  names: readonly string[],
  weighted: boolean,
): Moments {
  const [once, twice] = (weighted ? [1, 2] : [0, 0]).map((power) => sums.shifted(power, group.place, group.n)) as [
    ShiftedSums,
    ShiftedSums,
  ];
  const one = restored(once, present, sums.shifts);
  const squared = weighted ? restored(twice, present, sums.shifts) : one;
  return {
    keys,
    columns: present.map((position) => names[position]!),
    n: group.n,
    weight: once.weight,
    weightSquared: twice.weight,
    sum: one.sum,
    get cross() {
      return one.cross;
    },
    get deviations() {
      return one.deviations;
    },
    squaredWeightSum: squared.sum,
    get squaredWeightCross() {
      return squared.cross;
    },
  };
}

/** The columns that a row of this pattern has, by position. */
function presentIn(codes: readonly Cell[], columns: number): number[] {
  const present: number[] = [];
  for (let position = 0; position < columns; position++) {
    const code = Math.floor(position / COLUMNS_OF_CODE);
    const last = Math.min(columns, (code + 1) * COLUMNS_OF_CODE) - 1;
    if (((codes[code] as number) & (1 << (last - position))) === 0) present.push(position);
  }
  return present;
}

/** n, Σx and Σxx′ for each group of rows; see `Table.moments`. */
export function moments(source: ColumnSource, columns: readonly string[], options: MomentsOptions): Moments[] {
  const { by = [], weight, missing = "listwise" } = options;
  if (missing === "pattern" && columns.length > PATTERN_COLUMNS) {
    throw new RangeError(`moments by pattern requires at most ${PATTERN_COLUMNS} columns; got ${columns.length}`);
  }
  const total = source.rows();
  const column = (name: string) => source.column(name);
  const missingIn = (name: string) => columnFacts(column(name), name).missingRows;
  const without = columns.map(missingIn);
  const withoutWeight = weight === undefined ? [] : [missingIn(weight)];
  if (weight !== undefined) requireWeights(numbersOf(column(weight), weight), weight, source.name);
  const keys = by.map((name) => keyCodes(column(name)));
  const patterns = missing === "pattern" ? patternKeys(without, total) : [];
  const groups = groupRows([...keys, ...patterns], total);
  const lacks = lacking(missing === "listwise" ? [...without, ...withoutWeight] : withoutWeight, total);
  const { rows, starts } = usedRows(groups, lacks);
  const cells = Array.from(groups.order, (slot) => groups.cells(slot));
  const all = columns.map((_, position) => position);
  const presentOf = cells.map((of) => (missing === "listwise" ? all : presentIn(of.splice(by.length), columns.length)));
  const sums = new MomentSums(columns, weight, column, { total, rows, starts, present: (group) => presentOf[group]! });
  const found = cells.map((of, place) => {
    const group = { place, n: starts[place + 1]! - starts[place]! };
    return momentsOf(sums, of, group, presentOf[place]!, columns, weight !== undefined);
  });
  return missing === "listwise" ? found : found.filter(({ n }) => n > 0);
}
