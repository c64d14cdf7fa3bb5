import { join } from "node:path";
import type { AskedPeriod } from "../../src/calendar/asked-period.js";
import type { PackageTable } from "../../src/datasets/descriptor/read-package.js";
import { load } from "../../src/datasets/load.js";
import { type Extent, withinPeriod } from "../../src/datasets/period-rows.js";
import { reading } from "../../src/datasets/reading.js";
import { rolesOf } from "../../src/datasets/table-with.js";
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

/**
 * Reads each table once before any notebook does: what is kept aside is written to `folder`, and said.
 *
 * @throws WrongUsage where no row of any table lies in the period, with the first and the last day there are
 */
export async function readTables(
  tables: readonly PackageTable[],
  { folder, period }: { readonly folder: string; readonly period: AskedPeriod | null },
  progress: Progress,
): Promise<Extents> {
  const extents = new Map<string, Extent>();
  for (const table of tables) {
    const { name, path, file, schema, layout } = table;
    const show = (done: number, total: number) => progress.show(done, total, `reading ${path}`, `reading ${path}`);
    const options = { schema, layout, rejectsTo: join(folder, "rejected"), progress: show };
    const frame = await load(file, options).catch((error) => {
      throw new Failure(messageOf(error));
    });
    const { rows, rejected, issues } = reading(frame);
    const notes = issues.filter(({ effect }) => effect === "note").length;
    progress.say(
      `${name}: ${counted(rows, "row")} of ${path}, ${rejected} kept aside, ${counted(notes, "thing")} to know`,
    );
    if (period === null || Object.keys(rolesOf(table)).length === 0) continue;
    const { extent } = await withinPeriod(frame, rolesOf(table).date, period, "within");
    extents.set(name, extent);
    progress.say(`  ${inWords(extent)}`);
  }
  if (period !== null) requireRows(extents, period);
  return extents;
}
