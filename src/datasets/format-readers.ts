import { readCsv } from "./csv/read-csv.js";
import type { Progress } from "./file-bytes.js";
import type { Issues } from "./issues.js";
import type { Scanned } from "./scanned.js";
import type { Layout, Schema } from "./schema.js";

interface ReadOptions {
  readonly schema: Schema | undefined;
  readonly layout: Layout;
  readonly progress: Progress | undefined;
}

/** Scans a file of one format; null exactly when the issues say why it cannot be used. */
type FormatReader = (file: string, options: ReadOptions, issues: Issues) => Promise<Scanned | null>;

/** Each is loaded when the first file of its kind is. */
const READERS: readonly (readonly [RegExp, FormatReader])[] = [
  [/\.(csv|tsv|txt)(\.gz)?$/i, readCsv],
  [/\.xlsx$/i, async (file, { layout }, issues) => (await import("./formats/xlsx.js")).readXlsx(file, layout, issues)],
  [
    /\.(jsonl|ndjson|json)(\.gz)?$/i,
    async (file, { progress }, issues) => (await import("./formats/jsonl.js")).readJsonl(file, issues, progress),
  ],
  [/\.z?sav$/i, async (file, _, issues) => (await import("./formats/spss.js")).readSpss(file, issues)],
  [/\.parquet$/i, async (file, _, issues) => (await import("./parquet.js")).readParquet(file, issues)],
];

/** The endings that are read, for messages. */
export const ENDINGS = ".csv, .tsv, .csv.gz, .xlsx, .jsonl, .sav and .parquet";

export const readerOf = (file: string): FormatReader | null =>
  READERS.find(([ending]) => ending.test(file))?.[1] ?? null;
