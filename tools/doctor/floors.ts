import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placesOf } from "../setup/places.js";
import { type Finding, missing, ok } from "./finding.js";

/** The oldest version of a package that may stand here, and what those before it let happen. */
export interface Floor {
  readonly name: string;
  readonly from: "npm" | "Python";
  readonly version: string;
  readonly why: string;
}

/** Of what shows notebooks, serves them or reads other people's files: the first version without the faults that are known. */
const PYTHON: readonly Floor[] = [
  ["jupyter_server", "2.20.0", "a notebook shown as HTML ran scripts with the reader's token (CVE-2026-44727)"],
  ["jupyterlab", "4.6.2", "pictures and settings ran scripts (CVE-2026-73415, CVE-2026-73417)"],
  ["notebook", "7.5.6", "a notebook ran scripts (CVE-2026-42557)"],
  ["nbconvert", "7.17.1", "a notebook wrote and read files elsewhere (CVE-2026-39377, CVE-2026-39378)"],
  ["tornado", "6.5.7", "credentials leaked to other hosts (GHSA-pw6j-qg29-8w7f)"],
  ["jinja2", "3.1.6", "a template left its sandbox (CVE-2025-27516)"],
].map(([name, version, why]) => ({ name: name!, from: "Python", version: version!, why: why! }) as const);

const NPM: readonly Floor[] = [
  ["prismjs", "1.30.0", "code ran scripts (CVE-2024-53382)"],
  ["@duckdb/node-api", "1.3.4", "1.3.3 was published by somebody else (CVE-2025-59037)"],
].map(([name, version, why]) => ({ name: name!, from: "npm", version: version!, why: why! }) as const);

export const ALL_FLOORS: readonly Floor[] = [...PYTHON, ...NPM];

/** Whether one version is older than another, part by part. */
export function isOlder(version: string, floor: string): boolean {
  const parts = (text: string) => text.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(version), parts(floor)];
  const at = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return at >= 0 && (a[at] ?? 0) < b[at]!;
}

/** The folders that hold the Python packages of the environment. */
function sitePackages(root: string): string[] {
  const { environment } = placesOf(root);
  const lib = join(environment, "lib");
  const found = existsSync(lib) ? readdirSync(lib).map((name) => join(lib, name, "site-packages")) : [];
  return [...found, join(environment, "Lib", "site-packages")].filter((folder) => existsSync(folder));
}

/** The version of each Python package that is installed, by its name in small letters. */
function pythonVersions(root: string): Map<string, string> {
  const names = sitePackages(root).flatMap((folder) => readdirSync(folder));
  const pairs = names.flatMap((name) => {
    const [, called, version] = /^(.+)-([^-]+)\.dist-info$/.exec(name) ?? [];
    return called === undefined ? [] : [[called.toLowerCase().replaceAll("-", "_"), version!] as const];
  });
  return new Map(pairs);
}

function npmVersion(root: string, name: string): string | undefined {
  const manifest = join(root, "node_modules", name, "package.json");
  if (!existsSync(manifest)) return undefined;
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version?: string }).version;
}

/** Whether what is installed is newer than the versions with known faults; what is not there has none. */
export function floors(root: string, all: readonly Floor[] = ALL_FLOORS): Finding {
  const python = pythonVersions(root);
  const installed = all.flatMap((floor) => {
    const version = floor.from === "npm" ? npmVersion(root, floor.name) : python.get(floor.name);
    return version === undefined ? [] : [{ ...floor, found: version }];
  });
  const old = installed.filter(({ found, version }) => isOlder(found, version));
  if (old.length === 0) return ok("safe versions", `${installed.length} packages above the versions with known faults`);
  const said = old.map(({ name, found, version, why }) => `${name} ${found}, before ${version}: ${why}`);
  return missing("safe versions", said.join("; "), "npm ci, remove the folder .venv, then npm start");
}
