import { Document, isMap, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Schema } from "../schema.js";
import { fieldOf, writtenMissing } from "./column-field.js";
import { resourceLayout } from "./layout-dialect.js";
import type { DataPackage, PackageTable } from "./read-package.js";

/** What is said beside a column, line by line, for those who read the file. */
export type Remarks = ReadonlyMap<string, readonly string[]>;

function writtenSchema(schema: Schema, name: string | null): Readonly<Record<string, unknown>> {
  return {
    ...(schema.name === name ? {} : { name: schema.name }),
    ...(schema.row === "" ? {} : { row: schema.row }),
    ...(schema.missing === undefined ? {} : { missingValues: writtenMissing(schema.missing) }),
    fields: Object.entries(schema.columns).map(([column, rules]) => fieldOf(column, rules)),
  };
}

/** A schema that says no more than the table without it is left out: a list of fields is never empty. */
const isSaid = ({ columns }: Schema) => Object.keys(columns).length > 0;

function writtenTable({
  name,
  title,
  description,
  path,
  layout,
  schema,
}: PackageTable): Readonly<Record<string, unknown>> {
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    path,
    ...resourceLayout(layout),
    ...(isSaid(schema) ? { schema: writtenSchema(schema, name) } : {}),
  };
}

/** YAML 1.2 that a reader of YAML 1.1 takes for the same: 'no' and 'yes' in quotes. */
function documentOf(value: unknown): Document {
  return new Document(value, { version: "1.2", schema: "core", compat: "yaml-1.1", aliasDuplicateObjects: false });
}

const entry = (map: YAMLMap, key: string): unknown =>
  (map.items as Pair<Scalar, unknown>[]).find((pair) => pair.key.value === key)?.value;

/** Short lists and properties on one line: [ "", "-99" ], { minimum: 0, maximum: 10 }. */
function flatten(node: unknown): void {
  const inside = isMap(node) ? node.items.map(({ value }) => value) : ((node as YAMLSeq | undefined)?.items ?? []);
  if (node !== undefined && inside.length <= 8) (node as YAMLMap | YAMLSeq).flow = true;
}

const FLAT = ["constraints", "scale", "missingValues", "trueValues", "falseValues"];

function arrangeFields(schema: YAMLMap, remarks: Remarks): void {
  const fields = (entry(schema, "fields") as YAMLSeq | undefined)?.items ?? [];
  flatten(entry(schema, "missingValues"));
  for (const [i, node] of fields.entries()) {
    const field = node as YAMLMap;
    for (const property of FLAT) flatten(entry(field, property));
    if (i > 0) field.spaceBefore = true;
    const lines = remarks.get((entry(field, "name") as Scalar<string>).value) ?? [];
    if (lines.length > 0) field.commentBefore = lines.map((line) => ` ${line.replace(/\s+/gu, " ")}`).join("\n");
  }
}

const asText = (document: Document) => document.toString({ lineWidth: 120, flowCollectionPadding: true });

/**
 * A schema as YAML that people read and change, and `readSchema` reads back identical.
 *
 * @example await writeFile("survey.schema.yaml", schemaText(surveySchema));
 */
export function schemaText(schema: Schema, remarks: Remarks = new Map()): string {
  const document = documentOf(writtenSchema(schema, null));
  arrangeFields(document.contents as YAMLMap, remarks);
  return asText(document);
}

/**
 * A data package as YAML, its paths as they are given: relative ones are sought beside the file it is written to.
 *
 * @param heading what is said above it, line by line
 * @param remarks what is said beside the columns of a table, by its name
 */
export function packageText(
  data: DataPackage,
  heading: readonly string[] = [],
  remarks: ReadonlyMap<string, Remarks> = new Map(),
): string {
  const { name, title, description, language, tables } = data;
  const document = documentOf({
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(language === undefined ? {} : { language }),
    resources: tables.map(writtenTable),
  });
  const resources = entry(document.contents as YAMLMap, "resources") as YAMLSeq<YAMLMap>;
  for (const resource of resources.items) {
    const schema = entry(resource, "schema") as YAMLMap | undefined;
    const called = (entry(resource, "name") as Scalar<string>).value;
    if (schema !== undefined) arrangeFields(schema, remarks.get(called) ?? new Map());
    const dialect = entry(resource, "dialect") as YAMLMap | undefined;
    if (dialect !== undefined) flatten(entry(dialect, "headerRows"));
  }
  if (heading.length > 0) document.commentBefore = heading.map((line) => (line === "" ? "" : ` ${line}`)).join("\n");
  return asText(document);
}
