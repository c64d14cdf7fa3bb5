import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../terminal/failure.js";
import { shownPath } from "../terminal/words.js";
import { HOST, type Node, type Surroundings } from "./configuration.js";
import { createTable, type ParquetTable } from "./demo-tables.js";
import { freePorts } from "./ports.js";
import { type Running, reasonIn, startNode } from "./process.js";
import { CERTIFIED_HOST, type Credentials, makeSecurity } from "./security.js";
import { type Server, statement } from "./statement.js";

export interface Wish {
  readonly java: string;
  readonly home: string;
  /** Where this run writes, and where a log that says why it failed is kept. */
  readonly folder: string;
  readonly cache: string;
  readonly workers: number;
  readonly port?: number;
  readonly secure: "plain" | "password";
  readonly say: (line: string) => void;
}

export interface Cluster {
  readonly server: Server;
  readonly credentials?: Credentials;
  /** A file with the process numbers, as JSON: { coordinator, workers: [] }. */
  readonly processesAt: string;
  /** Rejected when the cluster cannot go on. */
  readonly broken: Promise<never>;
  readonly end: () => void;
}

/** How often a worker that dies is started again: one that never lives is no cluster. */
const MOST_RESTARTS = 20;

function nodesAt(ports: readonly number[]): Node[] {
  return ports.map((port, i) =>
    i === 0 ? { name: "coordinator", role: "coordinator", port } : { name: `worker-${i}`, role: "worker", port },
  );
}

async function surroundingsOf(wish: Wish, coordinator: Node) {
  const { folder, home, java } = wish;
  const [warehouse, exchange] = [join(folder, "warehouse"), join(folder, "exchange")];
  for (const each of [warehouse, exchange]) mkdirSync(each, { recursive: true });
  const inside = `http://${HOST}:${coordinator.port}`;
  const common: Surroundings = { home, coordinator: inside, warehouse, exchange };
  if (wish.secure === "plain") return { surroundings: common, server: { address: inside, user: "vafa" } };
  const [httpsPort] = await freePorts(1);
  const { security, credentials } = makeSecurity(folder, java, httpsPort!);
  const { user, password, certificate } = credentials;
  const server = { address: `https://${CERTIFIED_HOST}:${httpsPort}`, user, password, certificate };
  return { surroundings: { ...common, security }, server, credentials };
}

/** Starts all processes, and a worker again when it dies, as whoever runs a real cluster does. */
function startNodes(nodes: readonly Node[], surroundings: Surroundings, wish: Wish) {
  const { folder, cache, java, say } = wish;
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
      if (node.role === "worker" && ready && ++restarts <= MOST_RESTARTS) {
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

/** Waits until the coordinator counts all workers among its own; it answers earlier, but no query. */
async function allWorkers(server: Server, workers: number, seconds: number): Promise<void> {
  const query = "SELECT count(*) FROM system.runtime.nodes WHERE NOT coordinator AND state = 'active'";
  let last = "";
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await wait(500)) {
    try {
      const found = Number((await statement(server, query))[0]?.[0]);
      if (found >= workers) return;
      last = `${found} of ${workers} workers`;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  throw new Failure(
    `the cluster is not ready after ${seconds} s (${last}): is the machine busy? --workers 1 asks less of it`,
  );
}

/** Starts a coordinator and its workers and waits until they work together. */
export async function startTrino(wish: Wish): Promise<Cluster> {
  const nodes = nodesAt(await freePorts(1 + wish.workers, wish.port));
  const { surroundings, server, ...rest } = await surroundingsOf(wish, nodes[0]!);
  const { isReady, ...processes } = startNodes(nodes, surroundings, wish);
  await Promise.race([allWorkers(server, wish.workers, 240), processes.broken]);
  isReady();
  return { server, ...rest, ...processes };
}

/** Makes folders of Parquet files tables of the catalog `hive`, in schema `demo`. */
export async function createTables(
  server: Server,
  tables: readonly ParquetTable[],
  onTable: (done: number) => void,
): Promise<void> {
  await statement(server, "CREATE SCHEMA IF NOT EXISTS hive.demo");
  for (const [i, table] of tables.entries()) {
    await statement(server, createTable(table, "hive.demo", "local:///demo"));
    onTable(i + 1);
  }
}
