import { describe, expect, test } from "vitest";
import { retention } from "../../src/metrics/retention.js";
import { random } from "../../src/statistics/random.js";
import type { ColumnSource } from "../../src/tables/memory/column-source.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { TypedColumn } from "../../src/tables/table.js";
import reference from "../fixtures/retention/coverage.json";

const RUNS = 1500;

/** Customers with log-normal sales who stay with one chance, whatever they are worth; each run is a segment. */
function simulated({ sigma, n, stays }: { sigma: number; n: number; stays: number }): ColumnSource {
  const draw = random(1000 * sigma + n + 100 * stays);
  const rows = RUNS * n;
  const columns: Readonly<Record<string, TypedColumn>> = {
    run: { type: "number", values: Float64Array.from({ length: rows }, (_, row) => Math.floor(row / n)) },
    sales: { type: "number", values: Float64Array.from({ length: rows }, () => Math.exp(sigma * draw.normal())) },
    kept: { type: "boolean", values: Uint8Array.from({ length: rows }, () => (draw.next() < stays ? 1 : 0)) },
  };
  return { name: "simulated", rows: () => rows, names: () => Object.keys(columns), column: (name) => columns[name]! };
}

describe("how often 95 % intervals of sales-adjusted retention hold the true rate, simulated", () => {
  test.each(reference.cases)("as numpy finds it: σ $sigma, $n customers, $stays stay", async (one) => {
    const table = memoryTable(simulated(one));
    for (const method of ["wilson", "linearized"] as const) {
      const options = { kind: "sales", retained: "kept", start: "sales", by: "run", method } as const;
      const { rows } = await retention(table, options);
      expect(rows).toHaveLength(RUNS);
      const holds = rows.filter(({ lower, upper }) => lower !== null && lower <= one.stays && one.stays <= upper!);
      expect(Math.abs(holds.length / RUNS - one[method]), method).toBeLessThan(0.035);
    }
  });

  test("Wilson on the effective number covers closer to its level than the linearised ratio in every case", () => {
    for (const { wilson, linearized } of reference.cases) {
      expect(Math.abs(wilson - 0.95)).toBeLessThan(Math.abs(linearized - 0.95));
    }
  });
});
