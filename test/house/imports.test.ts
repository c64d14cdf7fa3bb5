import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** Which room of src/ may import from which: the arrows of the house. Everything else is refused. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  calendar: [],
  text: [],
  project: [],
  statistics: [],
  language: ["calendar"],
  format: ["metrics", "calendar", "language"],
  tables: ["project"],
  datasets: ["tables", "statistics", "calendar", "text", "project"],
  frames: ["tables", "text"],
  metrics: ["tables", "statistics", "calendar", "text"],
  plots: ["metrics", "format", "calendar", "language"],
  notebook: ["metrics", "tables", "plots", "format", "calendar", "project", "language"],
};
/** Rooms from which only types may be taken. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  format: ["metrics"],
  plots: ["metrics"],
  notebook: ["metrics", "tables", "plots"],
};

const root = resolve(import.meta.dirname, "../..");
const src = join(root, "src");

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typesOnly: boolean;
}

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(import|export)\s+(type\s)?([^;"']*?from\s+)?["']([^"']+)["']/gm)) {
    found.push({ file, specifier: match[4]!, typesOnly: match[2] !== undefined });
  }
  for (const match of text.matchAll(/\b(?:import|require)\(\s*["']([^"']+)["']/g)) {
    found.push({ file, specifier: match[1]!, typesOnly: false });
  }
  return found;
}

/** Why this import is not allowed, or null. */
function refusal({ file, specifier, typesOnly }: Import): string | null {
  if (!specifier.startsWith(".")) return null;
  const target = relative(src, resolve(dirname(file), specifier));
  const place = relative(root, file);
  if (target.startsWith("..")) return `${place} leaves src/: ${specifier}`;
  const from = relative(src, file).split("/")[0]!;
  const to = target.split("/")[0]!;
  if (from === to || from === "index.ts") return null;
  if (!ALLOWED[from]?.includes(to)) return `${place} must not import from ${to}/: ${specifier}`;
  if (TYPES_ONLY[from]?.includes(to) && !typesOnly) return `${place} may take only types from ${to}/: ${specifier}`;
  return null;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => join(folder, name));
}

describe("imports go one way", () => {
  test("src/ has only the arrows of the house", () => {
    const refused = sources(src).flatMap((file) => importsOf(file, readFileSync(file, "utf8")).map(refusal));
    expect(refused.filter((reason) => reason !== null)).toEqual([]);
  });

  test("every room of src/ has its arrows written down", () => {
    const rooms = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map((room) => room.name).sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test("a wrong arrow is refused, a type where only types may go is not", () => {
    const reasons = (name: string, text: string) => importsOf(join(src, name), text).map(refusal);
    expect(reasons("statistics/a.ts", 'import { nps } from "../metrics/nps.js";')).toEqual([
      "src/statistics/a.ts must not import from metrics/: ../metrics/nps.js",
    ]);
    expect(reasons("plots/a.ts", 'import { nps } from "../metrics/nps.js";')).toEqual([
      "src/plots/a.ts may take only types from metrics/: ../metrics/nps.js",
    ]);
    expect(reasons("plots/a.ts", 'import type { NpsRow } from "../metrics/nps.js";')).toEqual([null]);
    expect(reasons("metrics/a.ts", 'const t = await import("../../tools/start.js");')).toEqual([
      "src/metrics/a.ts leaves src/: ../../tools/start.js",
    ]);
  });
});
