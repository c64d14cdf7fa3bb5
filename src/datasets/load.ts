import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { DataFrame } from "danfojs-node";
import { fromColumns } from "../tables/memory/from-columns.js";
import { type CsvColumns, readCsv } from "./csv/read-csv.js";
import { requireFile } from "./find-file.js";
import { Issues } from "./issues.js";
import { readParquet } from "./parquet.js";
import { rememberReading } from "./reading.js";
import type { Schema } from "./schema.js";

/** What is read into memory in one piece, unpacked. Beyond it a file belongs to `duckdb`. */
const LIMIT = 2 ** 31 - 1;

const CSV = /\.(csv|tsv|txt)(\.gz)?$/i;
const PARQUET = /\.parquet$/i;

async function unpacked(caller: string, bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: LIMIT });
  } catch (error) {
    throw new Error(`${caller}: the file does not unpack as gzip (${(error as Error).message})`);
  }
}

type Read = { readonly sha256: string; readonly read: CsvColumns | null };

async function fromCsv(caller: string, file: string, schema: Schema | undefined, issues: Issues): Promise<Read> {
  const { size } = await stat(file);
  if (size > LIMIT)
    throw new RangeError(`${caller} requires a file of at most 2 GB; got ${size} bytes: use duckdb(file)`);
  const bytes = await readFile(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const content = /\.gz$/i.test(file) ? await unpacked(caller, bytes) : bytes;
  return { sha256, read: readCsv(content, schema, issues) };
}

async function fromParquet(caller: string, file: string, schema: Schema | undefined, issues: Issues): Promise<Read> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  try {
    return { sha256: hash.digest("hex"), read: await readParquet(file, schema, issues) };
  } catch (error) {
    throw new Error(`${caller}: ${(error as Error).message.split("\n")[0]}`);
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
  if (!CSV.test(name) && !PARQUET.test(name)) {
    throw new Error(`${caller}: load reads .csv, .tsv, .csv.gz and .parquet files; save a sheet as CSV UTF-8 first`);
  }
  const issues = new Issues();
  const { sha256, read } = await (PARQUET.test(name) ? fromParquet : fromCsv)(caller, file, schema, issues);
  issues.throwIfAny(caller);
  const { rows, blank, columns } = read!;
  const frame = await fromColumns(columns, name);
  rememberReading(frame, { file, sha256, rows, columns: columns.length, rejected: 0, blank });
  return frame;
}
