import { columnsOf, DECIMALS, type Exactness, exactnessOf, sumsExactly } from "../exact-sums.js";
import { pairOf, type Term, type TypedColumn } from "../table.js";

/** Numbers to add up, missing as NaN; each was multiplied by 10^decimals when that makes them whole numbers. */
export interface Addends {
  readonly values: Float64Array;
  /** Sums of these values are exact as they stand. */
  readonly exact: boolean;
  /** What a sum is divided by at the end. */
  readonly divisor: number;
}

const exactness = new WeakMap<TypedColumn, Exactness | null>();
const ranges = new WeakMap<TypedColumn, { min: number; max: number }>();
const numeric = new WeakMap<TypedColumn, Float64Array>();
const scaled = new WeakMap<TypedColumn, Float64Array>();

function isNumeric(column: TypedColumn): column is Extract<TypedColumn, { values: unknown }> {
  return column.type === "number" || column.type === "boolean";
}

/** A number column as it is; booleans as 0 and 1. */
export function numbersOf(column: TypedColumn, name: string): Float64Array {
  if (!isNumeric(column)) throw new TypeError(`a sum requires a number column; '${name}' is ${column.type}`);
  if (column.type === "number") return column.values;
  let values = numeric.get(column);
  if (values === undefined) {
    values = Float64Array.from(column.values, (value) => (value === 255 ? Number.NaN : value));
    numeric.set(column, values);
  }
  return values;
}

function findExactness(values: Float64Array): Exactness | null {
  let decimals = 0;
  let scale = 1;
  let max = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    while (Math.round(value * scale) / scale !== value) {
      if (++decimals > DECIMALS) return null;
      scale *= 10;
    }
    const size = value < 0 ? -value : value;
    if (size > max) max = size;
  }
  const bound = Math.round(max * scale);
  return bound < Number.MAX_SAFE_INTEGER ? { decimals, bound } : null;
}

/** How the numbers of a column add up exactly; found once. */
export function columnExactness(column: TypedColumn, name: string): Exactness | null {
  let known = exactness.get(column);
  if (known === undefined) {
    known = findExactness(numbersOf(column, name));
    exactness.set(column, known);
  }
  return known;
}

/** Smallest and largest number of a column, 0 and 0 if it has none. */
export function columnRange(column: TypedColumn, name: string): { min: number; max: number } {
  let known = ranges.get(column);
  if (known === undefined) {
    let [min, max] = [Infinity, -Infinity];
    for (const value of numbersOf(column, name)) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    known = min > max ? { min: 0, max: 0 } : { min, max };
    ranges.set(column, known);
  }
  return known;
}

/** The numbers of a column times 10^decimals, as the whole numbers they then are. */
export function scaledNumbers(column: TypedColumn, name: string): Float64Array {
  const values = numbersOf(column, name);
  const { decimals } = columnExactness(column, name)!;
  if (decimals === 0) return values;
  let made = scaled.get(column);
  if (made === undefined) {
    const scale = 10 ** decimals;
    made = values.map((value) => Math.round(value * scale));
    scaled.set(column, made);
  }
  return made;
}

function combined(term: Exclude<Term, string>, a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(a.length);
  if ("product" in term) for (let row = 0; row < a.length; row++) values[row] = a[row]! * b[row]!;
  else if ("min" in term) for (let row = 0; row < a.length; row++) values[row] = Math.min(a[row]!, b[row]!);
  else if ("max" in term) for (let row = 0; row < a.length; row++) values[row] = Math.max(a[row]!, b[row]!);
  else if ("below" in term) for (let row = 0; row < a.length; row++) values[row] = isBelow(a[row]!, b[row]!);
  else for (let row = 0; row < a.length; row++) values[row] = Number.isNaN(b[row]!) ? Number.NaN : a[row]!;
  return values;
}

const isBelow = (a: number, b: number) => (a < b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0);

type Columns = (name: string) => TypedColumn;

function inDoubles(term: Term, columns: Columns): Float64Array {
  if (typeof term === "string") return numbersOf(columns(term), term);
  const [a, b] = pairOf(term);
  return combined(term, inDoubles(a, columns), inDoubles(b, columns));
}

function multiplied(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor);
}

function inWholeNumbers(term: Term, columns: Columns): { values: Float64Array; decimals: number } {
  if (typeof term === "string") {
    const column = columns(term);
    return { values: scaledNumbers(column, term), decimals: columnExactness(column, term)!.decimals };
  }
  if ("given" in term) {
    const { values, decimals } = inWholeNumbers(term.given[0], columns);
    return { values: combined(term, values, inDoubles(term.given[1], columns)), decimals };
  }
  const [a, b] = pairOf(term).map((part) => inWholeNumbers(part, columns)) as [
    { values: Float64Array; decimals: number },
    { values: Float64Array; decimals: number },
  ];
  if ("product" in term) return { values: combined(term, a.values, b.values), decimals: a.decimals + b.decimals };
  const decimals = Math.max(a.decimals, b.decimals);
  const same = (part: { values: Float64Array; decimals: number }) =>
    multiplied(part.values, 10 ** (decimals - part.decimals));
  return { values: combined(term, same(a), same(b)), decimals: "below" in term ? 0 : decimals };
}

/** The numbers a term adds, row by row: as whole numbers where their sum is then exact, as doubles otherwise. */
export function addends(term: Term, columns: Columns, rows: number): Addends {
  for (const name of columnsOf(term)) numbersOf(columns(name), name);
  const found = exactnessOf(term, (name) => columnExactness(columns(name), name));
  if (!sumsExactly(found, rows)) return { values: inDoubles(term, columns), exact: false, divisor: 1 };
  const { values, decimals } = inWholeNumbers(term, columns);
  return { values, exact: true, divisor: 10 ** decimals };
}
