import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packagesFingerprint } from "./fingerprint.js";
import { CACHE, ROOT } from "./project.js";
import { KERNEL_VERSION } from "./version.js";

/** Snapshots of the compiler's process: with TypeScript loaded, and the types of Node and all packages read. */
export const SNAPSHOTS = join(CACHE, "compiler");

/**
 * Where the snapshot for this kernel, this Node and these packages is. What the sources of `vafa` are does not matter:
 * the process reads what has changed since.
 */
export function snapshotPlace(): string {
  const parts = [KERNEL_VERSION, process.version, process.platform, process.arch, ROOT, packagesFingerprint()];
  const key = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
  return join(SNAPSHOTS, `${key}.blob`);
}

/** The snapshot, or null where none was made. */
export function snapshotFile(): string | null {
  const file = snapshotPlace();
  return existsSync(file) ? file : null;
}

/** The environment of a process that makes or uses a snapshot: the same options of Node, and documentation for typing. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, VAFA_HEADLESS: _headless, ...env } = process.env;
  return env;
}
