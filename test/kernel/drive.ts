import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildKernel } from "../../tools/build-kernel.js";
import { kernelArguments } from "../../tools/kernelspec.js";
import { jupyterSurroundings, placesOf, ROOT } from "../../tools/setup/places.js";

type Content = Readonly<Record<string, unknown>>;

/** What a kernel said on its way: `late` messages belong to an earlier request. */
export interface Message {
  readonly type: string;
  readonly content: Content;
  readonly metadata: Content;
  readonly late?: boolean;
}

/** A cell that was run; `trouble` says why there is no reply. */
export interface Ran {
  readonly messages: readonly Message[];
  readonly reply: Content;
  readonly trouble: string | null;
  readonly seconds: number;
}

/** Something to do with a kernel, and what comes of it (`drive.py` says which there are). */
export interface Action<Outcome> {
  readonly do: string;
  readonly arguments: Content;
  readonly outcome?: Outcome;
}

type Outcomes<Actions> = {
  readonly [Name in keyof Actions]: Actions[Name] extends Action<infer Outcome> ? Outcome : never;
};

const action = <Outcome>(name: string, args: Content = {}): Action<Outcome> => ({ do: name, arguments: args });

interface CellOptions {
  readonly stop_on_error?: boolean;
  readonly silent?: boolean;
  /** It is interrupted when it prints this; `seconds` are from then on. */
  readonly interrupt_on?: string;
  readonly timeout?: number;
}

export const cell = (code: string, options: CellOptions = {}) => action<Ran>("execute", { code, ...options });
/** Cells that are asked for at once, before the first has answered. */
export const cells = (codes: readonly string[], stop_on_error = true) =>
  action<readonly Ran[]>("submit", { codes, stop_on_error });
export const complete = (code: string, cursor_pos?: number) =>
  action<{ content: { matches: readonly string[]; cursor_start: number; cursor_end: number } }>("complete", {
    code,
    cursor_pos: cursor_pos ?? [...code].length,
  });
export const inspect = (code: string, cursor_pos: number) =>
  action<{ content: { found: boolean; data: Content } }>("inspect", { code, cursor_pos });
export const isComplete = (code: string) => action<{ content: Content }>("is_complete", { code });
export const ask = (what: "kernel_info" | "comm_info" | "history") => action<{ content: Content }>(what);
export const write = (path: string, text: string) => action<object>("write", { path, text });
export const wait = (seconds: number) => action<{ messages: readonly Message[] }>("wait", { seconds });
export const alive = () => action<{ alive: boolean }>("alive");
export const interruptByMessage = () => action<{ content: Content }>("interrupt");
/** How many seconds a kernel lived on, null for too long. */
export const shutdown = () => action<{ seconds: number | null }>("shutdown");
export const orphan = (code = "") => action<{ seconds: number | null }>("orphan", { code });

interface Place {
  /** The folder the kernel is started in: not the project's, as a notebook's may be anywhere. */
  readonly cwd?: string;
  readonly root?: string;
  /** As where somebody types: with everything made ready for that. */
  readonly typing?: boolean;
}

/** With VAFA_TEST_KERNEL=tslab the tests run on tslab's own kernel, to see what they are worth: they must fail. */
export function argumentsOf(root: string): string[] {
  if (process.env.VAFA_TEST_KERNEL !== "tslab") return kernelArguments(root);
  return [
    process.execPath,
    join(root, "node_modules", "tslab", "bin", "tslab"),
    "kernel",
    "--config-path",
    "{connection_file}",
  ];
}

async function python(file: string, input: string): Promise<string> {
  const call = spawn(placesOf(ROOT).python, [file], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...jupyterSurroundings(ROOT), PYTHONUTF8: "1" },
  });
  const [out, err]: Buffer[][] = [[], []];
  call.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  call.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  call.stdin.end(input);
  const code = await new Promise((resolve, reject) => call.once("close", resolve).once("error", reject));
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${Buffer.concat(err).toString().slice(-2000)}`);
  return Buffer.concat(out).toString();
}

/** Starts a kernel, does one thing after the other with it, and ends it. */
export async function drive<Actions extends Readonly<Record<string, Action<unknown>>>>(
  actions: Actions,
  { cwd, root = ROOT, typing = false }: Place = {},
): Promise<Outcomes<Actions>> {
  await buildKernel(root);
  const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "vafa-kernel-")));
  try {
    const list = Object.values(actions).map((each) => ({ do: each.do, ...each.arguments }));
    const env = typing ? {} : { VAFA_HEADLESS: "1" };
    const job = { argv: argumentsOf(root), cwd: cwd ?? elsewhere, env, actions: list };
    const outcomes = JSON.parse(await python(join(import.meta.dirname, "drive.py"), JSON.stringify(job))) as unknown[];
    return Object.fromEntries(Object.keys(actions).map((name, i) => [name, outcomes[i]])) as Outcomes<Actions>;
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}
