import type { ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstLine } from "../terminal/failure.js";
import { endGroup, startGroup } from "../terminal/process-group.js";
import { filesOf, javaArguments, type Node, type Surroundings } from "./configuration.js";

/**
 * Becomes the program, and leaves a watch behind that ends it when the pipe on its input closes: a server must not outlive this
 * process, whatever that ends by. The process number is the program's own.
 */
const WATCHED = 'exec 3<&0; self=$$; (cat <&3 >/dev/null; kill -9 "$self" 2>/dev/null) & exec "$@" </dev/null 3<&-';

/** A program that runs in the background, and what it writes down. */
export interface Running {
  readonly pid: number;
  readonly log: string;
  /** Fulfilled when it has ended, with how. */
  readonly ended: Promise<string>;
  readonly end: () => void;
}

/** Starts a program in a process group of its own, its words in `log`; it ends with this process. */
export function startWatched(
  program: string,
  args: readonly string[],
  { cwd, log, env = process.env }: { readonly cwd: string; readonly log: string; readonly env?: NodeJS.ProcessEnv },
): Running {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, "a");
  const child: ChildProcess = startGroup("/bin/sh", ["-c", WATCHED, "sh", program, ...args], {
    ...{ cwd, env },
    stdio: ["pipe", file, file],
  });
  closeSync(file);
  const end = () => child.pid !== undefined && endGroup(child.pid);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => {
      end();
      child.stdin?.destroy();
      resolve(signal === null ? `exit code ${code}` : signal);
    });
  });
  return { pid: child.pid ?? 0, log, ended, end };
}

/** Writes the settings of a process of the cluster into `folder` and starts it there. */
export function startNode(java: string, node: Node, surroundings: Surroundings, folder: string): Running {
  const own = join(folder, node.name);
  for (const [name, text] of Object.entries(filesOf(node, surroundings))) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text, { mode: 0o600 });
  }
  return startWatched(java, javaArguments(node, surroundings), { cwd: own, log: join(own, "server.log") });
}

/** What a server says of why it ended: its first error, else its last line. */
export function reasonIn(log: string): string {
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const numbered = lines.find((line) => /^\d+\) (Error: )?/.test(line));
  const found = numbered ?? lines.find((line) => /\tERROR\t|^Error|^Exception/.test(line)) ?? lines.at(-1) ?? "";
  return firstLine(found.replace(/^.*\tERROR\t/, "").replaceAll("\t", " ")) || "it said nothing";
}
