import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { temporaryFolder } from "../../tables/duckdb/temporary-folder.js";
import type { Dialect } from "../../tables/sql/dialect.js";
import type { Files } from "./files-of.js";

/** Signs by which DuckDB takes the name of a file for a pattern: `data[1].csv` is `data1.csv` to it. */
const PATTERN = /[[*?]/g;

/** The name of one file as DuckDB reads it, whatever signs it has. What it lies in must be free of them. */
export const fileLiteral = (dialect: Dialect, file: string): string => dialect.literal(file.replace(PATTERN, "[$&]"));

/** The folder by a name that DuckDB takes for no pattern: its own, or that of a link to it. */
export function plainFolder(folder: string): string {
  if (folder.search(PATTERN) < 0) return folder;
  const link = join(temporaryFolder(), "root");
  symlinkSync(folder, link, "junction");
  return link;
}

/** The same files under a folder of such a name. */
export function underPlainFolder(found: Files): Files {
  const root = plainFolder(found.root);
  if (root === found.root) return found;
  return { ...found, root, files: found.files.map((file) => join(root, relative(found.root, file))) };
}
