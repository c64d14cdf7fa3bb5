import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgBbFromCounts } from "../../src/metrics/buying/bgBb.js";
import { bgNbd } from "../../src/metrics/buying/bgNbd.js";
import { purchaseChances } from "../../src/metrics/buying/expectations.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { paretoNbd } from "../../src/metrics/buying/paretoNbd.js";
import { purchaseFrequencies } from "../../src/metrics/buyingChecks/purchaseFrequencies.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { cdnowHistories, fitOf, historyColumns, nothingFitted } from "./cdnowHistories.js";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const { table: cdnow } = await cdnowHistories();
const parameters = reference.parameters as unknown as Record<"bgNbd" | "mbgNbd", BuyingParameters>;
const fit = fitOf(parameters.bgNbd);

describe("values from lifetimes: CDNOW", () => {
  test.each(["bgNbd", "mbgNbd"] as const)("customers with 0, 1 … 7 and more repeat purchases: %s", async (model) => {
    const { rows, overall } = await purchaseFrequencies(cdnow, { ...historyColumns, fit: fitOf(parameters[model]) });
    expect(rows.map(({ keys }) => keys.purchases)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7+"]);
    expect(rows.map(({ customers }) => customers)).toEqual(reference.customers);
    // lifetimes takes differences of gamma functions, which lose some digits.
    rows.forEach(({ expectedCustomers, expected }, k) => {
      expect(expectedCustomers).toBeCloseTo(reference.frequencies[model][k]!, 6);
      expect(expected! * 2357).toBeCloseTo(expectedCustomers, 9);
    });
    expect(overall).toMatchObject({ customers: 946, n: 2357, estimate: 946 / 2357 });
    expect(overall.expectedCustomers).toBeCloseTo(2357 - reference.frequencies[model][0]!, 6);
  });
});

test("Wilson's intervals: 1,411 of 2,357, by R's prop.test(1411, 2357, correct = FALSE)", async () => {
  const { rows } = await purchaseFrequencies(cdnow, { ...historyColumns, fit });
  expect(rows[0]!.lower).toBeCloseTo(0.5787085662, 9);
  expect(rows[0]!.upper).toBeCloseTo(0.6182551047, 9);
});

test("hand values: three customers in two times watched", async () => {
  const columns = { frequency: [0, 2, 1], recency: [0, 8, 3], age: [10, 10, 20] };
  const { rows, overall, label } = await purchaseFrequencies(new DataFrame(columns), {
    ...{ ...historyColumns, fit, most: 2 },
  });
  const [ten, twenty] = [purchaseChances(parameters.bgNbd, 10, 1), purchaseChances(parameters.bgNbd, 20, 1)];
  expect(rows.map(({ customers }) => customers)).toEqual([1, 1, 1]);
  expect(rows[1]!.expectedCustomers).toBeCloseTo(2 * ten[1]! + twenty[1]!, 12);
  expect(rows[2]!.expectedCustomers).toBeCloseTo(3 - 2 * (ten[0]! + ten[1]!) - twenty[0]! - twenty[1]!, 12);
  expect(overall.estimate).toBeCloseTo(2 / 3, 12);
  expect(label).toBe("Customers by repeat purchases, and as BG/NBD expects");
});

const shop = fc.array(
  fc
    .record({ frequency: fc.integer({ min: 0, max: 12 }), recency: fc.double({ min: 0.1, max: 9, noNaN: true }) })
    .map(({ frequency, recency }) => ({ frequency, recency: frequency === 0 ? 0 : recency, age: Math.ceil(recency) })),
  { minLength: 1, maxLength: 30 },
);
type Histories = { readonly frequency: number; readonly recency: number; readonly age: number }[];
const columnsOf = (rows: Histories): Columns => ({
  frequency: rows.map(({ frequency }) => frequency),
  recency: rows.map(({ recency }) => recency),
  age: rows.map(({ age }) => age),
});

describe("laws", () => {
  test("both columns of customers add up to all of them, whatever the last class", () =>
    fc.assert(
      fc.asyncProperty(shop, fc.integer({ min: 1, max: 15 }), async (rows, most) => {
        const result = await purchaseFrequencies(await inMemory(columnsOf(rows)), { ...historyColumns, fit, most });
        const sum = (of: "customers" | "expectedCustomers") => result.rows.reduce((total, row) => total + row[of], 0);
        expect(sum("customers")).toBe(rows.length);
        expect(sum("expectedCustomers")).toBeCloseTo(rows.length, 9);
        expect(unexplained(result)).toEqual([]);
      }),
      { numRuns: 30 },
    ));

  test("twice the customers: twice the expected, the same shares", async () => {
    const rows = [0, 0, 1, 3, 7].map((frequency) => ({ frequency, recency: frequency === 0 ? 0 : 6, age: 9 }));
    const [one, two] = await Promise.all(
      [rows, [...rows, ...rows]].map(async (all) =>
        purchaseFrequencies(await inMemory(columnsOf(all)), { ...historyColumns, fit }),
      ),
    );
    two!.rows.forEach((row, k) => {
      expect(row.expectedCustomers).toBeCloseTo(2 * one!.rows[k]!.expectedCustomers, 12);
      expect(row.estimate).toBe(one!.rows[k]!.estimate);
    });
  });

  test("a smaller last class holds the classes that it joins", async () => {
    const [seven, three] = [
      await purchaseFrequencies(cdnow, { ...historyColumns, fit }),
      await purchaseFrequencies(cdnow, { ...historyColumns, fit, most: 3 }),
    ];
    const joined = seven.rows.slice(3).reduce((sum, { expectedCustomers }) => sum + expectedCustomers, 0);
    expect(three.rows[3]!.expectedCustomers).toBeCloseTo(joined, 9);
    expect(three.rows[3]!.customers).toBe(100 + 62 + 38 + 29 + 64);
  });

  test("the same numbers in DuckDB, with customers who have no age or lack one", () =>
    expectSameInDuckdb(
      { frequency: [0, 1, 3, 0, null, 2], recency: [0, 4, 9, 0, 0, 5], age: [10, 10, 12, 0, 9, null] },
      async (table) => {
        const result = await purchaseFrequencies(table, { ...historyColumns, fit, most: 3 });
        expect(result.excluded).toEqual({ missing: 2, outOfRange: 1 });
        return result;
      },
    ));
});

test("a model by opportunity: classes of its own chances", async () => {
  const counts = [0, 1, 2, 3, 4].map((frequency) => ({ frequency, recency: frequency, age: 5, n: 20 - 3 * frequency }));
  const byOpportunity = bgBbFromCounts(counts);
  const columns = columnsOf(counts.flatMap(({ n, ...one }) => Array.from({ length: n }, () => one)));
  const { rows, model } = await purchaseFrequencies(await inMemory(columns), {
    ...{ ...historyColumns, fit: byOpportunity, most: 6 },
  });
  expect(model).toBe("BG/BB");
  const chances = purchaseChances(byOpportunity.overall.parameters!, 5, 5);
  chances.forEach((chance, k) => {
    expect(rows[k]!.expected).toBeCloseTo(chance, 12);
  });
  // Nobody can buy more often than there were opportunities.
  expect(rows[6]!.expectedCustomers).toBeCloseTo(0, 8);
});

test("of a fit as bgNbd gives it", async () => {
  const fitted = await bgNbd(cdnow, { ...historyColumns, starts: 1 });
  const { rows } = await purchaseFrequencies(cdnow, { ...historyColumns, fit: fitted });
  expect(rows[0]!.expectedCustomers).toBeCloseTo(1408, 0);
});

describe("what is refused, and what cannot exist", () => {
  const call = (more: object) => purchaseFrequencies(cdnow, { ...historyColumns, fit, ...more });

  test("a fit without parameters, a last class of none, a wrong level, a missing column", async () => {
    await expect(call({ fit: nothingFitted })).rejects.toThrow(
      "purchaseFrequencies requires a fit with parameters; got one without: nobody bought again: there is no rate to fit",
    );
    await expect(call({ most: 0 })).rejects.toThrow(
      "purchaseFrequencies requires a whole number of purchases from 1 as most; got 0",
    );
    await expect(call({ most: 2.5 })).rejects.toThrow("as most; got 2.5");
    await expect(call({ level: 95 })).rejects.toThrow("purchaseFrequencies requires a level");
    await expect(call({ age: "ages" })).rejects.toThrow(
      "purchaseFrequencies: no column 'ages' in histories; nearest: 'age'",
    );
  });

  test("a history that cannot be, with its row", async () => {
    const wrong = new DataFrame({ frequency: [1, 2], recency: [3, 12], age: [9, 9] });
    await expect(purchaseFrequencies(wrong, { ...historyColumns, fit })).rejects.toThrow(
      /^purchaseFrequencies requires recency.*got recency 12 after age 9 \(row 2\)/,
    );
  });

  test("nobody who was watched: no share, neither seen nor expected", async () => {
    const result = await purchaseFrequencies(new DataFrame({ frequency: [0], recency: [0], age: [0] }), {
      ...{ ...historyColumns, fit },
    });
    expect(result.overall).toMatchObject({ estimate: null, expected: null, customers: 0, note: "no customers" });
    expect(result.rows.every(({ note, expected }) => note === "no customers" && expected === null)).toBe(true);
    expect(unexplained(result)).toEqual([]);
  });
});

describe("goodness of fit: CDNOW, Fader, Hardie and Lee (2005), section 7", () => {
  test.each([
    ["BG/NBD", bgNbd, 4.82, 0.19, 2],
    ["Pareto/NBD", paretoNbd, 11.99, 0.007, 3],
  ] as const)("%s: χ² on 3 degrees of freedom", async (_, model, chiSquare, pValue, digits) => {
    const fitted = await model(cdnow, historyColumns);
    const { goodness } = await purchaseFrequencies(cdnow, { ...historyColumns, fit: fitted });
    expect(goodness!.degreesOfFreedom).toBe(3);
    expect(goodness!.statistic).toBeCloseTo(chiSquare, 1);
    expect(goodness!.pValue).toBeCloseTo(pValue, digits);
  });

  test("classes of which fewer than 5 are expected are taken together; none where too few are left", async () => {
    const few = new DataFrame({ frequency: [0, 2, 1], recency: [0, 8, 3], age: [10, 10, 20] });
    expect((await purchaseFrequencies(few, { ...historyColumns, fit })).goodness).toBeNull();
    const many = await purchaseFrequencies(cdnow, { ...historyColumns, fit, most: 60 });
    expect(many.goodness!.degreesOfFreedom).toBeLessThan(20);
    expect(many.goodness!.n).toBe(2357);
  });
});
