import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.js";

/** Where pictures and compiled plotly are kept; null outside of the project, where nothing is kept. */
function folder(): string | null {
  const root = projectRoot();
  return root === null ? null : join(root, ".cache", "pictures");
}

export function cached(name: string): Buffer | null {
  const place = folder();
  if (place === null) return null;
  try {
    return readFileSync(join(place, name));
  } catch {
    return null;
  }
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
  } catch {
    rmSync(temporary, { force: true });
  }
}
