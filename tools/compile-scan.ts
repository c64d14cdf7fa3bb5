import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure, messageOf } from "./terminal/failure.js";
import { readOptions } from "./terminal/options.js";

const USAGE = `npm run compile-scan
Compiles tools/wasm/assembly, the inner loops of the CSV reader, of resampling and of Cox's risk sets in AssemblyScript, to WebAssembly
and writes it to src (compiled-scan.ts, compiled-sums.ts, compiled-products.ts), to be committed. The compiler is installed in tools/wasm
when it is first needed.
  --compare        writes nothing: says whether the files are what the sources compile to
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a file differs or the sources do not compile, 2 wrong usage.`;

const FOLDER = join(ROOT, "tools", "wasm");
const COMPILER = join(FOLDER, "node_modules", "assemblyscript", "bin", "asc.js");

interface Module {
  readonly source: string;
  readonly written: string;
  readonly name: string;
}

const MODULES: readonly Module[] = [
  { source: "scan.ts", written: "src/datasets/csv/compiled-scan.ts", name: "COMPILED_SCAN" },
  { source: "sums.ts", written: "src/statistics/compiled-sums.ts", name: "COMPILED_SUMS" },
  { source: "products.ts", written: "src/statistics/compiled-products.ts", name: "COMPILED_PRODUCTS" },
];

const OPTIONS = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--use", "abort=", "--importMemory"];
const FEATURES = ["--enable", "simd", "--enable", "bulk-memory"];

function run(file: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(file, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  } catch (error) {
    throw new Failure((error as { stderr?: string }).stderr?.trim() || messageOf(error));
  }
}

function compiled({ source }: Module): Buffer {
  if (!existsSync(COMPILER)) run("npm", ["ci", "--no-audit", "--no-fund"], FOLDER);
  const made = join(ROOT, ".cache", `${source}.wasm`);
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  run(process.execPath, [COMPILER, `assembly/${source}`, "-o", made, ...OPTIONS, ...FEATURES], FOLDER);
  return readFileSync(made);
}

/** The module as a text that a line of code holds. */
function textOf({ source, name }: Module, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,116}/g)!;
  return `/** WebAssembly of tools/wasm/assembly/${source}, in base64: written by npm run compile-scan. */
export const ${name} = \`
${lines.join("\n")}
\`;
`;
}

await command("compile-scan", async () => {
  const { compare } = readOptions({ compare: { type: "boolean" } }, USAGE);
  for (const module of MODULES) {
    const { written } = module;
    const bytes = compiled(module);
    const text = textOf(module, bytes);
    const path = join(ROOT, written);
    const isSame = existsSync(path) && readFileSync(path, "utf8") === text;
    if (compare && !isSame)
      throw new Failure(`${written} is not what tools/wasm/assembly compiles to: npm run compile-scan writes it`);
    if (!isSame) writeFileSync(path, text);
    process.stdout.write(`${written}: ${bytes.length} bytes of WebAssembly${isSame ? ", as it was" : ""}\n`);
  }
});
