import { basename } from "node:path";
import type { CsvScanned } from "./csv/read-csv.js";
import type { Issue, Issues } from "./issues.js";
import { type LineRange, type RejectedRecords, type RejectFiles, writeRejects } from "./rejects.js";
import type { Scanned } from "./scanned.js";
import type { Encoding } from "./schema.js";

/** A file of lines: CSV, and JSON lines. */
type Lines = Pick<CsvScanned, "linesOf" | "headerLines"> & Scanned & { readonly encoding: Encoding };

export const hasLines = (scanned: Scanned): scanned is Lines & { readonly delimiter: string | null } =>
  "linesOf" in scanned;

/** The lines of the header and of the rows kept aside. */
function rejectedLines(scanned: Lines, rows: readonly number[]): LineRange[] {
  const ranges = rows.map((row): LineRange => {
    const first = scanned.lineOf(row)!;
    return [first, first + scanned.linesOf(row) - 1];
  });
  return [[1, scanned.headerLines], ...ranges];
}

function rejectedRecords(scanned: Scanned, rejected: ReadonlySet<number>): RejectedRecords {
  const rows = [...rejected].sort((a, b) => a - b);
  if (hasLines(scanned)) return { lines: rejectedLines(scanned, rows), encoding: scanned.encoding };
  if (scanned.cellsOf === undefined) return null;
  return { cells: [scanned.names, ...rows.map((row) => scanned.cellsOf!(row))] };
}

/** All issues of a file, and the files written beside when rows were kept aside. */
export interface Aside {
  readonly issues: readonly Issue[];
  readonly files: RejectFiles | null;
}

/** Lists what was found, and writes the rows that are not to be used into a folder, if one is given. */
export async function keepAside(
  file: string,
  scanned: Scanned,
  to: string | undefined,
  issues: Issues,
): Promise<Aside> {
  const all = issues.all(basename(file), (row) => scanned.lineOf(row));
  if (to === undefined || issues.rejected.size === 0) return { issues: all, files: null };
  const files = await writeRejects(to, file, rejectedRecords(scanned, issues.rejected), all);
  return { issues: all, files };
}
