import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retention } from "../../src/metrics/retention/retention.js";
import { retentionFromSums } from "../../src/metrics/retention/retentionFromCounts.js";
import { revenueRetention } from "../../src/metrics/retention/revenueRetention.js";
import reference from "../fixtures/retention/retention.json";
import { anybody, customerColumns, customerFrame, shoppers } from "./retentionCustomers.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const columns = { retained: "retained", start: "start", end: "end" } as const;

test("10 at the start, .6 lost, .9 contracted, 1.8 expanded: gross 85 %, net 103 %", async () => {
  const table = customerFrame([
    { retained: false, start: 0.6, end: null, w: 1, segment: "lost" },
    { retained: true, start: 5, end: 4.1, w: 1, segment: "kept" },
    { retained: true, start: 4.4, end: 6.2, w: 1, segment: "kept" },
  ]);
  const { overall, rows, label } = await revenueRetention(table, { ...columns, by: "segment" });
  expect(label).toBe("Net revenue retention");
  expect(overall.estimate).toBeCloseTo(1.03, 12);
  expect(overall.gross.estimate).toBeCloseTo(0.85, 12);
  expect(overall.churned).toBeCloseTo(0.06, 12);
  expect(overall.contraction).toBeCloseTo(0.09, 12);
  expect(overall.expansion).toBeCloseTo(0.18, 12);
  expect(overall).toMatchObject({ customersAtStart: 3, retained: 2, lost: 1, missing: 0, n: 3 });
  expect(rows.map(({ keys, churned, expansion }) => [keys.segment, churned, Math.round(expansion! * 94)])).toEqual([
    ["kept", 0, 18],
    ["lost", 1, 0],
  ]);
});

test.each(reference.cases)(
  "values and intervals from R's survey package: $name",
  async ({ customers, adjusted, weighted }) => {
    const table = new DataFrame({ ...customers });
    const { overall } = await revenueRetention(table, { ...columns, ...(weighted && { weight: "w" }) });
    expect(overall.estimate).toBeCloseTo(adjusted.end.estimate, 10);
    expect(overall.upper).toBeCloseTo(adjusted.end.upper, 9);
    expect(overall.gross.estimate).toBeCloseTo(adjusted.gross.estimate, 10);
  },
);

describe("laws", () => {
  test("net = 1 − churned − contraction + expansion and gross without the last, as of published sums", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        const { overall } = await revenueRetention(customerFrame(given), columns);
        const { churned, contraction, expansion, gross, estimate } = overall;
        expect(gross.estimate).toBeCloseTo(1 - churned! - contraction!, 10);
        expect(estimate).toBeCloseTo(1 - churned! - contraction! + expansion!, 10);
        expect(gross.estimate!).toBeLessThanOrEqual(Math.min(1, estimate!) + 1e-12);
        for (const part of [churned, contraction, expansion]) expect(part).toBeGreaterThanOrEqual(-1e-12);
        const sums = retentionFromSums({
          start: overall.startRevenue,
          lost: overall.churnedRevenue,
          contracted: Math.max(0, overall.contractedRevenue),
          expanded: Math.max(0, overall.expandedRevenue),
        });
        expect(sums.end).toBeCloseTo(estimate!, 10);
        expect(sums.gross).toBeCloseTo(gross.estimate!, 10);
      }),
      { numRuns: 40 },
    );
  });

  test("it is retention of readings 'end' and 'gross', interval and all, whatever is missing", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, async (given) => {
        const table = customerFrame(given);
        const found = await revenueRetention(table, { ...columns, by: "segment", weight: "w" });
        const options = { ...columns, kind: "sales", by: "segment", weight: "w" } as const;
        for (const reading of ["end", "gross"] as const) {
          const expected = await retention(table, { ...options, reading });
          for (const [i, row] of [found.overall, ...found.rows].entries()) {
            const { estimate, lower, upper, n } = [expected.overall, ...expected.rows][i]!;
            expect(reading === "end" ? row : row.gross).toMatchObject({ estimate, lower, upper, n });
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("revenueRetention(table) is the same in memory and in DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        await expectSameInDuckdb(customerColumns(given), (table) =>
          revenueRetention(table, { ...columns, by: "segment", weight: "w" }),
        );
      }),
      { numRuns: 15 },
    );
  });
});

test("no revenue at the start: null with a note, in every share", async () => {
  const table = new DataFrame({ retained: [true, false], start: [0, 0], end: [5, 0] });
  const { overall } = await revenueRetention(table, columns);
  const note = "sales at the start are not above 0";
  expect(overall).toMatchObject({ estimate: null, churned: null, contraction: null, expansion: null, note });
  expect(overall.gross).toMatchObject({ estimate: null, note });
});

test("errors name revenueRetention", async () => {
  const table = new DataFrame({ retained: ["yes", "no"], start: [1, 2], end: [5, 0] });
  await expect(revenueRetention(table, columns)).rejects.toThrow(
    "revenueRetention requires true and false, or 1 and 0, in 'retained'; got 'no', 'yes' (2 rows, first at row 1)",
  );
  await expect(revenueRetention(table, { ...columns, end: "ende" })).rejects.toThrow(
    "revenueRetention: no column 'ende' in the table; nearest: 'end'",
  );
  await expect(revenueRetention(table, { ...columns, level: 95 })).rejects.toThrow("revenueRetention requires a level");
});
