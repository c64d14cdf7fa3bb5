import { DataFrame } from "danfojs-node";
import { expect } from "vitest";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Cell, Table } from "../../src/tables/table.js";
import type { TableLike } from "../../src/tables/table-like.js";

export type Columns = Readonly<Record<string, readonly Cell[]>>;

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
let tables = 0;

function sqlType(cells: readonly Cell[]): string {
  const known = cells.find((cell) => cell !== null);
  return typeof known === "string" ? "VARCHAR" : typeof known === "boolean" ? "BOOLEAN" : "DOUBLE";
}

const literal = (cell: Cell) =>
  cell === null ? "NULL" : typeof cell === "string" ? engine.dialect.literal(cell) : String(cell);

/** The columns as a table of DuckDB in this process. */
export async function inDuckdb(columns: Columns): Promise<Table> {
  const name = `rows_${tables++}`;
  const all = Object.entries(columns).map(([column, cells]) => ({ column, cells, type: sqlType(cells) }));
  await engine.query(`CREATE TABLE ${name} (${all.map(({ column, type }) => `"${column}" ${type}`).join(", ")})`);
  const rows = all[0]!.cells.map(
    (_, row) => `(${all.map(({ cells, type }) => `CAST(${literal(cells[row]!)} AS ${type})`).join(", ")})`,
  );
  if (rows.length > 0) await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "the table"));
}

/** Two results as plain data: the same but for the last digits of a number. */
export function expectSame(found: unknown, expected: unknown): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else if (typeof expected === "number") {
    expect((found as number) / (1 + Math.abs(expected))).toBeCloseTo(expected / (1 + Math.abs(expected)), 9);
  } else if (typeof expected !== "object" || expected === null) expect(found).toBe(expected);
  else {
    expect(Object.keys(found as object)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expectSame((found as Record<string, unknown>)[name], value);
  }
}

/** A metric gives the same numbers wherever the rows are. */
export async function expectSameInDuckdb(
  columns: Columns,
  metric: (table: TableLike) => Promise<unknown>,
): Promise<void> {
  const expected = await metric(new DataFrame(columns as Record<string, Cell[]>));
  expectSame(await metric(await inDuckdb(columns)), expected);
}
