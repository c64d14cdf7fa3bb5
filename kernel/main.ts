import { Channels } from "./channels.js";
import { theCompiler } from "./compiler.js";
import { ConnectionError, readConnection } from "./connection.js";
import { ExecutionQueue } from "./execution-queue.js";
import { serveModules } from "./modules.js";
import { Outputs } from "./outputs.js";
import { endWithParent } from "./parent-watch.js";
import { endProcess, guardProcess } from "./process-guard.js";
import { HEADLESS, missingPackages, ROOT } from "./project.js";
import { answer, type Parts } from "./requests.js";
import { Session } from "./session.js";
import { redirectStreams } from "./streams.js";
import { serveTslabDisplay } from "./tslab-display.js";

/** Where `src/notebook` finds the way into the notebook. */
const DISPLAY = Symbol.for("vafa.display");

/** What is still on its way leaves; then the process ends, whatever its timers are up to. */
async function endSoon(channels: Channels): Promise<void> {
  setTimeout(() => endProcess(0), 300);
  await channels.sent();
  channels.close();
  setTimeout(() => endProcess(0), 20);
}

async function start(file: string | undefined): Promise<void> {
  const connection = readConnection(file);
  process.chdir(ROOT);
  Error.stackTraceLimit = 30;
  let parts: Parts | undefined;
  const channels = await Channels.open(connection, (message, channel) => parts && answer(parts, message, channel));
  const outputs = new Outputs((type, content, parent) => channels.publish(type, content, parent));
  serveModules();
  serveTslabDisplay(outputs);
  const session = new Session(outputs);
  const executions = new ExecutionQueue(channels, session, outputs);
  const shutDown = () => void endSoon(channels);
  parts = { channels, session, executions, shutDown };
  (globalThis as Record<symbol, unknown>)[DISPLAY] = outputs.display.bind(outputs);
  redirectStreams(outputs);
  guardProcess();
  process.on("SIGINT", () => session.interrupt());
  process.on("SIGTERM", shutDown);
  endWithParent(() => endProcess(0));
  channels.publish("status", { execution_state: "starting" }, null);
  if (!HEADLESS) prepare(executions);
}

/** Where somebody types, TypeScript is loaded before a cell asks for it: in the first second in which nothing runs. */
function prepare(executions: ExecutionQueue): void {
  const whenIdle = () => (executions.isWorking ? prepare(executions) : theCompiler());
  setTimeout(whenIdle, 1000).unref();
}

const missing = missingPackages();
if (missing.length > 0) {
  process.stderr.write(`the Vafa kernel cannot start: ${missing.join(", ")} not installed in ${ROOT}; run: npm ci\n`);
  process.exit(1);
}
start(process.argv[2]).catch((error: unknown) => {
  const message = error instanceof ConnectionError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`the Vafa kernel cannot start: ${message}\n`);
  endProcess(1);
});
