import { readFileSync } from "node:fs";
import { DataFrame } from "danfojs-node";
import { beforeAll, describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { purchaseTracking } from "../../src/metrics/buyingChecks/purchaseTracking.js";
import reference from "../fixtures/btyd/tracking.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const fitOf = (parameters: BuyingParameters | null) => ({
  overall: { parameters, note: parameters ? null : "no customers" },
});
const fit = fitOf({ model: "bgNbd", ...reference.parameters });
const columns = { customer: "customer", date: "date" } as const;
const weeks = { ...columns, amount: "amount", fit, unit: "weeks", end: "1997-09-30" } as const;

describe("CDNOW, 78 weeks, beside pandas and scipy", () => {
  let orders: DataFrame;
  beforeAll(async () => {
    orders = await load("data/studies/cdnow.csv");
  });

  test("repeat purchases, customers and what BG/NBD expects, week by week", async () => {
    const result = await purchaseTracking(orders, weeks);
    expect(result.rows).toHaveLength(78);
    result.rows.forEach((row, k) => {
      const expected = reference.weeks[k]!;
      expect([row.keys.end, row.cumulative, row.n]).toEqual([expected.end, expected.cumulative, expected.customers]);
      expect(row.expectedCumulative / expected.expectedCumulative).toBeCloseTo(1, 8);
      expect(row.isHeldOut).toBe(k >= 39);
    });
    expect(result.heldOut).toEqual({
      purchases: 4339 - 2457,
      expected: expect.closeTo(reference.weeks[77]!.expectedCumulative - reference.weeks[38]!.expectedCumulative, 5),
    });
    expect(result.overall).toMatchObject({ estimate: 4339, n: 2357, note: null });
  });

  test("weeks, days and months add up to the same", async () => {
    const all = await Promise.all(
      (["day", "week", "month"] as const).map((each) =>
        purchaseTracking(orders, { ...weeks, each, until: "1997-12-30" }),
      ),
    );
    expect(all.map(({ rows }) => rows.length)).toEqual([364, 52, 11]);
    const [days, sevens] = all;
    sevens!.rows.forEach(({ cumulative, expectedCumulative }, k) => {
      expect(days!.rows[7 * k + 6]!.cumulative).toBe(cumulative);
      expect(days!.rows[7 * k + 6]!.expectedCumulative).toBeCloseTo(expectedCumulative, 9);
    });
  });
});

const few = {
  customer: ["a", "a", "a", "b", "b", "c", null, "d", "e"],
  date: [
    ...["2026-01-01", "2026-01-03", "2026-01-03", "2026-01-05", "2026-01-12"],
    ...["2026-01-30", "2026-01-04", null, "2025-12-30"],
  ],
  amount: [5, 5, 6, 3, -3, 4, 4, 4, 4],
};

describe("by hand", () => {
  const few2 = { ...columns, fit, unit: "weeks", start: "2026-01-01", end: "2026-01-14" } as const;

  test("two lines of one day are one purchase; returns none; who came before, after or without a day is not followed", async () => {
    const result = await purchaseTracking(new DataFrame(few), { ...few2, amount: "amount", until: "2026-01-14" });
    expect(result.rows.map(({ keys, estimate, n }) => [keys.end, estimate, n])).toEqual([
      ["2026-01-07", 1, 2],
      ["2026-01-14", 0, 2],
    ]);
    expect(result.excluded).toEqual({ missing: 2, outOfRange: 2 });
    expect(result.heldOut).toBeNull();
    const all = await purchaseTracking(new DataFrame(few), few2);
    expect(all.rows.map(({ estimate, isHeldOut }) => [estimate, isHeldOut])).toEqual([
      [1, false],
      [1, false],
      [0, true],
      [0, true],
    ]);
    expect(all.heldOut!.purchases).toBe(0);
  });

  test("nobody who came: null with a note, with full weeks or without", async () => {
    const february = { ...few2, start: "2026-02-01", end: "2026-02-28" };
    const none = await purchaseTracking(new DataFrame(few), february);
    expect(none.rows).toEqual([]);
    expect(none.overall).toMatchObject({ estimate: null, n: 0, note: "no full week with a customer" });
    const weeks = await purchaseTracking(new DataFrame(few), { ...february, until: "2026-02-28" });
    expect(weeks.rows.map(({ estimate, n }) => [estimate, n])).toEqual([0, 0, 0, 0].map((zero) => [zero, zero]));
    expect(weeks.overall).toMatchObject({ estimate: null, n: 0, note: "no full week with a customer" });
  });

  test("the same numbers in DuckDB", () =>
    expectSameInDuckdb(few, (table) => purchaseTracking(table, { ...few2, until: "2026-01-21" })));
});

describe("wrong calls", () => {
  const frame = new DataFrame(few);
  test.each([
    [{ unit: "fortnights" }, "purchaseTracking requires a unit of 'days', 'weeks'"],
    [{ each: "year" }, "purchaseTracking requires a period of 'day', 'week', 'month'; got 'year'"],
    [
      { end: "2025-01-01", start: "2026-01-01" },
      "purchaseTracking requires start, end and until in this order; got '2026-01-01' and '2025-01-01'",
    ],
    [
      { until: "1997-01-01" },
      "purchaseTracking requires start, end and until in this order; got '1997-09-30' and '1997-01-01'",
    ],
    [{ fit: fitOf(null) }, "purchaseTracking requires a fit with parameters; got one without: no customers"],
    [
      { fit: fitOf({ model: "bgBb", alpha: 1, beta: 1, gamma: 1, delta: 1 }) },
      "purchaseTracking requires a model of purchases at any time; got BG/BB",
    ],
    [{ customer: "custmer" }, "custmer"],
  ])("%j", async (wrong, message) => {
    await expect(purchaseTracking(frame, { ...weeks, ...(wrong as object) })).rejects.toThrow(message);
  });
});

test("the fixture is of the data that stand here", () => {
  const lines = readFileSync("data/studies/cdnow.csv", "utf8").trim().split("\n");
  expect(lines.length - 1).toBe(6919);
});
