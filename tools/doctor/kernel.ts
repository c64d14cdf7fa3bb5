import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "../run/execute.js";
import { readNotebook, textOf } from "../run/notebook.js";
import { reasonToMake } from "../setup/environment.js";
import { placesOf } from "../setup/places.js";
import { beforeEnd } from "../terminal/command.js";
import { messageOf } from "../terminal/failure.js";
import { type Finding, missing, ok } from "./finding.js";

const REMAKE = "npm ci, remove the folders .venv and .cache, then npm start";
const SETUP = "npm start sets it up";

export function environment(root: string): Finding {
  const reason = reasonToMake(placesOf(root));
  return reason
    ? missing("Python packages", `.venv: ${reason}`, SETUP)
    : ok("Python packages", ".venv as requirements.lock says");
}

/** How the kernelspec starts the kernel, or null where it does not say. */
function argumentsIn(file: string): readonly string[] | null {
  try {
    const { argv } = JSON.parse(readFileSync(file, "utf8")) as { argv?: unknown };
    return Array.isArray(argv) ? argv.map(String) : null;
  } catch {
    return null;
  }
}

export function kernelspec(root: string): Finding {
  const file = join(placesOf(root).jupyter, "kernels", "vafa", "kernel.json");
  if (!existsSync(file)) return missing("kernelspec", "Jupyter does not know the Vafa kernel", SETUP);
  const argv = argumentsIn(file);
  if (!argv) return missing("kernelspec", "its file is damaged", SETUP);
  const absent = argv.filter((part) => /^([/\\]|[A-Za-z]:)/.test(part) && !existsSync(part));
  if (absent.length > 0) return missing("kernelspec", `it names ${absent[0]}, which is not there`, SETUP);
  return argv[0] === process.execPath
    ? ok("kernelspec", "vafa")
    : missing("kernelspec", `it starts ${argv[0]}, another Node`, SETUP);
}

const QUESTION = {
  cells: [{ cell_type: "code", id: "sum", metadata: {}, source: "1 + 1", outputs: [], execution_count: null }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

/** Starts the kernel as a notebook does and asks it for 1 + 1. */
export async function answer(root: string, kernel = "vafa"): Promise<Finding> {
  const name = "kernel";
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "doctor-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const release = beforeEnd(remove);
  try {
    const [file, out] = [join(folder, "sum.ipynb"), join(folder, "executed.ipynb")];
    writeFileSync(file, JSON.stringify(QUESTION));
    const started = performance.now();
    await execute({ root, file, name: "1 + 1", out, kernel, timeout: 60, cells: 1, onCell: () => {} });
    const said = readNotebook(out, "1 + 1")
      .cells[0]?.outputs?.map(({ data, text }) => textOf(data?.["text/plain"] ?? text))
      .join("");
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return said?.trim() === "2"
      ? ok(name, `starts and answers 1 + 1 = 2 (${seconds} s)`)
      : missing(name, `1 + 1 gave ${said}`, REMAKE);
  } catch (error) {
    return missing(name, messageOf(error), REMAKE);
  } finally {
    release();
    remove();
  }
}
