import { join, resolve } from "node:path";

/** The project's folder: everything the tools write is in it. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Where the Python side is, in a project folder. */
export interface Places {
  readonly root: string;
  readonly environment: string;
  /** The Python program of the environment. */
  readonly python: string;
  /** Written last: an environment without it is unfinished. */
  readonly stamp: string;
  readonly lock: string;
  readonly jupyter: string;
}

export function placesOf(root: string): Places {
  const environment = join(root, ".venv");
  const python = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");
  return {
    root,
    environment,
    python: join(environment, python),
    stamp: join(environment, "vafa-setup.json"),
    lock: join(root, "requirements.lock"),
    jupyter: join(environment, "share", "jupyter"),
  };
}

/** The surroundings in which Jupyter reads and writes only inside the project. */
export function jupyterSurroundings(root: string): NodeJS.ProcessEnv {
  const own = (name: string) => join(root, ".venv", "var", "jupyter", name);
  const kept = Object.entries(process.env).filter(([name]) => !/^(JUPYTER|PYTHON|IPYTHON)/.test(name));
  return {
    ...Object.fromEntries(kept),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTER_PLATFORM_DIRS: "0",
    IPYTHONDIR: own("ipython"),
  };
}
