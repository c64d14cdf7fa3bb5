import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT, SOURCES } from "./project.js";

/** The files of a folder and below, in a stable order. */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.(ts|json)$/.test(name) && !name.includes("node_modules"))
    .sort()
    .map((name) => join(folder, name));
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function states(files: readonly string[]): string {
  const state = (file: string) => {
    const { mtimeMs, size } = statSync(file);
    return `${file} ${mtimeMs} ${size}`;
  };
  return files.map(state).join("\n");
}

/** The files of `vafa`. */
export const sourceFiles = (): string[] => filesIn(SOURCES);

let known = { states: "", fingerprint: "" };

/** What the sources of `vafa` are, by content: read again only when a file has been touched. */
export function sourcesFingerprint(): string {
  const files = sourceFiles();
  const now = states(files);
  if (now !== known.states) known = { states: now, fingerprint: hashOf(files) };
  return known.fingerprint;
}

let packages: string | undefined;

/** Which packages are installed: they change only with a new set-up. */
export function packagesFingerprint(): string {
  const lock = join(ROOT, "node_modules", ".package-lock.json");
  packages ??= hashOf([lock, join(ROOT, "package-lock.json"), ...tensorFiles()].filter(existsSync));
  return packages;
}

function tensorFiles(): string[] {
  const folder = join(ROOT, "node_modules", "@tensorflow", "tfjs-node");
  return ["index.js", "tensor.js", "package.json"].map((name) => join(folder, name));
}
