import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { plainEnvironment } from "./snapshot.js";

/** How long an answer may take before the process is given up. */
const PATIENCE_MS = 120_000;

interface Surroundings {
  readonly port: MessagePort;
  readonly answered: Int32Array;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs in a thread: hands lines to the process and back, and wakes the kernel. It is sent there as text, and may use
 * nothing of this file.
 */
function handOver(load: NodeJS.Require): void {
  const { spawn } = load("node:child_process") as typeof import("node:child_process");
  const { workerData } = load("node:worker_threads") as typeof import("node:worker_threads");
  const { port, answered, program, args, cwd, env } = workerData as Surroundings;
  const child = spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
  let isAsked = false;
  let isGone = false;
  let text = "";
  const answer = (line: string | null) => {
    isAsked = false;
    port.postMessage(line);
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  const gone = () => {
    isGone = true;
    if (isAsked) answer(null);
  };
  child.on("error", gone);
  child.on("close", gone);
  child.stdin.on("error", gone);
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    if (!chunk.endsWith("\n")) return;
    answer(text);
    text = "";
  });
  port.on("message", (question: string | null) => {
    if (question === null) {
      child.kill("SIGKILL");
      return;
    }
    isAsked = true;
    if (isGone) answer(null);
    else child.stdin.write(question);
  });
}

/** The compiler in a process that starts from a snapshot. The kernel waits for its answers as for a call. */
export class CompilerProcess {
  readonly #port: MessagePort;
  readonly #answered = new Int32Array(new SharedArrayBuffer(4));
  hasAnswered = false;

  constructor(snapshot: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const surroundings: Surroundings = {
      port: port2,
      answered: this.#answered,
      program: process.execPath,
      args: ["--snapshot-blob", snapshot],
      cwd: process.cwd(),
      env: plainEnvironment(),
    };
    const worker = new Worker(`(${handOver})(require)`, {
      eval: true,
      execArgv: [],
      workerData: surroundings,
      transferList: [surroundings.port],
    });
    worker.on("error", () => {});
    worker.unref();
  }

  /** The answer, or null where there will be none: the process is gone or has given no answer in a long time. */
  ask(name: string, args: readonly unknown[]): { readonly answer: unknown } | null {
    Atomics.store(this.#answered, 0, 0);
    this.#port.postMessage(`${JSON.stringify([name, ...args])}\n`);
    const waited = Atomics.wait(this.#answered, 0, 0, PATIENCE_MS);
    if (waited === "timed-out") this.#port.postMessage(null);
    const line = receiveMessageOnPort(this.#port)?.message as string | null | undefined;
    if (!line) return null;
    this.hasAnswered = true;
    return JSON.parse(line) as { answer: unknown } | null;
  }
}
