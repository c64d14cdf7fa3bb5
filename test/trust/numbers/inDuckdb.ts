import { openDuckdb } from "../../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../../src/tables/sql/sql-table.js";
import type { Table } from "../../../src/tables/table.js";

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
let tables = 0;

type Cells = Readonly<Record<string, readonly Cell[]>>;

type Cell = number | string | boolean | null;

const typeOf = (cells: readonly Cell[]) => {
  const known = cells.find((cell) => cell !== null);
  return typeof known === "string" ? "VARCHAR" : typeof known === "boolean" ? "BOOLEAN" : "DOUBLE";
};

/** A list as text, of which DuckDB reads numbers to the last digit: a decimal literal would be a decimal first. */
const listOf = (cells: readonly Cell[]) =>
  `unnest(CAST('[${cells.map((cell) => cell ?? "NULL").join(", ")}]' AS ${typeOf(cells)}[]))`;

/** Columns of doubles, plain words and answers as a table of DuckDB, each number to its last digit. */
export async function exactlyInDuckdb(columns: Cells): Promise<Table> {
  const name = `exact_${tables++}`;
  const lists = Object.entries(columns).map(([column, cells]) => `${listOf(cells)} AS "${column}"`);
  await engine.query(`CREATE TABLE ${name} AS SELECT ${lists.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "the table"));
}
