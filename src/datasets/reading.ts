import type { DataFrame } from "danfojs-node";
import { lastingMap } from "../tables/memory/lasting.js";
import type { Issue } from "./issues.js";
import type { Encoding } from "./schema.js";

/** What was read from where: the line a notebook prints under its data. */
export interface Reading {
  /** The file as it was asked for. */
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly sha256: string;
  /** Rows that were kept, which are those of the frame. */
  readonly rows: number;
  readonly columns: number;
  /** Rows that were kept aside; 0 unless `rejectsTo` was given, as a file with a bad row is then refused. */
  readonly rejected: number;
  /** Empty lines, which are no rows. */
  readonly blank: number;
  /** Records of the header, and lines above it. */
  readonly header: number;
  readonly preamble: number;
  /** All of them: header + preamble + rows + rejected + blank. */
  readonly records: number;
  /** How text files were read; null for others. */
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  /** What is worth knowing of the file, and what was wrong with the rows kept aside. */
  readonly issues: readonly Issue[];
  /** What was asked in each column, where the file says it. */
  readonly questions: ReadonlyMap<string, string>;
  /** The files written beside: the raw records kept aside, and the issues; null if nothing was. */
  readonly rejectsFile: string | null;
  readonly issuesFile: string | null;
}

const readings = lastingMap<DataFrame, Reading>("readings");

/** Every record of the file is accounted for: checked on every load. */
function requireBalance({ file, records, header, preamble, rows, rejected, blank }: Reading): void {
  if (records === header + preamble + rows + rejected + blank) return;
  throw new Error(
    `load ${file}: ${records} records are not ${header} of the header, ${preamble} above it, ${rows} kept, ${rejected} kept aside and ${blank} blank: a fault of the reader`,
  );
}

export function rememberReading(frame: DataFrame, reading: Reading): void {
  requireBalance(reading);
  readings.set(frame, reading);
}

/**
 * Where a frame came from: file, hash, rows, columns, and what the reader noted on the way. For frames made by `load`, as long as
 * they are the same object.
 *
 * @example reading(answers).rows
 */
export function reading(frame: DataFrame): Reading {
  const found = readings.get(frame);
  if (found === undefined) throw new TypeError("reading requires a frame made by load; got another one");
  return found;
}
