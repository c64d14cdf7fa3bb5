import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import type { Table } from "../../src/tables/table.js";
import { inDuckdb } from "./sameInDuckdb.js";

export interface Case {
  readonly days: number | null;
  readonly left: boolean | null;
  readonly from: number | null;
  readonly segment: string | null;
}

const orMissing = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 8 });

/** Cases with ties, late entries and missing cells. */
export const cases: fc.Arbitrary<readonly Case[]> = fc.array(
  fc
    .record({
      days: orMissing(fc.integer({ min: 0, max: 12 })),
      left: orMissing(fc.boolean()),
      start: orMissing(fc.integer({ min: 0, max: 4 })),
      segment: orMissing(fc.constantFrom("A", "B", "تهران")),
    })
    .map(({ start, ...one }) => ({ ...one, from: start === null ? null : Math.min(start, one.days ?? start) })),
  { minLength: 1, maxLength: 25 },
);

const columnsOf = (given: readonly Case[]) => ({
  days: given.map(({ days }) => days),
  left: given.map(({ left }) => left),
  from: given.map(({ from }) => from),
  segment: given.map(({ segment }) => segment),
});

/** The cases in memory. */
export const caseFrame = (given: readonly Case[]): DataFrame => new DataFrame(columnsOf(given));

/** The cases in DuckDB. */
export const caseTable = (given: readonly Case[]): Promise<Table> => inDuckdb(columnsOf(given));
