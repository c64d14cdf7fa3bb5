import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../project/project-root.js";
import { EngineError } from "../sql/engine-error.js";
import { isSessionGone, type SparkFailure, sparkFailure } from "./failures.js";
import type { SparkProgress, SparkSettings } from "./options.js";

export interface SparkColumn {
  readonly name: string;
  readonly type: string;
}

/** A part of an answer: its columns first, then rows, column by column. */
export interface SparkPage {
  readonly columns?: readonly SparkColumn[];
  readonly rows?: number;
  /** Doubles as base64 of their bits, everything else as values. */
  readonly data?: readonly (string | readonly unknown[])[];
}

interface Message extends SparkPage {
  readonly id?: number;
  readonly ready?: string;
  readonly done?: true;
  readonly failed?: SparkFailure;
  readonly progress?: { operation: string; tasks: number; done: number; bytes: number };
}

interface Waiting {
  readonly take: (page: SparkPage) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const PROGRAM = join("src", "tables", "spark", "connect.py");

/** A connection: a program of Spark's own client, which speaks for us. */
export class SparkConnection {
  readonly version: Promise<string>;
  /** Whether the next question needs a new connection. */
  isGone = false;
  private readonly program: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private said = "";

  constructor(
    private readonly settings: SparkSettings,
    private readonly onProgress: ((progress: SparkProgress) => void) | undefined,
  ) {
    const { python, ca, remote, token, session } = settings;
    const script = join(projectRoot() ?? ".", PROGRAM);
    const env = { ...process.env, ...(ca !== undefined && { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: ca }) };
    this.program = spawn(python, ["-I", script], { env, stdio: ["pipe", "pipe", "pipe"] });
    this.program.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.said = (this.said + text).slice(-2000);
    });
    this.version = new Promise((resolve, reject) => {
      this.program.once("error", ({ message }) => this.fail(`${python} does not start (${message})`, reject));
      this.program.once("close", () => this.fail(this.lastWord(), reject));
      createInterface({ input: this.program.stdout! }).on("line", (line) => {
        const message = JSON.parse(line) as Message;
        if (message.ready !== undefined) resolve(message.ready);
        else if (message.id === undefined && message.failed) reject(this.failure(message.failed));
        else this.hear(message);
        this.idle();
      });
    });
    this.version.catch(() => {});
    // A pipe to a program that has ended: its end is told of.
    this.program.stdin!.on("error", () => {});
    this.send({ remote, token, settings: session });
  }

  /** The columns of a query, without running it. */
  async describe(sql: string): Promise<readonly SparkColumn[]> {
    const columns: SparkColumn[] = [];
    await this.ask({ describe: sql }, (page) => columns.push(...(page.columns ?? []))).answer;
    return columns;
  }

  /** Sends a request; every part of the answer goes to `take`. */
  ask(
    request: { readonly sql: string } | { readonly describe: string },
    take: (page: SparkPage) => void,
  ): { readonly answer: Promise<void>; cancel(): void } {
    const id = this.next++;
    const answer = new Promise<void>((resolve, reject) => {
      this.waiting.set(id, { take, resolve, reject });
    });
    this.wake();
    this.send({ id, ...request });
    return {
      answer,
      cancel: () => {
        if (this.waiting.delete(id)) this.send({ cancel: id });
        this.idle();
      },
    };
  }

  close(): void {
    this.isGone = true;
    this.program.stdin!.end();
  }

  private hear({ id, done, failed, progress, ...page }: Message): void {
    if (progress !== undefined) {
      const { operation, tasks, done: tasksDone, bytes: bytesRead } = progress;
      this.onProgress?.({ operation, tasks, tasksDone, bytesRead });
      return;
    }
    const waiting = this.waiting.get(id!);
    if (waiting === undefined) return;
    if (done !== undefined || failed !== undefined) this.waiting.delete(id!);
    if (failed !== undefined) waiting.reject(this.failure(failed));
    else if (done !== undefined) waiting.resolve();
    else waiting.take(page);
  }

  private failure(failed: SparkFailure): EngineError {
    const { token, shown } = this.settings;
    if (isSessionGone(failed)) this.isGone = true;
    const message = token === undefined ? failed.message : failed.message.replaceAll(token, "…");
    return sparkFailure({ ...failed, message }, shown);
  }

  private lastWord(): string {
    const last = this.said.trim().split("\n").at(-1) ?? "";
    const { python, token = "" } = this.settings;
    if (/No module named|ImportError/.test(last)) return `${python} has no pyspark[connect] (${last})`;
    return `Spark's client has ended${last === "" ? "" : `: ${token === "" ? last : last.replaceAll(token, "…")}`}`;
  }

  private fail(why: string, reject: (error: Error) => void): void {
    this.isGone = true;
    const error = new EngineError("unavailable", "CLIENT_ENDED", `spark: ${why}`, "may help");
    reject(error);
    for (const [id, waiting] of this.waiting) {
      this.waiting.delete(id);
      waiting.reject(error);
    }
  }

  private send(message: unknown): void {
    this.program.stdin!.write(`${JSON.stringify(message)}\n`);
  }

  private streams() {
    const { stdin, stdout, stderr } = this.program;
    return [this.program, stdin, stdout, stderr] as unknown as { ref(): void; unref(): void }[];
  }

  /** While a question is open the process must not end; a connection that idles keeps nobody. */
  private wake(): void {
    for (const stream of this.streams()) stream.ref();
  }

  private idle(): void {
    if (this.waiting.size === 0) for (const stream of this.streams()) stream.unref();
  }
}
