import type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import type { ConverterSet } from "tslab/dist/executor.js";
import { type CompiledCell, findCell, keepCell, keyOf } from "./cell-cache.js";
import { theCompiler } from "./compiler.js";

/** Type errors of a cell, in its own lines. */
export class TypeScriptError extends Error {
  override readonly name = "TypeScriptError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super("the cell does not compile");
    this.diagnostics = diagnostics;
  }
}

/** Compiles a cell, or finds it compiled. */
function compiled(declarations: string, source: string): CompiledCell {
  const key = keyOf(declarations, source);
  const found = findCell(key);
  if (found) return found;
  const cell = theCompiler().convert(declarations, source);
  keepCell(key, cell);
  return cell;
}

/** What the executor is told to run: in lines of its own, under a name that tracebacks show. */
function named(output: string, name: string): string {
  const plain = output.replace(/^\/\/# sourceMappingURL=.*$/gm, "");
  return `\n${plain}\n//# sourceURL=${name}`;
}

/** What happens while a cell is compiled. */
export interface Watcher {
  /** The declarations of all cells before this one, and the cell as it will be run. */
  onCompiled(declarations: string, cell: CompiledCell): string;
  onRefused(diagnostics: readonly Diagnostic[]): void;
}

/** tslab's converters, loaded when one is needed; the `node` one first looks among the compiled cells. */
export function converters(watcher: Watcher): ConverterSet {
  const convert = (declarations: string, source: string): ConvertResult => {
    const cell = compiled(declarations, source);
    const { result } = cell;
    if (result.diagnostics.length > 0) {
      watcher.onRefused(result.diagnostics);
      return result;
    }
    const name = watcher.onCompiled(declarations, cell);
    return result.output ? { ...result, output: named(result.output, name) } : result;
  };
  const node: Converter = {
    convert,
    inspect: (...args) => theCompiler().inspect(...args)!,
    complete: (...args) => theCompiler().complete(...args),
    addModule: (...args) => {
      const diagnostics = theCompiler().addModule(...args);
      if (diagnostics.length > 0) watcher.onRefused(diagnostics);
      return diagnostics;
    },
    close() {},
  };
  return { node, browser: node, close() {} };
}
