import { retention } from "../../src/metrics/retention/retention.js";
import { random } from "../../src/statistics/random.js";
import type { ColumnSource } from "../../src/tables/memory/column-source.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { TypedColumn } from "../../src/tables/table.js";

/** Customers with log-normal sales who stay with one chance, whatever they are worth. */
export interface RetentionWorld {
  /** Of the logarithm of sales: 1 means that one customer in six is worth 2.7 times the middle one. */
  readonly sigma: number;
  readonly n: number;
  readonly stays: number;
}

export const RETENTION_WORLDS: readonly RetentionWorld[] = [
  { sigma: 0.5, n: 100, stays: 0.95 },
  { sigma: 1, n: 30, stays: 0.8 },
  { sigma: 1, n: 100, stays: 0.8 },
  { sigma: 1, n: 100, stays: 0.95 },
];

export const RETENTION_METHODS = ["wilson", "linearized"] as const;

export const RETENTION_RUNS = 10_000;

export const retentionSeed = ({ sigma, n, stays }: RetentionWorld) => 1000 * sigma + n + 100 * stays;

/** All runs in one table: each is a segment. */
function simulated(world: RetentionWorld, runs: number): ColumnSource {
  const { sigma, n, stays } = world;
  const draw = random(retentionSeed(world));
  const rows = runs * n;
  const columns: Readonly<Record<string, TypedColumn>> = {
    run: { type: "number", values: Float64Array.from({ length: rows }, (_, row) => Math.floor(row / n)) },
    sales: { type: "number", values: Float64Array.from({ length: rows }, () => Math.exp(sigma * draw.normal())) },
    kept: { type: "boolean", values: Uint8Array.from({ length: rows }, () => (draw.next() < stays ? 1 : 0)) },
  };
  return { name: "simulated", rows: () => rows, names: () => Object.keys(columns), column: (name) => columns[name]! };
}

/** How often the 95 % interval of sales-adjusted retention holds the true rate, by method. A missing interval misses. */
export async function retentionCoverage(world: RetentionWorld, runs = RETENTION_RUNS): Promise<number[]> {
  const table = memoryTable(simulated(world, runs));
  const shares: number[] = [];
  for (const method of RETENTION_METHODS) {
    const { rows } = await retention(table, { kind: "sales", retained: "kept", start: "sales", by: "run", method });
    if (rows.length !== runs) throw new RangeError(`${runs} runs gave ${rows.length} rates`);
    const holds = rows.filter(({ lower, upper }) => lower !== null && lower <= world.stays && world.stays <= upper!);
    shares.push(holds.length / runs);
  }
  return shares;
}
