import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ROOT } from "./setup/places.js";

/** Not part of the kernel's file: they load files of their own, or are loaded only when needed. */
const EXTERNAL = ["tslab", "zeromq", "esbuild", "@tslab/typescript-for-tslab"];

function versionOf(sources: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(sources).filter((name) => name.endsWith(".ts"));
  for (const name of files.sort())
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(sources, name)));
  return hash.digest("hex");
}

/** The first line of a built kernel says what it was built from. */
const stamp = (version: string) => `// kernel ${version}`;

function isBuilt(file: string, version: string): boolean {
  return existsSync(file) && readFileSync(file, "utf8").startsWith(`${stamp(version)}\n`);
}

/** Bundles `kernel/` to `.cache/kernel.cjs`, unless that is what stands there. Returns whether anything was done. */
export async function buildKernel(root = ROOT): Promise<boolean> {
  const sources = join(root, "kernel");
  const file = join(root, ".cache", "kernel.cjs");
  const version = versionOf(sources);
  if (isBuilt(file, version)) return false;
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(sources, "main.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    write: false,
    external: EXTERNAL,
    banner: { js: stamp(version) },
    define: { "import.meta.dirname": "__dirname", KERNEL_VERSION: JSON.stringify(version) },
  });
  mkdirSync(join(root, ".cache"), { recursive: true });
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, outputFiles[0]!.contents);
  renameSync(unfinished, file);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await buildKernel();
