import { type Lab, startLab } from "./lab/server.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { Failure } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";

const USAGE = `npm run lab -- [options]
Opens JupyterLab on this project with the Vafa kernel; for this machine only. Ctrl-C ends it.
  --port N      the first port to try (8888)
  --no-browser  only say the address`;

let lab: Lab | undefined;
let ending = false;

async function main(): Promise<void> {
  const options = readOptions({ port: { type: "string" }, "no-browser": { type: "boolean" } }, USAGE);
  const port = positive(options.port, "--port", 8888);
  const progress = progressOn(process.stdout);
  await setUpWith(progress);
  progress.show(0, 0, "starting JupyterLab");
  lab = await startLab(ROOT, { port, browser: options["no-browser"] !== true });
  progress.say(`JupyterLab: ${lab.address}\nCtrl-C ends it.`);
  const code = await lab.ended;
  if (!ending) throw new Failure(`JupyterLab ended by itself (exit code ${code ?? "unknown"})`);
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await lab?.end();
  process.exit(0);
}

await command("lab", main, () => void end());
