import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeEnd } from "../terminal/command.js";

function holder(file: string): number | null {
  try {
    return Number(readFileSync(file, "utf8")) || null;
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
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

/** Does `work` while no other process holds `file`; a holder that has died is passed over. */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file); told = true) {
    const pid = holder(file);
    if (pid !== null && !lives(pid)) rmSync(file, { force: true });
    else {
      if (!told) onWait();
      await wait(500);
    }
  }
  const free = () => rmSync(file, { force: true });
  const release = beforeEnd(free);
  try {
    return await work();
  } finally {
    release();
    free();
  }
}
