import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPackage } from "../../src/datasets/descriptor/read-package.js";
import { csvRelation } from "../../src/datasets/duckdb/csv-relation.js";
import type { ColumnKind } from "../../src/datasets/schema.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { duckdbDialect } from "../../src/tables/sql/dialect.js";

/** What a column of a kind is in a Parquet file, and in the statement that declares it; DuckDB and the engines say it alike. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: "VARCHAR",
  category: "VARCHAR",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "TIMESTAMP",
};

/** A table as a folder with one Parquet file. */
export interface ParquetTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Writes the tables of a data package as Parquet, one folder each, with the types that its schemas name. */
export async function writeParquet(description: string, folder: string): Promise<readonly ParquetTable[]> {
  const { tables } = await readPackage(description);
  mkdirSync(folder, { recursive: true });
  const folders = [...new Set(tables.map(({ file }) => dirname(file))), folder];
  const engine = await openDuckdb({ folders }, { threads: 1 });
  const { identifier, literal } = duckdbDialect;
  const rules = { rejects: "refuse", rejectsTo: undefined } as const;
  const written: ParquetTable[] = [];
  for (const { name, file, schema, layout } of tables) {
    const relation = await csvRelation(engine, [file], name, { schema, layout, ...rules }, folder);
    const columns = relation.columns.map(({ name: column, type, id }) => {
      const kind = schema.columns[column]?.type ?? type;
      return { name: column, type: TYPES[kind], id };
    });
    const cast = columns.map((column) => `CAST(${column.id} AS ${column.type}) AS ${identifier(column.name)}`);
    mkdirSync(join(folder, name), { recursive: true });
    const target = literal(join(folder, name, `${name}.parquet`));
    await engine.query(`COPY (SELECT ${cast.join(", ")} FROM ${relation.from}) TO ${target} (FORMAT parquet)`);
    await engine.query(`DROP TABLE ${relation.from}`);
    written.push({ name, columns: columns.map(({ id: _, ...column }) => column) });
  }
  return written;
}

/** The statement that makes such a folder a table of Trino's. */
export function createTable({ name, columns }: ParquetTable, schema: string, location: string): string {
  const { identifier, literal } = duckdbDialect;
  const declared = columns.map((column) => {
    return `${identifier(column.name)} ${column.type === "TIMESTAMP" ? "TIMESTAMP(6)" : column.type}`;
  });
  const options = `format = 'PARQUET', external_location = ${literal(`${location}/${name}`)}`;
  return `CREATE TABLE ${schema}.${identifier(name)} (${declared.join(", ")}) WITH (${options})`;
}
