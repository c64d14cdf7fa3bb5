import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { requireFile } from "../find-file.js";

/** Files of one kind, and the folder they all lie under. */
export interface Files {
  readonly kind: "csv" | "parquet";
  readonly root: string;
  readonly files: readonly string[];
}

const WILDCARD = /[*?]/;
const PARQUET = /\.(parquet|pq)$/i;
const CSV = /\.(csv|tsv|txt)(\.gz)?$/i;

const kindOf = (name: string): Files["kind"] | null => (PARQUET.test(name) ? "parquet" : CSV.test(name) ? "csv" : null);

/** Names that writers of data lakes give to what is no data, such as _SUCCESS and .crc files, at any depth. */
const isAside = (name: string) => name.split("/").some((part) => part.startsWith("_") || part.startsWith("."));

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() === true;

function ofOneKind(names: readonly string[], root: string, given: string, caller: string): Files {
  const kinds = [...new Set(names.map(kindOf))];
  const [kind] = kinds;
  if (kinds.length > 1 || kind == null) {
    const got = kinds.map((one) => one ?? "others").join(" and ");
    throw new Error(`${caller} ${basename(given)} requires .parquet or .csv files, of one kind; got ${got}`);
  }
  return { kind, root, files: names.map((name) => join(root, name)) };
}

/** All files of data under a folder, however deep. */
async function ofFolder(caller: string, folder: string): Promise<Files> {
  const names = await readdir(folder, { recursive: true });
  const found = names.filter((name) => kindOf(name) !== null && !isAside(name)).sort();
  if (found.length === 0) throw new Error(`${caller}: no .parquet or .csv file in the folder ${folder}`);
  return ofOneKind(found, resolve(folder), folder, caller);
}

/** The files a pattern names: '*' and '?' in the file name, '**' or '*' for folders on the way. */
async function ofPattern(caller: string, pattern: string): Promise<Files> {
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
  const names = (await isFolder(root)) ? await readdir(root, { recursive: true }) : [];
  const found = names.filter((name) => expression.test(name)).sort();
  if (found.length === 0) throw new Error(`${caller}: no file matches ${pattern}`);
  return ofOneKind(found, root, pattern, caller);
}

/** The files that a path, a folder or a pattern names. */
export async function filesOf(caller: string, given: string): Promise<Files> {
  if (await isFolder(given)) return ofFolder(caller, given);
  if (WILDCARD.test(given)) return ofPattern(caller, given);
  const kind = kindOf(given);
  if (kind === null) {
    const reads =
      "it reads .csv, .tsv, .csv.gz, .parquet and .duckdb files, a folder of them, or a pattern of one kind";
    throw new Error(`${caller} ${basename(given)}: ${reads}`);
  }
  await requireFile(caller, given);
  return { kind, root: resolve(given, ".."), files: [resolve(given)] };
}
