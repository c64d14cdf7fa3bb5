import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import type { Place } from "../find-notebooks.js";
import { readNotebook, textOf } from "../notebook.js";
import { whyAlways } from "./always.js";
import type { FileHashes } from "./file-hashes.js";
import { filesNamed, filesUnder } from "./named-files.js";

/** What executes a notebook: sources of the project that may change what a cell says. */
const SOURCES = ["src", "kernel", "data", "tools/danfo", "tools/tslab"];
const FILES = ["package.json", "package-lock.json", "requirements.lock", "tsconfig.json", "tsconfig.kernel.json"];
const PROGRAMS = ["tools/python/execute.py", "tools/run/execute.ts", "tools/build-kernel.ts"];

const isSource = (path: string) => !/(^|[/\\])(node_modules|\.)/.test(path);

const digest = (parts: readonly unknown[]) => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

async function hashed(files: readonly string[], root: string, hashes: FileHashes): Promise<string[][]> {
  const found: string[][] = [];
  for (const file of files) found.push([relative(root, file), (await hashes.of(file)) ?? "none"]);
  return found;
}

/** The hash of everything that every notebook of a project stands on: sources, locks, the project's data, Node. */
export async function projectKey(root: string, hashes: FileHashes): Promise<string> {
  const sources = SOURCES.flatMap((folder) => filesUnder(join(root, folder), isSource));
  const files = [...sources, ...[...FILES, ...PROGRAMS].map((file) => join(root, file))];
  return digest([process.version, process.platform, process.arch, await hashed(files, root, hashes)]);
}

/** The hash of what makes pages of executed notebooks, beside the project's sources: the tools, and what they say of intervals. */
export async function pagesKey(root: string, hashes: FileHashes): Promise<string> {
  const isTool = (path: string) => isSource(path) && !/^wasm[/\\]|\.whl$/.test(path);
  const folders = [filesUnder(join(root, "tools"), isTool), filesUnder(join(root, "docs"))];
  return digest([await hashed(folders.flat(), root, hashes)]);
}

/** The variables of the environment that the code of a notebook names, with their values. */
const variablesIn = (code: string, env: NodeJS.ProcessEnv) =>
  Object.entries(env)
    .filter(([name]) => /\benv\b/.test(code) && new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`).test(code))
    .sort();

export interface KeyOf {
  readonly root: string;
  /** The hash of the project. */
  readonly project: string;
  readonly hashes: FileHashes;
  /** Variables of the environment that the kernel sees besides. */
  readonly surroundings: Readonly<Record<string, string>>;
}

/**
 * The hash of a notebook as it is executed, translation and parameters in it, with all that its answer can depend on: the project, the
 * surroundings, and the content of every file it may read. Null where it must be executed each time.
 */
export async function runKey(place: Place, { root, project, hashes, surroundings }: KeyOf): Promise<string | null> {
  const notebook = readNotebook(place.file, place.name);
  const code = notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? [textOf(cell.source)] : [])).join("\n");
  const env = { ...process.env, ...surroundings };
  if (whyAlways(code, env) !== null) return null;
  const files = await filesNamed(code, root, Object.values(surroundings));
  if (files === null) return null;
  const cells = notebook.cells.map(({ id, cell_type, metadata, source }) => [id, cell_type, metadata, textOf(source)]);
  const data = await hashed(files, root, hashes);
  return digest([project, place.stem, notebook.metadata, cells, surroundings, variablesIn(code, env), data]);
}
