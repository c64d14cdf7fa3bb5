import { copyFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type SparkEngine, sparkEngine } from "../../../src/tables/spark/engine.js";
import { settingsOf } from "../../../src/tables/spark/options.js";
import { beforeEnd } from "../../terminal/command.js";
import { Failure } from "../../terminal/failure.js";
import { shownPath } from "../../terminal/words.js";
import { HOST } from "../configuration.js";
import type { ParquetTable } from "../demo-tables.js";
import { freePorts } from "../ports.js";
import { reasonIn, startWatched } from "../process.js";
import type { Started, Wish } from "../started.js";
import type { SparkInstallation } from "./install-spark.js";

/** Memory of the server and of each worker: three workers fit 4 GB. */
const [SERVER_MB, WORKER_MB] = [768, 512];

/** The arguments of Spark's own starter: a Connect server, its workers each a process, for this machine only. */
export function sparkArguments(port: number, workers: number, folder: string): string[] {
  const settings = {
    "spark.connect.grpc.binding.address": HOST,
    "spark.connect.grpc.binding.port": port,
    "spark.driver.host": HOST,
    "spark.driver.bindAddress": HOST,
    "spark.driver.memory": `${SERVER_MB}m`,
    "spark.executor.memory": `${WORKER_MB}m`,
    "spark.ui.enabled": false,
    "spark.log.level": "WARN",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": join(folder, "spark-warehouse"),
    // Small data in many parts would spend its time on handing parts around.
    "spark.sql.shuffle.partitions": 2 * workers,
    // What Spark would send to everybody may be larger than these small heaps.
    "spark.sql.autoBroadcastJoinThreshold": "4MB",
  };
  return [
    ...["org.apache.spark.deploy.SparkSubmit", "--master", `local-cluster[${workers},1,${WORKER_MB}]`],
    ...["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"],
    ...Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]),
    "spark-internal",
  ];
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, HOST);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

async function answering(port: number, seconds: number): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await wait(500)) if (await listens(port)) return;
  throw new Failure(`Spark does not answer after ${seconds} s: is the machine busy? --workers 1 asks less of it`);
}

async function createTables(
  engine: SparkEngine,
  tables: readonly ParquetTable[],
  folder: string,
  onTable: (done: number) => void,
): Promise<void> {
  const { identifier, literal } = engine.dialect;
  await engine.query("CREATE SCHEMA IF NOT EXISTS demo");
  for (const [i, { name }] of tables.entries()) {
    const place = literal(join(folder, "warehouse", "demo", name));
    await engine.query(`CREATE TABLE demo.${identifier(name)} USING parquet LOCATION ${place}`);
    onTable(i + 1);
  }
}

/** Starts Spark with a Connect server and waits until it answers. */
export async function startSpark({ home, python, javaHome }: SparkInstallation, wish: Wish): Promise<Started> {
  const { folder, cache, workers } = wish;
  const [port] = await freePorts(1, wish.port);
  const env = { ...process.env, SPARK_HOME: home, JAVA_HOME: javaHome, SPARK_LOCAL_IP: HOST };
  const log = join(folder, "spark.log");
  const starter = [join(home, "bin", "spark-class"), ...sparkArguments(port!, workers, folder)];
  const server = startWatched("/bin/bash", starter, { cwd: folder, log, env });
  let ending = false;
  const broken = server.ended.then((how): never => {
    // Nobody is told of an end that was asked for.
    if (ending) return new Promise<never>(() => {}) as never;
    const kept = join(cache, "spark.log");
    copyFileSync(log, kept);
    throw new Failure(`Spark has ended (${how}): ${reasonIn(kept)} (all it said: ${shownPath(kept)})`);
  });
  broken.catch(() => {});
  await Promise.race([answering(port!, 600), broken]);
  const remote = `sc://${HOST}:${port}`;
  const engine = sparkEngine(settingsOf({ remote, python }));
  beforeEnd(() => engine.close());
  await Promise.race([engine.version(), broken]);
  return {
    title: `Spark: ${remote}`,
    schema: "demo",
    variables: { VAFA_SPARK: remote, VAFA_SPARK_PYTHON: python },
    lines: [`export VAFA_SPARK=${remote}`],
    broken,
    end: () => {
      ending = true;
      engine.close();
      server.end();
    },
    createTables: (tables, onTable) => createTables(engine, tables, folder, onTable),
  };
}
