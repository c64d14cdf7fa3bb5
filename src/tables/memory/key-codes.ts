import type { Cell, TypedColumn } from "../table.js";
import { differentNumbers, placeOf } from "./sorted-numbers.js";
import { inTextOrder } from "./text-order.js";

/** A key column as small whole numbers: code 0 is missing, code c > 0 is `cells[c]`. */
export interface KeyCodes {
  /** The code of each row, before `offset` is added. */
  readonly codes: Int32Array;
  readonly offset: number;
  readonly cells: readonly Cell[];
  /** Place of each code in the one order of keys. */
  readonly ranks: Int32Array;
}

/** Whole numbers in a range up to this wide are coded by subtraction, without a look-up. */
const DENSE = 65_536;

const remembered = new WeakMap<TypedColumn, KeyCodes>();

const ranksOfTexts = new WeakMap<readonly string[], Int32Array>();

/** Places of missing and of texts; found once, since what is made of a column often shares its dictionary. */
function textRanks(dictionary: readonly string[]): Int32Array {
  let ranks = ranksOfTexts.get(dictionary);
  if (ranks === undefined) {
    ranks = new Int32Array(dictionary.length + 1);
    const order = inTextOrder(dictionary);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]! + 1] = rank;
    ranks[0] = dictionary.length;
    ranksOfTexts.set(dictionary, ranks);
  }
  return ranks;
}

/** Numbers and booleans are coded in order; missing comes last. */
function ranksOf(column: TypedColumn, cells: readonly Cell[]): Int32Array {
  if ("dictionary" in column) return textRanks(column.dictionary);
  return Int32Array.from(cells, (_, code) => (code === 0 ? cells.length : code) - 1);
}

/** Smallest and largest value if all are whole numbers, null otherwise. */
function wholeRange(values: Float64Array): [number, number] | null {
  let min = Infinity;
  let max = -Infinity;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    // The quick way for whole numbers of 32 bits; the other ways are those of missing, larger and broken numbers.
    if ((value | 0) !== value) {
      if (Number.isNaN(value)) continue;
      if (value !== Math.floor(value)) return null;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const isSafe = Math.max(max, -min) <= Number.MAX_SAFE_INTEGER;
  return max - min < DENSE && isSafe ? [min, max] : null;
}

function denseNumbers(values: Float64Array, min: number, max: number): Omit<KeyCodes, "ranks"> {
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    codes[row] = !Number.isNaN(value) ? value - min + 1 : 0;
  }
  const cells: Cell[] = [null];
  for (let value = min + 0; value <= max; value++) cells.push(value);
  return { codes, offset: 0, cells };
}

/** Numbers by their place among those that occur: sorted and searched, which is quick however many differ. */
function anyNumbers(values: Float64Array): Omit<KeyCodes, "ranks"> {
  const known = differentNumbers(values);
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value)) codes[row] = placeOf(value, known) + 1;
  }
  return { codes, offset: 0, cells: [null, ...known] };
}

function booleans(values: Uint8Array): Omit<KeyCodes, "ranks"> {
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) codes[row] = values[row] === 255 ? 0 : values[row]! + 1;
  return { codes, offset: 0, cells: [null, false, true] };
}

function code(column: TypedColumn): Omit<KeyCodes, "ranks"> {
  if (column.type === "boolean") return booleans(column.values);
  if (column.type !== "number") return { codes: column.codes, offset: 1, cells: [null, ...column.dictionary] };
  const range = wholeRange(column.values);
  if (range === null) return anyNumbers(column.values);
  return range[0] > range[1] ? anyNumbers(column.values) : denseNumbers(column.values, range[0], range[1]);
}

/** Codes of a key column, made once per typed column. */
export function keyCodes(column: TypedColumn): KeyCodes {
  const known = remembered.get(column);
  if (known !== undefined) return known;
  const coded = code(column);
  let ranks: Int32Array | undefined;
  const made: KeyCodes = {
    ...coded,
    // Put in order when somebody asks: who only matches keys need not sort a million names.
    get ranks() {
      ranks ??= ranksOf(column, coded.cells);
      return ranks;
    },
  };
  remembered.set(column, made);
  return made;
}
