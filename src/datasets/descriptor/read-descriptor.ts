import { basename, dirname, isAbsolute, join } from "node:path";
import type { ColumnSchema, Schema } from "../schema.js";
import { columnOf, missingOf } from "./field-column.js";
import { layoutOf } from "./layout-dialect.js";
import { type Root, shapeProblems } from "./problems.js";
import type { DataPackage, PackageTable } from "./read-package.js";
import type { PackageDescriptor, Resource, TableSchema } from "./shape.js";
import { type Path, type Problem, readSource, type Source } from "./source.js";

const ADDRESS = /^[a-z][a-z0-9+.-]+:/i;

/** The name of a file without its endings: 'survey' of 'survey.schema.yaml'. */
const stem = (file: string) => basename(file).replace(/(?<=.)\..*$/, "");

function schemaOf(table: TableSchema, name: string, path: Path, problems: Problem[]): Schema {
  const columns = new Map<string, ColumnSchema>();
  const key = [table.primaryKey ?? []].flat()[0];
  for (const [i, field] of table.fields.entries()) {
    const place = [...path, "fields", i];
    if (columns.has(field.name)) problems.push({ path: [...place, "name"], message: `names '${field.name}' twice` });
    const column = columnOf(field, place, problems);
    columns.set(field.name, field.name === key ? { ...column, required: true, unique: true } : column);
  }
  if (key !== undefined && !columns.has(key)) {
    problems.push({ path: [...path, "primaryKey"], message: `requires the name of a field; got '${key}'` });
  }
  const missing = missingOf(table.missingValues);
  return {
    name: table.name ?? name,
    row: table.row ?? "",
    columns: Object.fromEntries(columns),
    ...(missing === undefined ? {} : { missing }),
  };
}

function tableOf(resource: Resource, folder: string, place: Path, problems: Problem[]): PackageTable {
  const { name, title, description, path, schema } = resource;
  if (ADDRESS.test(path) && !/^[a-z]:[\\/]/i.test(path)) {
    problems.push({ path: [...place, "path"], message: `requires a file of this machine; got the address '${path}'` });
  }
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    path,
    file: isAbsolute(path) ? path : join(folder, path),
    layout: layoutOf(resource, place, problems),
    schema:
      schema === undefined ? { name, row: "", columns: {} } : schemaOf(schema, name, [...place, "schema"], problems),
  };
}

function packageOf(found: PackageDescriptor, file: string, problems: Problem[]): DataPackage {
  const { name = stem(file), title, description, language, resources } = found;
  const names = new Set<string>();
  for (const [i, resource] of resources.entries()) {
    if (names.has(resource.name)) {
      problems.push({ path: ["resources", i, "name"], message: `names '${resource.name}' twice` });
    }
    names.add(resource.name);
  }
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(language === undefined ? {} : { language }),
    tables: resources.map((resource, i) => tableOf(resource, dirname(file), ["resources", i], problems)),
  };
}

function rootOf({ data, caller }: Source): Root {
  const has = (key: string) => typeof data === "object" && data !== null && Object.hasOwn(data, key);
  if (has("resources")) return "package";
  if (has("path") || has("data")) return "resource";
  if (has("fields")) return "schema";
  throw new Error(`${caller} requires 'fields' (the columns of a table) or 'resources' (tables with their files)`);
}

/** What a descriptor says: a schema alone, or tables with their files. */
export type Descriptor =
  | { readonly kind: "schema"; readonly schema: Schema }
  | { readonly kind: "package"; readonly package: DataPackage };

function translated(source: Source, file: string): Descriptor {
  const root = rootOf(source);
  source.throwIfAny(shapeProblems(root, source.data));
  const problems: Problem[] = [];
  let found: Descriptor;
  if (root === "schema") {
    found = { kind: "schema", schema: schemaOf(source.data as TableSchema, stem(file), [], problems) };
  } else if (root === "package") {
    found = { kind: "package", package: packageOf(source.data as PackageDescriptor, file, problems) };
  } else {
    const table = tableOf(source.data as Resource, dirname(file), [], problems);
    found = { kind: "package", package: { name: table.name, tables: [table] } };
  }
  source.throwIfAny(problems);
  return found;
}

/** Reads a Table Schema, a Data Resource or a Data Package, in YAML or JSON, whichever the file holds. */
export async function readDescriptor(file: string, reader = "readDescriptor"): Promise<Descriptor> {
  return translated(await readSource(reader, file), file);
}
