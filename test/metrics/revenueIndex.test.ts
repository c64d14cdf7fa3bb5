import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RevenueIndexOptions, revenueIndex } from "../../src/metrics/periods/revenueIndex.js";
import reference from "../fixtures/revenueIndex/revenueIndex.json";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** January 310, February 280, March 620; the days of them 31, 28 and 31. */
const quarter = () => ({
  on: ["2025-01-01", "2025-01-31", "2025-02-10", "2025-03-03", "2025-03-30", "2025-03-31"],
  paid: [300, 10, 280, 600, 40, -20],
  who: ["a", "b", "a", "b", "c", "c"],
});
const monthly = { amount: "paid", date: "on", each: "month" } as const;
const estimates = ({ rows }: Awaited<ReturnType<typeof revenueIndex>>) => rows.map(({ estimate }) => estimate);

describe("by hand", () => {
  test("months of other lengths per day: 10, 10 and 20 a day are 100, 100 and 200", async () => {
    const found = await revenueIndex(frame(quarter()), { ...monthly, customer: "who" });
    expect(found).toMatchObject({ base: "2025-01", last: "2025-03", per: "day", unit: "index" });
    expect(found.label).toBe("Revenue index (2025-01 = 100, per day)");
    expect(estimates(found)).toEqual([100, 100, 200]);
    expect(found.rows.map(({ value, link, n }) => [value, link, n])).toEqual([
      [10, null, 2],
      [10, 100, 1],
      [20, 200, 3],
    ]);
    expect(found.rows[0]).toMatchObject({ lower: null, upper: null, note: "the base", isMature: true });
    expect(found.overall).toMatchObject({ estimate: 200, from: "2025-03-01", to: "2025-03-31", days: 31 });
  });

  test("totals where they are asked for: 310, 280 and 620 are 100, 90.3 and 200", async () => {
    const found = await revenueIndex(frame(quarter()), { ...monthly, per: "period" });
    expect(found.rows.map(({ value }) => value)).toEqual([310, 280, 620]);
    expect(found.rows[1]!.estimate).toBeCloseTo(9032 / 100, 1);
    expect(found.rows[1]!.estimate).toBeCloseTo((100 * 280) / 310, 12);
  });

  test("per day, the interval is that of the totals times the days of the base over those of the period", async () => {
    const [daily, total] = await Promise.all(
      (["day", "period"] as const).map((per) => revenueIndex(frame(quarter()), { ...monthly, per })),
    );
    expect(daily!.rows[1]!.upper).toBeCloseTo((total!.rows[1]!.upper! * 31) / 28, 9);
    expect(daily!.rows[1]!.lower).toBeCloseTo((total!.rows[1]!.lower! * 31) / 28, 9);
  });

  test("another base: February is 100, March 200, January 100", async () => {
    expect(estimates(await revenueIndex(frame(quarter()), { ...monthly, base: "2025-02" }))).toEqual([100, 100, 200]);
  });

  test("weeks are all of one length: totals", async () => {
    const found = await revenueIndex(frame(quarter()), { ...monthly, each: "week" });
    expect(found.per).toBe("period");
    expect(found.label).toBe("Revenue index (2024-12-30 = 100)");
  });

  test("a running month has no index unless asked, and then that of its days so far", async () => {
    const asked = { ...monthly, asOf: "2025-03-10" } as const;
    const found = await revenueIndex(frame(quarter()), asked);
    const note = "running: 10 of its 31 days by 2025-03-10";
    expect(found.rows[2]).toMatchObject({ estimate: null, lower: null, value: 60, link: null, isMature: false, note });
    expect(found.last).toBe("2025-02");
    const compared = await revenueIndex(frame(quarter()), { ...asked, immature: "compare" });
    expect(compared.rows[2]).toMatchObject({ estimate: 600, isMature: false, note });
  });

  test("by segment each has its own base; rows without an amount, a customer or a date are counted", async () => {
    const table = { ...quarter(), kind: ["x", "y", "x", "y", "y", "x"], paid: [300, 10, 280, null, 40, -20] };
    const who = ["a", "b", "a", "b", null, "c"];
    const found = await revenueIndex(frame({ ...table, who }), { ...monthly, customer: "who", by: "kind" });
    expect(found.rows.map(({ keys, estimate }) => [keys.kind, keys.period, estimate])).toEqual([
      ["x", "2025-01", 100],
      ["x", "2025-02", 100 * (10 / (300 / 31))],
      ["x", "2025-03", 100 * (-20 / 31 / (300 / 31))],
      ["y", "2025-01", 100],
      ["y", "2025-02", null],
      ["y", "2025-03", null],
    ]);
    expect(found.rows[4]!.note).toBe("no rows");
    expect(found.rows[5]!.note).toBe("no amounts");
    expect(found.excluded).toEqual({ missing: 2, outOfRange: 0 });
    const undated = await revenueIndex(frame({ ...quarter(), on: [null, ...quarter().on.slice(1)] }), monthly);
    expect(undated.excluded.missing).toBe(1);
  });
});

describe("agrees with R's survey package: a ratio over customers, and over rows", () => {
  test.each(reference.cases)("$name", async ({ rows, byCustomer, byRow }) => {
    const table = frame({ ...rows, on: rows.month.map((month) => `${month}-15`) });
    for (const [expected, customer] of [
      [byCustomer, { customer: "customer" }],
      [byRow, {}],
    ] as const) {
      const asked = { amount: "amount", date: "on", each: "month", per: "period", base: "2025-01" } as const;
      const found = await revenueIndex(table, { ...asked, ...customer, asOf: "2025-03-31" });
      const march = found.rows.at(-1)!;
      expect(march.estimate).toBeCloseTo(100 * expected.ratio, 8);
      expect(march.lower! / (1 + march.lower!)).toBeCloseTo((100 * expected.lower) / (1 + 100 * expected.lower), 9);
      expect(march.upper! / expected.upper).toBeCloseTo(100, 7);
    }
  });
});

describe("laws", () => {
  const income = fc.record({
    on: fc.option(fc.constantFrom("2025-01-03", "2025-02-05", "2025-03-07", "2025-04-09"), { freq: 12 }),
    paid: fc.option(fc.constantFrom(1, 2.5, 10, 400, 0), { freq: 12 }),
    who: fc.option(fc.constantFrom("a", "b", "c", "d"), { freq: 12 }),
    kind: fc.constantFrom("x", "y"),
  });
  const incomes = fc
    .array(income, { maxLength: 30 })
    .map((some) => [...some, { on: "2025-01-31", paid: 5, who: "a", kind: "x" }]);
  const columnsOf = (some: readonly object[]) =>
    Object.fromEntries(
      ["on", "paid", "who", "kind"].map((name) => [name, some.map((one) => (one as Record<string, unknown>)[name])]),
    );
  const variant = fc.record({
    customer: fc.constantFrom(undefined, "who"),
    by: fc.constantFrom(undefined, "kind"),
    linked: fc.constantFrom("fixed" as const, "chain" as const),
  });
  const ask = ({
    customer,
    by,
    linked,
  }: {
    customer?: string | undefined;
    by?: string | undefined;
    linked: "fixed" | "chain";
  }) => ({
    ...monthly,
    asOf: "2025-04-30",
    linked,
    ...(customer && { customer }),
    ...(by && { by }),
  });

  test("chained from period to period it is the same index, or it breaks at a month that is 0 or missing", async () => {
    await fc.assert(
      fc.asyncProperty(incomes, async (some) => {
        const fixed = await revenueIndex(frame(columnsOf(some)), ask({ linked: "fixed" }));
        const chain = await revenueIndex(frame(columnsOf(some)), ask({ linked: "chain" }));
        let product: number | null = 100;
        for (const [i, row] of chain.rows.entries()) {
          if (i > 0) product = product === null || row.link === null ? null : (product * row.link) / 100;
          if (row.estimate === null) {
            expect(row.note).toMatch(/chain breaks|no rows|no amounts|not above 0/);
            continue;
          }
          expect(row).toEqual({ ...fixed.rows[i], estimate: row.estimate });
          expect(product).toBeCloseTo(row.estimate, 8);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("twice the amounts are the same index with the same interval", async () => {
    await fc.assert(
      fc.asyncProperty(incomes, variant, async (some, chosen) => {
        const found = await revenueIndex(frame(columnsOf(some)), ask(chosen));
        const double = some.map((one) => ({ ...one, paid: one.paid === null ? null : 2 * one.paid }));
        const twice = await revenueIndex(frame(columnsOf(double)), ask(chosen));
        for (const [i, { estimate, lower, upper }] of twice.rows.entries()) {
          const before = found.rows[i]!;
          expect(estimate === null).toBe(before.estimate === null);
          if (estimate === null) continue;
          expect(estimate).toBeCloseTo(before.estimate!, 8);
          expect([lower === null, upper === null]).toEqual([before.lower === null, before.upper === null]);
          if (upper !== null) expect(upper).toBeCloseTo(before.upper!, 6);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("nothing is NaN, the interval holds the index, what is null says why", async () => {
    await fc.assert(
      fc.asyncProperty(incomes, variant, async (some, chosen) => {
        const { rows, overall } = await revenueIndex(frame(columnsOf(some)), ask(chosen));
        for (const { estimate, lower, upper, note } of [...rows, overall]) {
          if (estimate === null || lower === null) expect(note).not.toBeNull();
          else expect(lower <= estimate && estimate <= upper!).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(incomes, variant, (some, chosen) =>
        expectSameInDuckdb(columnsOf(some) as Columns, (table) => revenueIndex(table, ask(chosen))),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("a base of 0: null with a note, also where returns exceed sales", async () => {
    const table = frame({ on: ["2025-01-05", "2025-02-05"], paid: [0, 10] });
    const { rows } = await revenueIndex(table, { ...monthly, asOf: "2025-02-28" });
    expect(rows.map(({ estimate, note }) => [estimate, note])).toEqual([
      [null, "base 2025-01 is not above 0"],
      [null, "base 2025-01 is not above 0"],
    ]);
  });

  test("one customer: an index without an interval", async () => {
    const table = frame({ on: ["2025-01-05", "2025-02-05"], paid: [10, 20], who: ["a", "a"] });
    const { overall } = await revenueIndex(table, { ...monthly, customer: "who", per: "period", asOf: "2025-02-28" });
    expect(overall).toMatchObject({ estimate: 200, lower: null, upper: null, note: "one customer: no interval" });
  });

  test("customers who all doubled: no interval, since nothing varies", async () => {
    const days = ["2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06"];
    const table = frame({ on: days, paid: [10, 30, 20, 60], who: ["a", "b", "a", "b"] });
    const { overall } = await revenueIndex(table, { ...monthly, customer: "who", per: "period", asOf: "2025-02-28" });
    expect(overall).toMatchObject({ estimate: 200, lower: null, note: "nothing varies: no interval" });
  });

  test("no dates: null with a note, no rows", async () => {
    const found = await revenueIndex(frame({ on: [null], paid: [1] }), monthly);
    expect(found).toMatchObject({ base: null, rows: [], last: null, excluded: { missing: 1 } });
    expect(found.overall).toMatchObject({ estimate: null, n: 0, note: "no dates" });
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = quarter()) =>
    expect(revenueIndex(frame(columns), { ...monthly, ...given } as unknown as RevenueIndexOptions)).rejects;

  test("a base that is no period, naming the nearest or what there is", async () => {
    await refused({ base: "2025-1" }).toThrow("revenueIndex: no period '2025-1' in the table; nearest: '2025-01'");
    await refused({ base: "spring" }).toThrow("revenueIndex: no period 'spring' in the table; from 2025-01 to 2025-03");
  });

  test("options there are not", async () => {
    await refused({ linked: "daisy" }).toThrow("revenueIndex requires a way 'linked' of 'fixed', 'chain'; got 'daisy'");
    await refused({ per: "hour" }).toThrow("revenueIndex requires a unit 'per' of 'period', 'day'; got 'hour'");
    await refused({ immature: "drop" }).toThrow(
      "revenueIndex requires a policy 'immature' of 'note', 'compare'; got 'drop'",
    );
    await refused({ level: 95 }).toThrow("revenueIndex requires a level between 0 and 1, such as 0.95; got 95");
    await refused({ by: "period" }).toThrow("revenueIndex names its periods 'period'; got a column of that name in by");
  });

  test("amounts that are text, columns that are not there", async () => {
    await refused({ amount: "who" }).toThrow("revenueIndex requires numbers in 'who'; got text in the table");
    await refused({ customer: "whom" }).toThrow("revenueIndex: no column 'whom' in the table; nearest: 'who'");
    await refused({ date: "at" }).toThrow("revenueIndex: no column 'at' in the table");
  });
});
