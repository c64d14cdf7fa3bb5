import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "../../tools/setup/places.js";

export type NodeProgram = "ours-program" | "by-hand-program" | "growth-program";

/** A program as one file of JavaScript, so that a process of its own starts as a user's would; packages stay packages. */
export async function bundled(name: NodeProgram): Promise<string> {
  // Beside node_modules, where packages are found.
  const outfile = join(ROOT, ".cache", "bench", `${name}.mjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "silent",
  });
  return outfile;
}
