import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { System } from "./systems.js";
import type { Answer } from "./work-names.js";

/** What a program tells of its first answer. */
export interface Told {
  readonly answer: Answer;
  /** From its first line of work until it had the answer. */
  readonly milliseconds: number;
  /** The most memory it held, in bytes. */
  readonly peak: number;
}

/** A program of its own that writes a line of JSON for each line it is sent. */
export class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #errors = "";

  constructor({ command, env }: System, args: readonly string[]) {
    const [program, ...rest] = command;
    this.#process = spawn(program!, [...rest, ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr!.on("data", (text) => {
      this.#errors += text;
    });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async #line<Line>(): Promise<Line> {
    const { value, done } = await this.#lines.next();
    if (!done) return JSON.parse(value) as Line;
    if (this.#process.exitCode === null) await once(this.#process, "exit");
    throw new Error(`a program of the benchmark failed: ${this.#errors.trim().split("\n").slice(-3).join(" ")}`);
  }

  first(): Promise<Told> {
    return this.#line<Told>();
  }

  /** Milliseconds of the same answer once more. */
  async again(): Promise<number> {
    this.#process.stdin!.write("\n");
    return (await this.#line<{ milliseconds: number }>()).milliseconds;
  }

  async end(): Promise<void> {
    this.#process.stdin!.end();
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }
}

/** A whole process, from its start until it is gone. */
export async function wholeProcess(system: System, args: readonly string[]): Promise<Told & { readonly wall: number }> {
  const began = performance.now();
  const child = new Child(system, args);
  const told = await child.first();
  await child.end();
  return { ...told, wall: performance.now() - began };
}
