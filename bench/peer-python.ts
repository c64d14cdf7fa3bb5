import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../tools/setup/find-python.js";
import { ROOT } from "../tools/setup/places.js";

const FOLDER = join(ROOT, ".cache", "bench-venv");
const PYTHON = join(FOLDER, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8", cwd: ROOT });
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 3).join(" ")} failed: ${stderr.trim().split("\n").at(-1)}`);
}

/** The Python of what a user would pick instead, with the versions of requirements.txt; made when it is first needed. */
export function peerPython(): string {
  const wanted = readFileSync(join(import.meta.dirname, "requirements.txt"), "utf8");
  const made = join(FOLDER, "made-from.txt");
  if (existsSync(made) && readFileSync(made, "utf8") === wanted) return PYTHON;
  rmSync(FOLDER, { recursive: true, force: true });
  run(findPython().executable, ["-I", "-m", "venv", "--without-pip", FOLDER]);
  const tools = join(ROOT, "tools", "python");
  const pip = readdirSync(tools).find((name) => /^pip-.*\.whl$/.test(name))!;
  const file = join(import.meta.dirname, "requirements.txt");
  run(PYTHON, [join(tools, pip, "pip"), "install", "--quiet", "--disable-pip-version-check", "-r", file]);
  writeFileSync(made, wanted);
  return PYTHON;
}
