import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { DataFrame } from "danfojs-node";
import { fromColumns } from "../tables/memory/from-columns.js";
import type { TypedColumn } from "../tables/table.js";
import type { CsvScanned } from "./csv/read-csv.js";
import { noteDuplicateRows } from "./duplicate-rows.js";
import type { Progress } from "./file-bytes.js";
import { requireFile } from "./find-file.js";
import { ENDINGS, readerOf } from "./format-readers.js";
import { Issues } from "./issues.js";
import { readParquet } from "./parquet.js";
import { type Reading, rememberReading } from "./reading.js";
import { type LineRange, type RejectedRecords, type RejectFiles, writeRejects } from "./rejects.js";
import type { Scanned } from "./scanned.js";
import type { Layout, Schema } from "./schema.js";
import { sha256Of } from "./sha256.js";
import { withoutRows } from "./take-rows.js";
import { typeTable } from "./type-table.js";

export interface LoadOptions {
  /** What the file must hold. */
  readonly schema?: Schema;
  /** How the file is laid out, where it does not say so itself. */
  readonly layout?: Layout;
  /**
   * What becomes of a file with rows that do not fit.
   *
   * - `refuse` (default): nothing is read; the error lists what is wrong.
   * - `aside`: these rows are left out, counted and listed by `reading(frame)`; the others are read.
   */
  readonly rejects?: "refuse" | "aside";
  /** A folder that takes the rows that do not fit, as they stand, and what is wrong with each; they are kept aside. */
  readonly rejectsTo?: string;
  /** Told now and then how many bytes of the file were read. */
  readonly progress?: Progress;
}

const PARQUET = /\.parquet$/i;

type Named = readonly (readonly [string, TypedColumn])[];

interface Read {
  readonly scanned: Scanned;
  readonly columns: Named;
}

const isSchema = (x: Schema | LoadOptions): x is Schema => "columns" in x;

async function parquet(file: string, schema: Schema | undefined, issues: Issues): Promise<Read> {
  const { rows, columns } = await readParquet(file, schema, issues);
  const names = columns.map(([name]) => name);
  const typed = columns.map(([, column]) => ({ kind: "typed", column }) as const);
  return { scanned: { names, rows, blank: 0, header: 0, preamble: 0, columns: typed, lineOf: () => null }, columns };
}

/** A file as typed columns; null when it cannot be used. */
async function read(caller: string, file: string, options: LoadOptions, issues: Issues): Promise<Read | null> {
  const { schema, layout = {}, progress } = options;
  try {
    if (PARQUET.test(file)) return await parquet(file, schema, issues);
    const scanned = await readerOf(file)!(file, { schema, layout, progress }, issues);
    if (scanned === null) return null;
    const columns = typeTable(scanned, schema, issues);
    noteDuplicateRows(scanned, issues);
    return { scanned, columns };
  } catch (error) {
    throw new Error(`${caller}: ${(error as Error).message.split("\n")[0]}`);
  }
}

const isCsv = (scanned: Scanned): scanned is CsvScanned => "linesOf" in scanned;

/** The lines of the header and of the rows kept aside. */
function rejectedLines(scanned: CsvScanned, rows: readonly number[]): LineRange[] {
  const ranges = rows.map((row): LineRange => {
    const first = scanned.lineOf(row)!;
    return [first, first + scanned.linesOf(row) - 1];
  });
  return [[1, scanned.headerLines], ...ranges];
}

function rejectedRecords(scanned: Scanned, rejected: ReadonlySet<number>): RejectedRecords {
  const rows = [...rejected].sort((a, b) => a - b);
  if (isCsv(scanned)) return { lines: rejectedLines(scanned, rows), encoding: scanned.encoding };
  if (scanned.cellsOf === undefined) return null;
  return { cells: [scanned.names, ...rows.map((row) => scanned.cellsOf!(row))] };
}

async function keepAside(file: string, { scanned }: Read, to: string | undefined, issues: Issues) {
  const all = issues.all(basename(file), (row) => scanned.lineOf(row));
  if (to === undefined || issues.rejected.size === 0) return { all, files: null };
  const files = await writeRejects(to, file, rejectedRecords(scanned, issues.rejected), all);
  return { all, files };
}

function readingOf(
  file: string,
  sha256: string,
  { scanned }: Read,
  frame: DataFrame,
  aside: Awaited<ReturnType<typeof keepAside>>,
  rejected: number,
): Reading {
  const { header, preamble, blank, rows, names } = scanned;
  const files: RejectFiles | null = aside.files;
  return {
    file,
    sha256,
    rows: names.length === 0 ? rows - rejected : frame.shape[0]!,
    columns: names.length,
    rejected,
    blank,
    header,
    preamble,
    records: header + preamble + rows + blank,
    encoding: isCsv(scanned) ? scanned.encoding : null,
    delimiter: isCsv(scanned) ? scanned.delimiter : null,
    issues: aside.all,
    questions: scanned.questions ?? new Map(),
    rejectsFile: files?.rejects ?? null,
    issuesFile: files?.issues ?? null,
  };
}

/** A file that is written to while it is read would be neither what it was nor what it becomes. */
async function unchanged<T>(caller: string, file: string, work: () => Promise<T>): Promise<T> {
  const before = await stat(file);
  const done = await work();
  const after = await stat(file);
  if (before.size === after.size && before.mtimeMs === after.mtimeMs) return done;
  throw new Error(`${caller}: the file was changed while it was read; read it again`);
}

/**
 * Reads a file into a Danfo DataFrame, strictly: every cell as it stands, or an error that names column, value and row.
 *
 * With a schema, columns are bound by name and every cell is checked: a score of 11 or 'n/a' is refused. Without one,
 * the type of a column is found from all of its values: numbers only if every one is a plain decimal number (00123 stays
 * text), ISO dates, true and false, text for the rest. A blank cell is missing. Rows count from 1 below the header.
 *
 * A file with a bad row is refused, with a list of what is wrong. With `rejectsTo`, bad rows are kept aside instead: their
 * records are written to that folder as they stand (`survey.rejected.csv`), with what was wrong (`survey.issues.csv`), and
 * `reading(frame)` counts them.
 *
 * Reads CSV (UTF-8 and UTF-16, Windows-1256 where the layout says so; comma, semicolon, tab or bar, as header and records show;
 * .gz too) and Parquet.
 *
 * @param options a schema, or `{ schema, layout, rejectsTo, progress }`
 * @returns a frame that metrics take; dates in it are ISO text, missing is null
 * @example const answers = await load("data/survey.csv", surveySchema);
 */
export async function load(file: string, options: Schema | LoadOptions = {}): Promise<DataFrame> {
  const asked: LoadOptions = isSchema(options) ? { schema: options } : options;
  const name = basename(file);
  const caller = `load ${name}`;
  await requireFile("load", file);
  if (readerOf(name) === null && !PARQUET.test(name))
    throw new Error(`${caller}: load reads ${ENDINGS} files; save a sheet as CSV UTF-8 first`);
  const issues = new Issues();
  const [sha256, made] = await unchanged(caller, file, () =>
    Promise.all([sha256Of(file), read(caller, file, asked, issues)]),
  );
  const { rejectsTo, rejects = rejectsTo === undefined ? "refuse" : "aside" } = asked;
  if (rejects === "refuse") issues.throwIfAny(caller);
  else issues.throwIfUnreadable(caller);
  const aside = await keepAside(file, made!, asked.rejectsTo, issues);
  const frame = await fromColumns(withoutRows(made!.columns, issues.rejected), name);
  rememberReading(frame, readingOf(file, sha256, made!, frame, aside, issues.rejected.size));
  return frame;
}
