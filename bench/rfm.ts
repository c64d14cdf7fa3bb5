import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckdb } from "../src/datasets/duckdb/duckdb.js";
import { rfm } from "../src/metrics/rfm/rfm.js";
import { openDuckdb } from "../src/tables/duckdb/connection.js";
import { median } from "./median.js";
import type { BenchRow } from "./row.js";

const ROWS = 10_000_000;
const ROUNDS = 3;
const OPTIONS = { customer: "customer", date: "date", amount: "revenue", asOf: "2026-06-30" } as const;

/** Three years of orders of 850,000 customers, the first ones more often, log-normal amounts. */
const ORDERS = `SELECT CAST(floor(1000000 * power((hash(i * 3) % 1000003) / 1000003.0, 1.5)) AS INTEGER) AS customer, DATE '2023-07-01' + CAST(hash(i * 7 + 1) % 1096 AS INTEGER) AS date, round(exp(3 + (CAST(hash(i * 13) % 1000 + hash(i * 17) % 1000 + hash(i * 19) % 1000 AS DOUBLE) - 1500) / 300), 2) AS revenue FROM range(${ROWS}) AS t(i)`;

/**
 * What a careful analyst would write for the same counts and values. Days first: `count(DISTINCT date)` of each customer, which
 * reads more plainly, takes longer.
 */
const byHand = (file: string, since: string | null) => {
  const within = since === null ? "" : ` FILTER (WHERE date >= DATE '${since}')`;
  const score = (x: string) => `CAST(floor(5 * (rank() OVER (ORDER BY ${x}) - 1) / count(*) OVER ()) AS INTEGER) + 1`;
  return `WITH days AS (SELECT customer, date, sum(revenue) AS money FROM read_parquet(${file}) WHERE date <= DATE '2026-06-30' GROUP BY customer, date),
customers AS (SELECT customer, max(date) AS last, count(*)${within} AS frequency, coalesce(sum(money)${within}, 0) AS money FROM days GROUP BY customer),
scores AS (SELECT money, ${score("last")} AS r, ${score("frequency")} AS f, ${score("money")} AS m FROM customers)
SELECT CASE WHEN r = 5 AND f >= 4 THEN 'Champions' WHEN r >= 3 AND f >= 4 THEN 'Loyal' WHEN r >= 4 AND f >= 2 THEN 'Potential loyalists'
WHEN r = 5 THEN 'New' WHEN r = 4 THEN 'Promising' WHEN r = 3 AND f = 3 THEN 'Need attention' WHEN r = 3 THEN 'About to sleep'
WHEN f = 5 THEN 'Cannot lose' WHEN f >= 3 THEN 'At risk' ELSE 'Hibernating' END AS segment, CAST(count(*) AS DOUBLE), sum(money) FROM scores GROUP BY 1`;
};

/** Throws unless both count the same customers and money in each segment: a quick wrong answer would be no peer. */
function requireSame(theirs: readonly (readonly unknown[])[], ours: Awaited<ReturnType<typeof rfm>>): void {
  for (const { keys, customers, value } of ours.rows) {
    const at = theirs[0]!.indexOf(keys.segment);
    const isSame = theirs[1]![at] === customers && Math.abs((theirs[2]![at] as number) / value - 1) < 1e-9;
    if (!isSame) throw new Error(`the query and rfm differ in segment ${keys.segment}`);
  }
}

/** rfm of 10,000,000 orders in Parquet, beside a hand-written query for the same segments; rounds in turn, so that both have the same machine. */
export async function benchRfm(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const engine = await openDuckdb({ folders: [folder] }, {});
    const path = join(folder, "orders.parquet");
    const file = engine.dialect.literal(path);
    await engine.query(`COPY (${ORDERS}) TO ${file} (FORMAT parquet)`);
    const works = [
      { name: "all purchases", windowDays: undefined, since: null },
      { name: "of a year", windowDays: 365, since: "2025-07-01" },
    ];
    const rows: BenchRow[] = [];
    for (const { name, windowDays, since } of works) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        const began = performance.now();
        const found = await engine.query(byHand(file, since));
        theirs.push(performance.now() - began);
        // A table anew in each round: what it learns of its columns is part of the work.
        const again = performance.now();
        const result = await rfm(await duckdb(path), { ...OPTIONS, ...(windowDays !== undefined && { windowDays }) });
        ours.push(performance.now() - again);
        requireSame(found, result);
      }
      const shared = { peer: "DuckDB, by hand", unit: "ms", goal: "≤ 1.5×" };
      rows.push({ work: `rfm ${name}, 10,000,000 orders`, ours: median(ours), theirs: median(theirs), ...shared });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
