import { readdirSync } from "node:fs";
import { bundled } from "./bundle.js";
import { runCompiled } from "./compiled-script.js";
import { packagesFingerprint, sourcesFingerprint } from "./fingerprint.js";
import { requireFromRoot, SOURCES } from "./project.js";
import { isShared, sharedNames } from "./share.js";

type Exports = Record<string, unknown>;
/** Every module of the package by its name after `vafa/`, loaded when it is asked for. */
type Modules = Readonly<Record<string, () => Exports>>;

/** Imported by `vafa`, loaded from node_modules when needed: native, large, or shared with the user. */
const EXTERNAL = [
  "danfojs-node",
  "@duckdb/node-api",
  "@resvg/resvg-js",
  "plotly.js-dist-min",
  "simple-statistics",
  "dejavu-fonts-ttf",
];

function moduleNames(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => name.slice(0, -3).replaceAll("\\", "/"))
    .sort();
}

function entry(): string {
  const lines = moduleNames().map((name) => {
    const path = JSON.stringify(`./${name}.ts`);
    return `${JSON.stringify(name)}: () => require(${path}),`;
  });
  return `module.exports = {\n${lines.join("\n")}\n};`;
}

function load(fingerprint: string): Modules {
  const file = bundled("vafa", `${fingerprint} ${packagesFingerprint()}`, () => ({
    stdin: { contents: entry(), resolveDir: SOURCES, sourcefile: "modules.js" },
    external: EXTERNAL,
  }));
  return runCompiled(file, requireFromRoot).exports as Modules;
}

/** What a name imported from `vafa` is bound to in the notebook. */
export interface Binding {
  readonly local: string;
  readonly imported: string;
  readonly module: string;
}

let loaded: { readonly fingerprint: string; readonly modules: Modules } | null = null;

function current(): Modules {
  const fingerprint = sourcesFingerprint();
  if (loaded?.fingerprint !== fingerprint) loaded = { fingerprint, modules: load(fingerprint) };
  return loaded.modules;
}

export const isVafa = (id: string): boolean => id === "vafa" || id.startsWith("vafa/");

/** `vafa` or `vafa/metrics/nps/nps`, as the sources are now. */
export function requireVafa(id: string): Exports {
  if (isShared) {
    if (id !== "vafa") throw new Error(`'${id}' cannot be imported where the report is shared; only 'vafa' can`);
    return sharedNames((module) => current()[module]!());
  }
  const name = id === "vafa" ? "index" : id.slice("vafa/".length).replace(/\.(js|ts)$/, "");
  const modules = current();
  const module = modules[name] ?? modules[`${name}/index`];
  if (module === undefined) throw new Error(`Cannot find module '${id}': there is no src/${name}.ts`);
  return module();
}

/** Has names that were imported earlier mean the changed sources; those the user gave another value are left alone. */
export function reloadVafa(locals: Record<string, unknown>, bindings: readonly Binding[]): void {
  const before = loaded;
  if (isShared || before === null || sourcesFingerprint() === before.fingerprint) return;
  const valueIn = (exports: Exports, imported: string) => (imported === "*" ? exports : exports[imported]);
  const old = bindings.map(({ module, imported }) => {
    const exports = before.modules[module === "vafa" ? "index" : module.slice("vafa/".length)];
    return exports && valueIn(exports(), imported);
  });
  bindings.forEach(({ local, imported, module }, i) => {
    if (imported === "*" || locals[local] === old[i]) locals[local] = valueIn(requireVafa(module), imported);
  });
}
