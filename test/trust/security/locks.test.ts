import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../tools/setup/places.js";
import { figure } from "../sized.js";

const read = (name: string) => readFileSync(join(ROOT, name), "utf8");

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const locked = Object.entries(
  (JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> }).packages,
).filter(([place]) => place !== "");

/** Packages that bring a script of their own to an install, and why none of them is needed: what they would fetch is a package of the lock. */
const SCRIPTS = ["node_modules/esbuild", "node_modules/fsevents", "node_modules/zeromq"];

test("every npm package is one of ours or known by its SHA-512, and comes from the registry of whoever installs", (context) => {
  const other = locked.flatMap(([place, { resolved, integrity, link }]) => {
    if (!place.includes("node_modules/")) return existsSync(join(ROOT, place, "package.json")) ? [] : [place];
    if (link) return resolved !== undefined && existsSync(join(ROOT, resolved, "package.json")) ? [] : [place];
    const isRegistry = resolved === undefined || /^https:\/\/registry\.npmjs\.org\//.test(resolved);
    return isRegistry && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "") ? [] : [place];
  });
  figure(context, {
    what: "npm packages not known by their hash, or from elsewhere",
    cases: locked.length,
    found: String(other.length),
    bar: "0",
    held: other.length === 0,
  });
  expect(other).toEqual([]);
  expect(locked.length).toBeGreaterThan(300);
});

test("no script of a package runs while it is installed, and those that have one are known", () => {
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  const scripts = locked.flatMap(([place, { hasInstallScript }]) => (hasInstallScript ? [place] : []));
  expect(scripts.filter((place) => !SCRIPTS.includes(place))).toEqual([]);
  const own = JSON.parse(read("package.json")) as {
    scripts: Record<string, string>;
    dependencies: Record<string, string>;
  };
  expect(Object.keys(own.scripts).filter((name) => /^(pre|post)?(install|prepare)/.test(name))).toEqual([]);
});

test("no dependency is named by an address, and those of ours are pinned exactly", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^(\d+\.\d+\.\d+(-[\w.]+)?|file:\.\/tools\/[\w/-]+)$/);
});

test("every Python package is pinned, with hashes", (context) => {
  const files = ["requirements.lock", "tools/cluster/requirements.lock"];
  const records = files.flatMap((file) =>
    read(file)
      .replace(/\\\n/g, " ")
      .split("\n")
      .filter((line) => line !== "" && !/^\s*#/.test(line)),
  );
  const other = records.filter((line) => !/^[\w.-]+==[\w.!+]+ .*--hash=sha256:[0-9a-f]{64}/.test(line));
  figure(context, {
    what: "Python packages without a version or a hash",
    cases: records.length,
    found: String(other.length),
    bar: "0",
    held: other.length === 0,
  });
  expect(other).toEqual([]);
  expect(read("tools/setup/environment.ts")).toMatch(/"--require-hashes", "--only-binary", ":all:"/);
});

test("what sets up an image, a container or the checks installs by these locks, and by nothing else", () => {
  for (const file of ["binder/Dockerfile", ".devcontainer/devcontainer.json", ".ci/run"]) {
    const text = read(file);
    expect(text, file).not.toMatch(
      /npm (i|install|update|exec)\b|npx (?!tsx tools\/)|pip3? install|curl |wget |\bADD https?:/,
    );
    if (/\bnpm /.test(text)) expect(text, file).toContain("npm ci");
  }
  expect(read("binder/Dockerfile")).toMatch(/^FROM node:\d+\.\d+\.\d+-/m);
});
