import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Answer } from "./work-names.js";

/** The most memory this process has held, in bytes. Linux tells it of the program alone; elsewhere what started it may count. */
function peakMemory(): number {
  const status = "/proc/self/status";
  const line = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, "utf8")) : null;
  return 1024 * (line ? Number(line[1]) : process.resourceUsage().maxRSS);
}

export interface Program<Tables> {
  readonly load: () => Promise<Tables>;
  readonly answer: (tables: Tables) => Promise<Answer>;
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/**
 * What every program of the benchmark does, in whatever language: "once" reads, answers and ends; "serve" reads, answers and then
 * answers again for each line it is sent, telling how many milliseconds that took.
 */
export async function runProgram<Tables>(way: string, { load, answer }: Program<Tables>): Promise<void> {
  const began = performance.now();
  const tables = await load();
  const first = await answer(tables);
  print({ answer: first, milliseconds: performance.now() - began, peak: peakMemory() });
  if (way === "once") return;
  for await (const _ of createInterface({ input: process.stdin })) {
    const again = performance.now();
    await answer(tables);
    print({ milliseconds: performance.now() - again });
  }
}
