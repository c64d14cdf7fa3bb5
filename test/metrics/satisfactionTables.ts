import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { expect } from "vitest";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";

type Columns = Readonly<Record<string, readonly unknown[]>>;

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
let tables = 0;

export const frame = (columns: Columns) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

/** The same columns as a table of DuckDB's: 'segment' is text, all else numbers. */
export async function inDuckdb(columns: Columns): Promise<Table> {
  const name = `answers_${tables++}`;
  const type = (column: string) => (column === "segment" ? "VARCHAR" : "DOUBLE");
  const literal = (value: unknown) =>
    value === null ? "NULL" : typeof value === "string" ? engine.dialect.literal(value) : String(value);
  const entries = Object.entries(columns);
  const rows = entries[0]![1].map(
    (_, row) => `(${entries.map(([column, values]) => `CAST(${literal(values[row])} AS ${type(column)})`).join(", ")})`,
  );
  await engine.query(`CREATE TABLE ${name} (${entries.map(([column]) => `"${column}" ${type(column)}`).join(", ")})`);
  await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "answers"));
}

/** Two results as plain data: the same but for the last digits of a number. */
export function expectSame(found: unknown, expected: unknown): void {
  if (typeof expected === "number") expect(found).toBeCloseTo(expected, 9);
  else if (typeof expected !== "object" || expected === null) expect(found).toBe(expected);
  else {
    expect(Object.keys(found as object)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expectSame((found as Record<string, unknown>)[name], value);
  }
}

/** Random answers to three questions, some missing, with a segment and a weight. */
export const answers = (top: number) => {
  const answer = fc.option(fc.integer({ min: 1, max: top }), { freq: 6 });
  const row = fc.record({
    a: answer,
    b: answer,
    c: answer,
    segment: fc.option(fc.constantFrom("x", "y", "z"), { freq: 9 }),
    w: fc.option(fc.constantFrom(0.5, 1, 1.25, 3), { freq: 9 }),
  });
  return fc.array(row, { minLength: 1, maxLength: 50 });
};

export type Answer = Readonly<Record<"a" | "b" | "c" | "w", number | null> & { segment: string | null }>;

export const columnsOf = (rows: readonly Answer[]): Columns =>
  Object.fromEntries((["a", "b", "c", "segment", "w"] as const).map((name) => [name, rows.map((row) => row[name])]));

/** Bounds of a reference; null where there is no interval. */
export function expectBounds(
  row: { readonly lower: number | null; readonly upper: number | null },
  interval: readonly number[] | null,
  digits = 9,
): void {
  if (interval === null) expect([row.lower, row.upper]).toEqual([null, null]);
  else {
    expect(row.lower).toBeCloseTo(interval[0]!, digits);
    expect(row.upper).toBeCloseTo(interval[1]!, digits);
  }
}
