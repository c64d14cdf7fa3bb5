import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project/project-root.js";
import { prune } from "./prune.js";

/** A picture has some 100 kB: this holds more than two thousand. */
const MOST_BYTES = 256 * 1024 * 1024;
/** A look through the folder at the first picture that is written, and after so many more. */
const BETWEEN_LOOKS = 50;

/** Where pictures and compiled plotly are kept; null outside of the project, where nothing is kept. */
function folder(): string | null {
  const root = projectRoot();
  return root === null ? null : join(root, ".cache", "pictures");
}

export function cached(name: string): Buffer | null {
  const place = folder();
  if (place === null) return null;
  try {
    const content = readFileSync(join(place, name));
    markUsed(join(place, name));
    return content;
  } catch {
    return null;
  }
}

/** What is used stays longest. A folder that cannot be written to is read all the same. */
function markUsed(path: string): void {
  const now = Date.now() / 1000;
  try {
    utimesSync(path, now, now);
  } catch {}
}

let written = 0;

/** Written whole or not at all. A cache that cannot be written costs time, never a figure. */
export function store(name: string, content: Buffer): void {
  const place = folder();
  if (place === null) return;
  const temporary = join(place, `${name}.${process.pid}.${written++}.tmp`);
  try {
    mkdirSync(place, { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, join(place, name));
    if (written % BETWEEN_LOOKS === 1) prune(place, MOST_BYTES);
  } catch {
    rmSync(temporary, { force: true });
  }
}
