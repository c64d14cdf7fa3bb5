import { DataFrame } from "danfojs-node";
import { beforeAll, describe, expect, test } from "vitest";
import { bgNbd } from "../../src/metrics/buying/bgNbd.js";
import { gammaGamma } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { scheduleOf } from "../../src/metrics/lifetimeValue/discounting.js";
import { type LifetimeResult, lifetimeValue } from "../../src/metrics/lifetimeValue/lifetimeValue.js";
import { lifetimeValueCustomers } from "../../src/metrics/lifetimeValue/lifetimeValueCustomers.js";
import { valuedOf, worthOf } from "../../src/metrics/lifetimeValue/worth.js";
import reference from "../fixtures/btyd/gammaGamma.json";
import { unexplained } from "./existing.js";
import { lifetimeCustomers } from "./lifetimeCustomers.js";
import { expectSame, expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

type Customer = readonly [frequency: number | null, recency: number | null, age: number | null, spend: number | null];

const names = { frequency: "repeats", recency: "last", age: "age", monetaryValue: "spend" } as const;
const year = { ...names, horizon: 52, discountRate: 0.1, unitsPerYear: 52 } as const;
const quick = { ...year, resamples: 0 } as const;

const columns = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) => ({
  repeats: customers.map(([x]) => x),
  last: customers.map(([, x]) => x),
  age: customers.map(([, , x]) => x),
  spend: customers.map(([, , , x]) => x),
  ...more,
});
const frame = (customers: readonly Customer[], more: Record<string, unknown[]> = {}) =>
  new DataFrame(columns(customers, more) as object);

const shop = lifetimeCustomers(300, 7).map(
  ({ frequency, recency, age, monetaryValue }): Customer => [frequency, recency, age, monetaryValue],
);
const regions = shop.map((_, i) => (i % 5 < 2 ? "North" : "South"));
const cdnow = reference.counts.flatMap(([x, last, age, spend, n]) =>
  Array.from({ length: n! }, (): Customer => [x!, last!, age!, spend!]),
);

describe("CDNOW", () => {
  let result: LifetimeResult;
  beforeAll(async () => {
    result = await lifetimeValue(frame(cdnow), { ...year, resamples: 100 });
  });

  test("is what bgNbd and gammaGamma make of the same customers", async () => {
    const { overall } = await bgNbd(frame(cdnow), { ...names, horizon: 52 });
    expect(result.models[0]!.buying).toEqual(overall);
    expect(result.models[0]!.spending).toEqual((await gammaGamma(frame(cdnow), names)).overall);
    expect(result.overall.alive.estimate).toBeCloseTo(overall.alive.estimate!, 12);
  });

  test("a customer is worth 30.6 on average within a year, between 27 and 34; a new one 49", () => {
    const { overall } = result;
    expect(overall.n).toBe(2357);
    expect(overall.estimate).toBeCloseTo(30.635, 3);
    expect(overall.lower).toBeGreaterThan(26);
    expect(overall.upper).toBeLessThan(35);
    expect(overall.newCustomer.estimate).toBeCloseTo(48.649, 3);
    expect(overall.total.estimate! / overall.estimate!).toBeCloseTo(2357, 8);
    expect(overall.share).toMatchObject({ estimate: 1, lower: 1, upper: 1 });
  });

  test("tenths are ten, of all customers, with all of the value, from the most valuable on", () => {
    const { tenths, overall } = result;
    expect(tenths.map(({ tenth }) => tenth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(tenths.reduce((sum, { n }) => sum + n, 0)).toBe(2357);
    for (const { n } of tenths) expect(Math.abs(n - 235.7)).toBeLessThanOrEqual(1);
    expect(tenths.reduce((sum, { n, estimate }) => sum + n * estimate!, 0)).toBeCloseTo(overall.total.estimate!, 6);
    expect(tenths.reduce((sum, { share }) => sum + share.estimate!, 0)).toBeCloseTo(1, 10);
    tenths.slice(1).forEach(({ estimate }, i) => {
      expect(estimate).toBeLessThanOrEqual(tenths[i]!.estimate!);
    });
    expect(tenths[0]!.share.estimate).toBeGreaterThan(0.5);
  });
});

describe("laws", () => {
  let result: LifetimeResult;
  beforeAll(async () => {
    result = await lifetimeValue(frame(shop), { ...year, resamples: 100 });
  });

  test("the same seed, the same intervals, whatever the order of customers; without them, the same numbers", async () => {
    const { overall } = result;
    expect(await lifetimeValue(frame([...shop].reverse()), { ...year, resamples: 100 })).toEqual(result);
    const without = await lifetimeValue(frame(shop), quick);
    expect(without.overall.estimate).toBe(overall.estimate);
    expect(without.overall).toMatchObject({ lower: null, upper: null, note: "no intervals were asked for" });
    expect(overall.lower).toBeLessThan(overall.estimate!);
    expect(overall.upper).toBeGreaterThan(overall.estimate!);
    expect(unexplained(result)).toEqual([]);
  });

  test("segments share one model: their totals add up, and their shares are 1 together", async () => {
    const by = await lifetimeValue(frame(shop, { region: regions }), { ...quick, by: "region" });
    expect(by.rows.map(({ keys }) => keys.region)).toEqual(["North", "South"]);
    const { overall } = await lifetimeValue(frame(shop), quick);
    expect(by.overall.estimate).toBeCloseTo(overall.estimate!, 10);
    expect(by.rows.reduce((sum, { total }) => sum + total.estimate!, 0)).toBeCloseTo(overall.total.estimate!, 7);
    expect(by.rows.reduce((sum, { share }) => sum + share.estimate!, 0)).toBeCloseTo(1, 12);
    expect(by.models).toHaveLength(1);
    for (const row of by.rows) expect(row.newCustomer.estimate).toBe(by.overall.newCustomer.estimate);
  });

  test("a model for each segment: a row is the table of its rows alone, and everybody is the sum", async () => {
    const options = { ...quick, by: "region", fit: "each segment" } as const;
    const each = await lifetimeValue(frame(shop, { region: regions }), options);
    for (const { keys, share, ...row } of each.rows) {
      const own = shop.filter((_, i) => regions[i] === keys.region);
      const { share: whole, ...alone } = (await lifetimeValue(frame(own), quick)).overall;
      expect(row).toEqual(alone);
      expect(whole.estimate).toBe(1);
      expect(share.estimate).toBeLessThan(1);
    }
    expect(each.models.map(({ keys }) => keys)).toEqual([{ region: "North" }, { region: "South" }]);
    expect(each.overall.total.estimate).toBeCloseTo(
      each.rows.reduce((sum, { total }) => sum + total.estimate!, 0),
      7,
    );
    expect(each.overall.newCustomer).toMatchObject({ estimate: null, note: "each segment has its own new customers" });
  });

  test("amounts × 1000, or a margin of .25: values by it, and nothing else", async () => {
    const { overall } = await lifetimeValue(frame(shop), quick);
    const rials = shop.map(([x, last, age, spend]): Customer => [x, last, age, spend! * 1000]);
    const there = (await lifetimeValue(frame(rials), quick)).overall;
    expect(there.estimate! / overall.estimate!).toBeCloseTo(1000, 5);
    expect(there.expectedPurchases.estimate).toBeCloseTo(overall.expectedPurchases.estimate!, 12);
    const margin = (await lifetimeValue(frame(shop), { ...quick, margin: 0.25 })).overall;
    expect(margin.estimate! / overall.estimate!).toBeCloseTo(0.25, 10);
    expect(margin.newCustomer.estimate! / overall.newCustomer.estimate!).toBeCloseTo(0.25, 10);
  });

  test("times in days give what weeks give", async () => {
    const weeks = result.overall;
    const days = shop.map(([x, last, age, spend]): Customer => [x, last! * 7, age! * 7, spend]);
    const there = await lifetimeValue(frame(days), { ...year, resamples: 100, horizon: 364, unitsPerYear: 364 });
    expect(there.overall.estimate! / weeks.estimate!).toBeCloseTo(1, 7);
    expect(there.overall.lower! / weeks.lower!).toBeCloseTo(1, 4);
    expect(there.label).toBe("Lifetime value to come within 1 year (BG/NBD, Gamma–Gamma)");
  });

  test("a longer horizon is worth more, a higher discount rate less; in the middle of steps more than at their end", async () => {
    const value = async (more: object) => (await lifetimeValue(frame(shop), { ...quick, ...more })).overall.estimate!;
    const base = await value({});
    expect(await value({ horizon: 104 })).toBeGreaterThan(base);
    expect(await value({ discountRate: 0.3 })).toBeLessThan(base);
    expect(await value({ discounting: "middle" })).toBeGreaterThan(base);
    expect(await value({ discountRate: 0, step: 1 })).toBeCloseTo(await value({ discountRate: 0 }), 8);
  });

  test.each(["mbgNbd", "paretoNbd"] as const)("%s values them too", async (model) => {
    const some = cdnow.filter((_, i) => i % 2 === 0);
    const { overall, models } = await lifetimeValue(frame(some), { ...year, model, starts: 1, resamples: 100 });
    expect(models[0]!.buying.parameters!.model).toBe(model);
    expect(overall.lower).toBeLessThan(overall.estimate!);
    expect(overall.upper).toBeGreaterThan(overall.estimate!);
  });

  test("in DuckDB as in memory", () =>
    expectSameInDuckdb(
      columns([...shop.slice(0, 150), [null, 0, 9, 3], [0, 0, 0, null]], {
        region: [...regions.slice(0, 150), "North", null],
      }) as never,
      (table) => lifetimeValue(table, { ...quick, by: "region" }),
    ));
});

describe("lifetimeValueCustomers", () => {
  const ids = shop.map((_, i) => `c${String(i).padStart(3, "0")}`);
  const list = { ...year, customer: "id" } as const;

  test("in the order of customers, each with his own; their mean is the estimate", async () => {
    const { overall, models } = await lifetimeValue(frame(shop), quick);
    const found = await lifetimeValueCustomers(frame([...shop].reverse(), { id: [...ids].reverse() }), list);
    expect(found.map(({ customer }) => customer)).toEqual(ids);
    const mean = (of: (one: (typeof found)[number]) => number) =>
      found.reduce((sum, one) => sum + of(one), 0) / found.length;
    expect(mean((one) => one.lifetimeValue!)).toBeCloseTo(overall.estimate!, 8);
    expect(mean((one) => one.alive!)).toBeCloseTo(overall.alive.estimate!, 10);
    expect(mean((one) => one.expectedPurchases!)).toBeCloseTo(overall.expectedPurchases.estimate!, 10);
    const of = { buying: models[0]!.buying.parameters!, spending: models[0]!.spending.parameters! };
    const discount = { horizon: 52, step: 52 / 12, discountRate: 0.1, unitsPerYear: 52, margin: 1 };
    const [frequency, recency, age, monetaryValue] = shop[7] as [number, number, number, number];
    const customer = { frequency, recency, age, monetaryValue, n: 1 };
    const worth = worthOf(valuedOf([customer]), of, scheduleOf({ ...discount, discounting: "end" }, "test"), 12);
    expect(found[7]!.lifetimeValue).toBeCloseTo(worth.value[0]!, 8);
    expect(found[7]).toMatchObject({ expectedSpend: expect.closeTo(worth.spend[0]!, 10), note: null });
  });

  test("who cannot be valued is in the list, and why", async () => {
    const more: Customer[] = [...shop.slice(0, 200), [null, 1, 9, 3], [2, 3, 9, 0], [0, 0, 0, null]];
    const table = frame(more, { id: more.map((_, i) => i) });
    const found = await lifetimeValueCustomers(table, { ...list, withoutSpend: "leave out" });
    const none = { alive: null, expectedPurchases: null, expectedSpend: null, lifetimeValue: null };
    expect(found[200]).toEqual({ customer: 200, ...none, note: "no frequency, recency or age" });
    expect(found[201]).toEqual({ customer: 201, ...none, note: "no spend above 0" });
    // Of age 0: a new customer.
    const { overall } = await lifetimeValue(table, { ...quick, withoutSpend: "leave out" });
    expect(found[202]!.lifetimeValue).toBeCloseTo(overall.newCustomer.estimate!, 8);
    expect(overall.n).toBe(201);
  });

  test("by the model of his own segment; of a segment without one, nothing", async () => {
    const customers: Customer[] = [...shop, [0, 0, 9, null], [0, 0, 8, null]];
    const region = [...regions, "East", "East"];
    const options = { ...list, by: "region", fit: "each segment" } as const;
    const found = await lifetimeValueCustomers(frame(customers, { region, id: customers.map((_, i) => i) }), options);
    const { rows } = await lifetimeValue(frame(customers, { region }), { ...quick, by: "region", fit: "each segment" });
    for (const { keys, estimate } of rows.slice(1)) {
      const own = found.filter((_, i) => region[i] === keys.region);
      expect(own.reduce((sum, one) => sum + one.lifetimeValue!, 0) / own.length).toBeCloseTo(estimate!, 8);
    }
    expect(found.at(-1)).toMatchObject({ lifetimeValue: null, note: "nobody bought again: there is no rate to fit" });
  });

  test("in DuckDB as in memory; a customer in two rows and an unknown column are refused", async () => {
    const some = columns(shop.slice(0, 100), { id: ids.slice(0, 100) });
    const memory = await lifetimeValueCustomers(new DataFrame(some as object), list);
    expectSame(await lifetimeValueCustomers(await inDuckdb(some as never), list), memory);
    const twice = frame(shop.slice(0, 3), { id: ["a", "b", "a"] });
    await expect(lifetimeValueCustomers(twice, list)).rejects.toThrow(
      "lifetimeValueCustomers requires one row a customer; got 'a' twice in 'id'",
    );
    await expect(lifetimeValueCustomers(twice, { ...list, customer: "ids" })).rejects.toThrow(
      "lifetimeValueCustomers: no column 'ids' in the table; nearest: 'id'",
    );
  });
});

describe("what cannot exist", () => {
  const row = async (customers: readonly Customer[], more = {}) => {
    const result = await lifetimeValue(frame(customers), { ...year, resamples: 100, ...more });
    expect(unexplained(result)).toEqual([]);
    return result;
  };

  test("nobody bought again, one customer, one repeat buyer, nobody known", async () => {
    const never = await row([
      [0, 0, 9, 0],
      [0, 0, 5, null],
    ]);
    expect(never.overall).toMatchObject({ estimate: null, n: 2, note: "nobody bought again: there is no rate to fit" });
    expect(never.tenths).toEqual([]);
    expect((await row([[2, 5, 9, 3]])).overall.note).toBe("one customer: how customers differ cannot be told");
    const one = await row([
      [2, 5, 9, 3],
      [0, 0, 9, 0],
    ]);
    expect(one.overall).toMatchObject({
      estimate: null,
      note: "one repeat buyer: how customers differ cannot be told",
    });
    expect((await row([[null, 5, 9, 3]])).overall.note).toBe("no customers with known purchases");
  });

  test("an infinite mean spend: no value, by name; purchases and who is alive are known all the same", async () => {
    const heavy = lifetimeCustomers(400, 4, { p: 3, q: 0.7, gamma: 15 }).map(
      ({ frequency, recency, age, monetaryValue }): Customer => [frequency, recency, age, monetaryValue],
    );
    const { overall, tenths } = await row(heavy);
    expect(overall).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(overall.note).toMatch(/^the mean spend is infinite: q is 0\.\d+, at most 1/);
    expect(overall.newCustomer.estimate).toBeNull();
    expect(overall.expectedPurchases.estimate).toBeGreaterThan(0);
    expect(overall.alive.lower).toBeGreaterThan(0);
    expect(tenths).toEqual([]);
  });

  test("spends that all are alike: a value, flagged, without an interval", async () => {
    const alike = shop.map(([x, last, age], i): Customer => [x, last, age, x === 0 ? 0 : 20 + 0.001 * (i % 7)]);
    const { overall } = await row(alike);
    expect(overall.estimate).toBeGreaterThan(0);
    expect(overall).toMatchObject({ lower: null, upper: null });
    expect(overall.note).toMatch(/^the likelihood (still rises at the bound of|is flat)/);
  });

  test("a segment that cannot be fitted by itself is named by everybody", async () => {
    const customers: Customer[] = [...shop, [0, 0, 9, 0], [0, 0, 8, 0]];
    const region = [...regions, "East", "East"];
    const result = await lifetimeValue(frame(customers, { region }), { ...quick, by: "region", fit: "each segment" });
    expect(result.rows[0]).toMatchObject({ estimate: null, note: "nobody bought again: there is no rate to fit" });
    expect(result.rows[1]!.estimate).toBeGreaterThan(0);
    expect(result.overall.note).toBe("no value of 'East': nobody bought again: there is no rate to fit");
  });

  test("who spends more the more often is a warning beside the value", async () => {
    const rising = shop.map(([x, last, age, spend]): Customer => [x, last, age, spend! * Math.sqrt(x!)]);
    const { overall } = await lifetimeValue(frame(rising), quick);
    expect(overall.note).toMatch(
      /; who buys more often spends more on a purchase, which the model takes for no relation$/,
    );
  });
});

describe("wrong calls", () => {
  test.each([
    [{ monetaryValue: "spent" }, "lifetimeValue: no column 'spent' in the table; nearest: 'spend'"],
    [{ age: "region" }, "lifetimeValue requires numbers in 'region'; got text in the table"],
    [{ by: "area" }, "lifetimeValue: no column 'area' in the table"],
    [{ horizon: 0 }, "lifetimeValue requires a horizon above 0; got 0"],
    [{ horizon: undefined }, "lifetimeValue requires a horizon above 0; got undefined"],
    [{ unitsPerYear: undefined }, "lifetimeValue requires unitsPerYear above 0; got undefined"],
    [{ discountRate: -0.1 }, "lifetimeValue requires a discountRate of at least 0, such as 0.1 a year; got -0.1"],
    [{ discountRate: undefined }, "lifetimeValue requires a discountRate of at least 0"],
    [{ margin: 30 }, "lifetimeValue requires a margin above 0 and up to 1, such as 0.3; got 30"],
    [{ step: 0 }, "lifetimeValue requires a step above 0; got 0"],
    [{ step: 0.001 }, "lifetimeValue requires a step of at least horizon/1200; got 0.001"],
    [{ model: "bgBb" }, "lifetimeValue requires a model of 'bgNbd', 'mbgNbd', 'paretoNbd'; got 'bgBb'"],
    [{ discounting: "start" }, "lifetimeValue requires a discounting of 'end', 'middle'; got 'start'"],
    [{ fit: "each" }, "lifetimeValue requires a fit of 'everybody', 'each segment'; got 'each'"],
    [{ fit: "each segment" }, "lifetimeValue with fit 'each segment' requires segments; got no 'by'"],
    [
      { withoutSpend: "no" },
      "lifetimeValue requires a treatment of repeat buyers without spend of 'refuse', 'leave out'; got 'no'",
    ],
    [{ level: 95 }, "lifetimeValue requires a level between 0 and 1, such as 0.95; got 95"],
    [{ starts: 0 }, "lifetimeValue requires a whole number of starts from 1; got 0"],
    [{ resamples: 50 }, "lifetimeValue requires a whole number of resamples from 100, or 0 for no intervals; got 50"],
    [{ seed: -1 }, "requires a seed that is a whole number"],
    [
      { recency: "late" },
      "lifetimeValue requires recency, the time from the first purchase to the last, up to the age; got recency 12 after age 9 (row 2)",
    ],
    [
      { frequency: "below" },
      "lifetimeValue requires numbers of repeat purchases of at least 0 in 'below'; got -1 (row 3)",
    ],
    [
      { monetaryValue: "below" },
      "lifetimeValue requires the mean spend of repeat buyers above 0 in 'below'; got -1 with frequency 1 (2 rows, first at row 1)",
    ],
  ])("%j", async (wrong, message) => {
    const table = frame(
      [
        [1, 3, 9, 4],
        [2, 5, 9, 8],
        [1, 4, 9, 6],
      ],
      { region: ["A", "B", "A"], late: [3, 12, 4], below: [0, 1, -1] },
    );
    await expect(lifetimeValue(table, { ...quick, ...(wrong as object) })).rejects.toThrow(message);
  });
});
