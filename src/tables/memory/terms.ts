import { columnsOf, exactnessOf, sumsExactly } from "../exact-sums.js";
import { pairOf, type Term, type TypedColumn } from "../table.js";
import { columnFacts, numbersOf, scaledNumbers } from "./column-facts.js";

/** Numbers to add up, missing as NaN; each was multiplied by 10^decimals when that makes them whole numbers. */
export interface Addends {
  readonly values: Float64Array;
  /** Sums of these values are exact as they stand. */
  readonly exact: boolean;
  /** What a sum is divided by at the end. */
  readonly divisor: number;
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
    return { values: scaledNumbers(column, term), decimals: columnFacts(column, term).exactness!.decimals };
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
  const found = exactnessOf(term, (name) => columnFacts(columns(name), name).exactness);
  if (!sumsExactly(found, rows)) return { values: inDoubles(term, columns), exact: false, divisor: 1 };
  const { values, decimals } = inWholeNumbers(term, columns);
  return { values, exact: true, divisor: 10 ** decimals };
}
