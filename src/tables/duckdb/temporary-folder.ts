import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Where the processes of one machine keep what does not fit into memory. The name of the machine tells its processes from those of a container that shares the folder. */
const MARK = `vafa-duckdb-${hostname().replaceAll(/[^\w.]/g, "_")}-`;

const ownFolder = () => join(tmpdir(), `${MARK}${process.pid}`);

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process cannot be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Takes away what processes left behind that were killed. */
function removeLeftBehind(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(MARK) ? Number(name.slice(MARK.length)) : Number.NaN;
    if (!Number.isInteger(pid) || pid <= 0 || isRunning(pid)) continue;
    try {
      remove(join(tmpdir(), name));
    } catch {
      // Another user's: it is theirs to remove.
    }
  }
}

/** Signals end a process without its `exit` event, unless somebody listens; who listens besides us decides what they do. */
function removeWhenEnded(): void {
  process.once("exit", () => remove(ownFolder()));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const ended = () => {
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, ended);
      remove(ownFolder());
      process.kill(process.pid, signal);
    };
    process.on(signal, ended);
  }
}

let folders = 0;

/**
 * A folder of its own for each who asks, gone when the process ends: two databases that spill into one folder would write into
 * the same files. What killed processes left is removed with the first.
 */
export function temporaryFolder(): string {
  if (folders === 0) {
    removeLeftBehind();
    removeWhenEnded();
  }
  const folder = join(ownFolder(), `${folders++}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
