import { DECIMALS, type Exactness } from "../exact-sums.js";
import type { TypedColumn } from "../table.js";

/** What one look at a column's numbers tells; missing ones tell nothing. */
export interface ColumnFacts {
  /** The smallest and largest, 0 and 0 where there is none. */
  readonly min: number;
  readonly max: number;
  /** How they add up exactly, if they do. */
  readonly exactness: Exactness | null;
  /** How many rows lack a number, and which: few as a rule, so that who asks for them need not look at all. */
  readonly missing: number;
  readonly missingRows: Int32Array;
}

const facts = new WeakMap<TypedColumn, ColumnFacts>();
const numeric = new WeakMap<TypedColumn, Float64Array>();
const scaled = new WeakMap<TypedColumn, Float64Array>();
const bytes = new WeakMap<TypedColumn, Int8Array>();

/** A number column as it is; booleans as 0 and 1. */
export function numbersOf(column: TypedColumn, name: string): Float64Array {
  if (column.type === "number") return column.values;
  if (column.type !== "boolean") throw new TypeError(`a sum requires a number column; '${name}' is ${column.type}`);
  let values = numeric.get(column);
  if (values === undefined) {
    values = Float64Array.from(column.values, (value) => (value === 255 ? Number.NaN : value));
    numeric.set(column, values);
  }
  return values;
}

function look(values: Float64Array): ColumnFacts {
  let [min, max, decimals, scale] = [Infinity, -Infinity, 0, 1];
  const missingRows: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      missingRows.push(row);
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    // Whole numbers of 32 bits are whole at every scale.
    if ((value | 0) === value) continue;
    while (decimals <= DECIMALS && Math.round(value * scale) / scale !== value) {
      decimals++;
      scale *= 10;
    }
  }
  if (min > max) [min, max] = [0, 0];
  const bound = Math.round(Math.max(-min, max) * scale);
  const isExact = decimals <= DECIMALS && bound < Number.MAX_SAFE_INTEGER;
  return {
    min,
    max,
    exactness: isExact ? { decimals, bound } : null,
    missing: missingRows.length,
    missingRows: Int32Array.from(missingRows),
  };
}

/** What is known of a column of numbers; looked at once. */
export function columnFacts(column: TypedColumn, name: string): ColumnFacts {
  const known = facts.get(column) ?? look(numbersOf(column, name));
  facts.set(column, known);
  return known;
}

/** The numbers of a column times 10^decimals, as the whole numbers they then are. */
export function scaledNumbers(column: TypedColumn, name: string): Float64Array {
  const values = numbersOf(column, name);
  const { decimals } = columnFacts(column, name).exactness!;
  if (decimals === 0) return values;
  let made = scaled.get(column);
  if (made === undefined) {
    const scale = 10 ** decimals;
    made = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) made[row] = Math.round(values[row]! * scale);
    scaled.set(column, made);
  }
  return made;
}

/** The same in a byte each, an eighth of what is to be read; null where they do not fit. What is missing stands as 0. */
export function scaledBytes(column: TypedColumn, name: string): Int8Array | null {
  const { exactness } = columnFacts(column, name);
  if (exactness === null || exactness.bound > 127) return null;
  const made = bytes.get(column) ?? Int8Array.from(scaledNumbers(column, name));
  bytes.set(column, made);
  return made;
}
