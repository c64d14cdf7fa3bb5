import { join } from "node:path";
import type { AskedPeriod } from "../../src/calendar/asked-period.js";
import type { PackageTable } from "../../src/datasets/descriptor/read-package.js";
import { load } from "../../src/datasets/load.js";
import { type Extent, withinPeriod } from "../../src/datasets/period-rows.js";
import { reading } from "../../src/datasets/reading.js";
import { rolesOf } from "../../src/datasets/table-with.js";
import type { KeptRuns } from "../run/kept/kept-runs.js";
import { Failure, messageOf, WrongUsage } from "../terminal/failure.js";
import type { Progress } from "../terminal/progress.js";
import { counted } from "../terminal/words.js";

/** What of a table lies in the period that was asked for, by the table's name. */
export type Extents = ReadonlyMap<string, Extent>;

/** What a table has of a period, in words. */
function inWords({ taken, rows, none, period, undated }: Extent): string {
  if (taken === "whole") return `it has no column with the role date: used whole, whatever the period`;
  if (none !== null) return none;
  return `${counted(rows, "row")} of ${period}${undated === 0 ? "" : `, ${undated} without a date in no period`}`;
}

/** Throws where no table with dates has a row of the period. */
function requireRows(extents: Extents, { label }: AskedPeriod): void {
  const dated = [...extents].filter(([, { taken }]) => taken !== "whole");
  if (dated.some(([, { rows }]) => rows > 0)) return;
  const there = dated.map(([name, { none }]) => `${name}: ${none}`).join("; ");
  throw new WrongUsage(`--period ${label}: ${there || "no table has a column with the role date"}`);
}

/** What is said of a table, and what of it lies in the period. */
interface Read {
  readonly lines: readonly string[];
  readonly extent: Extent | null;
}

interface How {
  /** Takes what is kept aside. */
  readonly folder: string;
  readonly period: AskedPeriod | null;
  /** What earlier runs have found: a table that has not changed, and of which nothing is kept aside, is not read again. */
  readonly kept?: KeptRuns;
}

async function read(
  table: PackageTable,
  { folder, period }: How,
  progress: Progress,
): Promise<Read & { files: "none" | "some" }> {
  const { name, path, file, schema, layout } = table;
  const show = (done: number, total: number) => progress.show(done, total, `reading ${path}`, `reading ${path}`);
  const options = { schema, layout, rejectsTo: join(folder, "rejected"), progress: show };
  const frame = await load(file, options).catch((error) => {
    throw new Failure(messageOf(error));
  });
  const { rows, rejected, issues, rejectsFile, issuesFile } = reading(frame);
  const notes = issues.filter(({ effect }) => effect === "note").length;
  const line = `${name}: ${counted(rows, "row")} of ${path}, ${rejected} kept aside, ${counted(notes, "thing")} to know`;
  const files = rejectsFile === null && issuesFile === null ? "none" : "some";
  if (period === null || Object.keys(rolesOf(table)).length === 0) return { lines: [line], extent: null, files };
  const { extent } = await withinPeriod(frame, rolesOf(table).date, period, "within");
  return { lines: [line, `  ${inWords(extent)}`], extent, files };
}

/** The same, from an earlier run where it can be. */
async function known(table: PackageTable, how: How, progress: Progress): Promise<Read> {
  const { kept, period } = how;
  if (kept === undefined) return read(table, how, progress);
  const key = await kept.factKey(table.file, [table, period]);
  const found = kept.fact<Read>(key);
  if (found !== null) return found;
  const { files, ...made } = await read(table, how, progress);
  if (files === "none") kept.keepFact(key, made);
  return made;
}

/**
 * Reads each table once before any notebook does: what is kept aside is written to `folder`, and said.
 *
 * @throws WrongUsage where no row of any table lies in the period, with the first and the last day there are
 */
export async function readTables(tables: readonly PackageTable[], how: How, progress: Progress): Promise<Extents> {
  const extents = new Map<string, Extent>();
  for (const table of tables) {
    const { lines, extent } = await known(table, how, progress);
    if (extent !== null) extents.set(table.name, extent);
    for (const line of lines) progress.say(line);
  }
  if (how.period !== null) requireRows(extents, how.period);
  return extents;
}
