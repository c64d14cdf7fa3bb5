import type { Diagnostic } from "tslab/dist/converter.js";
import type { Executor } from "tslab/dist/executor.js";
import { converters } from "./conversion.js";
import { type Failure, failureOf, typeFailure } from "./failure.js";
import { importedFromVafa } from "./imported-names.js";
import { LateErrors } from "./late-errors.js";
import { isPromise, type Outputs } from "./outputs.js";
import { ROOT, requireFromRoot } from "./project.js";
import { beginShared } from "./share.js";
import { cellName, type RunCell } from "./source-position.js";
import { standIn } from "./stand-in.js";
import { reloadVafa } from "./vafa-package.js";
import { shown } from "./value.js";

/** A cell was stopped by its user. */
class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";
}

const NOTHING = Symbol("no value");

/** Where `src/tables` finds the signal that aborts when the cell is interrupted: what runs elsewhere is then stopped there. */
const INTERRUPT = Symbol.for("vafa.interrupt");

/** What one run of a cell has come to so far. */
interface Run {
  readonly source: string;
  readonly count: number;
  value: unknown;
  thrown: { readonly error: unknown } | null;
  diagnostics: readonly Diagnostic[];
}

function isInterruption(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || message === "Interrupted asynchronously";
}

/** Without this, tslab reads every cell's leading comments with TypeScript, which takes long to load. */
function readTagsOnlyWhereSomeAre(): void {
  const metadata = requireFromRoot.resolve("tslab/dist/metadata.js");
  const real = () => {
    delete requireFromRoot.cache[metadata];
    const { getCodeMetadata } = requireFromRoot(metadata) as { getCodeMetadata: (source: string) => object };
    return getCodeMetadata;
  };
  let known: ((source: string) => object) | undefined;
  const getCodeMetadata = (source: string) => {
    if (!/@(module|jsx|node|browser)\b/.test(source)) return {};
    known ??= real();
    return known(source);
  };
  standIn("tslab/dist/metadata.js", { getCodeMetadata });
}

/** The state of a notebook: what its cells have declared, run by tslab's executor. */
export class Session {
  readonly executor: Executor;
  readonly #outputs: Outputs;
  readonly #late: LateErrors;
  readonly #cells = new Map<number, RunCell>();
  #run: Run | null = null;
  #interrupt: ((error: Error) => void) | null = null;
  #stop: AbortController | null = null;

  constructor(outputs: Outputs) {
    this.#outputs = outputs;
    this.#late = new LateErrors((error) => this.#tellLate(error));
    readTagsOnlyWhereSomeAre();
    const { createExecutor } = requireFromRoot("tslab/dist/executor.js") as typeof import("tslab/dist/executor.js");
    const convs = converters({
      onCompiled: (declarations, { maps, result }) => {
        reloadVafa(this.executor.locals, importedFromVafa(declarations));
        const id = this.#cells.size + 1;
        const { count, source } = this.#run ?? { count: 0, source: "" };
        this.#cells.set(id, { count, source, maps, lines: (result.output ?? "").trimEnd().split("\n").length - 1 });
        return cellName(id);
      },
      onRefused: (diagnostics) => {
        if (this.#run) this.#run.diagnostics = diagnostics;
      },
    });
    this.executor = createExecutor(ROOT, convs, {
      log: (value: unknown) => {
        if (this.#run) this.#run.value = value;
      },
      error: (...args: unknown[]) => {
        if (this.#run && args.length === 1) this.#run.thrown = { error: args[0] };
      },
    });
  }

  /** Runs a cell to its end: its value shown, its outputs made, its forgotten promises heard. */
  async execute(source: string, count: number): Promise<Failure | null> {
    const run: Run = { source, count, value: NOTHING, thrown: null, diagnostics: [] };
    this.#run = run;
    beginShared(source);
    const interrupted = new Promise<never>((_, reject) => {
      this.#interrupt = reject;
    });
    interrupted.catch(() => {});
    this.#stop = new AbortController();
    (globalThis as Record<symbol, unknown>)[INTERRUPT] = this.#stop.signal;
    try {
      await this.#work(run, interrupted);
    } catch (error) {
      run.thrown ??= { error };
    }
    this.#interrupt = null;
    this.#stop = null;
    delete (globalThis as Record<symbol, unknown>)[INTERRUPT];
    this.#run = null;
    return this.#failure(run);
  }

  async #work(run: Run, interrupted: Promise<never>): Promise<void> {
    const fine = await this.executor.execute(run.source);
    if (!fine) return;
    const rest = async () => {
      const value = isPromise(run.value) ? await run.value : run.value;
      if (value !== NOTHING && value !== undefined) this.#outputs.result(await shown(value), run.count);
      await this.#outputs.made();
      await this.#late.comeToLight();
    };
    await Promise.race([rest(), interrupted]);
  }

  /** The failure of a run: its own, or that of an earlier cell that came to light only now. */
  #failure(run: Run): Failure | null {
    const late = this.#late.take(run.thrown?.error);
    if (run.diagnostics.length > 0) return typeFailure(run.diagnostics, run.source);
    if (run.thrown) {
      const { error } = run.thrown;
      if (!isInterruption(error)) return failureOf(error, this.#cells);
      return failureOf(new KeyboardInterrupt("the cell was interrupted"), this.#cells);
    }
    if (late.length === 0) return null;
    const more = late.length > 1 ? `, and ${late.length - 1} more` : "";
    return failureOf(late[0], this.#cells, `nobody waited for this: an await is missing, or a timer failed${more}`);
  }

  /** Between cells, an error is written at once where the last cell's outputs are; the next cell fails with it. */
  #tellLate(error: unknown): void {
    if (this.#run !== null) return;
    const { traceback } = failureOf(error, this.#cells);
    this.#outputs.write("stderr", `${traceback.join("\n")}\n`);
  }

  /** Stops what waits; a loop that never waits is stopped by V8. */
  interrupt(): void {
    const error = new KeyboardInterrupt("the cell was interrupted");
    this.executor.interrupt();
    this.#interrupt?.(error);
    this.#stop?.abort(error);
  }
}
