import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../terminal/failure.js";
import { HOST, type Node, type Surroundings } from "./configuration.js";
import { createTable, type ParquetTable } from "./demo-tables.js";
import { nodesAt, startNodes } from "./nodes.js";
import { freePorts } from "./ports.js";
import { CERTIFIED_HOST, type Credentials, makeSecurity } from "./security.js";
import type { Started, Wish } from "./started.js";
import { type Server, statement } from "./statement.js";

/** Where the server is, and the Java it runs on. */
export interface Installed {
  readonly home: string;
  readonly java: string;
}

async function surroundingsOf(wish: Wish, { home, java }: Installed, coordinator: Node) {
  const { folder } = wish;
  const [warehouse, exchange] = [join(folder, "warehouse"), join(folder, "exchange")];
  for (const each of [warehouse, exchange]) mkdirSync(each, { recursive: true });
  const inside = `http://${HOST}:${coordinator.port}`;
  const common: Surroundings = { home, coordinator: inside, warehouse, exchange };
  if (wish.secure === "plain") {
    return { surroundings: common, server: { address: inside, user: "vafa" }, credentials: undefined };
  }
  const [httpsPort] = await freePorts(1);
  const { security, credentials } = makeSecurity(folder, java, httpsPort!);
  const { user, password, certificate } = credentials;
  const server = { address: `https://${CERTIFIED_HOST}:${httpsPort}`, user, password, certificate };
  return { surroundings: { ...common, security }, server, credentials };
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

/** Makes folders of Parquet files tables of the catalog `hive`, in schema `demo`. */
async function createTables(server: Server, tables: readonly ParquetTable[], onTable: (done: number) => void) {
  await statement(server, "CREATE SCHEMA IF NOT EXISTS hive.demo");
  for (const [i, table] of tables.entries()) {
    await statement(server, createTable(table, "hive.demo", "local:///demo"));
    onTable(i + 1);
  }
}

/** What programs are told in their environment, and the lines by which a person tells them; a password is in neither line. */
function told(server: Server, credentials: Credentials | undefined, processesAt: string) {
  const common = { VAFA_TRINO: server.address };
  const variables = { ...common, VAFA_TRINO_PROCESSES: processesAt };
  const lines = [`export VAFA_TRINO=${server.address}`];
  if (credentials === undefined) return { variables, lines };
  const { user, password, passwordAt, certificateAt, tokenKeyAt } = credentials;
  return {
    variables: {
      ...{ ...variables, VAFA_TRINO_USER: user, VAFA_TRINO_PASSWORD: password },
      ...{ VAFA_TRINO_CA: certificateAt, VAFA_TRINO_TOKEN_KEY: tokenKeyAt },
    },
    lines: [
      ...lines,
      `export VAFA_TRINO_USER=${user} VAFA_TRINO_CA=${certificateAt}`,
      `export VAFA_TRINO_PASSWORD="$(cat ${passwordAt})"`,
    ],
  };
}

/** Starts a coordinator and its workers and waits until they work together. */
export async function startTrino(installed: Installed, wish: Wish): Promise<Started> {
  const nodes = nodesAt(await freePorts(1 + wish.workers, wish.port));
  const { surroundings, server, credentials } = await surroundingsOf(wish, installed, nodes[0]!);
  const { isReady, processesAt, ...processes } = startNodes(nodes, surroundings, installed.java, wish);
  await Promise.race([allWorkers(server, wish.workers, 600), processes.broken]);
  isReady();
  return {
    title: `Trino: ${server.address}`,
    schema: "hive.demo",
    ...told(server, credentials, processesAt),
    ...processes,
    createTables: (tables, onTable) => createTables(server, tables, onTable),
  };
}
