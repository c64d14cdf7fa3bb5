import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { writeCached } from "./compiled-script.js";
import { CACHE, ROOT, requireFromRoot } from "./project.js";

const FOLDER = join(CACHE, "bundles");

/** Older bundles than this are of no use to anybody. */
const KEPT = 6;

function forget(prefix: string): void {
  const files = readdirSync(FOLDER).filter((name) => name.startsWith(prefix));
  const byAge = files.sort((a, b) => statSync(join(FOLDER, b)).mtimeMs - statSync(join(FOLDER, a)).mtimeMs);
  for (const name of byAge.slice(KEPT)) rmSync(join(FOLDER, name), { force: true });
}

/** esbuild with a process for each call: one that stays is ended by an interrupt that is meant for a cell. */
function esbuild(): typeof import("esbuild") {
  const before = process.env.ESBUILD_WORKER_THREADS;
  process.env.ESBUILD_WORKER_THREADS = "0";
  const loaded = requireFromRoot("esbuild") as typeof import("esbuild");
  if (before === undefined) delete process.env.ESBUILD_WORKER_THREADS;
  else process.env.ESBUILD_WORKER_THREADS = before;
  return loaded;
}

/**
 * One CommonJS file from many modules: it loads several times faster, and V8 keeps its machine code.
 * It is made again only when `fingerprint` is new.
 */
export function bundled(name: string, fingerprint: string, options: () => BuildOptions): string {
  const key = createHash("sha256").update(fingerprint).digest("hex").slice(0, 16);
  const file = join(FOLDER, `${name}-${key}.cjs`);
  if (existsSync(file)) return file;
  const { buildSync } = esbuild();
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    write: false,
    supported: { "dynamic-import": false },
    ...options(),
  });
  writeCached(file, Buffer.from(outputFiles![0]!.contents));
  forget(`${name}-`);
  return file;
}
