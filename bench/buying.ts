import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFrame } from "danfojs-node";
import { duckdb } from "../src/datasets/duckdb/duckdb.js";
import { load } from "../src/datasets/load.js";
import { bgNbd, bgNbdFromCounts } from "../src/metrics/buying/bgNbd.js";
import { BG_NBD } from "../src/metrics/buying/bgNbdModel.js";
import { fitBuying } from "../src/metrics/buying/buyingFit.js";
import type { PurchaseCount } from "../src/metrics/buying/history.js";
import { historyTally, pooledHistories } from "../src/metrics/buying/historyTally.js";
import { purchaseHistories } from "../src/metrics/purchaseHistories/purchaseHistories.js";
import { openDuckdb } from "../src/tables/duckdb/connection.js";
import type { Table } from "../src/tables/table.js";
import { asTable } from "../src/tables/table-like.js";
import { typedNumbers } from "../src/tables/typed-numbers.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";
import { timed } from "./timed.js";

const CUSTOMERS = 1_000_000;
const ROUNDS = 5;
const COLUMNS = { frequency: "frequency", recency: "recency", age: "age" } as const;

/** The customers of CDNOW in their first 39 weeks, alike ones together. */
async function cdnow(): Promise<readonly PurchaseCount[]> {
  const orders = await load("data/studies/cdnow.csv");
  const options = { customer: "customer", date: "date", unit: "weeks", end: "1997-09-30" } as const;
  const { table } = await purchaseHistories(orders, options);
  return pooledHistories(await historyTally(asTable(table), { ...COLUMNS, by: [] }, false, "bench")).counts;
}

const linesOf = (counts: readonly PurchaseCount[]) =>
  `frequency,recency,age,n\n${counts.map(({ frequency, recency, age, n }) => `${frequency},${recency},${age},${n}`).join("\n")}\n`;

function theirFit(file: string): { customers: number; histories: number; parameters: readonly number[] } {
  const script = join(import.meta.dirname, "buying_peer.py");
  const { status, stdout, stderr } = spawnSync(peerPython(), [script, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`lifetimes failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout);
}

/** A table's columns as arrays, which is what a DataFrame is made from. */
async function engineColumns(table: Table): Promise<Record<string, number[]>> {
  const typed = await table.typed(Object.values(COLUMNS));
  return Object.fromEntries(Object.entries(typed).map(([name, column]) => [name, Array.from(typedNumbers(column))]));
}

/** BG/NBD from the distinct histories beside lifetimes, and from a million customers in Parquet beside these. */
export async function benchBuying(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const counts = await cdnow();
    const file = join(folder, "counts.csv");
    writeFileSync(file, linesOf(counts));
    const distinct = await timed(() => bgNbdFromCounts(counts), ROUNDS);
    // The fit alone, from one start, is what lifetimes does.
    const alone = await timed(() => fitBuying(counts, BG_NBD, { starts: 1, seed: 1 }), ROUNDS);
    const theirs = theirFit(file);
    const { r, alpha, a, b } = bgNbdFromCounts(counts).overall.parameters!;
    [r, alpha, a, b].forEach((value, j) => {
      const other = theirs.parameters[j]!;
      if (Math.abs(value / other - 1) > 0.02)
        throw new Error(`parameters differ: ${value} here, ${other} in lifetimes`);
    });

    const engine = await openDuckdb({ folders: [folder] }, {});
    const [text, parquet] = [file, join(folder, "customers.parquet")].map((path) => engine.dialect.literal(path));
    // As many of each history as make a million, so that the histories are the same.
    const customers = counts.reduce((sum, { n }) => sum + n, 0);
    const times = Math.round(CUSTOMERS / customers);
    await engine.query(
      `COPY (SELECT frequency, recency, age FROM read_csv(${text}), range(n * ${times})) TO ${parquet} (FORMAT parquet)`,
    );
    const table = await duckdb(join(folder, "customers.parquet"));
    const whole = await timed(() => bgNbd(table, COLUMNS), ROUNDS);
    const frame = new DataFrame(await engineColumns(table));
    const inMemory = await timed(() => bgNbd(frame, COLUMNS), ROUNDS);
    return [
      {
        work: `BG/NBD fit alone, ${counts.length} distinct histories`,
        ours: alone,
        theirs: 1000 * theirs.customers,
        peer: "lifetimes, one row a customer",
        unit: "ms",
        goal: "≥ 20× faster",
      },
      {
        work: "  the same",
        ours: alone,
        theirs: 1000 * theirs.histories,
        peer: "lifetimes, with weights",
        unit: "ms",
        goal: "",
      },
      {
        work: "  bgNbd: four starts, intervals, alive",
        ours: distinct,
        theirs: 1000 * theirs.customers,
        peer: "lifetimes, one row a customer",
        unit: "ms",
        goal: "",
      },
      {
        work: `BG/NBD, ${(times * customers).toLocaleString("en")} customers in Parquet`,
        ours: whole,
        theirs: distinct,
        peer: "the same from its distinct histories",
        unit: "ms",
        goal: "≤ 3× the time",
      },
      {
        work: "  the same in a DataFrame",
        ours: inMemory,
        theirs: distinct,
        peer: "the same from its distinct histories",
        unit: "ms",
        goal: "≤ 3× the time",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
