import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { personalData } from "../../../src/text/personal-data.js";
import { type Notebook, textOf } from "../../run/notebook.js";
import type { Executed } from "../../run/run-notebooks.js";
import { Failure } from "../../terminal/failure.js";
import { type Secret, secretsOf } from "./secrets.js";
import { zipTexts } from "./zip-texts.js";

const isZip = (bytes: Buffer) => bytes.length > 22 && bytes.readUInt32LE(0) === 0x04034b50;

/** Every text in a value, the names of fields too. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)]);
}

/** What is read of a notebook: its cells and what they have shown, without pictures. */
function readTexts(notebook: Notebook): string[] {
  return notebook.cells.flatMap((cell) => {
    const shown = (cell.outputs ?? []).flatMap((output) => [
      textOf(output.text),
      ...Object.entries(output.data ?? {}).flatMap(([type, data]) => (type.startsWith("image/") ? [] : textsIn(data))),
    ]);
    return [textOf(cell.source), ...shown];
  });
}

const found = (texts: readonly string[], secrets: readonly Secret[]): string[] =>
  secrets.filter(({ isIn }) => texts.some(isIn)).map(({ kind }) => kind);

function personalKinds(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => personalData(text).map(({ kind }) => `personal data (${kind})`)))];
}

/** What a file holds that must not leave the house. */
function inFile(path: string, secrets: readonly Secret[]): string[] {
  const bytes = readFileSync(path);
  return found(isZip(bytes) ? zipTexts(bytes) : [bytes.toString("utf8")], secrets);
}

/**
 * Throws unless a finished folder holds none of the secrets of this machine, no token or key by its shape, no home folder, and its
 * notebooks no personal data. The message names files and kinds, never what was found.
 */
export function requireNothingSecret(
  folder: string,
  executed: readonly Pick<Executed, "place" | "notebook">[],
  env: NodeJS.ProcessEnv = process.env,
): void {
  const secrets = secretsOf(env);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  const faults = [
    // A page that was only printed is not in the folder any more; what stood in it is in its notebook.
    ...executed.flatMap(({ place, notebook }) => {
      const texts = readTexts(notebook);
      return [...found(texts, secrets), ...personalKinds(texts)].map((kind) => `${place.stem} holds ${kind}`);
    }),
    ...files.flatMap((name) => {
      const named = found([name], secrets);
      const file = named.length > 0 ? "a file" : name;
      return [
        ...inFile(join(folder, name), secrets).map((kind) => `${file} holds ${kind}`),
        ...named.map((kind) => `the name of a file holds ${kind}`),
      ];
    }),
  ];
  if (faults.length === 0) return;
  const more = faults.length > 8 ? `, and ${faults.length - 8} more` : "";
  throw new Failure(`nothing was written, as it would be shared: ${faults.slice(0, 8).join("; ")}${more}`);
}
