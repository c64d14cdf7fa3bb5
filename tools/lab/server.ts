import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { jupyterSurroundings, placesOf } from "../setup/places.js";
import { beforeEnd } from "../terminal/command.js";
import { Failure } from "../terminal/failure.js";
import { endGroup } from "../terminal/process-group.js";

const HOST = "127.0.0.1";
const PROGRAM = join(import.meta.dirname, "..", "python", "serve.py");

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}

async function freePort(first: number): Promise<number> {
  const last = Math.min(first + 99, 65535);
  for (let port = first; port <= last; port++) if (await isFree(port)) return port;
  throw new Failure(`no port from ${first} to ${last} is free; --port names another one`);
}

function argumentsOf(root: string, port: number, browser: boolean): string[] {
  const settings = {
    "ServerApp.ip": HOST,
    "ServerApp.port": port,
    "ServerApp.port_retries": 0,
    "ServerApp.root_dir": root,
    "ServerApp.open_browser": browser ? "True" : "False",
    "LabApp.default_url": "/lab/tree/notebooks",
    "LabApp.extension_manager": "readonly",
    "KernelSpecManager.ensure_native_kernel": "False",
    "KernelSpecManager.allowed_kernelspecs": "vafa",
    "MultiKernelManager.default_kernel_name": "vafa",
    "Application.log_level": "ERROR",
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return ["-I", PROGRAM, ...args, ...(process.getuid?.() === 0 ? ["--allow-root"] : [])];
}

export interface Lab {
  readonly process: ChildProcess;
  readonly address: string;
  /** Ends the server and its kernels: asks first, then insists. */
  readonly end: () => Promise<void>;
  readonly ended: Promise<number | null>;
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** Starts JupyterLab on the project, for this machine only and behind a token, and waits until it answers. */
export async function startLab(
  root: string,
  options: { readonly port: number; readonly browser: boolean },
): Promise<Lab> {
  const port = await freePort(options.port);
  const token = randomBytes(24).toString("hex");
  const server = spawn(placesOf(root).python, argumentsOf(root, port, options.browser), {
    cwd: root,
    env: { ...jupyterSurroundings(root), JUPYTER_TOKEN: token },
    stdio: ["pipe", "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    server.once("close", resolve).once("error", () => resolve(null));
  });
  void ended.then(() => {
    hasEnded = true;
  });
  const release = beforeEnd(() => server.pid !== undefined && endGroup(server.pid));
  const end = async () => {
    server.kill("SIGTERM");
    await Promise.race([ended, wait(8000, undefined, { ref: false })]);
    release();
    if (server.pid !== undefined) endGroup(server.pid);
  };
  const home = `http://${HOST}:${port}`;
  for (let tries = 0; !(await answers(`${home}/api?token=${token}`)); tries++) {
    if (hasEnded || tries > 240) {
      await end();
      throw new Failure("JupyterLab did not start; npm run doctor says what is missing");
    }
    await wait(250);
  }
  return { process: server, address: `${home}/lab?token=${token}`, end, ended };
}
