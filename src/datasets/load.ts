import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { DataFrame } from "danfojs-node";
import { fromColumns } from "../tables/memory/from-columns.js";
import { readCsv } from "./csv/read-csv.js";
import { requireFile } from "./find-file.js";
import { Problems } from "./problems.js";
import { rememberReading } from "./reading.js";
import type { Schema } from "./schema.js";

/** Unpacked size a .gz may have: four times the largest file that is read into memory in one piece. */
const UNPACKED_LIMIT = 2 ** 31 - 1;

const READABLE = /\.(csv|tsv|txt)(\.gz)?$/i;

async function unpacked(caller: string, bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: UNPACKED_LIMIT });
  } catch (error) {
    throw new Error(`${caller}: the file does not unpack as gzip (${(error as Error).message})`);
  }
}

/**
 * Reads a file into a Danfo DataFrame, strictly: every cell as it stands, or an error that names column, value and row.
 *
 * With a schema, columns are bound by name and every cell is checked: a score of 11 or 'n/a' is refused. Without one,
 * the type of a column is found from all of its values: numbers only if every one is a plain decimal number (00123 stays
 * text), ISO dates, true and false, text for the rest. A blank cell is missing. Rows count from 1 below the header.
 *
 * Reads CSV (comma, or semicolon or tab where the header shows it; UTF-8; .gz too) and Parquet.
 *
 * @returns a frame that metrics take; dates in it are ISO text, missing is null
 * @example const answers = await load("data/survey.csv", surveySchema);
 */
export async function load(file: string, schema?: Schema): Promise<DataFrame> {
  const name = basename(file);
  const caller = `load ${name}`;
  await requireFile("load", file);
  if (!READABLE.test(name)) {
    throw new Error(`${caller}: load reads .csv, .tsv, .csv.gz and .parquet files; save a sheet as CSV UTF-8 first`);
  }
  const bytes = await readFile(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const problems = new Problems();
  const content = /\.gz$/i.test(name) ? await unpacked(caller, bytes) : bytes;
  const read = readCsv(content, schema, problems);
  problems.throwIfAny(caller);
  const { rows, blank, columns } = read!;
  const frame = await fromColumns(columns, name);
  rememberReading(frame, { file, sha256, rows, columns: columns.length, rejected: 0, blank });
  return frame;
}
