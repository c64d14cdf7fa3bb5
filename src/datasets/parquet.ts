import { basename, dirname, join, resolve } from "node:path";
import { openDuckdb } from "../tables/duckdb/connection.js";
import { typedRelation } from "../tables/duckdb/typed-relation.js";
import type { Engine } from "../tables/sql/relation.js";
import { sqlTable } from "../tables/sql/sql-table.js";
import type { TypedColumn } from "../tables/table.js";
import { fileLiteral, plainFolder } from "./duckdb/plain-path.js";
import type { Issues } from "./issues.js";
import type { Scanned, ScannedColumn } from "./scanned.js";

interface Declared {
  readonly name: string;
  readonly type: string;
}

const NESTED = /\[\d*\]$|^(STRUCT|MAP|UNION|LIST|ARRAY|VARIANT)\b/;

/** Columns that are no columns of cells: lists, structures, bytes. Each is told by name. */
function refuse(declared: readonly Declared[], issues: Issues): void {
  for (const { name, type } of declared) {
    if (!NESTED.test(type) && type !== "BLOB") continue;
    const what = type === "BLOB" ? "bytes" : "values nested in others";
    const message = `${name} requires plain values; the file holds ${what} (${type.slice(0, 60)})`;
    issues.file({ rule: "type", message, hint: "leave it out, or spread it over columns of its own", column: name });
  }
}

/** What would be left of a value as our types hold it; null for types that hold it whole. */
function narrowed(x: string, type: string): string | null {
  const precision = Number(/^DECIMAL\((\d+),/.exec(type)?.[1] ?? 0);
  if (precision > 15) return `CAST(CAST(${x} AS DOUBLE) AS ${type})`;
  return type === "TIMESTAMP_NS" ? `CAST(CAST(${x} AS TIMESTAMP) AS TIMESTAMP_NS)` : null;
}

/** Columns of which some value has more digits than a double, or a clock of microseconds, holds: they are read as text. */
async function changed(engine: Engine, source: string, declared: readonly Declared[], issues: Issues) {
  const found = new Set<string>();
  for (const { name, type } of declared) {
    const x = engine.dialect.identifier(name);
    const kept = narrowed(x, type);
    if (kept === null) continue;
    const [counts = []] = await engine.query(
      `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${source} WHERE ${kept} <> ${x}`,
    );
    if (counts[0] === 0) continue;
    found.add(name);
    const message = `${name} is ${type}: ${counts[0]} values have more digits than a number here holds; read as text`;
    issues.note({ rule: "large-number", message, column: name });
  }
  return found;
}

function noteZones(declared: readonly Declared[], issues: Issues): void {
  for (const { name, type } of declared) {
    if (!/WITH TIME ZONE|TIMESTAMPTZ/.test(type)) continue;
    issues.note({
      rule: "naive-time",
      message: `${name} holds moments; they are read as the clock of UTC`,
      column: name,
    });
  }
}

function scannedColumn(column: TypedColumn): ScannedColumn {
  if (column.type === "number") return { kind: "number", values: column.values };
  if (column.type !== "text") return { kind: "typed", column };
  return { kind: "text", codes: column.codes, dictionary: [...column.dictionary] };
}

async function scan(file: string, issues: Issues): Promise<Scanned | null> {
  const folder = plainFolder(dirname(resolve(file)));
  const engine = await openDuckdb({ folders: [folder] });
  const { identifier } = engine.dialect;
  const whole = `read_parquet(${fileLiteral(engine.dialect, join(folder, basename(file)))})`;
  const answer = await engine.query(`DESCRIBE SELECT * FROM ${whole}`);
  const [found = [], types = []] = answer;
  const declared = found.map((name, i): Declared => ({ name: name as string, type: types[i] as string }));
  refuse(declared, issues);
  if (!issues.isReadable()) return null;
  noteZones(declared, issues);
  const texts = await changed(engine, whole, declared, issues);
  const columns = declared.map(({ name }) => {
    const x = identifier(name);
    return texts.has(name) ? `CAST(${x} AS VARCHAR) AS ${x}` : x;
  });
  const source = texts.size === 0 ? whole : `(SELECT ${columns.join(", ")} FROM ${whole})`;
  const table = sqlTable(engine, await typedRelation(engine, source, basename(file)));
  const names = declared.map(({ name }) => name);
  const typed = await table.typed(names);
  const [{ n: rows } = { n: 0 }] = await table.crosstab([]);
  const scanned = names.map((name) => scannedColumn(typed[name]!));
  return { names, rows, blank: 0, header: 0, preamble: 0, columns: scanned, lineOf: () => null };
}

/**
 * A Parquet file as columns of the types that it states itself, read by DuckDB. Whole numbers beyond 2⁵³, and decimals of more
 * digits than a double holds, are read as text; moments with a zone as the clock of UTC, which is told. Nested columns are
 * refused by name.
 */
export async function readParquet(file: string, issues: Issues): Promise<Scanned | null> {
  try {
    return await scan(file, issues);
  } catch (error) {
    issues.file({ rule: "shape", message: (error as Error).message.split("\n")[0]! });
    return null;
  }
}
