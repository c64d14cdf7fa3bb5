import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeEnd } from "../terminal/command.js";
import { lives } from "../terminal/process-group.js";

/** A holder says so often that it still works; one that has been silent for so long has died. */
const SIGN_OF_LIFE = 5_000;
const SILENCE = 120_000;

/** Whether nobody works behind this file any more: its process is gone, or its number went to another program. */
function isAbandoned(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return (pid > 0 && !lives(pid)) || Date.now() - statSync(file).mtimeMs > SILENCE;
  } catch {
    return false;
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Puts an abandoned file aside: of several that wait, one succeeds. */
function discard(file: string): void {
  const aside = `${file}.${process.pid}.tmp`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody has removed the file; the work goes on.
  }
}

/** Does `work` while no other process holds `file`; a holder that has died is passed over. */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file); ) {
    if (isAbandoned(file)) {
      discard(file);
      continue;
    }
    if (!told) onWait();
    told = true;
    await wait(500);
  }
  const signs = setInterval(() => touch(file), SIGN_OF_LIFE);
  const free = () => rmSync(file, { force: true });
  const release = beforeEnd(free);
  try {
    return await work();
  } finally {
    clearInterval(signs);
    release();
    free();
  }
}
