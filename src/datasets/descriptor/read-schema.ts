import { basename } from "node:path";
import type { Schema } from "../schema.js";

/**
 * Reads the schema of a table from a YAML or JSON file: a Frictionless Table Schema, or a data package of one table.
 *
 * Types, constraints, missing values and signs go by the names of Frictionless (`type: integer`, `constraints: { minimum: 0 }`,
 * `missingValues`, `decimalChar`); what it has no words for goes by ours (`unit`, `scale`, `labels`, `role`, `calendar`,
 * `century`, `timezone`, `spelling`, and `row` for the table). A property that is not known is an error that names its
 * place, its line and the nearest one that is.
 *
 * @example const answers = await load("survey.csv", await readSchema("survey.schema.yaml"));
 */
export async function readSchema(file: string): Promise<Schema> {
  // YAML and its rules are loaded by whoever reads a description, not by every notebook.
  const { readDescriptor } = await import("./read-descriptor.js");
  const found = await readDescriptor(file, "readSchema");
  if (found.kind === "schema") return found.schema;
  const { tables } = found.package;
  const caller = `readSchema ${basename(file)}`;
  if (tables.length > 1) {
    throw new Error(
      `${caller} requires one table; got ${tables.map(({ name }) => `'${name}'`).join(", ")}: use readPackage`,
    );
  }
  return tables[0]!.schema;
}
