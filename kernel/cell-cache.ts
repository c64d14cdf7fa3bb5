import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ConvertResult } from "tslab/dist/converter.js";
import { readCached, writeCached } from "./compiled-script.js";
import type { Maps } from "./compiler-host.js";
import { packagesFingerprint, sourcesFingerprint } from "./fingerprint.js";
import { CACHE } from "./project.js";
import { KERNEL_VERSION } from "./version.js";

/** A cell without errors, compiled: what tslab makes of it, and the way back to its lines. */
export interface CompiledCell {
  readonly result: ConvertResult;
  readonly maps: Maps;
}

const FOLDER = join(CACHE, "cells");
const KEPT = 2000;

/** A cell that takes something from a file of the user's depends on more than the key knows. */
const TAKES_A_FILE = /(?:from|import|require)\s*\(?\s*["'`]\.{0,2}\/|@module\b|@browser\b/;

/** Under which name a cell is kept, or null where it must be compiled each time. */
export function keyOf(declarations: string, source: string): string | null {
  if (TAKES_A_FILE.test(source) || TAKES_A_FILE.test(declarations)) return null;
  const parts = [
    KERNEL_VERSION,
    process.versions.node,
    packagesFingerprint(),
    sourcesFingerprint(),
    declarations,
    source,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const fileOf = (key: string) => join(FOLDER, `${key}.json`);

export function findCell(key: string | null): CompiledCell | null {
  const text = key === null ? null : readCached(fileOf(key));
  try {
    return text && (JSON.parse(text.toString()) as CompiledCell);
  } catch {
    return null;
  }
}

let pruned = false;

/** The oldest half goes when there are too many. */
function prune(): void {
  if (pruned) return;
  pruned = true;
  const names = readdirSync(FOLDER);
  if (names.length <= KEPT) return;
  const aged = names.map((name) => ({ name, age: statSync(join(FOLDER, name)).mtimeMs })).sort((a, b) => a.age - b.age);
  for (const { name } of aged.slice(0, names.length - KEPT / 2)) rmSync(join(FOLDER, name), { force: true });
}

export function keepCell(key: string | null, cell: CompiledCell): void {
  if (key === null || cell.result.diagnostics.length > 0 || cell.result.sideOutputs) return;
  writeCached(fileOf(key), JSON.stringify(cell));
  prune();
}
