import { type Lab, startLab } from "./lab/server.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command, endAtOnce, type Signal } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";

const USAGE = `npm run lab -- [options]
Opens JupyterLab on this project with the Vafa kernel; for this machine only. Ctrl-C ends it.
  --port N      the first port to try (8888)
  --no-browser  only say the address`;

const LAST_PORT = 65535;

let lab: Lab | undefined;
let ending = false;

async function main(): Promise<void> {
  const options = readOptions({ port: { type: "string" }, "no-browser": { type: "boolean" } }, USAGE);
  const port = positive(options.port, "--port", 8888);
  if (!Number.isInteger(port) || port > LAST_PORT) {
    throw new WrongUsage(`--port requires a whole number up to ${LAST_PORT}; got ${port}`);
  }
  const progress = progressOn(process.stdout);
  await setUpWith(progress);
  progress.show(0, 0, "starting JupyterLab");
  lab = await startLab(ROOT, { port, browser: options["no-browser"] !== true });
  progress.say(`JupyterLab: ${lab.address}\nCtrl-C ends it.`);
  const code = await lab.ended;
  if (!ending) throw new Failure(`JupyterLab ended by itself (exit code ${code ?? "unknown"})`);
}

/** JupyterLab is asked to end, so that it ends its kernels; what has not started yet is ended at once. */
async function end(signal: Signal): Promise<void> {
  if (!lab) endAtOnce(signal);
  if (ending) return;
  ending = true;
  await lab?.end();
  process.exit(0);
}

await command("lab", main, (signal) => void end(signal));
