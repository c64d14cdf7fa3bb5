import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Places } from "../setup/places.js";

const NAME = "vafa-plotly";

/** What JupyterLab reads to find the extension. */
const MANIFEST = {
  name: NAME,
  version: "1.0.0",
  description: "Draws plotly figures with the project's own plotly.js",
  license: "UNLICENSED",
  jupyterlab: { mimeExtension: true, _build: { load: "static/remote-entry.js", mimeExtension: "./mimeExtension" } },
};

const SETTINGS = {
  // No news prompt and no look for updates: JupyterLab asks no other computer for anything.
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  // The first completion reads the types of what was imported, which takes longer than the second it would be given.
  "@jupyterlab/completer-extension:manager": { providerTimeout: 15_000 },
};

/** For whoever starts Jupyter himself: the Vafa kernel and no other, as `npm run lab` has it. */
const SERVER = {
  KernelSpecManager: { ensure_native_kernel: false },
  MultiKernelManager: { default_kernel_name: "vafa" },
};

function writeIfOther(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copyIfOther(from: string, to: string): void {
  if (existsSync(to) && statSync(to).size === statSync(from).size && statSync(to).mtimeMs >= statSync(from).mtimeMs)
    return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Lets JupyterLab draw the figures interactively, and keeps it to itself. */
export function installLabExtension({ environment, jupyter }: Places): void {
  // JupyterLab calls scripts of its own that are CommonJS; the project's package.json would make them modules.
  writeIfOther(join(environment, "package.json"), '{ "type": "commonjs" }\n');
  const folder = join(jupyter, "labextensions", NAME);
  const plotly = createRequire(import.meta.url).resolve("plotly.js-dist-min/plotly.min.js");
  const container = readFileSync(join(import.meta.dirname, "plotly-extension.js"), "utf8");
  writeIfOther(join(folder, "package.json"), `${JSON.stringify(MANIFEST, null, 2)}\n`);
  writeIfOther(join(folder, "static", "remote-entry.js"), container);
  copyIfOther(plotly, join(folder, "static", "plotly.min.js"));
  const server = join(environment, "etc", "jupyter", "jupyter_server_config.json");
  writeIfOther(server, `${JSON.stringify(SERVER, null, 2)}\n`);
  writeIfOther(join(jupyter, "lab", "settings", "overrides.json"), `${JSON.stringify(SETTINGS, null, 2)}\n`);
}
