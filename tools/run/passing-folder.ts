import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup/places.js";
import { beforeEnd } from "../terminal/command.js";

/** A folder for what is of use to this run only: gone when it is removed, or when the process ends. */
export function passingFolder(): { readonly folder: string; readonly remove: () => void } {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache", "notebooks-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const release = beforeEnd(remove);
  const done = () => {
    release();
    remove();
  };
  return { folder, remove: done };
}
