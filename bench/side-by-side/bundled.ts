import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "../../tools/setup/places.js";

export type NodeProgram = "ours-program" | "by-hand-program" | "growth-program";

/** In a bundle of modules, what CommonJS packages still ask Node for. */
const REQUIRE =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

/** A program as JavaScript in few files, its packages among them, as the kernel has them too; Danfo and what holds machine code stay outside. */
export async function bundled(name: NodeProgram): Promise<string> {
  // Beside node_modules, where packages are found.
  const outdir = join(ROOT, ".cache", "bench", name);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outdir,
    bundle: true,
    // What is imported later stays in files of its own.
    splitting: true,
    outExtension: { ".js": ".mjs" },
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["@duckdb/node-api", "@resvg/resvg-js", "danfojs-node", "plotly.js-dist-min"],
    banner: { js: REQUIRE },
    logLevel: "silent",
  });
  return join(outdir, `${name}.mjs`);
}
