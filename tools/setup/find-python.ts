import { spawnSync } from "node:child_process";
import { Failure, WrongUsage } from "../terminal/failure.js";

export interface Python {
  /** The program and its first arguments: `["py", "-3"]`. */
  readonly call: readonly string[];
  /** Where the interpreter itself is, behind shims and launchers. */
  readonly executable: string;
  readonly version: readonly [number, number, number];
}

const OLDEST = [3, 10] as const;
/** The newest one the packages are known to have wheels for; a newer one is taken only when there is no other. */
const NEWEST = [3, 14] as const;
const NAMES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const ASK =
  "import json, sys, venv; print(json.dumps([getattr(sys, '_base_executable', '') or sys.executable, *sys.version_info[:3]]))";

/** What this call starts, or null where it starts no Python that can make an environment. */
function ask(call: readonly string[]): Python | null {
  const [program, ...args] = call;
  const { status, stdout } = spawnSync(program!, [...args, "-I", "-c", ASK], { encoding: "utf8", timeout: 20_000 });
  if (status !== 0) return null;
  try {
    const [executable, major, minor, micro] = JSON.parse(stdout) as [string, number, number, number];
    return { call, executable, version: [major, minor, micro] };
  } catch {
    return null;
  }
}

function fits({ version: [major, minor] }: Python): boolean {
  return major === OLDEST[0] && minor >= OLDEST[1];
}

/** The Python to stand on: VAFA_PYTHON, else the first on the PATH from 3.10 on. */
export function findPython(
  wanted = process.env.VAFA_PYTHON,
  calls: readonly (readonly string[])[] = candidates(),
): Python {
  if (wanted) {
    const python = ask([wanted]);
    if (!python) throw new WrongUsage(`VAFA_PYTHON=${wanted} does not start a Python with the venv module`);
    if (!fits(python))
      throw new WrongUsage(`VAFA_PYTHON=${wanted} is Python ${python.version.join(".")}; 3.10 or newer is needed`);
    return python;
  }
  let newer: Python | null = null;
  for (const call of calls) {
    const python = ask(call);
    if (!python || !fits(python)) continue;
    if (python.version[1] <= NEWEST[1]) return python;
    newer ??= python;
  }
  if (newer) return newer;
  throw new Failure(
    "no Python from 3.10 on was found: install one (Debian, Ubuntu: apt install python3; macOS, Windows: python.org), or name it in VAFA_PYTHON",
  );
}

function candidates(): readonly (readonly string[])[] {
  const named = NAMES.map((name) => [name]);
  return process.platform === "win32" ? [["py", "-3"], ...named] : named;
}
