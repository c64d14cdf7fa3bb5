import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { packageText } from "../../src/datasets/descriptor/schema-text.js";
import type { Proposal } from "../../src/datasets/propose/propose.js";
import type { Layout } from "../../src/datasets/schema.js";
import { Failure, messageOf } from "../terminal/failure.js";

const stem = (file: string) => basename(file).replace(/(?<=.)\..*$/, "");

/** `survey.schema.yaml`, or with a number where there is such a file: nobody's work is written over. */
function freePath(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? "" : `-${number}`}.schema.yaml`);
    if (!existsSync(path)) return path;
  }
}

/** The way from the folder to the file, with slashes on every system. */
function pathFrom(folder: string, file: string): string {
  const way = relative(resolve(folder), resolve(file));
  return isAbsolute(way) ? way : way.split(sep).join("/");
}

const HEADING = [
  "A data package (Frictionless): which file, how it is laid out, what each column holds.",
  "Roles are guesses: look at each, and at what is to be settled.",
];

/** Writes the proposal as a data package of one table, beside what is there. */
export function writeProposal(
  { schema, remarks }: Proposal,
  file: string,
  layout: Layout,
  folder: string,
  first: number | null,
): string {
  const name = stem(file);
  const table = { name, path: pathFrom(folder, file), file, layout, schema };
  const from = first === null ? "Proposed from all values of the file." : `Proposed from the first ${first} rows.`;
  const heading = [
    ...HEADING,
    from,
    "",
    `npm run check -- ${basename(file)} --schema THIS FILE checks the file against it.`,
  ];
  const text = packageText({ name, tables: [table] }, heading, new Map([[name, remarks]]));
  try {
    mkdirSync(folder, { recursive: true });
    const path = freePath(folder, name);
    writeFileSync(`${path}.tmp`, text, { flag: "wx" });
    renameSync(`${path}.tmp`, path);
    return path;
  } catch (error) {
    throw new Failure(
      `the schema cannot be written to ${folder} (${messageOf(error)}); --out DIR names another folder`,
    );
  }
}
