import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../terminal/failure.js";
import { shownPath } from "../terminal/words.js";
import type { Node, Surroundings } from "./configuration.js";
import { type Running, reasonIn, startNode } from "./process.js";
import type { Wish } from "./started.js";

/** How often processes that die are started again: what never lives is no cluster. */
const MOST_RESTARTS = 20;

export function nodesAt(ports: readonly number[]): Node[] {
  return ports.map((port, i) =>
    i === 0 ? { name: "coordinator", role: "coordinator", port } : { name: `worker-${i}`, role: "worker", port },
  );
}

/** Starts all processes, and each again when it dies, as whoever runs a real cluster does. */
export function startNodes(nodes: readonly Node[], surroundings: Surroundings, java: string, wish: Wish) {
  const { folder, cache, say } = wish;
  const processesAt = join(folder, "processes.json");
  const running: Running[] = [];
  let [restarts, ready, ending] = [0, false, false];
  let fail: (failure: Failure) => void;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});
  const note = () => {
    const [coordinator, ...workers] = running.map(({ pid }) => pid);
    writeFileSync(processesAt, `${JSON.stringify({ coordinator, workers })}\n`);
  };
  const start = (node: Node, place: number) => {
    const process = startNode(java, node, surroundings, folder);
    running[place] = process;
    note();
    void process.ended.then((how) => {
      if (ending) return;
      if (ready && ++restarts <= MOST_RESTARTS) {
        say(`${node.name} has ended (${how}); starting it again`);
        start(node, place);
        return;
      }
      const kept = join(cache, `${node.name}.log`);
      copyFileSync(process.log, kept);
      fail(new Failure(`${node.name} has ended (${how}): ${reasonIn(kept)} (all it said: ${shownPath(kept)})`));
    });
  };
  nodes.forEach(start);
  return {
    processesAt,
    broken,
    isReady: () => {
      ready = true;
    },
    end: () => {
      ending = true;
      for (const process of running) process.end();
    },
  };
}
