import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { bgBbFromCounts } from "../../src/metrics/buying/bgBb.js";
import { expectedFurtherPurchases } from "../../src/metrics/buying/expectations.js";
import type { BuyingModel, BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { type PurchaseHoldoutOptions, purchaseHoldout } from "../../src/metrics/buyingChecks/purchaseHoldout.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { cdnowHistories, fitOf, historyColumns, nothingFitted } from "./cdnowHistories.js";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const { table: cdnow } = await cdnowHistories();
const parameters = reference.parameters as unknown as Record<BuyingModel, BuyingParameters>;
const asked = { ...historyColumns, holdout: "holdoutPurchases", time: 39, fit: fitOf(parameters.bgNbd) } as const;

describe("values from lifetimes and scipy: CDNOW, 39 weeks and 39 after", () => {
  test.each(["bgNbd", "mbgNbd", "paretoNbd"] as const)("what was expected, by repeat purchases: %s", async (model) => {
    const { rows, overall } = await purchaseHoldout(cdnow, { ...asked, fit: fitOf(parameters[model]) });
    const expected = reference.holdout[model];
    rows.forEach((row, k) => {
      expect(row.expected).toBeCloseTo(expected.expected[k]!, 7);
      expect(row.expectedPurchases).toBeCloseTo(row.expected! * row.n, 7);
    });
    expect(overall.expected).toBeCloseTo(expected.overall, 7);
    expect(overall.error).toBeCloseTo(expected.error, 7);
  });

  test("what was bought, with scipy's t intervals, and what everybody's own rate would have given", async () => {
    const { rows, overall } = await purchaseHoldout(cdnow, asked);
    expect(rows.map(({ n }) => n)).toEqual(reference.customers);
    expect(rows.map(({ purchases }) => purchases)).toEqual(reference.later);
    rows.forEach(({ estimate, lower, upper, naive, n, purchases }, k) => {
      expect(estimate).toBeCloseTo(purchases / n, 12);
      expect(lower).toBeCloseTo(reference.interval[k]![0]!, 8);
      expect(upper).toBeCloseTo(reference.interval[k]![1]!, 8);
      expect(naive).toBeCloseTo(reference.naive.expected[k]!, 9);
    });
    // 1,882 repeat purchases in weeks 40 to 78; the model misses them by less than the own rates do.
    expect(overall).toMatchObject({ n: 2357, purchases: 1882 });
    expect(overall.naive).toBeCloseTo(reference.naive.overall, 9);
    expect(overall.naiveError).toBeCloseTo(reference.naive.error, 9);
    expect(overall.error!).toBeLessThan(overall.naiveError!);
  });
});

/** Two who bought twice again, one who did not; ages of 10, and 5 more to come. */
const three: Columns = {
  ...{ frequency: [2, 2, 0], recency: [8, 4, 0], age: [10, 10, 10], later: [3, 0, 1] },
};
const small = { ...asked, holdout: "later", time: 5, most: 2 };

test("hand values: means, Student's t of two (12.706 standard errors, cut at 0), naive rates and errors", async () => {
  const { rows, overall } = await purchaseHoldout(await inMemory(three), small);
  const further = [8, 4].map((recency) =>
    expectedFurtherPurchases(parameters.bgNbd, { frequency: 2, recency, age: 10 }, 5),
  ) as [number, number];
  expect(rows[2]).toMatchObject({ n: 2, purchases: 3, estimate: 1.5, naive: 1, lower: 0, note: null });
  expect(rows[2]!.upper).toBeCloseTo(1.5 + 12.7062 * 1.5, 3);
  expect(rows[2]!.expectedPurchases).toBeCloseTo(further[0] + further[1], 12);
  expect(rows[2]!.error).toBeCloseTo((Math.abs(3 - further[0]) + further[1]) / 2, 12);
  expect(rows[2]!.naiveError).toBeCloseTo((2 + 1) / 2, 12);
  expect(rows[0]).toMatchObject({ n: 1, estimate: 1, lower: null, note: "one customer: no interval", naive: 0 });
  expect(rows[1]).toMatchObject({ n: 0, estimate: null, expected: null, error: null, note: "no customers" });
  expect(overall.estimate).toBeCloseTo(4 / 3, 12);
});

describe("laws", () => {
  test("the classes add up to everybody, whatever the last one", async () => {
    for (const most of [1, 3, 20]) {
      const { rows, overall } = await purchaseHoldout(cdnow, { ...asked, most });
      for (const of of ["n", "purchases", "expectedPurchases"] as const) {
        const sum = rows.reduce((total, row) => total + row[of], 0);
        expect(sum).toBeCloseTo(overall[of], 8);
      }
    }
  });

  test("the same numbers in DuckDB, with customers who lack a number or have no age", () =>
    expectSameInDuckdb(
      {
        frequency: [0, 1, 3, 0, null, 2, 1],
        recency: [0, 4, 9, 0, 0, 5, 6],
        age: [10, 10, 12, 0, 9, 9, 9],
        later: [0, 1, 4, 2, 1, null, 0],
      },
      async (table) => {
        const result = await purchaseHoldout(table, { ...small, most: 3 });
        expect(result.excluded).toEqual({ missing: 2, outOfRange: 1 });
        expect(result.overall.n).toBe(4);
        return result;
      },
    ));
});

test("a model by opportunity", async () => {
  const counts = [0, 1, 2, 3].map((frequency) => ({ frequency, recency: frequency, age: 5, n: 20 - 4 * frequency }));
  const fit = bgBbFromCounts(counts);
  const { rows, model } = await purchaseHoldout(
    await inMemory({ frequency: [2, 2], recency: [2, 5], age: [5, 5], later: [0, 2] }),
    { ...small, fit, time: 3 },
  );
  const of = (recency: number) =>
    expectedFurtherPurchases(fit.overall.parameters!, { frequency: 2, recency, age: 5 }, 3);
  expect(rows[2]!.expectedPurchases).toBeCloseTo(of(2) + of(5), 12);
  expect(model).toBe("BG/BB");
});

describe("what is refused, and what cannot exist", () => {
  const call = async (more: Partial<PurchaseHoldoutOptions>, columns = three) =>
    purchaseHoldout(await inMemory(columns), { ...small, ...more });

  test.each([
    [{ time: 0 }, "purchaseHoldout requires a time above 0; got 0"],
    [{ time: Number.POSITIVE_INFINITY }, "purchaseHoldout requires a time above 0; got Infinity"],
    [{ most: 0 }, "purchaseHoldout requires a whole number of purchases from 1 as most; got 0"],
    [{ level: 1 }, "purchaseHoldout requires a level"],
    [{ fit: nothingFitted }, "purchaseHoldout requires a fit with parameters; got one without: nobody bought again"],
    [{ holdout: "latr" }, /^purchaseHoldout.*'latr'.*'later'/],
  ])("options %#", async (more, message) => {
    await expect(call(more)).rejects.toThrow(message);
  });

  test.each([
    [[3, -1, 1], "purchaseHoldout requires numbers of purchases of at least 0 in 'later'; got -1 (row 2)"],
    [
      [3, 26.48, 14.5],
      "purchaseHoldout requires whole numbers of purchases in 'later'; got 26.48 (2 rows, first at row 2)",
    ],
    [["a", "b", "c"], /^purchaseHoldout.*'later'/],
  ])("purchases of %j", async (later, message) => {
    await expect(call({}, { ...three, later })).rejects.toThrow(message);
  });

  test("customers who all bought as often have a mean and no interval", async () => {
    const { rows, overall } = await purchaseHoldout(await inMemory({ ...three, later: [2, 2, 0] }), small);
    expect(rows[2]).toMatchObject({ estimate: 2, lower: null, upper: null, note: "all customers alike: no interval" });
    expect(overall.lower).toBe(0);
  });

  test("nobody: no mean, nothing expected", async () => {
    const nobody = { frequency: [0], recency: [0], age: [0], later: [1] };
    const result = await purchaseHoldout(new DataFrame(nobody), small);
    expect(result.overall).toMatchObject({ estimate: null, expected: null, naive: null, note: "no customers" });
    expect(result.excluded).toEqual({ missing: 0, outOfRange: 1 });
    expect(unexplained(result)).toEqual([]);
  });
});
