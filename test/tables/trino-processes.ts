import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { trino } from "../../src/tables/trino/trino.js";
import { onTrino, trinoOptions } from "./in-trino.js";

const { VAFA_TRINO_PROCESSES } = process.env;

/** Whether there is a cluster whose processes a test may kill: `npm run cluster` starts them again. */
export const mayKill = onTrino && VAFA_TRINO_PROCESSES !== undefined && VAFA_TRINO_PROCESSES !== "";
/** What a test that needs one is called where there is none. */
export const needsProcesses = (title: string) =>
  mayKill ? title : `${title} (no Trino here whose processes may be killed: \`npm run cluster -- --run …\` starts one)`;

interface Processes {
  readonly coordinator: number;
  readonly workers: readonly number[];
}

const processes = () => JSON.parse(readFileSync(VAFA_TRINO_PROCESSES!, "utf8")) as Processes;

/** Kills the coordinator, or the first worker, as a machine that is switched off would end it. */
export function kill(which: "coordinator" | "worker"): void {
  const { coordinator, workers } = processes();
  process.kill(which === "coordinator" ? coordinator : workers[0]!, "SIGKILL");
}

/** The addresses of the workers that the coordinator counts as its own, by their names. */
export async function workers(): Promise<ReadonlyMap<string, string>> {
  const nodes = (await trino(trinoOptions)).table(["system", "runtime", "nodes"]);
  const found = await nodes.crosstab(["node_id", "http_uri", "coordinator", "state"]);
  const active = found.filter(({ keys: [, , coordinator, state] }) => coordinator === false && state === "active");
  return new Map(active.map(({ keys: [id, address] }) => [String(id), String(address)]));
}

/** Whether a process has started to its end; one that died may be counted as active for some seconds. */
async function isUp(address: string): Promise<boolean> {
  const { starting } = (await (await fetch(`${address}/v1/info`)).json()) as { readonly starting?: boolean };
  return starting === false;
}

/** Waits until all processes work together again. */
export async function untilWhole(): Promise<void> {
  let last: unknown;
  for (const end = Date.now() + 600_000; Date.now() < end; await wait(500)) {
    try {
      const answers = await Promise.all(Array.from((await workers()).values(), isUp));
      if (answers.filter((answer) => answer).length === processes().workers.length) return;
      last = answers;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`the cluster is not whole again: ${last}`);
}
