import { spawnSync } from "node:child_process";
import { basename, dirname, resolve } from "node:path";
import { type Descriptor, readDescriptor } from "../src/datasets/descriptor/read-descriptor.js";
import { requireFile } from "../src/datasets/find-file.js";
import type { Proposal } from "../src/datasets/propose/propose.js";
import { writeRejects } from "../src/datasets/rejects.js";
import type { Layout, Schema } from "../src/datasets/schema.js";
import { foundInWords, grouped, issuesInWords, proposalInWords } from "./check/in-words.js";
import { type Inspected, inspect } from "./check/inspect.js";
import { notebooksWith } from "./check/notebooks.js";
import { writeProposal } from "./check/write.js";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure, messageOf, WrongUsage } from "./terminal/failure.js";
import { positive, readCommandLine } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";
import { counted, shownPath } from "./terminal/words.js";

const USAGE = `npm run check -- FILE [options]
Says what is wrong with a file, row by row, and proposes a schema with the role of each column: NAME.schema.yaml, ready
for npm run report -- --data NAME.schema.yaml. Without FILE it checks this project itself.
  --schema FILE      check against this schema (YAML or JSON), and propose none
  --out DIR          write there (beside the file)
  --sheet NAME       the sheet of a workbook
  --encoding NAME    utf-8, utf-16le, utf-16be or windows-1256
  --delimiter SIGN   , ; | or tab
  --export TOOL      qualtrics, surveymonkey or google-forms
  --limit N          rows shown of each kind of fault (5)
  --debug            show where an error comes from
Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  schema: { type: "string" },
  out: { type: "string" },
  sheet: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
  export: { type: "string" },
  limit: { type: "string" },
} as const;

type Values = ReturnType<typeof readCommandLine<typeof OPTIONS>>["values"];

const CHOICES: Readonly<Record<"encoding" | "delimiter" | "export", readonly string[]>> = {
  encoding: ["utf-8", "utf-16le", "utf-16be", "windows-1256"],
  delimiter: [",", ";", "\t", "|"],
  export: ["qualtrics", "surveymonkey", "google-forms"],
};

function chosen(option: keyof typeof CHOICES, given: string | undefined): Layout {
  const value = option === "delimiter" && given === "tab" ? "\t" : given;
  const found = CHOICES[option].find((choice) => choice === value);
  if (given === undefined) return {};
  if (found !== undefined) return { [option]: found };
  const list = CHOICES[option].map((choice) => (choice === "\t" ? "tab" : choice)).join(" ");
  throw new WrongUsage(`--${option} requires one of ${list}; got ${JSON.stringify(given)}`);
}

function layoutOf({ sheet, encoding, delimiter, export: tool }: Values): Layout {
  return {
    ...chosen("encoding", encoding),
    ...chosen("delimiter", delimiter),
    ...chosen("export", tool),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

/** The schema and the layout that a descriptor gives for a file; of several tables the one that names it. */
function tableFor(found: Descriptor, file: string, given: string): { schema: Schema; layout: Layout } {
  if (found.kind === "schema") return { schema: found.schema, layout: {} };
  const { tables } = found.package;
  const table =
    tables.find((one) => basename(one.file) === basename(file)) ?? (tables.length === 1 ? tables[0] : undefined);
  if (table !== undefined) return table;
  const names = tables.map(({ path }) => path).join(", ");
  throw new WrongUsage(`${given} has no table for ${basename(file)}; it has ${names}`);
}

async function expected(file: string, values: Values): Promise<{ schema: Schema | undefined; layout: Layout }> {
  const asked = layoutOf(values);
  if (values.schema === undefined) return { schema: undefined, layout: asked };
  let found: Descriptor;
  try {
    found = await readDescriptor(values.schema, "check");
  } catch (error) {
    throw new WrongUsage(messageOf(error).replace(/^check[: ]*/, ""));
  }
  const { schema, layout } = tableFor(found, file, values.schema);
  return { schema, layout: { ...layout, ...asked } };
}

/** Text files beyond are checked as they flow by; a proposal for them is made from their first lines. */
const LARGEST = 200 * 2 ** 20;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function writeFound(inspected: Inspected, file: string, layout: Layout, folder: string): Promise<void> {
  const { issues, proposal, first } = inspected;
  if (issues.length > 0) {
    const { issues: path } = await writeRejects(folder, file, null, issues).catch((error: unknown) => {
      throw new Failure(`the issues cannot be written (${messageOf(error)}); --out DIR names another folder`);
    });
    say(`Issues:  ${shownPath(path)}`);
  }
  if (proposal === null) return;
  const path = writeProposal(proposal, file, layout, folder, first);
  say(`Schema:  ${shownPath(path)}`);
  say(`Next:    look through it, then npm run report -- --data ${shownPath(path)}`);
}

function sayProposal(proposal: Proposal, first: number | null): void {
  for (const line of ["", ...proposalInWords(proposal, first)]) say(line);
  const names = notebooksWith(proposal.roles.map(({ role }) => role));
  if (names.length > 0) say(`npm run report makes of them: ${names.join(", ")}`);
}

async function checkFile(file: string, values: Values): Promise<void> {
  const limit = Math.ceil(positive(values.limit, "--limit", 5));
  await requireFile("check", file).catch((error: unknown) => {
    throw new WrongUsage(messageOf(error).replace(/^check[: ]*/, ""));
  });
  const { schema, layout } = await expected(file, values);
  const progress = progressOn(process.stderr);
  const bar = process.stderr.isTTY === true;
  const name = basename(file);
  const show = (bytes: number, total: number) => {
    if (bar) progress.show(bytes, total, `reading ${name}`);
  };
  const inspected = await inspect({ file, layout, schema, progress: show, largest: LARGEST }).finally(progress.clear);
  say(name);
  for (const line of foundInWords(inspected)) say(line);
  say("");
  for (const line of issuesInWords(inspected, limit)) say(line);
  if (inspected.proposal !== null) sayProposal(inspected.proposal, inspected.first);
  say("");
  await writeFound(inspected, file, layout, resolve(values.out ?? dirname(file)));
  if (inspected.found === null || inspected.issues.some(({ effect }) => effect === "file")) {
    throw new Failure(`${name} cannot be used as it is`);
  }
  const { rejected, rows } = inspected.found;
  if (rejected > 0) throw new Failure(`${grouped(rejected)} of ${counted(rows, "row")} would be kept aside`);
}

/** Without a file: what this project asks of itself. */
function checkHouse(values: Values): void {
  if (Object.keys(values).some((name) => name !== "debug")) throw new WrongUsage("these options require a FILE");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["run", "house"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

await command("check", async () => {
  const { values, files } = readCommandLine(OPTIONS, USAGE, 1);
  const [file] = files;
  if (file === undefined) checkHouse(values);
  else await checkFile(file, values);
});
