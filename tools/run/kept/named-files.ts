import { readdirSync, type Stats, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { type PackageTable, readPackage } from "../../../src/datasets/descriptor/read-package.js";

/** Texts of code: in quotes of any kind, without expressions in them. */
const TEXT = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.|\$(?!\{))*)`/g;

/** More files in a folder that a cell names are a home folder, or a disk: they are not gone through. */
const MOST_FILES = 20_000;

/** What lies at a path; undefined where nothing does, or no path can look so. */
function at(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** All files under a folder, in one order; a folder that does not exist has none. */
export function filesUnder(folder: string, isWanted: (path: string) => boolean = () => true): string[] {
  if (!at(folder)?.isDirectory()) return [];
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
  return files.filter((file) => isWanted(relative(folder, file))).sort();
}

/** What the cells name that is there: files, and folders with all that is in them; null where that is too much to go through. */
function namedIn(code: string, root: string): string[] | null {
  // What a notebook makes for itself lies in the project's .cache: it is made again from what the notebook holds.
  const scratch = join(root, ".cache") + sep;
  const texts = [...code.matchAll(TEXT)].map(([, double, single, back]) => double ?? single ?? back ?? "");
  const paths = [...new Set(texts)].flatMap((text) => {
    if (text === "" || /[\0\n]/.test(text)) return [];
    const path = resolve(root, text);
    return path === root || path.startsWith(scratch) ? [] : [path];
  });
  const files: string[] = [];
  for (const path of paths) {
    const found = at(path);
    if (found?.isFile()) files.push(path);
    if (found?.isDirectory() && /[/\\]/.test(relative(root, path) + sep)) files.push(...filesUnder(path));
    if (files.length > MOST_FILES) return null;
  }
  return files;
}

/** Descriptions that were read, as their files are: several notebooks name one. */
const described = new Map<string, Promise<readonly PackageTable[]>>();

/** The tables that a description names; none where the file is no description. */
function tablesOf(file: string): Promise<readonly PackageTable[]> {
  if (!/\.(ya?ml|json)$/i.test(file)) return Promise.resolve([]);
  const found = at(file);
  const key = `${file} ${found?.size} ${found?.mtimeMs} ${found?.ctimeMs}`;
  const tables =
    described.get(key) ??
    readPackage(file).then(
      ({ tables }) => tables,
      () => [],
    );
  described.set(key, tables);
  return tables;
}

/** Every file that these cells may read: those they name, and the tables of a description among them. */
export async function filesNamed(code: string, root: string, more: readonly string[]): Promise<string[] | null> {
  const named = namedIn(code, root);
  if (named === null) return null;
  const files = [...named, ...more];
  const tables = await Promise.all(files.map(tablesOf));
  return [...new Set([...files, ...tables.flat().map(({ file }) => file)])].sort();
}
