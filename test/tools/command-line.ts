import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../../tools/setup/places.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  /** What it has said so far, on both streams. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts a program of tools/ in a process of its own, as `npm run` does. */
export function begin(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const program = ["--import", "tsx", join(ROOT, "tools", `${tool}.ts`)];
  const child = spawn(process.execPath, [...program, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  const streams = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      streams[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, ...streams }));
  });
  return { process: child, said: () => streams.stdout + streams.stderr, ended };
}

export function call(tool: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
  return begin(tool, args, env).ended;
}

/** Waits until `holds` is true; false where it never was. */
export async function eventually(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<boolean> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await wait(100)) if (await holds()) return true;
  return false;
}

/** The processes of this machine whose command line names `text`. */
export function processesNaming(text: string): string[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line));
}
