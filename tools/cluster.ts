import { join } from "node:path";
import { writeParquet } from "./cluster/demo-tables.js";
import { install } from "./cluster/install.js";
import { findJava } from "./cluster/java.js";
import { runCommand, splitAtRun } from "./cluster/run-command.js";
import { runFolder } from "./cluster/run-folder.js";
import { type Cluster, createTables, startTrino } from "./cluster/start-trino.js";
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
  --workers N    how many workers, 1 to 3 (2)
  --port N       the port of the coordinator (a free one)
  --secure       ask for a password over TLS, with a certificate made for it
  --install      only bring what it needs in place, and end
  --debug        show where an error comes from
  --run COMMAND  run this command with VAFA_TRINO set, end the cluster, and exit as the command does; the last option
Exit codes: 0 fine, 1 it could not be started, 2 wrong usage, 130 ended by Ctrl-C; with --run that of the command.`;

const OPTIONS = {
  workers: { type: "string" },
  port: { type: "string" },
  secure: { type: "boolean" },
  install: { type: "boolean" },
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
  if (process.platform === "win32") throw new Failure("Trino runs on Linux and macOS: on Windows, run this inside WSL");
  return {
    command,
    work: options.install === true ? ("install" as const) : ("start" as const),
    workers: whole(options.workers, "--workers", 2, 3),
    port: options.port === undefined ? undefined : whole(options.port, "--port", 0, 65535),
    secure: options.secure === true ? ("password" as const) : ("plain" as const),
  };
}

/** What programs are told in their environment to find the cluster, the password left out or in. */
function surroundings({ server, credentials, processesAt }: Cluster): Record<string, string> {
  return {
    VAFA_TRINO: server.address,
    VAFA_TRINO_PROCESSES: processesAt,
    ...(credentials !== undefined && {
      VAFA_TRINO_USER: credentials.user,
      VAFA_TRINO_PASSWORD: credentials.password,
      VAFA_TRINO_CA: credentials.certificateAt,
    }),
  };
}

function howToUse({ server, credentials, processesAt }: Cluster, tables: number, seconds: number): string {
  const exports = [
    `  export VAFA_TRINO=${server.address}`,
    ...(credentials === undefined
      ? []
      : [
          `  export VAFA_TRINO_USER=${credentials.user}`,
          `  export VAFA_TRINO_PASSWORD="$(cat ${shownPath(credentials.passwordAt)})"`,
          `  export VAFA_TRINO_CA=${credentials.certificateAt}`,
        ]),
  ];
  return [
    `Trino: ${server.address} with ${counted(tables, "table")} in hive.demo, ready in ${secondsInWords(seconds)}`,
    ...exports,
    `Its processes: ${shownPath(processesAt)}. docs/engines.md says how a notebook reads it. Ctrl-C ends it.`,
  ].join("\n");
}

async function prepare(progress: Progress) {
  const tell = (step: string, done = 0, total = 0) => {
    progress.show(done, total, `cluster: ${step}${total > 0 ? `: ${done} of ${total}` : ""}`, `cluster: ${step}`);
  };
  const work = async () => ({ java: await findJava(CACHE, tell), home: await install(CACHE, tell) });
  return oneAtATime(join(CACHE, "install.lock"), work, () => tell("waiting for another installation to end"));
}

async function main(): Promise<void> {
  const { command, work, ...wish } = wishes(process.argv.slice(2));
  const progress = progressOn(process.stdout);
  const installed = await prepare(progress);
  if (work === "install") return progress.say(`Trino is in ${shownPath(installed.home)}; npm run cluster starts it`);
  const started = performance.now();
  const { folder, remove } = runFolder(CACHE);
  const clock = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    progress.show(0, 0, `cluster: starting, ${seconds} s`, "cluster: starting (about a minute)");
  }, 1000);
  const starting = startTrino({ ...wish, ...installed, folder, cache: CACHE, say: progress.say });
  const writing = writeParquet(join(ROOT, "data", "demo.yaml"), join(folder, "warehouse", "demo"));
  const [cluster, tables] = await Promise.all([starting, writing]).finally(() => clearInterval(clock));
  await createTables(cluster.server, tables, (done) => {
    progress.show(done, tables.length, `cluster: tables: ${done} of ${tables.length}`, "cluster: making the tables");
  });
  progress.say(howToUse(cluster, tables.length, (performance.now() - started) / 1000));
  const running = command === null ? new Promise<never>(() => {}) : runCommand(command, surroundings(cluster));
  const code = await Promise.race([running, cluster.broken]);
  cluster.end();
  remove();
  process.exit(code);
}

await command("cluster", main);
