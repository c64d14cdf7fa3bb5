import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Places } from "./places.js";

const MODULE = "vafa_papermill";
const SOURCE = join(import.meta.dirname, "..", "python", `${MODULE}.py`);

/** What Python reads to find an installed package, and papermill to find its engine. */
const DECLARED = {
  METADATA: "Metadata-Version: 2.1\nName: vafa-papermill\nVersion: 1.0\n",
  "entry_points.txt": `[papermill.engine]\nvafa = ${MODULE}:Engine\n`,
};

/** Where the environment keeps its packages, or null where it has none. */
function packagesOf(environment: string): string | null {
  if (process.platform === "win32") return join(environment, "Lib", "site-packages");
  const lib = join(environment, "lib");
  const python = existsSync(lib) ? readdirSync(lib).find((name) => /^python3\.\d+$/.test(name)) : undefined;
  return python === undefined ? null : join(lib, python, "site-packages");
}

function writeIfOther(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

/** Lets `papermill -p` put parameters into our notebooks: the environment's papermill then knows how TypeScript is written. */
export function installPapermillTranslator({ environment }: Places): void {
  const packages = packagesOf(environment);
  if (packages === null) return;
  const info = join(packages, `${MODULE}-1.0.dist-info`);
  mkdirSync(info, { recursive: true });
  for (const [name, text] of Object.entries(DECLARED)) writeIfOther(join(info, name), text);
  writeIfOther(join(packages, `${MODULE}.py`), readFileSync(SOURCE, "utf8"));
}
