import type { QuickInfo } from "@tslab/typescript-for-tslab";
import type { Executor } from "tslab/dist/executor.js";
import { codePointsOf, unitsOf } from "./code-points.js";
import { theCompiler } from "./compiler.js";
import type { Content } from "./message.js";
import { requireFromRoot } from "./project.js";

function printed(info: QuickInfo): string {
  const { printQuickInfo } = requireFromRoot("tslab/dist/inspect.js") as typeof import("tslab/dist/inspect.js");
  return printQuickInfo(info);
}

/** Whatever fails in the compiler while somebody types must not leave the editor without an answer. */
function orElse(answer: () => Content, otherwise: Content): Content {
  try {
    return answer();
  } catch {
    return otherwise;
  }
}

/** What could stand at the cursor. */
export function complete(executor: Executor, { code, cursor_pos }: Content): Content {
  const [source, cursor] = [String(code), Number(cursor_pos)];
  const reply = (matches: readonly string[], start: number, end: number) => ({
    status: "ok",
    matches,
    cursor_start: start,
    cursor_end: end,
    metadata: {},
  });
  return orElse(
    () => {
      const { candidates, start, end } = executor.complete(source, unitsOf(source, cursor));
      return reply(candidates, codePointsOf(source, start), codePointsOf(source, end));
    },
    reply([], cursor, cursor),
  );
}

/** The type and the documentation of what is at the cursor. */
export function inspect(executor: Executor, { code, cursor_pos }: Content): Content {
  const [source, cursor] = [String(code), Number(cursor_pos)];
  const unknown = { status: "ok", found: false, data: {}, metadata: {} };
  return orElse(() => {
    const info = executor.inspect(source, unitsOf(source, cursor));
    if (!info) return unknown;
    return { ...unknown, found: true, data: { "text/plain": printed(info) } };
  }, unknown);
}

/** Whether a console should run what has been typed, or wait for another line. */
export function isComplete({ code }: Content): Content {
  return orElse(
    () => {
      const { completed, indent = "" } = theCompiler().isCompleteCode(String(code));
      return completed ? { status: "complete" } : { status: "incomplete", indent };
    },
    { status: "unknown" },
  );
}
