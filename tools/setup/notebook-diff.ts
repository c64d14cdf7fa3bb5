import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** The name by which `.gitattributes` calls it. */
const DRIVER = "diff.vafa-notebook";

/** Where there is no Node, or a checkout has no such program, a notebook is compared as it stands. */
const PROGRAM = "tools/git/notebook-text.js";
const TEXT = `f() { node ${PROGRAM} "$1" 2>/dev/null || cat "$1"; }; f`;

const SETTINGS = { textconv: TEXT, xfuncname: "^// %% .*" } as const;

function git(root: string, ...args: string[]): string | null {
  const call = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
  return call.status === 0 ? call.stdout.trim() : null;
}

/** Whether this folder is a clone of its own: inside another one, its settings are not ours to change. */
function isClone(root: string): boolean {
  if (!existsSync(join(root, ".git"))) return false;
  const top = git(root, "rev-parse", "--show-toplevel");
  return top !== null && realpathSync(top) === realpathSync(root);
}

/** Lets `git diff` show notebooks as text: cells and what they said. Only in this clone's settings. Returns whether anything was done. */
export function showNotebooksAsText(root: string, tell: (step: string) => void): boolean {
  if (!isClone(root)) return false;
  const other = Object.entries(SETTINGS).filter(
    ([name, value]) => git(root, "config", "--local", "--get", `${DRIVER}.${name}`) !== value,
  );
  if (other.length === 0) return false;
  tell(`git diff shows notebooks as text (set in this clone: ${DRIVER})`);
  const set = other.map(([name, value]) => git(root, "config", "--local", `${DRIVER}.${name}`, value));
  return set.some((said) => said !== null);
}
