import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEnd } from "../terminal/command.js";
import { lives } from "../terminal/process-group.js";

/** What one run of the cluster writes; removed when it ends, and by the next one where it could not. */
export function runFolder(cache: string): { readonly folder: string; readonly remove: () => void } {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !lives(pid)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const folder = join(cache, `run-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const release = beforeEnd(clear);
  return {
    folder,
    remove() {
      release();
      clear();
    },
  };
}
