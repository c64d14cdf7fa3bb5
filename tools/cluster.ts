import { join } from "node:path";
import { install } from "./cluster/install.js";
import { findJava } from "./cluster/java.js";
import { keptTables } from "./cluster/kept-tables.js";
import { runCommand, splitAtRun } from "./cluster/run-command.js";
import { runFolder } from "./cluster/run-folder.js";
import { installSpark } from "./cluster/spark/install-spark.js";
import { startSpark } from "./cluster/spark/start-spark.js";
import { startTrino } from "./cluster/start-trino.js";
import type { Started, Wish } from "./cluster/started.js";
import { oneAtATime } from "./setup/one-at-a-time.js";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { type Progress, progressOn } from "./terminal/progress.js";
import { counted, secondsInWords, shownPath } from "./terminal/words.js";

const USAGE = `npm run cluster -- [options] [--run COMMAND …]
Starts a Trino cluster on this machine (a coordinator and workers, each a process) with the demo company's tables as
hive.demo, for this machine only; about 3 GB of memory, and 600 MB on disk the first time. Ctrl-C ends it.
  --spark        start Spark with a Connect server instead, the tables in demo (needs a Java from 17 on)
  --workers N    how many workers, 1 to 3 (2)
  --port N       the port of the coordinator (a free one)
  --secure       ask for a password or a token over TLS, with a certificate made for it (Trino)
  --install      only bring what it needs in place, and end
  --debug        show where an error comes from
  --run COMMAND  run this command with VAFA_TRINO or VAFA_SPARK set, end the cluster, and exit as the command does; the last option
Exit codes: 0 fine, 1 it could not be started, 2 wrong usage, 130 ended by Ctrl-C; with --run that of the command.`;

const OPTIONS = {
  workers: { type: "string" },
  port: { type: "string" },
  secure: { type: "boolean" },
  install: { type: "boolean" },
  spark: { type: "boolean" },
} as const;

const CACHE = join(ROOT, ".cache", "cluster");

function whole(text: string | undefined, name: string, otherwise: number, most: number): number {
  const number = positive(text, name, otherwise);
  if (Number.isInteger(number) && number <= most) return number;
  throw new WrongUsage(`${name} requires a whole number from 1 to ${most}; got ${number}`);
}

function wishes(args: readonly string[]) {
  const { own, command } = splitAtRun(args);
  const options = readOptions(OPTIONS, USAGE, own);
  if (command?.length === 0) throw new WrongUsage("--run requires a command; got none (--help lists the options)");
  if (process.platform === "win32")
    throw new Failure("clusters run on Linux and macOS: on Windows, run this inside WSL");
  if (options.spark && options.secure) throw new WrongUsage("--secure is of Trino; got --spark beside it");
  return {
    command,
    engine: options.spark === true ? ("Spark" as const) : ("Trino" as const),
    work: options.install === true ? ("install" as const) : ("start" as const),
    workers: whole(options.workers, "--workers", 2, 3),
    port: options.port === undefined ? undefined : whole(options.port, "--port", 0, 65535),
    secure: options.secure === true ? ("password" as const) : ("plain" as const),
  };
}

function howToUse({ title, schema, lines }: Started, tables: number, seconds: number): string {
  return [
    `${title} with ${counted(tables, "table")} in ${schema}, ready in ${secondsInWords(seconds)}`,
    ...lines.map((line) => `  ${line}`),
    "docs/engines.md says how a notebook reads it. Ctrl-C ends it.",
  ].join("\n");
}

type Start = (wish: Wish) => Promise<Started>;

/** Brings what the engine needs in place, and gives what starts it. */
async function prepare(engine: "Trino" | "Spark", progress: Progress): Promise<Start> {
  const tell = (step: string, done = 0, total = 0) => {
    progress.show(done, total, `cluster: ${step}${total > 0 ? `: ${done} of ${total}` : ""}`, `cluster: ${step}`);
  };
  const work = async (): Promise<Start> => {
    if (engine === "Spark") {
      const installed = await installSpark(join(CACHE, "spark"), tell);
      return (wish) => startSpark(installed, wish);
    }
    const installed = { java: await findJava(CACHE, tell), home: await install(CACHE, tell) };
    return (wish) => startTrino(installed, wish);
  };
  return oneAtATime(join(CACHE, "install.lock"), work, () => tell("waiting for another installation to end"));
}

async function main(): Promise<void> {
  const { command, work, engine, ...wish } = wishes(process.argv.slice(2));
  const progress = progressOn(process.stdout);
  const start = await prepare(engine, progress);
  if (work === "install") return progress.say(`${engine} is in ${shownPath(CACHE)}`);
  const started = performance.now();
  const { folder, remove } = runFolder(CACHE);
  const clock = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    progress.show(0, 0, `cluster: starting, ${seconds} s`, "cluster: starting (about a minute)");
  }, 1000);
  const starting = start({ ...wish, folder, cache: CACHE, say: progress.say });
  const writing = keptTables(join(ROOT, "data", "demo.yaml"), CACHE, join(folder, "warehouse", "demo"));
  const [cluster, tables] = await Promise.all([starting, writing]).finally(() => clearInterval(clock));
  await cluster.createTables(tables, (done) => {
    progress.show(done, tables.length, `cluster: tables: ${done} of ${tables.length}`, "cluster: making the tables");
  });
  progress.say(howToUse(cluster, tables.length, (performance.now() - started) / 1000));
  const running = command === null ? new Promise<never>(() => {}) : runCommand(command, cluster.variables);
  const code = await Promise.race([running, cluster.broken]);
  cluster.end();
  remove();
  process.exit(code);
}

await command("cluster", main);
