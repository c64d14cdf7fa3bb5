import { spawn } from "node:child_process";
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

/** One program of `kernel/`, as it is built. */
async function bundled(root: string, entry: string, version: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "kernel", entry)],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    write: false,
    external: EXTERNAL,
    banner: { js: stamp(version) },
    define: { "import.meta.dirname": "__dirname", BUILT_FROM: JSON.stringify(version) },
  });
  return outputFiles[0]!.contents;
}

/** What is built, by what it is built from. The kernel comes last: where it stands, the other stands too. */
const PROGRAMS = { "compiler.cjs": "snapshot-main.ts", "kernel.cjs": "main.ts" } as const;

/** Bundles `kernel/` to `.cache/`, unless that is what stands there. Returns whether anything was done. */
export async function buildKernel(root = ROOT): Promise<boolean> {
  const version = versionOf(join(root, "kernel"));
  const cache = join(root, ".cache");
  let built = false;
  for (const [name, entry] of Object.entries(PROGRAMS)) {
    const file = join(cache, name);
    if (isBuilt(file, version)) continue;
    const program = await bundled(root, entry, version);
    mkdirSync(cache, { recursive: true });
    const unfinished = `${file}.${process.pid}.tmp`;
    writeFileSync(unfinished, program);
    renameSync(unfinished, file);
    built = true;
  }
  return built;
}

/**
 * Has the built kernel make its compiler's snapshot, unless one stands that is of use. Kernels work without it, too:
 * their first cell takes seconds longer. Returns whether anything was done, and tells when it begins.
 */
export async function makeSnapshot(root = ROOT, begins = () => {}): Promise<boolean> {
  const program = spawn(process.execPath, [join(root, ".cache", "compiler.cjs")], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let made = false;
  program.stdout.once("data", () => {
    made = true;
    begins();
  });
  await new Promise((resolve) => program.once("close", resolve).once("error", resolve));
  return made;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await buildKernel();
