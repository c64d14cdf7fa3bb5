import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CoverageTable } from "./coverageTable.js";

/** The figures as they were last worked out: committed, so that every run of the reports has its page of them. */
const FIGURES = join("docs", "coverage.json");

/** Null in a project without them. */
export function readFigures(root: string): CoverageTable[] | null {
  const path = join(root, FIGURES);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as CoverageTable[]) : null;
}

/** Written whole; the path within the project. */
export function writeFigures(root: string, tables: readonly CoverageTable[]): string {
  const path = join(root, FIGURES);
  writeFileSync(`${path}.tmp`, `${JSON.stringify(tables, null, 1)}\n`);
  renameSync(`${path}.tmp`, path);
  return FIGURES;
}
