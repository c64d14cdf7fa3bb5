import { pairOf, type Term } from "./table.js";

/**
 * How a column of numbers can be added without rounding: every value times 10^decimals is a whole number of at most
 * `bound`. Survey scores have 0 decimals, money has 2. Sums of such numbers are whole-number sums, hence exact, the same
 * in any order and on any engine, as long as bound × rows stays below 2^53. Null when no such scale was found.
 */
export interface Exactness {
  readonly decimals: number;
  readonly bound: number;
  /** What the sizes of all rows together cannot pass, likewise times 10^decimals; bound × rows unless something closer is known. */
  readonly total?: number;
}

/** Decimals looked for. Beyond four a column is measured rather than counted, and compensated sums take over. */
export const DECIMALS = 4;

const LIMIT = 2 ** 53;

/** Exactness of a term from that of its columns; the same rule on every engine, so that the digits agree. */
export function exactnessOf(term: Term, columns: (name: string) => Exactness | null): Exactness | null {
  if (typeof term === "string") return columns(term);
  const pair = pairOf(term);
  const a = exactnessOf(pair[0], columns);
  if ("given" in term) return a;
  const b = exactnessOf(pair[1], columns);
  if (a === null || b === null) return null;
  if ("product" in term) return { decimals: a.decimals + b.decimals, bound: a.bound * b.bound };
  const decimals = Math.max(a.decimals, b.decimals);
  const bound = Math.max(a.bound * 10 ** (decimals - a.decimals), b.bound * 10 ** (decimals - b.decimals));
  if ("below" in term) return bound < LIMIT ? { decimals: 0, bound: 1 } : null;
  return { decimals, bound };
}

/** Whether each of the numbers, times 10^decimals, is a whole number that a double holds. */
export const wholeInDoubles = ({ bound }: Exactness): boolean => bound < LIMIT;

/** What the sizes of this many rows together cannot pass, times 10^decimals. */
export const totalOf = ({ bound, total }: Exactness, rows: number): number => total ?? bound * Math.max(rows, 1);

/** Whether the sum over this many rows cannot leave the whole numbers a double holds. */
export function sumsExactly(exactness: Exactness | null, rows: number): exactness is Exactness {
  return exactness !== null && totalOf(exactness, rows) < LIMIT;
}

/** The columns a term reads. */
export function columnsOf(term: Term): string[] {
  if (typeof term === "string") return [term];
  const pair = pairOf(term);
  return [...columnsOf(pair[0]), ...columnsOf(pair[1])];
}
