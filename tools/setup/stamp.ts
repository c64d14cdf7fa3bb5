import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** What an environment was made from. It is written when all is in place, so that an unfinished one has none. */
export interface Stamp {
  readonly lock: string;
  readonly python: string;
  readonly platform: string;
}

export function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

export function readStamp(file: string): Stamp | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Stamp;
  } catch {
    return null;
  }
}

export function writeStamp(file: string, stamp: Stamp): void {
  writeFileSync(`${file}.tmp`, `${JSON.stringify(stamp, null, 1)}\n`);
  renameSync(`${file}.tmp`, file);
}

/** Why an environment made as `made` says must be made again, or null. */
export function outdated(made: Stamp | null, wanted: Stamp): string | null {
  if (!made) return "it was never finished";
  if (made.lock !== wanted.lock) return "requirements.lock has changed";
  if (made.python !== wanted.python) return `its Python was ${made.python} and is ${wanted.python}`;
  if (made.platform !== wanted.platform) return `it was made on ${made.platform}`;
  return null;
}
