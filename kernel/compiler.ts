import { createRequire, Module } from "node:module";
import { dirname } from "node:path";
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter.js";
import { ChangedFiles } from "./changed-files.js";
import { runCompiled } from "./compiled-script.js";
import { widened } from "./compiler-host.js";
import { requireFromRoot } from "./project.js";

export type Ts = typeof TypeScript;

/** The source maps of the last cell: from TypeScript to the emitted module, and from that to what is run. */
export interface Maps {
  readonly typescript: string;
  readonly module: string;
}

/** What the compiler leaves beside tslab's own result. */
export interface Emitted {
  typescript: string;
  module: string;
}

export interface Compiler {
  readonly ts: Ts;
  readonly converter: Converter;
  readonly changed: ChangedFiles;
  readonly emitted: Emitted;
  readonly isCompleteCode: (source: string) => { completed: boolean; indent?: string };
  readonly printQuickInfo: (info: TypeScript.QuickInfo) => string;
}

export const TYPESCRIPT = "@tslab/typescript-for-tslab";

/** Loads tslab's converter over a widened copy of its TypeScript; tslab's files are as they were published. */
function load(): Compiler {
  const file = requireFromRoot.resolve(TYPESCRIPT);
  const module = runCompiled(file, createRequire(file));
  const changed = new ChangedFiles();
  const emitted: Emitted = { typescript: "", module: "" };
  const ts = module.exports as Ts;
  module.exports = widened(ts, changed, emitted);
  requireFromRoot.cache[file] = module;
  const fromTslab = createRequire(requireFromRoot.resolve("tslab"));
  const { createConverter, isCompleteCode } = fromTslab("./converter.js") as typeof import("tslab/dist/converter.js");
  const { printQuickInfo } = fromTslab("./inspect.js") as typeof import("tslab/dist/inspect.js");
  return { ts, converter: createConverter(), changed, emitted, isCompleteCode, printQuickInfo };
}

let compiler: Compiler | undefined;

/** TypeScript, loaded when it is first needed: a cell that has been compiled before does not need it. */
export function theCompiler(): Compiler {
  compiler ??= load();
  return compiler;
}

/** Puts a module of our own in the place of one of tslab's before it is loaded. */
export function standIn(path: string, exports: object): void {
  const file = requireFromRoot.resolve(path);
  const module = new Module(file);
  module.filename = file;
  module.paths = [dirname(file)];
  module.exports = exports;
  module.loaded = true;
  requireFromRoot.cache[file] = module;
}
