import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd, bgNbdFromCounts, mbgNbd, mbgNbdFromCounts } from "../../src/metrics/buying/bgNbd.js";
import { bgNbdLikelihood } from "../../src/metrics/buying/bgNbdLikelihood.js";
import {
  expectedFurtherPurchases,
  expectedPurchases,
  probabilityAlive,
} from "../../src/metrics/buying/expectations.js";
import { random } from "../../src/statistics/random.js";
import cdnow from "../fixtures/btyd/cdnow.json";
import { byDifferences } from "../statistics/byDifferences.js";
import { buyingCustomers } from "./buyingCustomers.js";
import { unexplained } from "./existing.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const weeks = { frequency: "repeats", recency: "last", age: "age" } as const;
const counts = cdnow.counts.map(([frequency, recency, age, n]) => {
  return { frequency: frequency!, recency: recency!, age: age!, n: n! };
});
const cdnowFit = bgNbdFromCounts(counts, { horizon: 39 });

type Customer = readonly [frequency: number | null, recency: number | null, age: number | null];

const columns = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) => ({
  repeats: customers.map(([x]) => x),
  last: customers.map(([, x]) => x),
  age: customers.map(([, , x]) => x),
  ...more,
});
const frame = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) =>
  new DataFrame(columns(customers, more) as object);

/** A few customers who determine all four parameters. */
const planted = { model: "bgNbd", r: 0.8, alpha: 6, a: 0.8, b: 2.5 } as const;
const shop = buyingCustomers(planted, 400, 40, random(11)).map(
  ({ frequency, recency, age }): Customer => [
    frequency,
    frequency === 0 ? 0 : Math.max(0.1, Math.round(recency * 10) / 10),
    Math.ceil(age),
  ],
);
const regions = shop.map((_, i) => (i % 5 < 2 ? "North" : "South"));

describe("published values: CDNOW, Fader, Hardie and Lee (2005)", () => {
  test("2357 customers: r .2426, α 4.4135, a .7929, b 2.4258, log-likelihood −9582.43", () => {
    const { overall } = cdnowFit;
    expect(overall.n).toBe(2357);
    expect(overall.r.estimate).toBeCloseTo(0.2426, 3);
    expect(overall.alpha.estimate! / 4.4135).toBeCloseTo(1, 3);
    expect(overall.a.estimate! / 0.7929).toBeCloseTo(1, 3);
    expect(overall.b.estimate! / 2.4258).toBeCloseTo(1, 3);
    expect(overall.logLikelihood).toBeGreaterThan(-9582.4257);
    expect(overall.logLikelihood).toBeCloseTo(-9582.43, 2);
  });

  test("the search converged from every start, to a gradient of nothing", () => {
    const { search, note } = cdnowFit.overall;
    expect(search).toMatchObject({ status: "converged", bounded: [], starts: 4, agreeing: 4 });
    expect(search!.gradientNorm).toBeLessThan(1e-6);
    expect(note).toBeNull();
  });

  test.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
  ])("E[X(%d)] = %d", (time, value) => {
    expect(expectedPurchases(cdnowFit.overall.parameters!, time)).toBeCloseTo(value, 4);
  });

  test("E[X(78)] = 1.8576 is the closed form with ₂F₁ cut after 150 terms; all of it is 1.8580", () => {
    const { r, alpha, a, b } = cdnowFit.overall.parameters!;
    const z = 78 / (alpha + 78);
    let [term, series] = [1, 1];
    for (let j = 0; j < 150; j++) {
      term *= (((r + j) * (b + j)) / ((a + b - 1 + j) * (j + 1))) * z;
      series += term;
    }
    expect(((a + b - 1) / (a - 1)) * (1 - (1 - z) ** r * series)).toBeCloseTo(1.8576, 4);
    expect(expectedPurchases(cdnowFit.overall.parameters!, 78)).toBeCloseTo(1.858, 4);
  });

  test("a customer of 2 repeat purchases, the last at 30.43 of 38.86: E[Y(39)] 1.226, P(alive) .7266", () => {
    const customer = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(expectedFurtherPurchases(cdnowFit.overall.parameters!, customer, 39)).toBeCloseTo(1.226, 3);
    expect(probabilityAlive(cdnowFit.overall.parameters!, customer)).toBeCloseTo(0.7266, 4);
  });

  test("MBG/NBD as BTYDplus and lifetimes have it: r .525, α 6.183, a .891, b 1.614", () => {
    const { overall } = mbgNbdFromCounts(counts, { horizon: 39 });
    expect(overall.r.estimate).toBeCloseTo(0.525, 3);
    expect(overall.alpha.estimate).toBeCloseTo(6.183, 3);
    expect(overall.a.estimate).toBeCloseTo(0.891, 3);
    expect(overall.b.estimate).toBeCloseTo(1.614, 3);
    // Who never came again is alive by construction of the one, and mostly gone by the other.
    expect(overall.alive.upper).toBeLessThan(cdnowFit.overall.alive.lower!);
  });

  test("standard errors of the logs: roots of the inverse of minus the Hessian, and intervals are ± 1.96 of them", () => {
    const { search, r, b } = cdnowFit.overall;
    const [ofR, , , ofB] = search!.standardErrors!;
    expect(Math.log(r.upper! / r.estimate!) / 1.959964).toBeCloseTo(ofR!, 6);
    expect(Math.log(b.estimate! / b.lower!) / 1.959964).toBeCloseTo(ofB!, 6);
    // Minus the Hessian times the covariance is 1.
    const [row, column] = [search!.hessian[0]!, search!.covariance!.map((line) => line[0]!)];
    expect(row.reduce((sum, part, j) => sum - part * column[j]!, 0)).toBeCloseTo(1, 9);
    expect(search!.covariance![0]![0]).toBeCloseTo(ofR! ** 2, 12);
  });

  test("standard errors are those of a Hessian by differences", () => {
    const { parameters, search } = cdnowFit.overall;
    const { r, alpha, a, b } = parameters!;
    const point = Float64Array.of(r, alpha, a, b).map(Math.log);
    const { hessian } = byDifferences((at) => bgNbdLikelihood(counts, "bgNbd", at).value, 1e-3)(point);
    search!.hessian.flat().forEach((part, j) => {
      expect(Math.abs(part / hessian[j]! - 1)).toBeLessThan(1e-3);
    });
  });
});

describe("laws", () => {
  test("customers in another order, or each twice: the same parameters, intervals narrower by √2", async () => {
    const { overall } = await bgNbd(frame(shop), weeks);
    expect(await bgNbd(frame([...shop].reverse()), weeks)).toEqual(await bgNbd(frame(shop), weeks));
    const twice = (await bgNbd(frame([...shop, ...shop]), weeks)).overall;
    expect(twice.logLikelihood! / overall.logLikelihood!).toBeCloseTo(2, 10);
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expect(twice[name].estimate! / overall[name].estimate!).toBeCloseTo(1, 8);
      const width = (row: typeof overall) => Math.log(row[name].upper! / row[name].lower!);
      expect(width(overall) / width(twice)).toBeCloseTo(Math.SQRT2, 6);
    }
  });

  test.each([bgNbd, mbgNbd])("%o: times in days give α by 7 and else what weeks give", async (model) => {
    const inWeeks = (await model(frame(shop), { ...weeks, horizon: 20 })).overall;
    const days = shop.map(([x, last, age]): Customer => [x, last! * 7, age! * 7]);
    const inDays = (await model(frame(days), { ...weeks, horizon: 140 })).overall;
    expect(inDays.alpha.estimate! / inWeeks.alpha.estimate!).toBeCloseTo(7, 6);
    expect(inDays.estimate).toBeCloseTo(inWeeks.estimate!, 8);
    expect(inDays.alive.lower).toBeCloseTo(inWeeks.alive.lower!, 7);
    expect(inDays.logLikelihood).toBeCloseTo(inWeeks.logLikelihood! - inWeeks.purchases * Math.log(7), 6);
  });

  test("a segment is the table of its rows alone; FromCounts is what the rows give", async () => {
    const { overall, rows } = await bgNbd(frame(shop, { region: regions }), { ...weeks, by: "region", horizon: 20 });
    expect(rows.map(({ keys }) => keys.region)).toEqual(["North", "South"]);
    for (const { keys, ...row } of rows) {
      const own = shop.filter((_, i) => regions[i] === keys.region);
      expect(row).toEqual((await bgNbd(frame(own), { ...weeks, horizon: 20 })).overall);
    }
    const alike = shop.map(([frequency, recency, age]) => ({
      frequency: frequency!,
      recency: recency!,
      age: age!,
      n: 1,
    }));
    expect(bgNbdFromCounts(alike, { horizon: 20 }).overall).toEqual(overall);
  });

  test("intervals hold their estimates, and a share stays within 0 and 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 3, max: 60 }),
        fc.constantFrom("bgNbd", "mbgNbd"),
        (seed, n, model) => {
          const customers = buyingCustomers({ ...planted, model: model as "bgNbd" }, n, 40, random(seed));
          const result = (model === "bgNbd" ? bgNbdFromCounts : mbgNbdFromCounts)(customers);
          expect(unexplained(result)).toEqual([]);
          const { overall } = result;
          expect(overall.search?.status ?? "none").not.toBe("stalled");
          for (const one of [overall, overall.r, overall.alpha, overall.a, overall.b, overall.alive]) {
            if (one.lower === null) continue;
            expect(one.lower).toBeLessThanOrEqual(one.estimate!);
            expect(one.upper!).toBeGreaterThanOrEqual(one.estimate!);
          }
          expect(overall.alive.estimate ?? 0).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("another seed, more starts: the same top", () => {
    const one = bgNbdFromCounts(counts, { horizon: 39, starts: 1 }).overall;
    const other = bgNbdFromCounts(counts, { horizon: 39, starts: 8, seed: 99 }).overall;
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expect(other[name].estimate! / one[name].estimate!).toBeCloseTo(1, 8);
    }
  });

  test("in DuckDB as in memory", () =>
    expectSameInDuckdb(
      columns([...shop.slice(0, 80), [null, 0, 9], [0, 0, 0]], {
        region: [...regions.slice(0, 80), "North", null],
      }) as never,
      (table) => bgNbd(table, { ...weeks, by: "region", horizon: 20 }),
    ));
});

describe("what cannot exist", () => {
  const row = async (customers: readonly Customer[]) => {
    const result = await bgNbd(frame(customers), weeks);
    expect(unexplained(result)).toEqual([]);
    return result.overall;
  };

  test("nobody bought again", async () => {
    expect(
      await row([
        [0, 0, 9],
        [0, 0, 5],
      ]),
    ).toMatchObject({
      estimate: null,
      n: 2,
      parameters: null,
      search: null,
      note: "nobody bought again: there is no rate to fit",
    });
  });

  test("one customer, customers all alike, none", async () => {
    expect((await row([[2, 5, 9]])).note).toBe("one customer: how customers differ cannot be told");
    const alike = await row([
      [2, 5, 9],
      [2, 5, 9],
    ]);
    expect(alike.note).toBe("all customers alike: how they differ cannot be told");
    expect(bgNbdFromCounts([])).toMatchObject({ horizon: null, overall: { estimate: null, note: "no customers" } });
    expect((await row([[2, 5, null]])).note).toBe("no customers with known purchases");
  });

  test("an age of 0 says nothing: such customers are counted and left out", async () => {
    expect((await row([[0, 0, 0]])).note).toBe("nobody was watched for longer than 0");
    const without = await bgNbd(frame(shop), weeks);
    const withSome = await bgNbd(frame([...shop, [0, 0, 0], [0, 0, 0], [null, 0, 4]]), weeks);
    expect(withSome.excluded).toEqual({ missing: 1, outOfRange: 2 });
    expect(withSome.overall).toEqual({ ...without.overall, justArrived: 2, missing: 1 });
  });

  test("everybody buys at one rate and nobody leaves: at a bound or flat, named, without intervals", async () => {
    const steady: Customer[] = [3, 4, 5, 4, 5, 3, 4, 4, 6, 5].map((x, i) => [x, 9.5 + 0.05 * i, 10]);
    const overall = await row(steady);
    expect(overall.search!.status).not.toBe("converged");
    expect(overall.note).toMatch(/the likelihood (still rises at the bound of .*r|is flat)/);
    expect(overall.estimate).toBeGreaterThan(3);
    expect(overall.r).toMatchObject({ lower: null, upper: null });
  });
});

describe("wrong calls", () => {
  test.each([
    [{ age: "agee" }, "bgNbd: no column 'agee' in the table; nearest: 'age'"],
    [{ age: "region" }, "bgNbd requires numbers in 'region'; got text in the table"],
    [{ by: "area" }, "bgNbd: no column 'area' in the table"],
    [{ level: 95 }, "bgNbd requires a level between 0 and 1, such as 0.95; got 95"],
    [{ horizon: 0 }, "bgNbd requires a horizon above 0; got 0"],
    [{ starts: 0 }, "bgNbd requires a whole number of starts from 1; got 0"],
    [{ seed: -1 }, "requires a seed that is a whole number"],
    [{ frequency: "half" }, "bgNbd requires whole numbers of repeat purchases; got frequency 1.5 (row 2)"],
    [{ frequency: "below" }, "bgNbd requires numbers of repeat purchases of at least 0 in 'below'; got -1 (row 3)"],
    [{ recency: "below" }, "bgNbd requires times since the first purchase of at least 0 in 'below'; got -1 (row 3)"],
    [
      { recency: "late" },
      "bgNbd requires recency, the time from the first purchase to the last, up to the age; got recency 12 after age 9 (2 rows, first at row 2)",
    ],
    [
      { frequency: "never" },
      "bgNbd requires recency 0 for customers without a repeat purchase (frequency counts the purchases after the first); got recency 3 with frequency 0 (2 rows, first at row 1)",
    ],
    [
      { recency: "never" },
      "bgNbd requires repeat purchases later than the first (orders of one day are one purchase); got frequency 1 with recency 0 (2 rows, first at row 1)",
    ],
  ])("%j", async (wrong, message) => {
    const table = frame(
      [
        [1, 3, 9],
        [2, 5, 9],
        [0, 0, 9],
      ],
      { region: ["A", "B", "A"], half: [1, 1.5, 0], below: [1, 1, -1], late: [3, 12, 10], never: [0, 0, 0] },
    );
    await expect(bgNbd(table, { ...weeks, ...(wrong as object) })).rejects.toThrow(message);
  });

  test.each([
    [{ frequency: 1, recency: 2, age: 9, n: 1.5 }, "bgNbdFromCounts requires whole counts from 0; got n 1.5"],
    [{ frequency: 1, recency: 2, age: -9, n: 1 }, "bgNbdFromCounts requires numbers of at least 0; got age -9"],
    [{ frequency: 1, recency: 10, age: 9, n: 1 }, "bgNbdFromCounts requires recency, the time from"],
  ])("bgNbdFromCounts([%j])", (wrong, message) => {
    expect(() => bgNbdFromCounts([wrong])).toThrow(message);
  });
});
