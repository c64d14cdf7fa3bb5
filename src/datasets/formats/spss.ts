import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../project/project-root.js";
import type { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import { type Described, scannedVariable, schemaOf } from "./spss/variables.js";

/** What the program may write: a file of some hundred million cells. */
const LARGEST = 2 ** 31 - 1;
const PROGRAM = join("src", "datasets", "formats", "read-spss.py");

/** The Python of the project and the program it runs; what is missing is told with how to mend it. */
function program(): { python: string; script: string } {
  const root = projectRoot();
  if (root === null)
    throw new Error("SPSS files are read by the project's Python: start from inside the project's folder");
  const python = join(root, ".venv", ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
  if (!existsSync(python))
    throw new Error("SPSS files are read by the project's Python, which is not set up: run `npx tsx tools/setup.ts`");
  return { python, script: join(root, PROGRAM) };
}

interface Failed {
  readonly code?: unknown;
  readonly stderr?: Buffer;
}

/** What the program writes of the file, or why the file cannot be read. */
async function output(file: string): Promise<Buffer | { readonly refused: string }> {
  const { python, script } = program();
  try {
    const options = { encoding: "buffer", maxBuffer: LARGEST } as const;
    const { stdout } = await promisify(execFile)(python, ["-I", script, file], options);
    return stdout;
  } catch (error) {
    const { code, stderr } = error as Failed;
    const said = stderr?.toString().trim().split("\n").at(-1) ?? "";
    if (said.includes("pyreadstat") && said.includes("ModuleNotFound"))
      throw new Error("SPSS files are read by pyreadstat, which is not set up: run `npx tsx tools/setup.ts`");
    if (code !== 1) throw error;
    return { refused: said };
  }
}

/** The columns behind the description, one after the other. */
function columnsOf(content: Buffer, { rows, variables }: Described, from: number) {
  let at = from;
  return variables.map((variable) => {
    const length = rows * (variable.kind === "text" ? 4 : 8);
    const bytes = new Uint8Array(content.subarray(at, at + length)).buffer;
    at += length;
    return scannedVariable(variable, bytes);
  });
}

/**
 * An SPSS file (.sav, .zsav) as columns: codes stay numbers, dates become ISO text. What the file says of its variables comes
 * along as a schema (`described`): their labels, the labels of codes, which codes stand for no answer (of ranges, those that
 * occur), and which variable is the weight. System-missing and blank texts are missing.
 *
 * Read by pyreadstat in the project's Python.
 */
export async function readSpss(file: string, issues: Issues): Promise<Scanned | null> {
  const content = await output(file);
  if (!Buffer.isBuffer(content)) {
    const message = `the file cannot be read as SPSS (.sav): ${content.refused}`;
    issues.file({ rule: "shape", message, hint: "open it in SPSS or PSPP and save it again" });
    return null;
  }
  const length = Number(content.readBigInt64LE(0));
  const described = JSON.parse(content.toString("utf8", 8, 8 + length)) as Described;
  const columns = columnsOf(content, described, 8 + length);
  const asked = described.variables
    .filter(({ label }) => label !== "")
    .map(({ name, label }) => [name, label] as const);
  return {
    names: described.variables.map(({ name }) => name),
    rows: described.rows,
    blank: 0,
    header: 0,
    preamble: 0,
    columns,
    lineOf: () => null,
    questions: new Map(asked),
    described: schemaOf(described, columns, file),
  };
}
