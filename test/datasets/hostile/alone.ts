import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** What a process of its own says of one reading. */
export interface Alone {
  /** Why it was refused, or null. */
  readonly message: string | null;
  /** What the script gave. */
  readonly value: unknown;
  /** Seconds of the processor for this reading, and the most memory that the process ever held up to here. */
  readonly seconds: number;
  readonly megabytes: number;
  /** Whether Object.prototype is as it was. */
  readonly isUntouched: boolean;
}

const PROGRAM = `
const before = Object.getOwnPropertyNames(Object.prototype).join();
const { load } = await import("./src/datasets/load.js");
const { readSchema } = await import("./src/datasets/descriptor/read-schema.js");
const { cellsOf } = await import("./test/datasets/nasty-truth.js");
await import("danfojs-node");
const untouched = () =>
  before === Object.getOwnPropertyNames(Object.prototype).join() && Object.getPrototypeOf({}) === Object.prototype && ({}).polluted === undefined;
async function attempt(read) {
  const started = process.cpuUsage();
  let [message, value] = [null, null];
  try {
    value = await read();
  } catch (error) {
    message = String(error.message);
  }
  const { user, system } = process.cpuUsage(started);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ message, value, seconds: (user + system) / 1e6, megabytes, isUntouched: untouched() }));
}
`;

/** Runs scripts that may load files, one after the other, in one process that has half a gigabyte. Gives as many results as it lived for. */
export function alone(scripts: readonly string[]): Promise<readonly Alone[]> {
  const program = `${PROGRAM}${scripts.map((script) => `await attempt(async () => { ${script} });`).join("\n")}\nprocess.exit(0);`;
  const node = ["--max-old-space-size=512", "--import", "tsx", "--input-type=module", "-e", program];
  const child = spawn(process.execPath, node, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
  const said: string[] = [];
  child.stdout.on("data", (chunk) => said.push(String(chunk)));
  const limit = setTimeout(() => child.kill("SIGKILL"), 240_000);
  return new Promise((resolve) => {
    child.on("close", () => {
      clearTimeout(limit);
      const lines = said.join("").split("\n").slice(0, -1);
      resolve(lines.map((line) => JSON.parse(line) as Alone));
    });
  });
}
