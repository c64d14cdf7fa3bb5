import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import type { Engine } from "../../src/tables/sql/relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import type { PlainTable } from "./random-table.js";

const SQL_TYPE = {
  number: "DOUBLE",
  boolean: "BOOLEAN",
  text: "VARCHAR",
  date: "VARCHAR",
  datetime: "VARCHAR",
} as const;

/** Some columns as databases and Parquet files keep them. */
export const DECLARED: Readonly<Record<string, string>> = {
  score: "TINYINT",
  revenue: "DECIMAL(12, 2)",
  far: "DECIMAL(10, 2)",
};

let tables = 0;

/** The same rows as a table of DuckDB's, columns of the types that are declared. Numbers go as text, which no literal rounds. */
export async function inDuckdb(
  engine: Engine,
  { columns }: PlainTable,
  declared: Readonly<Record<string, string>> = {},
): Promise<Table> {
  const name = `random_${tables++}`;
  const literal = (value: unknown) =>
    value === null ? "NULL" : engine.dialect.literal(Object.is(value, -0) ? "-0" : `${value}`);
  const listed = columns.map(({ name: column, type, values }) => {
    const sqlType = declared[column] ?? SQL_TYPE[type];
    return `unnest(CAST([${values.map(literal).join(", ")}] AS ${sqlType}[])) AS "${column}"`;
  });
  await engine.query(`CREATE TABLE ${name} AS SELECT ${listed.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "random"));
}
