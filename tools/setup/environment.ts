import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Failure, firstLine } from "../terminal/failure.js";
import { endGroup, startGroup } from "../terminal/process-group.js";
import { findPython, type Python } from "./find-python.js";
import type { Places } from "./places.js";
import { hashOf, outdated, readStamp, type Stamp, writeStamp } from "./stamp.js";

/** pip comes with the project: some systems ship Python without `ensurepip`. One way, the same everywhere. */
export const PIP = join(import.meta.dirname, "..", "python", "pip-26.3-py3-none-any.whl");
const PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13";

const PLATFORM = `${process.platform}-${process.arch}`;

/** What is being done, and how far it is where that can be told. */
export type Tell = (step: string, done?: number, total?: number) => void;

/** The version of the environment's Python, or null where it does not start. */
function versionIn(python: string): string | null {
  if (!existsSync(python)) return null;
  const call = spawnSync(python, ["-I", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"], {
    encoding: "utf8",
  });
  return call.status === 0 ? call.stdout.trim() : null;
}

/** Why the environment must be made, or null where it stands. */
export function reasonToMake(places: Places): string | null {
  if (!existsSync(places.environment)) return "there is none yet";
  const version = versionIn(places.python);
  if (version === null) return "its Python does not start";
  return outdated(readStamp(places.stamp), { lock: hashOf(places.lock), python: version, platform: PLATFORM });
}

function createEmpty(python: Python, places: Places): void {
  rmSync(places.environment, { recursive: true, force: true });
  const made = spawnSync(python.executable, ["-I", "-m", "venv", "--without-pip", places.environment], {
    encoding: "utf8",
  });
  if (made.status !== 0)
    throw new Failure(`${python.executable} could not make ${places.environment}: ${firstLine(made.stderr ?? "")}`);
}

function pipArguments(pip: string, places: Places): string[] {
  const args = ["install", "--require-hashes", "--only-binary", ":all:", "--no-compile", "--no-cache-dir", "--no-user"];
  return [
    `${pip}/pip`,
    ...args,
    "--disable-pip-version-check",
    "--no-input",
    "--progress-bar",
    "off",
    "-r",
    places.lock,
  ];
}

function lastError(lines: readonly string[]): string {
  const errors = lines.filter((line) => line.startsWith("ERROR:"));
  return firstLine(errors.at(-1) ?? lines.at(-1) ?? "it said nothing");
}

async function installPackages(places: Places, tell: Tell, pip = PIP): Promise<void> {
  if (hashOf(pip) !== PIP_SHA256) throw new Failure(`${pip} is damaged: restore it with git checkout`);
  const total = readFileSync(places.lock, "utf8").match(/^\S+==/gm)?.length ?? 0;
  const temporary = join(places.root, ".cache", "tmp");
  mkdirSync(temporary, { recursive: true });
  const kept = Object.entries(process.env).filter(([name]) => !/^(PYTHON|PIP_(USER|TARGET|PREFIX|ROOT)$)/.test(name));
  const env = { ...Object.fromEntries(kept), TMPDIR: temporary, PYTHONNOUSERSITE: "1" };
  const program = startGroup(places.python, pipArguments(pip, places), {
    env,
    cwd: places.root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  let collected = 0;
  for (const stream of [program.stdout!, program.stderr!]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (/^(Collecting|Processing) /.test(line)) tell("downloading Python packages", ++collected, total);
      if (line.startsWith("Installing ")) tell("installing Python packages");
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once("close", resolve).once("error", reject);
  });
  if (program.pid !== undefined) endGroup(program.pid);
  rmSync(temporary, { recursive: true, force: true });
  if (code !== 0) throw new Failure(`the Python packages could not be installed: ${lastError(lines)}`);
}

export interface EnvironmentOptions {
  /** The Python to stand on, in place of VAFA_PYTHON or the first one found. */
  readonly python?: string;
  /** The wheel of pip, in place of the project's own. */
  readonly pip?: string;
}

/** Makes the project's Python environment, or leaves the one that stands. Returns whether anything was done. */
export async function makeEnvironment(
  places: Places,
  tell: Tell,
  { python: wanted, pip }: EnvironmentOptions = {},
): Promise<boolean> {
  const reason = reasonToMake(places);
  if (!reason) return false;
  const python = findPython(wanted);
  tell(`making .venv with Python ${python.version.join(".")} (${reason})`);
  createEmpty(python, places);
  await installPackages(places, tell, pip);
  rmSync(join(places.jupyter, "kernels"), { recursive: true, force: true });
  const stamp: Stamp = { lock: hashOf(places.lock), python: python.version.join("."), platform: PLATFORM };
  writeStamp(places.stamp, stamp);
  return true;
}
