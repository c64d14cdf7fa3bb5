import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import { type ChurnDenominator, type ChurnOptions, churn } from "../../src/metrics/churn/churn.js";
import { churnFromCounts } from "../../src/metrics/churn/churnFromCounts.js";
import { compoundRate, type PeriodLength } from "../../src/metrics/churn/compoundRate.js";
import reference from "../fixtures/churn/churn.json";
import { expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

type Days = (string | null)[];

type People = Readonly<Record<"joined" | "left" | "due", Days>> & {
  readonly w: (number | null)[];
  readonly segment: string[];
};

const frameOf = (people: People) => new DataFrame({ ...people });

const NAMED = ["start", "start+new", "average", "daily-average", "exposure"] as const;
const dated = { churned: "left", joined: "joined", period: { from: "2025-01-01", to: "2025-12-31" } } as const;

/** Six customers of 2025: one left before it, one leaves in it, one comes and leaves in it, one comes, one stays, one comes later. */
const six: People = {
  joined: ["2024-01-01", "2024-03-01", "2025-01-11", "2025-12-22", "2023-05-05", "2026-02-01"],
  left: ["2024-12-31", "2025-01-31", "2025-01-21", null, null, null],
  due: [null, "2025-01-31", null, null, "2025-05-05", null],
  w: [1, 3, 1, 1, 1, 1],
  segment: ["a", "a", "b", "b", "b", "b"],
};

const expectTriple = (row: { estimate: number | null; lower: number | null; upper: number | null }, want: number[]) => {
  for (const [i, found] of [row.estimate, row.lower, row.upper].entries()) {
    const expected = want[i]!;
    expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(expected)));
  }
};

interface Period {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly joined: number;
  readonly end: number;
  readonly churned: number;
  readonly churnedOfStart: number;
  readonly customerDays: number;
  readonly due: number;
  readonly churnedOfDue: number;
  readonly rates: Partial<Record<ChurnDenominator, number[]>> | readonly [];
  readonly weighted?: number[] | null;
}

async function expectPeriod(table: Parameters<typeof churn>[0], columns: Partial<ChurnOptions>, period: Period) {
  const rates = Array.isArray(period.rates) ? {} : (period.rates as Partial<Record<ChurnDenominator, number[]>>);
  const { from, to } = period;
  for (const denominator of NAMED) {
    const { overall } = await churn(table, { ...dated, ...columns, period: { from, to }, denominator });
    expect(overall).toMatchObject({
      customersAtStart: period.start,
      newCustomers: period.joined,
      customersAtEnd: period.end,
      customerDays: period.customerDays,
      churned: denominator === "start" ? period.churnedOfStart : period.churned,
    });
    if (rates[denominator] === undefined) expect([overall.estimate, typeof overall.note]).toEqual([null, "string"]);
    else expectTriple(overall, rates[denominator]!);
  }
}

describe("values from R, customers counted day by day", () => {
  test.each(reference.cases.map((one, i) => ({ i, one })))("drawn customers, case $i", async ({ one }) => {
    const people = { ...one.customers, w: one.w, segment: one.w.map(() => "a") } as People;
    const table = await inDuckdb(people);
    for (const period of one.periods as unknown as Period[]) {
      await expectPeriod(table, {}, period);
      const shared = { period: { from: period.from, to: period.to }, churned: "left" };
      const renewals = await churn(table, { ...shared, due: "due", denominator: "renewals-due" });
      expect(renewals.overall).toMatchObject({ renewalsDue: period.due, churned: period.churnedOfDue });
      const rates = period.rates as Partial<Record<ChurnDenominator, number[]>>;
      if (period.due > 0) expectTriple(renewals.overall, rates["renewals-due"]!);
      if (!period.weighted) continue;
      const weighted = await churn(table, { ...shared, joined: "joined", denominator: "start", weight: "w" });
      expectTriple(weighted.overall, period.weighted);
    }
  });

  test("the demo company, a year and its quarters", async () => {
    const customers = await load("data/customers.csv", demoSchemas.customers);
    const columns = { churned: "left_on", joined: "first_purchase" };
    const { year, quarters } = reference.demo as unknown as { year: Period; quarters: Period[] };
    await expectPeriod(customers, columns, year);
    for (const denominator of NAMED) {
      const period = { from: year.from, to: year.to, each: "quarter" } as const;
      const { rows, overall, by } = await churn(customers, { ...columns, denominator, period });
      expect(by).toEqual(["period"]);
      expect(rows.map(({ keys }) => keys.period)).toEqual(["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]);
      const rates = (one: Period) => (one.rates as Partial<Record<ChurnDenominator, number[]>>)[denominator]!;
      for (const [i, row] of rows.entries()) expectTriple(row, rates(quarters[i]!));
      expectTriple(overall, rates(year));
    }
  });
});

describe("by hand", () => {
  const rate = async (options: Partial<ChurnOptions>) =>
    (await churn(frameOf(six), { ...dated, denominator: "start", ...options } as ChurnOptions)).overall;

  test("each denominator gives its own number for the same customers", async () => {
    expect(await rate({ denominator: "start" })).toMatchObject({ estimate: 1 / 2, churned: 1, denominator: 2, n: 2 });
    expect(await rate({ denominator: "start+new" })).toMatchObject({ estimate: 2 / 4, churned: 2, denominator: 4 });
    // Two at the start, two at the end.
    expect(await rate({ denominator: "average" })).toMatchObject({ estimate: 1, churned: 2, denominator: 2, n: 4 });
    // 30 days, 10 days, 10 days, 365 days.
    const days = 30 + 10 + 10 + 365;
    expect(await rate({ denominator: "exposure" })).toMatchObject({ estimate: 2 / days, denominator: days });
    expect((await rate({ denominator: "exposure", perDays: 30 })).estimate).toBeCloseTo(60 / days, 14);
    expect((await rate({ denominator: "daily-average" })).estimate).toBeCloseTo((2 * 365) / days, 14);
    const due = { denominator: "renewals-due", due: "due", joined: undefined } as never as Partial<ChurnOptions>;
    expect(await rate(due)).toMatchObject({ estimate: 1 / 2, churned: 1, renewalsDue: 2, customersAtStart: null });
  });

  test("every label names its denominator", async () => {
    const label = async (options: Partial<ChurnOptions>) =>
      (await churn(frameOf(six), { ...dated, denominator: "start", ...options } as ChurnOptions)).label;
    expect(await label({})).toBe("Churn (of customers at the start)");
    expect(await label({ weight: "w" })).toBe("Churn (of customers at the start, weighed by w)");
    expect(await label({ denominator: "start+new" })).toBe("Churn (of customers at the start and new ones)");
    expect(await label({ denominator: "average" })).toBe("Churn (per average of customers at start and end)");
    expect(await label({ denominator: "daily-average" })).toBe("Churn (per daily average of customers)");
    expect(await label({ denominator: "exposure" })).toBe("Churn (per customer-day)");
    expect(await label({ denominator: "exposure", perDays: 30 })).toBe("Churn (per 30 customer-days)");
    expect(await label({ denominator: "renewals-due", due: "due" })).toBe("Churn (of renewals due)");
    expect(await label({ denominator: "inactivity", churned: { lastActive: "joined", days: 9 } })).toBe(
      "Churn (of customers active at the start, gone after 9 days without activity)",
    );
  });

  test("a weight makes it the share of the weight that left", async () => {
    expect(await rate({ weight: "w" })).toMatchObject({ estimate: 3 / 4, churned: 1, weightedChurned: 3, n: 2 });
  });

  test("by inactivity a customer is gone so many days after the last activity, and not the day before", async () => {
    const shop = new DataFrame({
      first: ["2024-01-01", "2024-01-01", "2024-01-01", "2024-01-01", "2025-01-01", "2024-01-01"],
      // Gone on 31 December 2024, on 1 January, on 31 December 2025, on 1 January 2026; new; nothing known.
      last: ["2024-10-02", "2024-10-03", "2025-10-02", "2025-10-03", "2025-01-01", null],
    });
    const { overall } = await churn(shop, {
      churned: { lastActive: "last", days: 90 },
      joined: "first",
      period: dated.period,
      denominator: "inactivity",
    });
    expect(overall).toMatchObject({ churned: 2, customersAtStart: 3, estimate: 2 / 3, missing: 1 });
  });

  test("answers give what their dates give", async () => {
    const flags = new DataFrame({
      gone: ["yes", "yes", "no", "no", null, "no"],
      fresh: [false, true, true, false, false, null],
      owing: [1, 0, 0, 1, 1, 1],
    });
    const columns = { churned: { column: "gone", value: "yes" }, joined: "fresh" };
    const of = async (options: object) => (await churn(flags, { ...columns, ...options } as ChurnOptions)).overall;
    const counts = { customersAtStart: 2, newCustomers: 2, customersAtEnd: 2, missing: 2, customerDays: null };
    expect(await of({ denominator: "start" })).toMatchObject({ ...counts, churned: 1, estimate: 1 / 2 });
    expect(await of({ denominator: "start+new" })).toMatchObject({ ...counts, churned: 2, estimate: 2 / 4 });
    expect(await of({ denominator: "average" })).toMatchObject({ ...counts, churned: 2, estimate: 2 / 2 });
    const due = { denominator: "renewals-due", due: "owing", joined: undefined };
    expect(await of(due)).toMatchObject({ churned: 1, renewalsDue: 3, estimate: 1 / 3, missing: 1 });
    expect(await of({ denominator: "start", joined: undefined })).toMatchObject({ churned: 2, estimate: 2 / 5 });
  });

  test("parts of a period that do not fill it say so; months count from the first day", async () => {
    const period = { from: "2025-01-31", to: "2025-04-15", each: "month" } as const;
    const { rows } = await churn(frameOf(six), { ...dated, denominator: "start", period });
    expect(rows.map(({ keys, note }) => [keys.period, note])).toEqual([
      ["2025-01-31", null],
      ["2025-02-28", null],
      ["2025-03-31", "only 16 of the 30 days of the month"],
    ]);
    const years = { from: "2025-01-01", to: "2026-12-31", each: "year" } as const;
    const both = await churn(frameOf(six), { ...dated, denominator: "start", period: years, by: "segment" });
    expect(both.by).toEqual(["segment", "period"]);
    expect(both.rows.map(({ keys, n }) => [keys.segment, keys.period, n])).toEqual([
      ["a", "2025", 1],
      ["a", "2026", 0],
      ["b", "2025", 1],
      ["b", "2026", 2],
    ]);
    expect(both.rows[1]).toMatchObject({ estimate: null, note: "nobody was there at the start" });
  });
});

const DAY = (text: string) => Date.parse(text) / 86_400_000;
const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const person = fc
  .record({
    joined: fc.option(fc.integer({ min: DAY("2024-06-01"), max: DAY("2026-01-31") }), { freq: 8 }),
    stay: fc.option(fc.integer({ min: 0, max: 500 })),
    due: fc.option(fc.integer({ min: DAY("2024-06-01"), max: DAY("2026-01-31") })),
    w: fc.option(fc.constantFrom(0, 0.5, 1, 2.25), { freq: 8 }),
    segment: fc.constantFrom("a", "b", "c"),
  })
  .map(({ joined, stay, due, w, segment }) => ({
    joined: joined === null ? null : iso(joined),
    left: stay === null ? null : iso((joined ?? DAY("2025-01-01")) + stay),
    due: due === null ? null : iso(due),
    w,
    segment,
  }));

/** With one customer of whom all is known, so that each column has its type. */
const KNOWN = { joined: "2024-06-01", left: "2025-06-01", due: "2025-06-01", w: 1, segment: "a" };
const people = fc.array(person, { maxLength: 30 }).map((some): People => {
  const all = [...some, KNOWN];
  const column = <K extends keyof typeof KNOWN>(name: K) => all.map((one) => one[name]);
  return {
    joined: column("joined"),
    left: column("left"),
    due: column("due"),
    w: column("w") as (number | null)[],
    segment: column("segment") as string[],
  };
});

const everyWay: readonly ChurnOptions[] = [
  ...NAMED.map((denominator) => ({ ...dated, denominator })),
  { churned: "left", due: "due", period: dated.period, denominator: "renewals-due" },
  { ...dated, churned: { lastActive: "left", days: 30 }, denominator: "inactivity" },
  { ...dated, denominator: "start", weight: "w", period: { ...dated.period, each: "quarter" } },
];

describe("laws", () => {
  test("churn(table) is the same in memory and in DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.constantFrom(...everyWay), async (given, options) => {
        await expectSameInDuckdb(given, (table) => churn(table, { ...options, by: "segment" }));
      }),
      { numRuns: 40 },
    );
  });

  test("customers and churns of segments add up; who is there at the end of a part is there at the start of the next", async () => {
    await fc.assert(
      fc.asyncProperty(people, async (given) => {
        const period = { ...dated.period, each: "month" } as const;
        const options = { ...dated, denominator: "start+new" } as const;
        const { rows, overall } = await churn(frameOf(given), { ...options, by: "segment" });
        for (const name of ["churned", "n", "customersAtStart", "customerDays"] as const) {
          expect(rows.reduce((sum, row) => sum + row[name]!, 0)).toBe(overall[name]);
        }
        const months = (await churn(frameOf(given), { ...options, period })).rows;
        expect(months).toHaveLength(12);
        for (const [i, month] of months.slice(1).entries()) {
          expect(month.customersAtStart).toBe(months[i]!.customersAtEnd);
        }
        expect(months.reduce((sum, { churned }) => sum + churned, 0)).toBe(overall.churned);
        expect(months.reduce((sum, { customerDays }) => sum + customerDays!, 0)).toBe(overall.customerDays);
      }),
      { numRuns: 40 },
    );
  });

  test("a rate lies in its interval; a share in 0–1; weights of 1 are no weights", async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.constantFrom(...everyWay), async (given, options) => {
        const { overall } = await churn(frameOf(given), options);
        if (overall.estimate === null) return expect(overall.note).not.toBeNull();
        expect(overall.lower).toBeLessThanOrEqual(overall.estimate);
        expect(overall.upper).toBeGreaterThanOrEqual(overall.estimate);
        const ones = frameOf({ ...given, w: given.w.map(() => 1) });
        if (["average", "daily-average", "exposure"].includes(options.denominator)) return;
        expect(overall.upper).toBeLessThanOrEqual(1);
        const { weight: _, ...plain } = options;
        const [weighted, unweighted] = [
          (await churn(ones, { ...plain, weight: "w" })).overall,
          (await churn(ones, plain)).overall,
        ];
        expect(weighted.estimate).toBeCloseTo(unweighted.estimate!, 12);
        expect(weighted.lower).toBeCloseTo(unweighted.lower!, 12);
        expect(weighted.upper).toBeCloseTo(unweighted.upper!, 12);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what cannot exist is null with a note", () => {
  const none = (denominator: ChurnDenominator, period: object, more: object = {}) =>
    churn(frameOf(six), { ...dated, period, denominator, ...more } as ChurnOptions);
  const before = { from: "2020-01-01", to: "2020-12-31" };

  test.each([
    ["start", "nobody was there at the start"],
    ["start+new", "nobody was there"],
    ["average", "nobody was there at the start or the end"],
    ["daily-average", "no customer-days"],
    ["exposure", "no customer-days"],
  ] as const)("denominator '%s' before there were customers: %s", async (denominator, note) => {
    const { overall } = await none(denominator, before);
    expect(overall).toMatchObject({ estimate: null, lower: null, upper: null, denominator: 0, churned: 0, note });
  });

  test("no renewals, nobody active, weights of 0, nothing known", async () => {
    const renewals = await none("renewals-due", before, { due: "due" });
    expect(renewals.overall).toMatchObject({ estimate: null, note: "no renewals due" });
    const active = await none("inactivity", before, { churned: { lastActive: "joined", days: 3 } });
    expect(active.overall.note).toBe("nobody was active at the start");
    const weightless = frameOf({ ...six, w: six.joined.map((day) => (day! > "2026" ? 1 : 0)) });
    const weighed = await churn(weightless, { ...dated, denominator: "start", weight: "w" });
    expect(weighed.overall).toMatchObject({ estimate: null, note: "all weights are 0" });
    const unknown = new DataFrame({ gone: [null, null, true], s: ["a", "a", "b"] });
    const { rows } = await churn(unknown, { churned: "gone", denominator: "start", by: "s" });
    expect(rows[0]).toMatchObject({ estimate: null, n: 0, missing: 2, note: "nobody with known values" });
    expect(rows[1]).toMatchObject({ estimate: 1, n: 1, upper: 1, note: null });
  });

  test("nobody left: 0, with an upper bound", async () => {
    const stay = frameOf({ ...six, left: six.left.map(() => null) });
    expect((await churn(stay, { ...dated, denominator: "start" })).overall).toMatchObject({ estimate: 0, lower: 0 });
    const rate = (await churn(stay, { ...dated, denominator: "exposure" })).overall;
    expect(rate.estimate).toBe(0);
    expect(rate.upper! * rate.denominator).toBeCloseTo(-Math.log(0.025), 10);
  });
});

describe("errors", () => {
  const call = (options: object, table = frameOf(six)) => churn(table, { ...dated, denominator: "start", ...options });

  test("a denominator that is not given is refused with the choices", async () => {
    await expect(call({ denominator: undefined })).rejects.toThrow(
      "churn requires a denominator of 'start' (of customers at the start), 'start+new' (of customers at the start and new ones), " +
        "'average' (per average of customers at start and end), 'daily-average' (per daily average of customers), " +
        "'exposure' (per customer-day), 'renewals-due' (of renewals due), " +
        "'inactivity' (of customers active at the start); got none",
    );
    await expect(call({ denominator: "end" })).rejects.toThrow("got 'end'");
    await expect(call({ denominator: "toString" })).rejects.toThrow("got 'toString'");
  });

  test.each([
    [{ joined: undefined }, "churn of a period with denominator 'start' requires 'joined'; got none"],
    [{ period: undefined, denominator: "exposure" }, "churn with denominator 'exposure' requires 'period'; got none"],
    [{ denominator: "renewals-due" }, "requires 'due'; got none"],
    [{ due: "due" }, "churn with denominator 'start' takes no due; got 'due'"],
    [{ perDays: 30 }, "churn with denominator 'start' takes no perDays; got '30'"],
    [{ denominator: "exposure", perDays: 0 }, "churn requires 'perDays' above 0; got 0"],
    [{ denominator: "average", weight: "w" }, "churn with denominator 'average' takes no weight; got 'w'"],
    [{ denominator: "exposure", method: "wilson" }, "churn with denominator 'exposure' takes no method; got 'wilson'"],
    [{ method: "linearized" }, "churn requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 'linearized'"],
    [{ level: 95 }, "churn requires a level between 0 and 1, such as 0.95; got 95"],
    [{ denominator: "inactivity" }, "requires both denominator 'inactivity' and churned: { lastActive, days }"],
    [{ churned: { lastActive: "left", days: 9 } }, "got denominator 'start' and churned"],
    [{ churned: { lastActive: "left", days: 0 }, denominator: "inactivity" }, "requires whole days from 1; got 0"],
    [{ churned: { column: "left", value: "x" } }, "churn of a period requires a column of days; got"],
    [{ period: { from: "2025-02-30", to: "2025-12-31" } }, "requires 'from' of the period as a date such as"],
    [{ period: { from: "2025-12-31", to: "2025-01-01" } }, "churn requires a period that ends after it begins"],
    [{ period: { ...dated.period, each: "week" } }, "churn requires 'each' of 'month', 'quarter', 'year'; got 'week'"],
    [{ churned: "lft" }, "churn: no column 'lft' in the table; nearest: 'left'"],
    [{ churned: "segment" }, "requires dates such as 2025-07-01 in 'segment'; got 'a', 'b' (6 rows, first at row 1)"],
    [
      { period: undefined, joined: undefined, churned: "w" },
      "requires true and false, or 1 and 0, in 'w'; got 3 (row 2)",
    ],
  ])("%j", async (options, message) => {
    await expect(call(options)).rejects.toThrow(message);
  });

  test("leaving before coming is refused with the row", async () => {
    const left = [...six.left.slice(0, 3), "2025-12-21", null, "2025-12-31"];
    await expect(call({}, frameOf({ ...six, left }))).rejects.toThrow(
      "churn requires 'left' not before 'joined'; got '2025-12-21' before '2025-12-22' (2 rows, first at row 4)",
    );
  });

  test("parts of a period are refused by inactivity, and beside a column called period", async () => {
    const period = { ...dated.period, each: "month" };
    const inactive = { churned: { lastActive: "left", days: 9 }, denominator: "inactivity", period };
    await expect(call(inactive)).rejects.toThrow("churn by inactivity takes no parts of a period");
    await expect(call({ period, by: "period" })).rejects.toThrow("requires other columns than 'period'");
  });

  test("a negative weight is refused with the row", async () => {
    await expect(call({ weight: "w" }, frameOf({ ...six, w: [1, 1, -2, 1, 1, 1] }))).rejects.toThrow(
      "churn requires weights of at least 0 in 'w'; got -2 (row 3)",
    );
  });
});

describe("churnFromCounts", () => {
  test("gives what churn gives of the rows", async () => {
    const counts = { atStart: 2, joined: 2, customerDays: 415, days: 365 };
    for (const denominator of NAMED) {
      const rows = (await churn(frameOf(six), { ...dated, denominator })).overall;
      const { overall, label, method } = churnFromCounts({ ...counts, churned: rows.churned }, { denominator });
      // Churns among those who were there at the start do not tell how many are there at the end.
      const unknown = denominator === "start" ? { newCustomers: null, customersAtEnd: null } : {};
      expect(overall).toEqual({ ...rows, ...unknown });
      expect(label).toContain("Churn (");
      expect(method).toContain(denominator.startsWith("start") ? "Wilson" : "Garwood");
    }
    const due = churnFromCounts({ churned: 3, due: 40 }, { denominator: "renewals-due", method: "clopper-pearson" });
    expect(due.overall).toMatchObject({ estimate: 3 / 40, n: 40, renewalsDue: 40 });
    expect(churnFromCounts({ churned: 5, customerDays: 999 }, { denominator: "exposure" }).overall.n).toBe(5);
  });

  test.each([
    [{ churned: 1 }, { denominator: "start" }, "churnFromCounts with denominator 'start' requires 'atStart'; got none"],
    [{ churned: 3, atStart: 2 }, { denominator: "start" }, "requires no more churns than the 2 customers; got 3"],
    [{ churned: 0.5, atStart: 2 }, { denominator: "start" }, "requires counts that are whole numbers from 0; got 0.5"],
    [{ churned: 1, atStart: 2 }, {}, "churnFromCounts requires a denominator of 'start'"],
    [{ churned: 1, customerDays: 9, days: 0 }, { denominator: "daily-average" }, "a period of at least 1 day; got 0"],
  ])("%j, %j", (counts, options, message) => {
    expect(() => churnFromCounts(counts as never, options as never)).toThrow(message);
  });
});

describe("compoundRate", () => {
  test("5 % a month is 45.96 % a year and not 60 %; 5 % a year is .427 % a month", () => {
    expect(compoundRate(0.05, { from: "month", to: "year" })).toBeCloseTo(0.4596, 4);
    expect(compoundRate(0.05, { from: "year", to: "month" })).toBeCloseTo(0.00427, 5);
    expect(compoundRate(0.05, { from: "month", to: "year" })).toBeCloseTo(1 - 0.95 ** 12, 14);
  });

  test("compoundRate(compoundRate(rate)) there and back is the rate, however small; 0 and 1 stay", () => {
    const share = fc.double({ min: 1e-12, max: 0.9, noNaN: true });
    const length = fc.constantFrom<PeriodLength>("day", "week", "month", "quarter", "year", 30);
    fc.assert(
      fc.property(share, length, (rate, to) => {
        const there = compoundRate(rate, { from: "month", to });
        if (there > 0.999999) return;
        const back = compoundRate(there, { from: to, to: "month" });
        expect(Math.abs(back - rate)).toBeLessThanOrEqual(1e-8 * rate);
      }),
    );
    expect(Object.is(compoundRate(0, { from: "year", to: "day" }), 0)).toBe(true);
    expect(compoundRate(1, { from: "year", to: "day" })).toBe(1);
  });

  test("an estimate keeps its n and note; bounds above 1 are 1", () => {
    const rate = { estimate: 0.5, lower: 0.1, upper: 1.4, n: 9, note: "few" };
    expect(compoundRate(rate, { from: "year", to: "year" })).toEqual({
      ...rate,
      lower: expect.closeTo(0.1, 14),
      upper: 1,
    });
    const none = { estimate: null, lower: null, upper: null, n: 0, note: "nobody was there at the start" };
    expect(compoundRate(none, { from: "year", to: "month" })).toEqual(none);
  });

  test("a rate that is no share, or an unknown period, is refused", () => {
    expect(() => compoundRate(5, { from: "month", to: "year" })).toThrow(
      "compoundRate requires a rate from 0 to 1, such as 0.05; got 5",
    );
    expect(() => compoundRate(Number.NaN, { from: "month", to: "year" })).toThrow("got NaN");
    expect(() => compoundRate(0.1, { from: "fortnight" as never, to: "year" })).toThrow(
      "compoundRate requires 'from' of 'day', 'week', 'month', 'quarter', 'year' or days above 0; got 'fortnight'",
    );
  });
});
