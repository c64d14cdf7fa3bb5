import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Failure } from "../terminal/failure.js";

const FILE = join("docs", "trust.json");

const figure = z.object({
  /** The law, in words: `reads of damaged files that changed a value in silence`. */
  what: z.string(),
  /** How many cases it was tried on. */
  cases: z.number(),
  /** What was found: `0`, `2.1e-15`, `99.2 %`. */
  found: z.string(),
  /** What is asked: `0`, `≤ 1e-12`, `≥ 98 %`. */
  bar: z.string(),
  held: z.boolean(),
});

const part = z.object({
  day: z.string(),
  machine: z.string(),
  versions: z.string(),
  seconds: z.number(),
  tests: z.object({ passed: z.number(), failed: z.number(), skipped: z.number() }),
  figures: z.array(figure),
});

const trust = z.object({ parts: z.record(z.string(), part) });

/** One law of what is promised: on how many cases it was tried, what was found, what is asked. */
export type TrustFigure = Readonly<z.infer<typeof figure>>;

/** What one part of `npm run trust` found the last time it ran, with its day, machine and versions. */
export type TrustPart = Readonly<z.infer<typeof part>>;

/** What the last runs have found, by the name of the part; null where none has run. */
export function readTrust(root: string): ReadonlyMap<string, TrustPart> | null {
  const file = join(root, FILE);
  if (!existsSync(file)) return null;
  const read = trust.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!read.success) throw new Failure(`${FILE} is not what npm run trust writes: ${read.error.issues[0]?.message}`);
  return new Map(Object.entries(read.data.parts));
}

/** Writes what was found, to be committed; returns the file's name. */
export function writeTrust(root: string, parts: ReadonlyMap<string, TrustPart>): string {
  writeFileSync(join(root, FILE), `${JSON.stringify({ parts: Object.fromEntries(parts) }, null, 1)}\n`);
  return FILE;
}
