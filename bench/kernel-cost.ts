import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { jupyterSurroundings, placesOf, ROOT } from "../tools/setup/places.js";

/** CPU seconds of a kernel's own processes, and how long each cell took on the clock. */
export interface Cost {
  readonly start: number;
  readonly cells: readonly { readonly cpu: number; readonly wall: number }[];
}

interface Job {
  readonly argv: readonly string[];
  readonly cells: readonly string[];
  /** Seconds to wait before the start is taken as done: what a kernel prepares in the background belongs to it. */
  readonly idle?: number;
}

/** Starts a kernel, runs the cells in it one after the other, and ends it. */
export function cost(job: Job, headless: boolean): Cost {
  const surroundings = { ...jupyterSurroundings(ROOT), ...(headless && { VAFA_HEADLESS: "1" }) };
  const { status, stdout, stderr } = spawnSync(placesOf(ROOT).python, [join(import.meta.dirname, "kernel_cost.py")], {
    input: JSON.stringify({ ...job, cwd: ROOT }),
    encoding: "utf8",
    env: surroundings,
  });
  if (status !== 0) throw new Error(`the kernel's cost could not be measured: ${stderr.trim()}`);
  return JSON.parse(stdout) as Cost;
}
