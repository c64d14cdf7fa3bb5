import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { jupyterSurroundings, placesOf } from "../setup/places.js";
import { beforeEnd } from "../terminal/command.js";
import { Failure, firstLine } from "../terminal/failure.js";
import { endGroup, startGroup } from "../terminal/process-group.js";

const PROGRAM = join(import.meta.dirname, "..", "python", "execute.py");

export interface Execution {
  readonly root: string;
  readonly file: string;
  /** What a message calls the notebook. */
  readonly name: string;
  /** Where the executed notebook is written. */
  readonly out: string;
  readonly kernel: string;
  /** How many seconds one cell may take. */
  readonly timeout: number;
  /** Variables of the environment that the kernel sees besides. */
  readonly surroundings?: Readonly<Record<string, string>>;
  readonly cells: number;
  readonly onCell: (index: number) => void;
  /** Ends the run: nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

type Event =
  | { readonly event: "kernel"; readonly pid: number }
  | { readonly event: "cell"; readonly index: number }
  | { readonly event: "done" }
  | Failed;

interface Failed {
  readonly event: "failed";
  readonly cause: "error" | "timeout" | "output" | "dead" | "kernel";
  readonly index?: number;
  readonly name?: string;
  readonly message?: string;
  readonly memory?: boolean;
  readonly traceback?: readonly string[];
}

function place(index: number | undefined, { name, cells }: Execution): string {
  if (index === undefined) return name;
  return index < cells ? `${name}, cell ${index + 1}` : `${name}, after the last cell`;
}

function cause({ cause, name, message = "", memory }: Failed, { timeout }: Execution): string {
  if (cause === "timeout") return `still running after ${timeout} s (--timeout sets the limit)`;
  if (cause === "output") return `it shows more than ${message} MB, which no page can hold`;
  if (cause === "dead" && memory)
    return "the kernel ran out of memory (NODE_OPTIONS=--max-old-space-size=… sets the limit in MB)";
  if (cause === "dead") return `the kernel died (${message})`;
  if (cause === "kernel")
    return `the kernel did not start: ${firstLine(message)} (npm run doctor says what is missing)`;
  const first = firstLine(message);
  return !name || first.startsWith(name) ? first : `${name}: ${first}`;
}

function failureOf(failed: Failed, execution: Execution): Failure {
  const line = `${place(failed.index, execution)}: ${cause(failed, execution)}`;
  return new Failure(line, failed.traceback?.join("\n"));
}

/**
 * Executes one notebook in a process of its own and writes it, executed, to `out`; a notebook that fails writes nothing.
 * The kernel leads a process group that is ended in every case: by that process, and by this one should that be killed.
 */
export async function execute(execution: Execution): Promise<void> {
  const { root, out, signal } = execution;
  const python = placesOf(root).python;
  mkdirSync(dirname(out), { recursive: true });
  const [stderr, connection] = [`${out}.stderr.tmp`, `${out}.connection.tmp`];
  const args = ["-I", PROGRAM, execution.file, "--out", out, "--root", root, "--kernel", execution.kernel];
  const env = { ...jupyterSurroundings(root), VAFA_HEADLESS: "1", VAFA_TABLE_DATA: "1", ...execution.surroundings };
  const files = ["--stderr", stderr, "--connection", connection];
  const child = startGroup(python, [...args, "--timeout", String(execution.timeout), ...files], {
    cwd: root,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let kernel: number | undefined;
  let failed: Failed | undefined;
  let done = false;
  const said: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => said.push(line));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const event = JSON.parse(line) as Event;
    if (event.event === "kernel") kernel = event.pid;
    if (event.event === "cell") execution.onCell(event.index);
    if (event.event === "failed") failed = event;
    if (event.event === "done") done = true;
  });
  const end = () => {
    if (kernel !== undefined) endGroup(kernel);
    if (child.pid !== undefined) endGroup(child.pid);
  };
  const release = beforeEnd(end);
  signal?.addEventListener("abort", end, { once: true });
  try {
    await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  } finally {
    release();
    signal?.removeEventListener("abort", end);
    end();
    for (const file of [stderr, connection]) rmSync(file, { force: true });
  }
  if (failed) throw failureOf(failed, execution);
  if (!done)
    throw new Failure(`${execution.name}: the run broke off: ${said.at(-1) ?? "no reason given"}`, said.join("\n"));
}
