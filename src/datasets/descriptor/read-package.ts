import { basename } from "node:path";
import type { Layout, Schema } from "../schema.js";

/** One table of a data package: a file, how it is laid out, and what its columns hold. */
export interface PackageTable {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** The file as the package names it, and where it lies: relative paths are sought beside the package. */
  readonly path: string;
  readonly file: string;
  readonly layout: Layout;
  /** Without columns where the package says nothing of them: they are read with inferred types. */
  readonly schema: Schema;
}

/** Several tables that belong together, as one file describes them. */
export interface DataPackage {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** The language of the reports: 'fa', 'en'. */
  readonly language?: string;
  readonly tables: readonly PackageTable[];
}

/**
 * Reads a Frictionless data package from a YAML or JSON file: tables, each with its file, its layout (encoding, delimiter,
 * header rows, sheet) and its schema. Files are sought beside the package file; addresses on the web are refused.
 *
 * @example
 * const { tables } = await readPackage("mydata.yaml");
 * const answers = await load(tables[0].file, { schema: tables[0].schema, layout: tables[0].layout });
 */
export async function readPackage(file: string): Promise<DataPackage> {
  // YAML and its rules are loaded by whoever reads a description, not by every notebook.
  const { readDescriptor } = await import("./read-descriptor.js");
  const found = await readDescriptor(file, "readPackage");
  if (found.kind === "package") return found.package;
  throw new Error(
    `readPackage ${basename(file)} requires 'resources': tables with their files; got columns alone: use readSchema`,
  );
}
