import { basename } from "node:path";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import { bindColumns } from "../bind-columns.js";
import { withCsv } from "../csv/open-csv.js";
import { Issues } from "../issues.js";
import { requirement } from "../requirement.js";
import type { ColumnSchema, Schema } from "../schema.js";
import { countRecords } from "./count-records.js";
import { allowed, castRules, columnType } from "./csv-casts.js";

/** The header of a file, from its first bytes. */
interface HeaderLine {
  readonly names: readonly string[];
  readonly delimiter: string;
}

type InferredKind = "plain" | "boolean-word" | "date" | "datetime";

async function headerOf(file: string, issues: Issues): Promise<HeaderLine | null> {
  const header = await withCsv(file, {}, undefined, issues, async (csv) => csv.header);
  if (header === null) return null;
  if (header.names.some((name) => /[\r\n]/.test(name)))
    issues.file({ rule: "header", message: "the header holds a line break inside a name" });
  return header;
}

/** The one header of all files, or a problem that names the file whose header differs. */
async function commonHeader(files: readonly string[], issues: Issues): Promise<HeaderLine | null> {
  let first: HeaderLine | null = null;
  for (const file of files) {
    const header = await headerOf(file, issues);
    if (header === null) return null;
    first ??= header;
    if (header.names.join("\n") !== first.names.join("\n") || header.delimiter !== first.delimiter) {
      issues.file({ rule: "header", message: `${basename(file)} has another header than ${basename(files[0]!)}` });
    }
  }
  return first;
}

/** Everything as text in one table, by names of ours; each line of the files is accounted for. */
async function readAsText(engine: Engine, files: readonly string[], header: HeaderLine, issues: Issues): Promise<void> {
  const { literal } = engine.dialect;
  const columns = header.names.map((_, i) => `'c${i}': 'VARCHAR'`).join(", ");
  const list = files.map(literal).join(", ");
  const options = `auto_detect = false, columns = {${columns}}, header = false, skip = 1, delim = ${literal(header.delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false`;
  try {
    await engine.query(`CREATE TABLE as_text AS SELECT * FROM read_csv([${list}], ${options})`);
  } catch (error) {
    const reason = (error as Error).message
      .split("\n")
      .filter((line) => line !== "")
      .slice(0, 3);
    issues.file({ rule: "quote", message: `the file cannot be read: ${reason.join("; ")}` });
    return;
  }
  let records = 0;
  for (const file of files) {
    const count = await countRecords(file, header.delimiter.charCodeAt(0));
    if (count.strayQuote !== null) {
      const message = "the file holds a quote inside a cell that does not start with one";
      issues.row({ rule: "quote", message, row: count.strayQuote - 1 });
    }
    records += count.records - 1 + (header.names.length === 1 ? count.blank : 0);
  }
  const [[rows]] = (await engine.query("SELECT CAST(count(*) AS DOUBLE) FROM as_text")) as [[number]];
  if (rows !== records)
    issues.file({ rule: "cells", message: `${records} records stand in the file, ${rows} were read` });
}

/** Which of these columns hold nothing but values of a kind. */
async function columnsOfKind(engine: Engine, ids: readonly string[], kind: InferredKind): Promise<string[]> {
  if (ids.length === 0) return [];
  const parts = ids.flatMap((id) => {
    const rules = castRules(id, engine.dialect);
    return [rules.trimmed, rules.value(kind)].map((value) => engine.dialect.double(`count(${value})`));
  });
  const counts = (await engine.query(`SELECT ${parts.join(", ")} FROM as_text`)).map(([value]) => value as number);
  return ids.filter((_, i) => counts[2 * i] === counts[2 * i + 1]);
}

/** The kind of each column that no schema describes, from all of its values; what fits no kind is text. */
async function inferKinds(engine: Engine, ids: readonly string[]): Promise<Map<string, InferredKind>> {
  const found = new Map<string, InferredKind>();
  for (const kind of ["plain", "boolean-word", "date", "datetime"] as const) {
    const left = ids.filter((id) => !found.has(id));
    for (const id of await columnsOfKind(engine, left, kind)) found.set(id, kind);
  }
  return found;
}

/** Counts and shows what does not fit a column's schema. */
async function check(engine: Engine, id: string, name: string, schema: ColumnSchema, issues: Issues): Promise<void> {
  const rules = castRules(id, engine.dialect);
  const value = rules.value(schema.type);
  const bad = `${rules.trimmed} IS NOT NULL AND (${value} IS NULL OR NOT ${allowed(value, schema, engine.dialect)})`;
  const numeric = schema.type === "integer" || schema.type === "number";
  const report = async (requires: string, condition: string) => {
    const parsed = numeric ? rules.value("number") : "NULL";
    const query = `SELECT CAST(rowid AS DOUBLE), ${id}, ${parsed} FROM as_text WHERE ${condition} ORDER BY rowid`;
    const [rows = [], texts = [], numbers = []] = await engine.query(query);
    rows.forEach((row, i) => {
      const shown = (numbers[i] ?? texts[i]) as string | number | null;
      issues.row({ rule: "type", message: requires, row: (row as number) + 1, column: name, value: shown });
    });
  };
  await report(requirement(name, schema), bad);
  if (schema.required === true) await report(`${name} requires a value in every row`, `${rules.trimmed} IS NULL`);
  if (schema.unique === true) {
    const again = `rowid IN (SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY ${value} ORDER BY rowid) AS place FROM as_text WHERE ${value} IS NOT NULL) AS numbered WHERE place > 1)`;
    await report(`${name} requires values that stand once`, again);
  }
}

/** CSV files as a table of DuckDB's, typed by the rules of `load`: the same cells, the same refusals. */
export async function csvRelation(
  engine: Engine,
  files: readonly string[],
  name: string,
  schema: Schema | undefined,
  caller: string,
): Promise<Relation> {
  const issues = new Issues();
  const header = await commonHeader(files, issues);
  const bound = bindColumns(header?.names ?? [], header === null ? undefined : schema, issues);
  if (header !== null && issues.isClean()) await readAsText(engine, files, header, issues);
  issues.throwIfAny(caller);
  const open = bound.flatMap((column, i) => (column.schema === undefined ? [`c${i}`] : []));
  const inferred = await inferKinds(engine, open);
  for (const [i, column] of bound.entries()) {
    if (column.schema !== undefined) await check(engine, `c${i}`, column.name, column.schema, issues);
  }
  issues.throwIfAny(caller);
  const columns = bound.map(({ name: column, schema: rules }, i) => {
    const id = `c${i}`;
    const kind = rules?.type ?? inferred.get(id) ?? "text";
    const sql = `${castRules(id, engine.dialect).value(kind)} AS ${id}`;
    return { name: column, id, type: columnType(kind), sql };
  });
  await engine.query(`CREATE TABLE typed AS SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM as_text`);
  await engine.query("DROP TABLE as_text");
  return { name, from: "typed", columns: columns.map(({ sql: _, ...column }) => column), order: [] };
}
