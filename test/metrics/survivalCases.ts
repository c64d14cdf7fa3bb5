import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";

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

const TYPES = { days: "DOUBLE", left: "BOOLEAN", from: "DOUBLE", segment: "VARCHAR" } as const;
const COLUMNS = Object.keys(TYPES) as (keyof Case)[];

/** The cases in memory. A column without any value keeps its type by a row more: all missing. */
export function caseFrame(given: readonly Case[]): DataFrame {
  return new DataFrame(Object.fromEntries(COLUMNS.map((name) => [name, given.map((one) => one[name])])));
}

/** What puts cases into a DuckDB of its own. */
export async function caseTable(): Promise<(given: readonly Case[]) => Promise<Table>> {
  const engine = await openDuckdb({ folders: [] }, { threads: 2 });
  let tables = 0;
  return async (given) => {
    const name = `cases_${tables++}`;
    const literal = (value: unknown) =>
      value === null ? "NULL" : typeof value === "string" ? engine.dialect.literal(value) : String(value);
    const rows = given.map((one) => `(${COLUMNS.map((column) => literal(one[column])).join(", ")})`);
    await engine.query(`CREATE TABLE ${name} (${COLUMNS.map((column) => `"${column}" ${TYPES[column]}`).join(", ")})`);
    await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
    return sqlTable(engine, await typedRelation(engine, name, "cases"));
  };
}
