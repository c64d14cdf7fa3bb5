import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { type CellCompiler, cellCompiler, TYPESCRIPT } from "./cell-compiler.js";
import { runCompiled } from "./compiled-script.js";
import type { Ts } from "./compiler-host.js";
import { CompilerProcess } from "./compiler-process.js";
import { requireFromRoot } from "./project.js";
import { snapshotFile } from "./snapshot.js";

let compiler: CellCompiler | undefined;

function compilerHere(): CellCompiler {
  const file = requireFromRoot.resolve(TYPESCRIPT);
  const module = runCompiled(file, createRequire(file));
  return cellCompiler(module.exports as Ts, (widened) => {
    module.exports = widened;
    requireFromRoot.cache[file] = module;
    return requireFromRoot("tslab/dist/converter.js") as typeof import("tslab/dist/converter.js");
  });
}

/** A compiler in a process of its own, and in this one as soon as that fails: a cell does not see which it is. */
function compilerElsewhere(snapshot: string): CellCompiler {
  const elsewhere = new CompilerProcess(snapshot);
  const modules: Parameters<CellCompiler["addModule"]>[] = [];
  let here: CellCompiler | undefined;
  const comeHere = (): CellCompiler => {
    // One that does not even start is made anew by the next set-up.
    if (!elsewhere.hasAnswered) rmSync(snapshot, { force: true });
    const local = compilerHere();
    for (const module of modules) local.addModule(...module);
    return local;
  };
  const answer = <Name extends keyof CellCompiler>(name: Name, ...args: Parameters<CellCompiler[Name]>) => {
    type Answer = (...args: Parameters<CellCompiler[Name]>) => ReturnType<CellCompiler[Name]>;
    if (here === undefined) {
      const given = elsewhere.ask(name, args);
      if (given !== null) return given.answer as ReturnType<CellCompiler[Name]>;
      here = comeHere();
    }
    return (here[name] as unknown as Answer)(...args);
  };
  return {
    convert: (...args) => answer("convert", ...args),
    complete: (...args) => answer("complete", ...args),
    inspect: (...args) => answer("inspect", ...args),
    isCompleteCode: (...args) => answer("isCompleteCode", ...args),
    addModule: (...args) => {
      const diagnostics = answer("addModule", ...args);
      modules.push(args);
      return diagnostics;
    },
  };
}

function made(): CellCompiler {
  const snapshot = snapshotFile();
  return snapshot === null ? compilerHere() : compilerElsewhere(snapshot);
}

/** TypeScript, made ready when it is first needed: a cell that has been compiled before does not need it. */
export function theCompiler(): CellCompiler {
  compiler ??= made();
  return compiler;
}
