import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Module } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { CACHE } from "./project.js";

/** Written whole or not at all. A cache that cannot be written costs time, nothing else. */
export function writeCached(file: string, content: string | Buffer): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

export function readCached(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** How long after loading V8's code is kept: what was compiled on first use is in it then. */
const KEEP_AFTER_MS = 1500;

const wrapper = (source: string) =>
  `(function (exports, require, module, __filename, __dirname) { ${source.replace(/^#!.*/, "")}\n})`;

/** Runs a CommonJS file as Node does, but with the machine code of the last time. */
export function runCompiled(file: string, load: NodeJS.Require): Module {
  const source = wrapper(readFileSync(file, "utf8"));
  const key = createHash("sha256").update(source).update(process.version).digest("hex").slice(0, 16);
  const cache = join(CACHE, "code", `${key}.${process.arch}.bin`);
  const cachedData = readCached(cache) ?? undefined;
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = new Module(file);
  module.filename = file;
  script.runInThisContext()(module.exports, load, module, file, dirname(file));
  module.loaded = true;
  if (cachedData === undefined || script.cachedDataRejected === true) {
    setTimeout(() => writeCached(cache, script.createCachedData()), KEEP_AFTER_MS).unref();
  }
  return module;
}
