import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCsv } from "../src/datasets/csv/check-csv.js";
import { Issues } from "../src/datasets/issues.js";
import { load } from "../src/datasets/load.js";
import type { ColumnSchema, Schema } from "../src/datasets/schema.js";
import { random } from "../src/statistics/random.js";
import { openDuckdb } from "../src/tables/duckdb/connection.js";
import { median } from "./median.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const ROWS = 1_000_000;
const CHECKED = 2_000_000;
const ROUNDS = 3;

const CITIES = ["تهران", "اصفهان", "شیراز", "کرمانشاه", "تبریز", "مشهد", "اهواز", "رشت"];
const SEGMENTS = ["طلایی", "نقره‌ای", "برنزی"];
const WORDS = ["خوب", "بد", "کیفیت", "قیمت", "پشتیبانی", "عالی", "دیر", "رسید", "محصول", "سفارش", "ارسال", "برخورد"];

const column = (type: ColumnSchema["type"], more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  type,
  description: "a column",
  ...more,
});

const SCHEMA: Schema = {
  name: "answers",
  row: "one answer",
  columns: {
    customer: column("text", { required: true, unique: true }),
    date: column("date", { required: true }),
    city: column("category", { values: CITIES }),
    segment: column("category", { values: SEGMENTS }),
    recommend: column("integer", { min: 0, max: 10 }),
    amount: column("number", { min: 0 }),
    answered: column("boolean"),
    comment: column("text", { role: "comment" }),
    satisfaction: column("integer", { min: 1, max: 5 }),
  },
};

/** What stands in the eighth column: another score, or what people wrote, which is another text in each row. */
type Eighth = "satisfaction" | "comment";

/** The schema of a file with this eighth column. */
function schemaWith(eighth: Eighth): Schema {
  const other = eighth === "comment" ? "satisfaction" : "comment";
  return { ...SCHEMA, columns: Object.fromEntries(Object.entries(SCHEMA.columns).filter(([name]) => name !== other)) };
}

const DAY = 86_400_000;

/** Answers in Persian: ids (and comments) differ from row to row, cities and segments repeat, one answer in twenty is missing. */
function writeAnswers(file: string, rows: number, eighth: Eighth): void {
  const chance = random(8);
  const below = chance.integer;
  const comment = () => Array.from({ length: below(8) }, () => WORDS[below(WORDS.length)]).join(" ");
  const handle = openSync(file, "w");
  writeSync(handle, `customer,date,city,segment,recommend,amount,answered,${eighth}\n`);
  let lines: string[] = [];
  for (let row = 1; row <= rows; row++) {
    const day = new Date(Date.UTC(2024, 0, 1) + below(700) * DAY).toISOString().slice(0, 10);
    const score = below(20) === 0 ? "" : `${below(11)}`;
    const amount = (below(10_000_000) / 100).toFixed(2);
    const said = () => (below(10) === 0 ? `"${comment()}, ""${WORDS[below(12)]}"""` : comment());
    const last = eighth === "comment" ? said() : below(5) + 1;
    const cells = [`c${row}`, day, CITIES[below(8)], SEGMENTS[below(3)], score, amount, below(2) === 1, last];
    lines.push(cells.join(","));
    if (lines.length < 50_000 && row < rows) continue;
    writeSync(handle, `${lines.join("\n")}\n`);
    lines = [];
  }
  closeSync(handle);
}

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
  return { work: "check 2,000,000 × 8 of CSV", ours: median(ours), theirs: median(theirs), ...shared };
}

export async function benchReading(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    return [await benchLoad(folder, "satisfaction"), await benchLoad(folder, "comment"), await benchCheck(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
