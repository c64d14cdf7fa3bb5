import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { DataFrame } from "danfojs-node";
import { fromColumns } from "../tables/memory/from-columns.js";
import type { Progress } from "./file-bytes.js";
import { requireFile } from "./find-file.js";
import { ENDINGS, readerOf } from "./format-readers.js";
import { Issues } from "./issues.js";
import { type Aside, hasLines, keepAside } from "./keep-aside.js";
import { readTable } from "./read-table.js";
import { type Reading, rememberReading } from "./reading.js";
import type { Scanned } from "./scanned.js";
import type { Layout, Schema } from "./schema.js";
import { sha256Of } from "./sha256.js";
import { withoutRows } from "./take-rows.js";

export interface LoadOptions {
  /** What the file must hold: a schema, or the file it is kept in (Table Schema, as YAML or JSON). */
  readonly schema?: Schema | string;
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

const isSchema = (x: Schema | LoadOptions): x is Schema => "columns" in x;

function readingOf(
  file: string,
  sha256: string,
  scanned: Scanned,
  frame: DataFrame,
  { issues, files }: Aside,
  rejected: number,
): Reading {
  const { header, preamble, blank, rows, names } = scanned;
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
    encoding: hasLines(scanned) ? scanned.encoding : null,
    delimiter: hasLines(scanned) ? scanned.delimiter : null,
    issues,
    questions: scanned.questions ?? new Map(),
    rejectsFile: files?.rejects ?? null,
    issuesFile: files?.issues ?? null,
  };
}

/** The schema, read from its file where it is named by one. */
async function schemaOf({ schema }: LoadOptions): Promise<Schema | undefined> {
  if (typeof schema !== "string") return schema;
  return (await import("./descriptor/read-schema.js")).readSchema(schema);
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
 * .gz too), Excel workbooks, JSON lines, SPSS files and Parquet.
 *
 * @param options a schema, or `{ schema, layout, rejectsTo, progress }`
 * @returns a frame that metrics take; dates in it are ISO text, missing is null
 * @example const answers = await load("data/survey.csv", surveySchema);
 */
export async function load(file: string, options: Schema | LoadOptions = {}): Promise<DataFrame> {
  const asked: LoadOptions = isSchema(options) ? { schema: options } : options;
  const schema = await schemaOf(asked);
  const name = basename(file);
  const caller = `load ${name}`;
  await requireFile("load", file);
  if (readerOf(name) === null)
    throw new Error(`${caller}: load reads ${ENDINGS} files; save a sheet as CSV UTF-8 first`);
  const issues = new Issues();
  const [sha256, made] = await unchanged(caller, file, () =>
    Promise.all([sha256Of(file), readTable(caller, file, { ...asked, schema }, issues)]),
  );
  const { rejectsTo, rejects = rejectsTo === undefined ? "refuse" : "aside" } = asked;
  if (rejects === "refuse") issues.throwIfAny(caller);
  else issues.throwIfUnreadable(caller);
  const { scanned, columns } = made!;
  const aside = await keepAside(file, scanned, rejectsTo, issues);
  const frame = await fromColumns(withoutRows(columns, issues.rejected), name);
  rememberReading(frame, readingOf(file, sha256, scanned, frame, aside, issues.rejected.size));
  return frame;
}
