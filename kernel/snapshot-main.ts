import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { startupSnapshot } from "node:v8";
import { type CellCompiler, cellCompiler, TYPESCRIPT } from "./cell-compiler.js";
import type { Ts } from "./compiler-host.js";
import { sourceFiles } from "./fingerprint.js";
import { ROOT, requireFromRoot } from "./project.js";
import { plainEnvironment, SNAPSHOTS, snapshotPlace } from "./snapshot.js";

/** Reads whole lines; null at the end of the input. */
function lineReader(): () => string | null {
  const chunk = Buffer.alloc(65_536);
  let rest = Buffer.alloc(0);
  return () => {
    const parts = [rest];
    for (;;) {
      const end = parts.at(-1)!.indexOf("\n");
      if (end >= 0) {
        const last = parts.at(-1)!;
        rest = Buffer.from(last.subarray(end + 1));
        return Buffer.concat([...parts.slice(0, -1), last.subarray(0, end)]).toString();
      }
      const length = readSync(0, chunk, 0, chunk.length, null);
      if (length === 0) return null;
      parts.push(Buffer.from(chunk.subarray(0, length)));
    }
  };
}

function write(text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; ) from += writeSync(1, bytes, from);
}

/** Answers a kernel's questions, line by line, until the kernel is gone. An interrupt is for the kernel alone. */
function serve(compiler: CellCompiler): void {
  process.on("SIGINT", () => {});
  const read = lineReader();
  for (let line = read(); line !== null; line = read()) {
    const [name, ...args] = JSON.parse(line) as [keyof CellCompiler, ...unknown[]];
    let answer: { answer: unknown } | null = null;
    try {
      answer = { answer: (compiler[name] as (...args: unknown[]) => unknown)(...args) };
    } catch {
      // The kernel asks its own compiler, which says what is wrong.
    }
    write(`${JSON.stringify(answer)}\n`);
  }
  process.exit(0);
}

/** What notebooks begin with: read and compiled once, it costs the first cell of no notebook anything. */
const EXAMPLES = [
  'import { demoSchemas, load, nps, npsPlot, show, table } from "vafa";\nimport * as dfd from "danfojs-node";',
  'const survey = await load("data/survey.csv", demoSchemas.survey);\nsurvey',
  'const score = await nps(survey, { score: "recommend" });\nawait show(npsPlot(score));',
];

type Wrapped = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  __filename: string,
  __dirname: string,
) => void;

/** Loads CommonJS files as Node does. Node's own loader cannot be taken into a snapshot. */
class Loader {
  readonly #modules = new Map<string, { exports: object }>();

  load(file: string): object {
    const known = this.#modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.#modules.set(file, module);
    const { resolve } = createRequire(file);
    const load = (id: string) => (isBuiltin(id) ? process.getBuiltinModule(id) : this.load(resolve(id)));
    const run = new Function("exports", "require", "module", "__filename", "__dirname", readFileSync(file, "utf8"));
    (run as Wrapped)(module.exports, load, module, file, dirname(file));
    return module.exports;
  }

  replace(file: string, exports: object): void {
    this.#modules.set(file, { exports });
  }
}

function compilerForSnapshot(): CellCompiler {
  const loader = new Loader();
  const file = requireFromRoot.resolve(TYPESCRIPT);
  return cellCompiler(loader.load(file) as Ts, (widened) => {
    loader.replace(file, widened);
    const converter = requireFromRoot.resolve("tslab/dist/converter.js");
    return loader.load(converter) as typeof import("tslab/dist/converter.js");
  });
}

function prepare(): void {
  const compiler = compilerForSnapshot();
  let declarations = "";
  for (const example of EXAMPLES) declarations = compiler.convert(declarations, example).result.declOutput ?? "";
  startupSnapshot.setDeserializeMainFunction(() => serve(compiler));
}

/** With more of the sources changed since than this, a new snapshot costs less than to read them with each kernel. */
const CHANGED_SHARE = 0.25;

/** Stands in place of a snapshot that could not be made: it is not tried again with every set-up. */
const failedPlace = (snapshot: string) => `${snapshot}.failed`;

function isOfUse(snapshot: string): boolean {
  if (existsSync(failedPlace(snapshot))) return true;
  if (!existsSync(snapshot)) return false;
  const { mtimeMs } = statSync(snapshot);
  const files = sourceFiles();
  return files.filter((file) => statSync(file).mtimeMs > mtimeMs).length <= CHANGED_SHARE * files.length;
}

/** Makes the snapshot, unless one stands that is of use; whole or not at all. Older ones go. Says when it begins. */
function make(): void {
  const file = snapshotPlace();
  if (isOfUse(file)) return;
  process.stdout.write("making\n");
  mkdirSync(SNAPSHOTS, { recursive: true });
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    execFileSync(process.execPath, ["--snapshot-blob", unfinished, "--build-snapshot", process.argv[1]!], {
      cwd: ROOT,
      env: plainEnvironment(),
      stdio: "ignore",
      timeout: 120_000,
    });
    renameSync(unfinished, file);
  } catch {
    writeFileSync(failedPlace(file), "");
  } finally {
    rmSync(unfinished, { force: true });
  }
  for (const name of readdirSync(SNAPSHOTS)) {
    if (!join(SNAPSHOTS, name).startsWith(file) && !name.endsWith(".tmp"))
      rmSync(join(SNAPSHOTS, name), { force: true });
  }
}

if (startupSnapshot.isBuildingSnapshot()) prepare();
else make();
