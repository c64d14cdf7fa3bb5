import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const NAME = "vafa-workbench";

function isProjectRoot(folder: string): boolean {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return false;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: unknown }).name === NAME;
  } catch {
    return false;
  }
}

let known: { readonly from: string; readonly root: string | null } | undefined;

/** The folder of the project that holds the working folder, or null outside of one. */
export function projectRoot(): string | null {
  const from = process.cwd();
  if (known?.from === from) return known.root;
  let folder = from;
  while (!isProjectRoot(folder) && dirname(folder) !== folder) folder = dirname(folder);
  known = { from, root: isProjectRoot(folder) ? folder : null };
  return known.root;
}

const resolved = new Map<string, string>();

/** Where a file of an installed package is: `packageFile("plotly.js-dist-min/plotly.min.js")`. */
export function packageFile(specifier: string): string {
  const file = resolved.get(specifier);
  if (file !== undefined) return file;
  const found = createRequire(join(projectRoot() ?? process.cwd(), "package.json")).resolve(specifier);
  resolved.set(specifier, found);
  return found;
}
