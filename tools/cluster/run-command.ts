import { constants } from "node:os";
import { Failure } from "../terminal/failure.js";
import { endGroup, startGroup } from "../terminal/process-group.js";

/** The words of a command line before `--run`, and the command after it, null where there is none. */
export function splitAtRun(args: readonly string[]): { readonly own: string[]; readonly command: string[] | null } {
  const at = args.indexOf("--run");
  if (at < 0) return { own: [...args], command: null };
  return { own: args.slice(0, at), command: args.slice(at + 1) };
}

/** Runs a command with further variables in its environment and gives its exit code; it ends with this process. */
export async function runCommand(command: readonly string[], more: Readonly<Record<string, string>>): Promise<number> {
  const [program, ...args] = command;
  const child = startGroup(program!, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...more },
  });
  return new Promise((resolve, reject) => {
    child.once("error", ({ message }) => reject(new Failure(`'${program}' could not be started: ${message}`)));
    child.once("exit", (code, signal) => {
      // What it has left in the background would otherwise outlive the cluster.
      if (child.pid !== undefined) endGroup(child.pid);
      resolve(signal === null ? code! : 128 + constants.signals[signal]);
    });
  });
}
