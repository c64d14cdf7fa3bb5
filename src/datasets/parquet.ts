import { basename, dirname, resolve } from "node:path";
import { openDuckdb } from "../tables/duckdb/connection.js";
import { typedRelation } from "../tables/duckdb/typed-relation.js";
import { sqlTable } from "../tables/sql/sql-table.js";
import type { TypedColumn } from "../tables/table.js";
import type { Issues } from "./issues.js";
import { requirement } from "./requirement.js";
import type { ScannedColumn } from "./scanned.js";
import type { ColumnSchema, Schema } from "./schema.js";
import { requireSchemaColumns } from "./type-table.js";
import { checkWhole, described } from "./typed-column.js";

/** Which type a column of the file must have for what the schema says of it. */
const STORED: Readonly<Record<ColumnSchema["type"], TypedColumn["type"]>> = {
  text: "text",
  category: "text",
  integer: "number",
  number: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};

const asScanned = (column: Exclude<TypedColumn, { type: "boolean" }>): ScannedColumn =>
  column.type === "number"
    ? { kind: "number", values: column.values }
    : { kind: "text", codes: column.codes, dictionary: [...column.dictionary] };

function checked(column: TypedColumn, name: string, schema: ColumnSchema, rows: number, issues: Issues): TypedColumn {
  const isText = STORED[schema.type] !== "number" && column.type === "text" && schema.type !== "boolean";
  if (column.type !== STORED[schema.type] && !isText) {
    issues.file({ rule: "type", message: `${requirement(name, schema)}; the file holds ${column.type}`, column: name });
    return column;
  }
  const made = column.type === "boolean" ? column : described(asScanned(column), name, schema, issues);
  checkWhole(made, name, schema, rows, issues);
  return made;
}

/** A Parquet file as typed columns, read by DuckDB, checked against the schema. */
export async function readParquet(file: string, schema: Schema | undefined, issues: Issues) {
  const path = resolve(file);
  const engine = await openDuckdb({ folders: [dirname(path)] });
  const source = `read_parquet(${engine.dialect.literal(path)})`;
  const table = sqlTable(engine, await typedRelation(engine, source, basename(file)));
  const names = (await table.columns()).map(({ name }) => name);
  if (schema !== undefined) requireSchemaColumns(names, schema, issues);
  const typed = await table.typed(names);
  const [{ n: rows } = { n: 0 }] = await table.crosstab([]);
  const columns = names.map((name) => {
    const rules = schema !== undefined && Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined;
    const column = typed[name]!;
    return [name, rules === undefined ? column : checked(column, name, rules, rows, issues)] as const;
  });
  return { rows, blank: 0, columns };
}
