import { rm, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type DuckdbOptions, openDuckdb } from "../../tables/duckdb/connection.js";
import { repeated } from "../../tables/duckdb/repeated.js";
import { temporaryFolder } from "../../tables/duckdb/temporary-folder.js";
import { typedRelation } from "../../tables/duckdb/typed-relation.js";
import { nearestNames } from "../../tables/nearest.js";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import { sqlTable } from "../../tables/sql/sql-table.js";
import type { Table } from "../../tables/table.js";
import { requireFile } from "../find-file.js";
import type { Layout, Schema } from "../schema.js";
import { csvRelation } from "./csv-relation.js";
import { type Files, filesOf } from "./files-of.js";
import { parquetRelation } from "./parquet-relation.js";
import { underPlainFolder } from "./plain-path.js";

export interface DuckdbSource extends DuckdbOptions {
  /** The table to read, for a database file: 'orders' or 'shop.orders'. */
  readonly table?: string;
  /** What CSV files must hold; checked whole before the first tally. */
  readonly schema?: Schema;
  /** How CSV files are laid out, where they do not say so themselves. */
  readonly layout?: Layout;
  /** What becomes of CSV files with rows that do not fit: refused (default), or read without them. */
  readonly rejects?: "refuse" | "aside";
  /** A folder that takes the rows that do not fit, and what is wrong with each; they are kept aside. */
  readonly rejectsTo?: string;
}

const DATABASE = /\.(duckdb|ddb|db)$/i;

async function databaseRelation(engine: Engine, file: string, table: string | undefined): Promise<Relation> {
  const { identifier, literal } = engine.dialect;
  const query = `SELECT schema_name, table_name FROM (SELECT schema_name, table_name, database_name FROM duckdb_tables() UNION ALL SELECT schema_name, view_name, database_name FROM duckdb_views() WHERE NOT internal) AS t WHERE database_name = ${literal("source")} ORDER BY ALL`;
  const [schemas = [], tables = []] = (await engine.query(query)) as string[][];
  const names = tables.map((name, i) => (schemas[i] === "main" ? name : `${schemas[i]}.${name}`));
  const called = names.map((name) => `'${name}'`).join(", ") || "none";
  const where = basename(file);
  if (table === undefined) throw new TypeError(`duckdb requires { table } for a database file; ${where} has ${called}`);
  const place = names.indexOf(table);
  if (place < 0) {
    const near = nearestNames(table, names);
    throw new Error(
      `duckdb: no table '${table}' in ${where}; ${near.length > 0 ? `nearest: '${near[0]}'` : `it has ${called}`}`,
    );
  }
  return typedRelation(engine, `source.${identifier(schemas[place]!)}.${identifier(tables[place]!)}`, table);
}

/** CSV files by the rules of `load`; a copy that DuckDB needs is gone once it has read it. */
async function csvTable({ files, root }: Files, name: string, options: DuckdbSource): Promise<Table> {
  const { schema, layout = {}, rejectsTo, rejects = rejectsTo === undefined ? "refuse" : "aside" } = options;
  const copies = temporaryFolder();
  try {
    const engine = await openDuckdb({ folders: [root, copies] }, options);
    return sqlTable(engine, await csvRelation(engine, files, name, { schema, layout, rejects, rejectsTo }, copies));
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

/** When these files were written, and how large they are: other once somebody wrote to one of them. */
async function stateOf(files: readonly string[]): Promise<string> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return found.map((one) => `${one?.mtimeMs} ${one?.size} ${one?.ino}`).join("\n");
}

/**
 * A table whose rows stay in files, tallied by DuckDB in this process: for what is larger than memory, and for Parquet.
 * Metrics take it like a DataFrame and give the same numbers. It reads nothing but the folder of the files named.
 *
 * CSV is read by the rules of `load` (UTF-8, header by name, types from the schema or from all values) and kept by DuckDB
 * within its memory limit, the rest on disk; Parquet files and database tables are read in place. Of a folder, files of one
 * kind are read however deep they lie; folders called `year=2025` are a column `year` of what is below them, 01 stays text.
 * Files with other columns, or other types of them, are refused.
 *
 * What runs is stopped when its cell is interrupted; what does not fit into memory is gone from the disk when the process ends.
 *
 * @param file a CSV or Parquet file, a folder, a pattern ('data/orders/*.parquet'), or a database file (.duckdb) with `table`
 * @example const orders = await duckdb("data/orders.parquet");
 */
export async function duckdb(file: string, options: DuckdbSource = {}): Promise<Table> {
  const { table } = options;
  const name = basename(file);
  if (DATABASE.test(file)) {
    await requireFile("duckdb", file);
    const engine = await openDuckdb({ folders: [], database: resolve(file) }, options);
    return sqlTable(engine, await databaseRelation(engine, file, table));
  }
  const found = underPlainFolder(await filesOf("duckdb", file));
  if (found.kind === "csv") return csvTable(found, name, options);
  const engine = await openDuckdb({ folders: [found.root] }, options);
  const relation = await parquetRelation(engine, found, name);
  return sqlTable(
    repeated(engine, () => stateOf(found.files)),
    relation,
  );
}
