import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findBrowser } from "../setup/find-browser.js";
import { findPython } from "../setup/find-python.js";
import { messageOf } from "../terminal/failure.js";
import { type Finding, missing, ok, optional } from "./finding.js";

const OLDEST_NODE = [20, 19] as const;
const ROOM_NEEDED = 1.5e9;

export function node(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return fits
    ? ok("Node", version)
    : missing("Node", `${version} is too old`, "install Node 20.19 or newer (nodejs.org)");
}

/** Packages whose installed version is not the one of package-lock.json. */
function unlike(root: string): string[] {
  const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
  const { dependencies = {}, devDependencies = {} } = read("package.json");
  const { packages } = read("package-lock.json") as { packages: Record<string, { version?: string; link?: boolean }> };
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => {
    const locked = packages[`node_modules/${name}`];
    const manifest = join("node_modules", name, "package.json");
    if (!existsSync(join(root, manifest))) return true;
    return locked?.link !== true && read(manifest).version !== locked?.version;
  });
}

export function packages(root: string): Finding {
  const wrong = unlike(root);
  if (wrong.length === 0) return ok("npm packages", "as package-lock.json says");
  return missing("npm packages", `${wrong.slice(0, 5).join(", ")} missing or of another version`, "npm ci");
}

export function python(): Finding {
  try {
    const { version, executable } = findPython();
    return ok("Python", `${version.join(".")} (${executable})`);
  } catch (error) {
    return missing("Python", messageOf(error), "install Python 3.10 or newer, or name one in VAFA_PYTHON");
  }
}

export function fonts(): Finding {
  try {
    createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
    return ok("fonts", "DejaVu Sans, for still pictures");
  } catch {
    return missing("fonts", "dejavu-fonts-ttf is not installed", "npm ci");
  }
}

export function browser(): Finding {
  const found = findBrowser();
  if (found) return ok("Chromium", found);
  return optional(
    "Chromium",
    "none found: the tests of the reports in a browser are skipped",
    "Debian, Ubuntu: apt install chromium",
  );
}

export function room(root: string): Finding {
  const { bavail, bsize } = statfsSync(root);
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  return bavail * bsize >= ROOM_NEEDED
    ? ok("disk", free)
    : missing("disk", free, "make room: the project needs 1.5 GB");
}

export function git(root: string): Finding {
  const call = spawnSync("git", ["--version"], { encoding: "utf8" });
  const version = call.stdout?.trim().replace("git version ", "");
  if (call.status !== 0)
    return optional("git", "not found: outputs of notebooks cannot be compared as diffs", "install git");
  return existsSync(join(root, ".git"))
    ? ok("git", version)
    : optional("git", "this folder is no clone", "git clone the project");
}
