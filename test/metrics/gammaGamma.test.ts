import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedSpend } from "../../src/metrics/gammaGamma/expectedSpend.js";
import { gammaGamma, gammaGammaFromCounts } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { spendLikelihood } from "../../src/metrics/gammaGamma/gammaGammaLikelihood.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/btyd/gammaGamma.json";
import { byDifferences } from "../statistics/byDifferences.js";
import { unexplained } from "./existing.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";
import { someFrequencies, spendingCustomers } from "./spendingCustomers.js";

const names = { frequency: "repeats", monetaryValue: "spend" } as const;

type Customer = readonly [frequency: number | null, spend: number | null];

const columns = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) => ({
  repeats: customers.map(([x]) => x),
  spend: customers.map(([, x]) => x),
  ...more,
});
const frame = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) =>
  new DataFrame(columns(customers, more) as object);

const cdnow = reference.counts.map(([frequency, , , monetaryValue, n]) => {
  return { frequency: frequency!, monetaryValue: monetaryValue!, n: n! };
});
const cdnowFit = gammaGammaFromCounts(cdnow);

const shop = spendingCustomers({ p: 4, q: 5, gamma: 30 }, someFrequencies(600), random(5)).map(
  ({ frequency, monetaryValue }): Customer => [frequency, Math.ceil(monetaryValue * 100) / 100],
);
const regions = shop.map((_, i) => (i % 5 < 2 ? "North" : "South"));

describe("published values: CDNOW, Fader and Hardie (2013)", () => {
  test("946 repeat buyers: p 6.2488, q 3.7446, γ 15.4477, log-likelihood −4055.92", () => {
    const { overall } = cdnowFit;
    expect(overall.n).toBe(946);
    expect(overall.withoutRepeat).toBe(2357 - 946);
    expect(overall.p.estimate).toBeCloseTo(6.2488, 4);
    expect(overall.q.estimate).toBeCloseTo(3.7446, 4);
    expect(overall.gamma.estimate).toBeCloseTo(15.4477, 4);
    expect(overall.logLikelihood).toBeCloseTo(-4055.92, 2);
    expect(overall.search).toMatchObject({ status: "converged", bounded: [], starts: 4, agreeing: 4 });
    expect(overall.search!.gradientNorm).toBeLessThan(1e-8);
    expect(overall.note).toBeNull();
  });

  test.each([
    [2, 22.35, 24.6586],
    [1, 11.77, 18.9115],
    [0, 0, 35.171],
    [7, 73.74, 71.4628],
    [2, 25.55, 27.2824],
  ])("E[M | %d purchases of %d] = %d", (frequency, monetaryValue, value) => {
    expect(expectedSpend(cdnowFit.overall.parameters!, { frequency, monetaryValue })).toBeCloseTo(value, 3);
  });

  test("the mean is what who never came again is expected to spend, 35.17, and its interval is around what was spent", () => {
    const { estimate, lower, upper, amount, purchases } = cdnowFit.overall;
    expect(estimate).toBeCloseTo(35.171, 3);
    expect(lower).toBeLessThan(estimate!);
    expect(upper).toBeGreaterThan(estimate!);
    expect(amount / purchases).toBeGreaterThan(lower!);
  });

  test("frequency and spend correlate as scipy has it, .114, and a few heavy buyers make it uncertain: it may be 0", () => {
    const { independence } = cdnowFit.overall;
    expect(independence.estimate).toBeCloseTo(reference.cdnow.correlation, 10);
    expect(independence.lower).toBeLessThan(0);
    expect(independence.upper).toBeCloseTo(0.23, 2);
    expect(independence.note).toBeNull();
  });

  test("standard errors are those of a Hessian by differences", () => {
    const { parameters, search } = cdnowFit.overall;
    const { p, q, gamma } = parameters!;
    const again = cdnow.filter(({ frequency }) => frequency > 0);
    const { hessian } = byDifferences(
      (at) => spendLikelihood(again, at).value,
      1e-3,
    )(Float64Array.of(p, q, gamma).map(Math.log));
    search!.hessian.flat().forEach((part, j) => {
      expect(Math.abs(part / hessian[j]! - 1)).toBeLessThan(1e-3);
    });
  });

  test("the model's customers by spend are about those that were seen, and all of them", () => {
    const { distribution } = cdnowFit;
    const sum = (of: (bin: (typeof distribution)[number]) => number) =>
      distribution.reduce((all, bin) => all + of(bin), 0);
    expect(sum(({ customers }) => customers)).toBe(946);
    expect(sum(({ share }) => share)).toBeCloseTo(1, 12);
    expect(sum(({ expected }) => expected!)).toBeCloseTo(1, 12);
    expect(distribution.length).toBeGreaterThan(10);
    expect(distribution.length).toBeLessThanOrEqual(31);
    expect(sum(({ share, expected }) => Math.abs(share - expected!))).toBeLessThan(0.4);
  });
});

describe("laws", () => {
  test("customers in another order, or each twice: the same parameters, intervals narrower by √2", async () => {
    const { overall } = await gammaGamma(frame(shop), names);
    expect(await gammaGamma(frame([...shop].reverse()), names)).toEqual(await gammaGamma(frame(shop), names));
    const twice = (await gammaGamma(frame([...shop, ...shop]), names)).overall;
    for (const one of [
      (row: typeof overall) => row,
      ...(["p", "q", "gamma"] as const).map((name) => (row: typeof overall) => row[name]),
    ]) {
      expect(one(twice).estimate! / one(overall).estimate!).toBeCloseTo(1, 8);
      const width = (row: typeof overall) => Math.log(one(row).upper! / one(row).lower!);
      expect(width(overall) / width(twice)).toBeCloseTo(Math.SQRT2, 5);
    }
  });

  test.each([1000, 0.001, 7])("amounts × %d: γ and the mean by it, and nothing else", async (factor) => {
    const { overall } = await gammaGamma(frame(shop), names);
    const other = await gammaGamma(frame(shop.map(([x, spend]): Customer => [x, spend! * factor])), names);
    const there = other.overall;
    for (const name of ["p", "q", "gamma"] as const) {
      const by = name === "gamma" ? factor : 1;
      expect(there[name].estimate! / by / overall[name].estimate!).toBeCloseTo(1, 8);
      expect(there[name].lower! / by / overall[name].lower!).toBeCloseTo(1, 6);
    }
    expect(there.estimate! / factor / overall.estimate!).toBeCloseTo(1, 9);
    expect(there.independence.estimate).toBeCloseTo(overall.independence.estimate!, 10);
    expect(there.logLikelihood).toBeCloseTo(overall.logLikelihood! - overall.n * Math.log(factor), 6);
    expect(there.search).toMatchObject({ status: overall.search!.status, agreeing: overall.search!.agreeing });
  });

  test("a segment is the table of its rows alone; FromCounts is what the rows give", async () => {
    const result = await gammaGamma(frame(shop, { region: regions }), { ...names, by: "region" });
    expect(result.rows.map(({ keys }) => keys.region)).toEqual(["North", "South"]);
    for (const { keys, ...row } of result.rows) {
      const own = shop.filter((_, i) => regions[i] === keys.region);
      expect(row).toEqual((await gammaGamma(frame(own), names)).overall);
    }
    const alike = shop.map(([frequency, spend]) => ({ frequency: frequency!, monetaryValue: spend!, n: 1 }));
    expect(gammaGammaFromCounts(alike).overall).toEqual(result.overall);
    expect(gammaGammaFromCounts(alike).distribution).toEqual(result.distribution);
  });

  test("whatever is spent, nothing stalls, what is null has a note, and intervals hold their estimates", () => {
    const customer = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0.01, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 25 }), (customers) => {
        const counts = customers.map(([frequency, monetaryValue]) => ({ frequency, monetaryValue, n: 1 }));
        const result = gammaGammaFromCounts(counts);
        expect(unexplained(result)).toEqual([]);
        const { overall } = result;
        expect(overall.search?.status ?? "none").not.toBe("stalled");
        for (const one of [overall, overall.p, overall.q, overall.gamma, overall.independence]) {
          if (one.lower === null) continue;
          expect(one.lower).toBeLessThanOrEqual(one.estimate!);
          expect(one.upper!).toBeGreaterThanOrEqual(one.estimate!);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("in DuckDB as in memory", () =>
    expectSameInDuckdb(
      columns([...shop.slice(0, 120), [null, 4], [0, null]], {
        region: [...regions.slice(0, 120), "North", null],
      }) as never,
      (table) => gammaGamma(table, { ...names, by: "region" }),
    ));
});

test("who buys more often spends more, or less: said beside the estimate", () => {
  const apart = (sign: number) =>
    shop.flatMap(([frequency, spend]) => {
      return frequency === 0 ? [] : [{ frequency: frequency!, monetaryValue: spend! * frequency! ** sign, n: 1 }];
    });
  const [rising, falling] = [0.5, -0.5].map((sign) => gammaGammaFromCounts(apart(sign)).overall.independence);
  expect(rising!.lower).toBeGreaterThan(0);
  expect(rising!.note).toBe("who buys more often spends more on a purchase, which the model takes for no relation");
  expect(falling!.upper).toBeLessThan(0);
  expect(falling!.note).toBe("who buys more often spends less on a purchase, which the model takes for no relation");
});

describe("what cannot exist", () => {
  const row = async (customers: readonly Customer[], more = {}) => {
    const result = await gammaGamma(frame(customers), { ...names, ...more });
    expect(unexplained(result)).toEqual([]);
    return result.overall;
  };

  test("nobody bought again, one did, all alike, none", async () => {
    const never = await row([
      [0, 0],
      [0, null],
    ]);
    expect(never).toMatchObject({ estimate: null, n: 0, parameters: null, search: null, withoutRepeat: 2 });
    expect(never.note).toBe("nobody bought again: spend is told by repeat purchases");
    expect((await row([[3, 12]])).note).toBe("one repeat buyer: how customers differ cannot be told");
    expect(
      (
        await row([
          [3, 12],
          [3, 12],
          [0, 0],
        ])
      ).note,
    ).toBe("all repeat buyers alike: how they differ cannot be told");
    expect(gammaGammaFromCounts([])).toMatchObject({
      distribution: [],
      overall: { estimate: null, note: "no customers" },
    });
    expect((await row([[null, 12]])).note).toBe("no customers with known purchases");
    expect((await row([[2, -1]], { withoutSpend: "leave out" })).note).toBe("no repeat buyers with a spend above 0");
  });

  test("everybody spends about the same: at a bound, named, without intervals", async () => {
    const overall = await row(Array.from({ length: 12 }, (_, i): Customer => [1 + (i % 3), 20 + 0.001 * i]));
    expect(overall.search!.status).not.toBe("converged");
    expect(overall.note).toMatch(/the likelihood (still rises at the bound of .*q|is flat)/);
    expect(overall.estimate).toBeCloseTo(20, 1);
    expect(overall.q).toMatchObject({ lower: null, upper: null });
  });

  test("q of at most 1 is an infinite mean: null, by name; who bought often still has an expected spend", () => {
    const heavy = spendingCustomers({ p: 2, q: 0.7, gamma: 5 }, someFrequencies(2000), random(3));
    const { overall } = gammaGammaFromCounts(heavy);
    expect(overall.q.estimate).toBeLessThan(1);
    expect(overall).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(overall.note).toMatch(
      /^the mean spend is infinite: q is 0\.\d+, at most 1: a few customers spend without limit$/,
    );
    expect(overall.search!.status).toBe("converged");
    expect(expectedSpend(overall.parameters!, { frequency: 0, monetaryValue: 0 })).toBeNull();
    expect(expectedSpend(overall.parameters!, { frequency: 7, monetaryValue: 9 })).toBeGreaterThan(0);
  });

  test("a spend of who never came again: it seems to be a mean with the first purchase in it", async () => {
    const { note, estimate } = await row([...shop, [0, 20], [0, 30]]);
    expect(note).toBe(
      `${2} without a repeat purchase have a spend: it must be the mean of the repeat purchases, without the first`,
    );
    expect(estimate).toBe((await row(shop)).estimate);
  });

  test("repeat buyers without spend are left out on request, and counted", async () => {
    const result = await gammaGamma(frame([...shop, [2, 0], [3, null], [1, -4], [null, 3]]), {
      ...names,
      withoutSpend: "leave out",
    });
    expect(result.excluded).toEqual({ missing: 1, outOfRange: 3 });
    expect(result.overall).toEqual({ ...(await row(shop)), withoutSpend: 3, missing: 1 });
  });
});

describe("wrong calls", () => {
  test.each([
    [{ monetaryValue: "spent" }, "gammaGamma: no column 'spent' in the table; nearest: 'spend'"],
    [{ monetaryValue: "region" }, "gammaGamma requires numbers in 'region'; got text in the table"],
    [{ by: "area" }, "gammaGamma: no column 'area' in the table"],
    [{ level: 95 }, "gammaGamma requires a level between 0 and 1, such as 0.95; got 95"],
    [{ starts: 0 }, "gammaGamma requires a whole number of starts from 1; got 0"],
    [{ seed: -1 }, "requires a seed that is a whole number"],
    [
      { withoutSpend: "ignore" },
      "gammaGamma requires a treatment of repeat buyers without spend of 'refuse', 'leave out'; got 'ignore'",
    ],
    [{ frequency: "half" }, "gammaGamma requires whole numbers of repeat purchases in 'half'; got 1.5 (row 2)"],
    [
      { frequency: "below" },
      "gammaGamma requires numbers of repeat purchases of at least 0 in 'below'; got -1 (row 3)",
    ],
    [
      { monetaryValue: "below" },
      "gammaGamma requires the mean spend of repeat buyers above 0 in 'below'; got -1 with frequency 3 (row 3); withoutSpend: 'leave out' counts such customers and leaves them out",
    ],
    [
      { monetaryValue: "free" },
      "gammaGamma requires the mean spend of repeat buyers above 0 in 'free'; got 0 with frequency 1 (2 rows, first at row 1)",
    ],
    [{ monetaryValue: "unknown" }, "in 'unknown'; got none with frequency 2 (row 2)"],
  ])("%j", async (wrong, message) => {
    const table = frame(
      [
        [1, 30],
        [2, 5],
        [3, 9],
        [0, 0],
      ],
      {
        region: ["A", "B", "A", "A"],
        half: [1, 1.5, 0, 0],
        below: [1, 1, -1, 0],
        free: [0, 3, 0, 1],
        unknown: [3, null, 1, null],
      },
    );
    await expect(gammaGamma(table, { ...names, ...(wrong as object) })).rejects.toThrow(message);
  });

  test.each([
    [{ frequency: 1, monetaryValue: 2, n: 1.5 }, "gammaGammaFromCounts requires whole counts from 0; got n 1.5"],
    [
      { frequency: -1, monetaryValue: 2, n: 1 },
      "gammaGammaFromCounts requires whole frequencies from 0; got frequency -1",
    ],
    [
      { frequency: 1, monetaryValue: 0, n: 1 },
      "gammaGammaFromCounts requires the mean spend of repeat buyers above 0; got monetaryValue 0 with frequency 1",
    ],
  ])("gammaGammaFromCounts([%j])", (wrong, message) => {
    expect(() => gammaGammaFromCounts([wrong])).toThrow(message);
  });
});
