import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type DuckdbOptions, openDuckdb } from "../../tables/duckdb/connection.js";
import { typedRelation } from "../../tables/duckdb/typed-relation.js";
import { nearestNames } from "../../tables/nearest.js";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import { sqlTable } from "../../tables/sql/sql-table.js";
import type { Table } from "../../tables/table.js";
import { requireFile } from "../find-file.js";
import type { Layout, Schema } from "../schema.js";
import { csvRelation } from "./csv-relation.js";

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

const WILDCARD = /[*?]/;
const DATABASE = /\.(duckdb|ddb|db)$/i;
const PARQUET = /\.parquet$/i;
const CSV = /\.(csv|tsv|txt)(\.gz)?$/i;

/** The files a pattern names: '*' and '?' in the file name, '**' or '*' for folders on the way. */
async function filesOf(caller: string, pattern: string): Promise<string[]> {
  if (!WILDCARD.test(pattern)) {
    await requireFile(caller, pattern);
    return [resolve(pattern)];
  }
  const parts = resolve(pattern).split("/");
  const fixed = parts.findIndex((part) => WILDCARD.test(part));
  const root = parts.slice(0, fixed).join("/") || "/";
  const escaped = (part: string) =>
    part
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]");
  const rest = parts.slice(fixed).map((part) => (part === "**" ? "(?:[^/]+/)*" : `${escaped(part)}/`));
  const expression = new RegExp(`^${rest.join("").replace(/\/$/, "")}$`);
  const names = (await stat(root).catch(() => null))?.isDirectory() ? await readdir(root, { recursive: true }) : [];
  const found = names.filter((name) => expression.test(name)).sort();
  if (found.length === 0) throw new Error(`${caller}: no file matches ${pattern}`);
  return found.map((name) => join(root, name));
}

async function databaseRelation(engine: Engine, file: string, table: string | undefined): Promise<Relation> {
  const { identifier, literal } = engine.dialect;
  const query = `SELECT schema_name || '.' || table_name FROM (SELECT schema_name, table_name, database_name FROM duckdb_tables() UNION ALL SELECT schema_name, view_name, database_name FROM duckdb_views() WHERE NOT internal) AS t WHERE database_name = ${literal("source")} ORDER BY 1`;
  const names = ((await engine.query(query))[0] ?? []).map((name) => (name as string).replace(/^main\./, ""));
  const called = names.map((name) => `'${name}'`).join(", ") || "none";
  const where = basename(file);
  if (table === undefined) throw new TypeError(`duckdb requires { table } for a database file; ${where} has ${called}`);
  if (!names.includes(table)) {
    const near = nearestNames(table, names);
    throw new Error(
      `duckdb: no table '${table}' in ${where}; ${near.length > 0 ? `nearest: '${near[0]}'` : `it has ${called}`}`,
    );
  }
  const [space, name] = table.includes(".")
    ? [table.slice(0, table.indexOf(".")), table.slice(table.indexOf(".") + 1)]
    : ["main", table];
  return typedRelation(engine, `source.${identifier(space)}.${identifier(name)}`, table);
}

/** Parquet files in place. Their columns are bound by name, and every file must have the same. */
async function parquetRelation(engine: Engine, files: readonly string[], name: string): Promise<Relation> {
  const list = files.map(engine.dialect.literal).join(", ");
  const query = `SELECT DISTINCT list(name ORDER BY name)::VARCHAR FROM parquet_schema([${list}]) GROUP BY file_name`;
  const [layouts = []] = await engine.query(query);
  if (layouts.length > 1)
    throw new Error(`duckdb ${name} requires files with the same columns; got ${layouts.length} layouts`);
  return typedRelation(engine, `read_parquet([${list}], union_by_name = true)`, name);
}

/** CSV files by the rules of `load`; a copy that DuckDB needs is gone once it has read it. */
async function csvTable(files: readonly string[], name: string, options: DuckdbSource): Promise<Table> {
  const { schema, layout = {}, rejectsTo, rejects = rejectsTo === undefined ? "refuse" : "aside" } = options;
  const copies = await mkdtemp(join(tmpdir(), "vafa-csv-"));
  try {
    const engine = await openDuckdb({ folders: [...new Set(files.map(dirname)), copies] }, options);
    return sqlTable(engine, await csvRelation(engine, files, name, { schema, layout, rejects, rejectsTo }, copies));
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

/**
 * A table whose rows stay in files, tallied by DuckDB in this process: for what is larger than memory, and for Parquet.
 * Metrics take it like a DataFrame and give the same numbers. It reads nothing but the folder of the files named.
 *
 * CSV is read by the rules of `load` (UTF-8, header by name, types from the schema or from all values) and kept by DuckDB
 * within its memory limit, the rest on disk; Parquet files and database tables are read in place.
 *
 * @param file a CSV or Parquet file, a pattern ('data/orders/*.parquet'), or a database file (.duckdb) with `table`
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
  if (!PARQUET.test(file) && !CSV.test(file)) {
    throw new Error(
      `duckdb ${name}: it reads .csv, .tsv, .csv.gz, .parquet and .duckdb files, or a pattern of one kind`,
    );
  }
  const files = await filesOf("duckdb", file);
  if (CSV.test(file)) return csvTable(files, name, options);
  const engine = await openDuckdb({ folders: [...new Set(files.map(dirname))] }, options);
  return sqlTable(engine, await parquetRelation(engine, files, name));
}
