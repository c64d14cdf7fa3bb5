import type { Engine } from "../../tables/sql/relation.js";
import { type Bound, bindColumns } from "../bind-columns.js";
import { withCsv } from "../csv/open-csv.js";
import { Issues } from "../issues.js";
import type { ColumnSchema, Layout, Schema } from "../schema.js";
import { countRecords } from "./count-records.js";
import { allowed, castRules, preparedText } from "./csv-casts.js";
import { fileLiteral } from "./plain-path.js";

/** A file that DuckDB may read as it stands. */
interface PlainHeader {
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** A column of `as_text` that is described. */
interface Described {
  readonly id: string;
  readonly schema: ColumnSchema;
}

/** What SQL understands as the reader does: values as they stand, nothing normalised. */
const PLAIN: ReadonlySet<string> = new Set([
  ...["type", "required", "min", "max", "values", "unique", "description", "role", "labels", "scale"],
]);

function isPlain(schema: ColumnSchema): boolean {
  const isListed = schema.type !== "category" || schema.values !== undefined;
  return isListed && Object.keys(schema).every((key) => PLAIN.has(key));
}

async function headerOf(file: string, layout: Layout): Promise<PlainHeader | null> {
  const issues = new Issues();
  const found = await withCsv(file, layout, undefined, issues, async ({ header, encoding }) => ({ header, encoding }));
  if (found === null || !issues.isClean() || found.encoding !== "utf-8") return null;
  const { header } = found;
  const isOneLine = header.rows === 1 && header.lines === 1 && layout.formulas === undefined;
  return isOneLine ? { names: header.names, delimiter: header.delimiter } : null;
}

/** The one header of all files; null where a file has none that DuckDB may read, or another. */
async function commonHeader(files: readonly string[], layout: Layout): Promise<PlainHeader | null> {
  let first: PlainHeader | null = null;
  for (const file of files) {
    const header = await headerOf(file, layout);
    if (header === null) return null;
    first ??= header;
    if (header.names.join("\n") !== first.names.join("\n") || header.delimiter !== first.delimiter) return null;
  }
  return first;
}

/**
 * Everything as text in the table `as_text`, by names of ours.
 *
 * @param longest bytes of the longest line, where it is known
 */
export async function readAsText(
  engine: Engine,
  files: readonly string[],
  { names, delimiter }: PlainHeader,
  longest = 0,
): Promise<void> {
  const { literal } = engine.dialect;
  const columns = names.map((_, i) => `'c${i}': 'VARCHAR'`).join(", ");
  const list = files.map((file) => fileLiteral(engine.dialect, file)).join(", ");
  // DuckDB makes room for sixteen such lines, so it is told only of lines that need it.
  const long = longest < 1_000_000 ? "" : `, max_line_size = ${longest + 1}`;
  const options = `auto_detect = false, columns = {${columns}}, header = false, skip = 1, delim = ${literal(delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false${long}`;
  await engine.query(`CREATE OR REPLACE TABLE as_text AS SELECT * FROM read_csv([${list}], ${options})`);
}

export async function rowsOf(engine: Engine, where = ""): Promise<number> {
  const [[rows]] = (await engine.query(`SELECT CAST(count(*) AS DOUBLE) FROM as_text ${where}`)) as [[number]];
  return rows;
}

/** Whether every record of the files was read, and none holds what the reader would refuse. */
async function isWhole(engine: Engine, files: readonly string[], header: PlainHeader): Promise<boolean> {
  let records = 0;
  for (const file of files) {
    const count = await countRecords(file, header.delimiter.charCodeAt(0));
    if (count.strayQuote !== null || count.holdsNul || count.mayHoldMark) return false;
    records += count.records - 1 + (header.names.length === 1 ? count.blank : 0);
  }
  return records === (await rowsOf(engine));
}

/** How many cells of all columns do not fit their schemas. */
async function misfits({ dialect, query }: Engine, columns: readonly Described[]): Promise<number> {
  if (columns.length === 0) return 0;
  const values = columns.map(({ id, schema }) => {
    const { trimmed, value } = castRules(id, dialect);
    return `${trimmed}, ${value(schema.type)} AS ${id}`;
  });
  const counts = columns.map(({ id, schema }) => {
    const { trimmed } = castRules(id, dialect);
    const bad = `${trimmed} IS NOT NULL AND (${id} IS NULL OR NOT ${allowed(id, schema, dialect)})`;
    const missing = schema.required === true ? `count(*) FILTER (WHERE ${trimmed} IS NULL)` : "0";
    const again = schema.unique === true ? `count(${id}) - count(DISTINCT ${id})` : "0";
    return `count(*) FILTER (WHERE ${bad}) + ${missing} + ${again}`;
  });
  const text = preparedText(
    columns.map(({ id }) => id),
    dialect,
  );
  const [[count]] = (await query(
    `SELECT ${dialect.double(counts.join(" + "))} FROM (SELECT ${values.join(", ")} FROM ${text})`,
  )) as [[number]];
  return count;
}

/**
 * Reads CSV files into the table `as_text` as they stand, where DuckDB and the reader understand the same by them and every row
 * fits. Null where they do not, or one does not: the reader then says what is wrong, or makes a copy.
 */
export async function readInPlace(
  engine: Engine,
  files: readonly string[],
  schema: Schema | undefined,
  layout: Layout,
): Promise<readonly Bound[] | null> {
  const header = await commonHeader(files, layout);
  if (header === null) return null;
  const issues = new Issues();
  const bound = bindColumns(header.names, schema, issues);
  const isPlainSchema =
    schema?.missing === undefined && bound.every((column) => !column.schema || isPlain(column.schema));
  if (!isPlainSchema || !issues.isReadable()) return null;
  try {
    await readAsText(engine, files, header);
  } catch {
    return null;
  }
  if (!(await isWhole(engine, files, header))) return null;
  const described = bound.flatMap(({ schema: own }, i) => (own === undefined ? [] : [{ id: `c${i}`, schema: own }]));
  return (await misfits(engine, described)) > 0 ? null : bound;
}
