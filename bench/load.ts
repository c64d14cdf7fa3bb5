import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCsv } from "../src/datasets/csv/check-csv.js";
import { Issues } from "../src/datasets/issues.js";
import { load } from "../src/datasets/load.js";
import { openDuckdb } from "../src/tables/duckdb/connection.js";
import { type Eighth, schemaWith, writeAnswers } from "./answers.js";
import { median } from "./median.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const ROWS = 1_000_000;
const CHECKED = 10_000_000;
const ROUNDS = 3;

function polars(file: string): { seconds: number; rows: number } {
  const program = join(import.meta.dirname, "load_peer.py");
  const { status, stdout, stderr } = spawnSync(peerPython(), [program, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`load_peer.py failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout) as { seconds: number; rows: number };
}

/** load with a full schema beside polars, which checks nothing; rounds in turn, so that both have the same machine. */
async function benchLoad(folder: string, eighth: Eighth): Promise<BenchRow> {
  const file = join(folder, `${eighth}.csv`);
  writeAnswers(file, ROWS, eighth);
  const schema = schemaWith(eighth);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const frame = await load(file, schema);
    ours.push(performance.now() - began);
    const peer = polars(file);
    theirs.push(peer.seconds * 1000);
    if (peer.rows !== frame.shape[0]) throw new Error(`polars read ${peer.rows} rows, load ${frame.shape[0]}`);
  }
  const shared = { peer: "polars, unchecked", unit: "ms", goal: "≤ 1×" };
  const what = eighth === "comment" ? "with comments" : "of scores and names";
  return { work: `load 1,000,000 × 8 ${what}`, ours: median(ours), theirs: median(theirs), ...shared };
}

/** A file held against its schema without loading it, beside the time DuckDB needs to count its rows. */
async function benchCheck(folder: string): Promise<BenchRow> {
  const file = join(folder, "more.csv");
  writeAnswers(file, CHECKED, "satisfaction");
  const engine = await openDuckdb({ folders: [folder] }, {});
  const count = `SELECT CAST(count(*) AS DOUBLE) FROM read_csv(${engine.dialect.literal(file)}, all_varchar = true)`;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const checked = await checkCsv(file, { schema: schemaWith("satisfaction") }, new Issues());
    ours.push(performance.now() - began);
    const again = performance.now();
    const [[rows]] = (await engine.query(count)) as [[number]];
    theirs.push(performance.now() - again);
    if (rows !== checked?.rows) throw new Error(`DuckDB counted ${rows} rows, checkCsv ${checked?.rows}`);
  }
  const shared = { peer: "DuckDB, counting", unit: "ms", goal: "≤ 3×" };
  return { work: "check 10,000,000 × 8 of CSV", ours: median(ours), theirs: median(theirs), ...shared };
}

/** The most memory that a process holds which does nothing but read the file, in MB. */
function peakOf(reader: "vafa" | "danfo" | "nothing", file: string): number {
  const program = join(import.meta.dirname, "peak-of-load.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", program, reader, file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`peak-of-load.ts ${reader} failed: ${stderr.trim().split("\n").at(-1)}`);
  return Number(stdout);
}

/** Memory beyond what the process holds once both libraries are loaded. */
function benchPeak(folder: string): BenchRow {
  const file = join(folder, "satisfaction.csv");
  const nothing = peakOf("nothing", file);
  const [ours, theirs] = [peakOf("vafa", file) - nothing, peakOf("danfo", file) - nothing];
  const shared = { peer: "danfo's readCSV", unit: "MB", goal: "≤ 1/10" };
  return { work: "peak memory of loading 1,000,000 × 8 of scores and names", ours, theirs, ...shared };
}

export async function benchReading(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const loaded = [await benchLoad(folder, "satisfaction"), await benchLoad(folder, "comment")];
    return [...loaded, benchPeak(folder), await benchCheck(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
