import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { beforeEnd } from "./command.js";

/** Whether there is a process of this number. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ends a process and all it has started, at once. */
export function endGroup(pid: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Starts a program in a process group of its own, which ends with this process however that ends by a signal. */
export function startGroup(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, { ...options, detached: process.platform !== "win32", windowsHide: true });
  const { pid } = child;
  if (pid !== undefined) {
    const release = beforeEnd(() => endGroup(pid));
    child.once("exit", release);
  }
  return child;
}
