import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { CompletionInfo, Diagnostic, IsCompleteResult } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import type { CompiledCell } from "./cell-cache.js";
import { ChangedFiles } from "./changed-files.js";
import { type Emitted, type Ts, widened } from "./compiler-host.js";
import { endsSilently } from "./last-statement.js";

/** What a kernel asks of the compiler. Questions and answers are plain data: another process can give them. */
export interface CellCompiler {
  convert(declarations: string, source: string): CompiledCell;
  complete(declarations: string, source: string, position: number): CompletionInfo;
  inspect(declarations: string, source: string, position: number): TypeScript.QuickInfo | undefined;
  addModule(name: string, content: string, meta?: CodeMetadata): Diagnostic[];
  isCompleteCode(source: string): IsCompleteResult;
}

export const TYPESCRIPT = "@tslab/typescript-for-tslab";

type TslabConverter = typeof import("tslab/dist/converter.js");

/** tslab's converter over a widened copy of its TypeScript, which `load` gives it; tslab's files are as they were published. */
export function cellCompiler(ts: Ts, load: (widened: Ts) => TslabConverter): CellCompiler {
  const changed = new ChangedFiles();
  const emitted: Emitted = { typescript: "", module: "" };
  const { createConverter, isCompleteCode } = load(widened(ts, changed, emitted));
  const converter = createConverter();
  return {
    convert(declarations, source) {
      changed.tell();
      const result = { ...converter.convert(declarations, source) };
      if (result.diagnostics.length === 0) {
        if (/\bawait\b/.test(source)) result.hasToplevelAwait = true;
        if (endsSilently(ts, source)) delete result.lastExpressionVar;
      }
      return { result, maps: { ...emitted } };
    },
    complete(...args) {
      changed.tell();
      const { candidates, start, end } = converter.complete(...args);
      return { candidates, start, end };
    },
    inspect(...args) {
      changed.tell();
      return converter.inspect(...args);
    },
    addModule(...args) {
      changed.tell();
      return converter.addModule(...args);
    },
    isCompleteCode,
  };
}
