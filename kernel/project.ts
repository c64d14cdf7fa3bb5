import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

/** The project's folder: the kernel is `.cache/kernel.cjs` in it, its sources are `kernel/`. */
export const ROOT = resolve(import.meta.dirname, "..");

/** What may be lost at any time: compiled cells, bundles, code caches. */
export const CACHE = join(ROOT, ".cache");

/** The sources of the `vafa` package. */
export const SOURCES = join(ROOT, "src");

/** Loads a package as a file in the project's root would. */
export const requireFromRoot = createRequire(join(ROOT, "package.json"));

/** Set where nobody types: nothing is prepared in advance. */
export const HEADLESS = process.env.VAFA_HEADLESS === "1";

const NEEDED = ["tslab", "zeromq", "@tslab/typescript-for-tslab", "esbuild", "danfojs-node", "vafa"];

/** The packages without which the kernel cannot work and which are not installed. */
export function missingPackages(): string[] {
  return NEEDED.filter((name) => !existsSync(join(ROOT, "node_modules", name)));
}
