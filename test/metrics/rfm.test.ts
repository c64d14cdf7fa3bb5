import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import { RFM_SEGMENTS, type RfmOptions, type RfmResult, rfm, rfmCustomers } from "../../src/metrics/rfm/rfm.js";
import { cutPoints, scoreBy } from "../../src/metrics/rfm/rfmCuts.js";
import type { Cell } from "../../src/tables/table.js";
import type { TableLike } from "../../src/tables/table-like.js";
import reference from "../fixtures/rfm/rfm.json";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

type Row = readonly [customer: Cell, date: string | null, amount: number | null];

const columns = { customer: "customer", date: "date", amount: "amount" } as const;
const options = { ...columns, asOf: "2025-12-31" };

const columnsOf = (rows: readonly Row[]): Columns => ({
  customer: rows.map(([customer]) => customer),
  date: rows.map(([, date]) => date),
  amount: rows.map(([, , amount]) => amount),
});
const call = async (rows: readonly Row[], more: Partial<RfmOptions> = {}) =>
  rfm(await inMemory(columnsOf(rows)), { ...options, ...more });
const list = async (rows: readonly Row[], more: Partial<RfmOptions> = {}) =>
  rfmCustomers(await inMemory(columnsOf(rows)), { ...options, ...more });
const scoresOf = async (rows: readonly Row[], more: Partial<RfmOptions> = {}) =>
  Object.fromEntries(
    (await list(rows, more)).map((one) => [
      String(one.customer),
      `${one.recencyScore}${one.frequencyScore}${one.monetaryScore}`,
    ]),
  );

/** a to e: bought 1 to 5 times, each later and for more than the one before. */
const five: readonly Row[] = ["a", "b", "c", "d", "e"].flatMap((customer, i) =>
  Array.from({ length: i + 1 }, (_, k): Row => [customer, `2025-${String(i + 5).padStart(2, "0")}-0${k + 1}`, 10]),
);

interface Segment {
  readonly name: string;
  readonly customers: number;
  readonly interval: readonly number[];
  readonly value: number;
  readonly valueInterval: readonly number[] | null;
}

function expectSegments({ rows }: RfmResult, segments: readonly Segment[]): void {
  expect(rows.map(({ keys, customers }) => [keys.segment, customers])).toEqual(
    segments.map(({ name, customers }) => [name, customers]),
  );
  for (const [i, { interval, value, valueInterval }] of segments.entries()) {
    const { lower, upper, valueShare } = rows[i]!;
    expect(lower).toBeCloseTo(interval[0]!, 9);
    expect(upper).toBeCloseTo(interval[1]!, 9);
    expect(valueShare.estimate).toBeCloseTo(value, 9);
    if (valueInterval === null) expect([valueShare.lower, valueShare.upper]).toEqual([null, null]);
    else {
      expect(valueShare.lower).toBeCloseTo(valueInterval[0]!, 9);
      expect(valueShare.upper).toBeCloseTo(valueInterval[1]!, 9);
    }
  }
}

describe("values from pandas, by ranks", () => {
  test.each(reference.cases.map((one, i) => [i, one] as const))("drawn purchases %i", async (_, one) => {
    const { customer, date, amount, asOf, windowDays, scores } = one;
    const given = { ...columns, asOf, ...(windowDays === null ? {} : { windowDays }) };
    for (const table of [new DataFrame({ customer, date, amount }), await inDuckdb({ customer, date, amount })]) {
      const found = await rfmCustomers(table, given);
      expect(found.map((row) => row.customer)).toEqual(scores.customer);
      expect(found.map((row) => row.daysSinceLastPurchase)).toEqual(scores.days);
      expect(found.map((row) => row.frequency)).toEqual(scores.frequency);
      found.forEach((row, i) => {
        expect(row.monetary).toBeCloseTo(scores.monetary[i]!, 6);
      });
      expect(found.map((row) => [row.recencyScore, row.frequencyScore, row.monetaryScore])).toEqual(
        scores.r.map((r, i) => [r, scores.f[i], scores.m[i]]),
      );
      expectSegments(await rfm(table, given), one.segments);
    }
  });

  test("the demo company's orders, returns left out", async () => {
    const orders = await load("data/orders.csv", demoSchemas.orders);
    const { asOf, windowDays, counts, segments } = reference.demo;
    const given = {
      customer: "customer",
      date: "date",
      amount: "revenue",
      asOf,
      windowDays,
      negative: "leave out",
    } as const;
    expectSegments(await rfm(orders, given), segments);
    const found = new Map<string, number>();
    for (const { recencyScore, frequencyScore, monetaryScore } of await rfmCustomers(orders, given)) {
      const name = `${recencyScore} ${frequencyScore} ${monetaryScore}`;
      found.set(name, (found.get(name) ?? 0) + 1);
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counts.map(([r, f, m, n]) => [`${r} ${f} ${m}`, n])));
  });
});

describe("by hand", () => {
  test("five customers in order score 1 to 5 in each", async () => {
    expect(await scoresOf(five)).toEqual({ a: "111", b: "222", c: "333", d: "444", e: "555" });
    const result = await call(five);
    expect(result.cuts).toEqual({
      daysSinceLastPurchase: [244, 212, 181, 149],
      frequency: [1, 2, 3, 4],
      monetary: [10, 20, 30, 40],
    });
    const champions = result.rows.find(({ keys }) => keys.segment === "Champions")!;
    expect(champions).toMatchObject({
      estimate: 0.2,
      n: 5,
      customers: 1,
      value: 50,
      meanFrequency: 5,
      meanMonetary: 50,
    });
    expect(champions.meanDaysSinceLastPurchase).toBe(117);
    expect(champions.valueShare.estimate).toBeCloseTo(1 / 3, 12);
    expect(result.cells.find(({ recency, frequency }) => recency === 5 && frequency === 5)).toMatchObject({
      ...{ estimate: 50, n: 1, lower: null, note: "one customer: no interval" },
    });
    expect(result.cells).toHaveLength(25);
  });

  test("seven values in five parts: the cuts are the 2nd, 3rd, 5th and 6th, the higher scores the smaller", () => {
    const values = [1, 2, 3, 4, 5, 6, 7];
    expect(values.map((value) => scoreBy(value, cutPoints(values, 5)))).toEqual([1, 1, 2, 3, 3, 4, 5]);
  });

  test("equal values share a score: three alike and two above them score 1, 4 and 5", () => {
    const values = [1, 1, 1, 2, 3];
    expect(values.map((value) => scoreBy(value, cutPoints(values, 5)))).toEqual([1, 1, 1, 4, 5]);
  });

  test("recency is of all purchases, frequency and money of the window; several lines of a day are one purchase", async () => {
    const rows: Row[] = [
      ["a", "2025-12-01", 5],
      ["a", "2025-12-01", 5],
      ["a", "2025-06-01", 100],
      ["b", "2025-06-01", 7],
    ];
    const found = await list(rows, { windowDays: 31 });
    expect(
      found.map(({ daysSinceLastPurchase, frequency, monetary }) => [daysSinceLastPurchase, frequency, monetary]),
    ).toEqual([
      [30, 1, 10],
      [213, 0, 0],
    ]);
    // 1 December is the first of 31 days up to the 31st.
    expect((await list(rows, { windowDays: 30 }))[0]).toMatchObject({ frequency: 0, monetary: 0 });
  });

  test("money may be the mean of a day with a purchase; 0 of who bought nothing in the window", async () => {
    const rows: Row[] = [
      ["a", "2025-12-01", 5],
      ["a", "2025-12-01", 7],
      ["a", "2025-12-03", 4],
      ["b", "2025-01-01", 9],
    ];
    const found = await list(rows, { monetary: "mean", windowDays: 60 });
    expect(found.map(({ monetary }) => monetary)).toEqual([8, 0]);
  });

  test("times of day are of their days", async () => {
    const rows: Row[] = [
      ["a", "2025-12-01T09:00:00", 5],
      ["a", "2025-12-01T17:30:00", 5],
      ["a", "2025-12-31T23:59:59", 5],
      ["a", "2026-01-01T00:00:00", 5],
    ];
    expect((await list(rows))[0]).toMatchObject({ daysSinceLastPurchase: 0, frequency: 2, monetary: 15 });
    expect((await call(rows)).reconciliation.later).toBe(1);
  });

  test("by region: all are scored together, each region has its shares", async () => {
    const region = five.map(([customer]) => (customer === "e" || customer === "a" ? "north" : null));
    const table = await inMemory({ ...columnsOf(five), region });
    const result = await rfm(table, { ...options, by: "region" });
    expect(result.by).toEqual(["region", "segment"]);
    const of = (name: string | null, segment: string) =>
      result.rows.find(({ keys }) => keys.region === name && keys.segment === segment)!;
    expect(of("north", "Champions")).toMatchObject({ estimate: 0.5, n: 2 });
    expect(of(null, "Champions")).toMatchObject({ estimate: 0, n: 3 });
    expect(result.overall.n).toBe(5);
  });

  test("fixed cut points score another day as the first: a year in which nobody came back puts nobody at the top", async () => {
    const { cuts } = await call(five);
    expect(await scoresOf(five, { asOf: "2026-12-31", cuts })).toEqual({
      a: "111",
      b: "122",
      c: "133",
      d: "144",
      e: "155",
    });
    expect(Object.values(await scoresOf(five, { asOf: "2026-12-31" }))).toContain("555");
  });
});

const purchases = fc.array(
  fc.tuple(
    fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    fc.integer({ min: 1, max: 28 }).map((day) => `2025-11-${String(day).padStart(2, "0")}`),
    fc.integer({ min: 1, max: 99999 }).map((cents) => cents / 100),
  ),
  { minLength: 1, maxLength: 40 },
) as fc.Arbitrary<Row[]>;

describe("laws", () => {
  test("no score changes when amounts are multiplied by 1000 or 0.001", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, fc.constantFrom("total", "mean"), async (rows, monetary) => {
        const scores = await scoresOf(rows, { monetary });
        for (const factor of [1000, 0.001, 0.1]) {
          const scaled = rows.map(([customer, date, amount]): Row => [customer, date, amount! * factor]);
          expect(await scoresOf(scaled, { monetary })).toEqual(scores);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("sums that differ only by their rounding share a score: .1 + .2 scored above .3", async () => {
    const rows: Row[] = [
      ["a", "2025-11-01", 0.3],
      ["b", "2025-11-01", 0.10000000000000001 * (1 / 3)],
      ["b", "2025-11-01", 0.2 + 0.1 - 0.1 / 3],
    ];
    const [a, b] = Object.values(await scoresOf(rows)).map((scores) => scores[2]);
    expect(a).toBe(b);
    expect(scoreBy(0.1 + 0.2, [0.3])).toBe(1);
    expect(scoreBy(0.30001, [0.3])).toBe(2);
  });

  test("the order of rows does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        expect(await scoresOf([...rows].reverse())).toEqual(await scoresOf(rows));
      }),
      { numRuns: 40 },
    );
  });

  test("every customer twice changes neither scores nor shares", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const twice = [...rows, ...rows.map(([customer, date, amount]): Row => [`${customer}2`, date, amount])];
        const [one, two] = [await call(rows), await call(twice)];
        expect(two.cuts).toEqual(one.cuts);
        expect(two.rows.map(({ estimate }) => estimate)).toEqual(one.rows.map(({ estimate }) => estimate));
        const scores = await scoresOf(twice);
        for (const [name, score] of Object.entries(await scoresOf(rows))) {
          expect([scores[name], scores[`${name}2`]]).toEqual([score, score]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("scores are 1 + ⌊bins · the share of customers who have less⌋, and segments hold everybody once", async () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 2, max: 10 }),
        (values, bins) => {
          const cuts = cutPoints(values, bins);
          for (const value of values) {
            const less = values.filter((other) => other < value).length;
            expect(scoreBy(value, cuts)).toBe(1 + Math.floor((bins * less) / values.length));
          }
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const result = await call(rows);
        expect(result.rows.reduce((sum, { customers }) => sum + customers, 0)).toBe(result.overall.n);
        expect(result.cells.reduce((sum, { n }) => sum + n, 0)).toBe(result.overall.n);
        expect(unexplained(result)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("rows that are left out change nothing, whichever way the rows are read", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const window = { windowDays: 45 };
        const more = [...rows, ["a", "2025-11-29", -5] as Row, ["zz", "2025-11-29", null] as Row];
        expect(await scoresOf(more, { negative: "leave out", ...window })).toEqual(await scoresOf(rows, window));
      }),
      { numRuns: 40 },
    );
  });
});

describe("the same in DuckDB", () => {
  const dirty: Row[] = [
    ...five,
    [null, "2025-06-01", 3],
    ["f", null, 3],
    ["a", "2025-06-01", null],
    ["a", "2026-06-01", 3],
    ["g", "2025-06-01", -3],
    ["b", "2025-06-01", -3],
    ["b", "2025-06-02", 0],
  ];

  test("clean rows, and rows of every kind", async () => {
    await expectSameInDuckdb(columnsOf(five), (table) => rfm(table, { ...options, windowDays: 200 }));
    await expectSameInDuckdb(columnsOf(five), (table) => rfmCustomers(table, options));
    for (const negative of ["subtract", "leave out"] as const) {
      await expectSameInDuckdb(columnsOf(dirty), (table) => rfm(table, { ...options, negative, windowDays: 200 }));
    }
    const columns = { ...columnsOf(five), region: five.map(([customer]) => (customer! > "b" ? "x" : "y")) };
    await expectSameInDuckdb(columns, (table: TableLike) => rfm(table, { ...options, by: "region" }));
  });

  test("every row is accounted for", async () => {
    const result = await call(dirty, { negative: "subtract" });
    expect(result.reconciliation).toEqual({
      ...{ purchases: 16, zeroAmounts: 1, subtracted: 2, leftOut: 0, later: 1 },
      ...{ noCustomer: 1, noDate: 1, noAmount: 1, customersWithoutPurchase: 2 },
    });
    expect(result.excluded).toEqual({ missing: 3, outOfRange: 1 });
    const all = Object.entries(result.reconciliation).filter(([name]) => !/zero|customers/.test(name));
    expect(all.reduce((sum, [, n]) => sum + n, 0)).toBe(dirty.length);
    const left = await call(dirty, { negative: "leave out" });
    expect(left.reconciliation).toMatchObject({ subtracted: 0, leftOut: 2 });
    // b bought on 1 and 2 June and had a return of 3; 0 is a purchase on a day that already has one.
    expect((await list(dirty, { negative: "subtract" }))[1]).toMatchObject({
      customer: "b",
      frequency: 2,
      monetary: 17,
    });
  });
});

describe("edges", () => {
  test("one customer scores 1 in each, and the note says which scores nobody has", async () => {
    const result = await call([["a", "2025-11-01", 5]]);
    expect(result.overall).toMatchObject({
      ...{ estimate: 1, lower: null, n: 1 },
      note: "everybody: no share to estimate; scores of nobody: recency 2, 3, 4, 5; frequency 2, 3, 4, 5; monetary 2, 3, 4, 5",
    });
    expect(unexplained(result)).toEqual([]);
  });

  test.each([
    ["all later", [["a", "2026-11-01", 5]]],
    ["all returns", [["a", "2025-11-01", -5]]],
    ["no customer", [[null, "2025-11-01", 5]]],
    ["no dates", [["a", null, 5]]],
    ["no amounts", [["a", "2025-11-01", null]]],
  ] as [string, Row[]][])("nobody bought: %s", async (_, rows) => {
    const result = await rfm(await inMemory({ ...columnsOf(rows), amount: rows.map(([, , x]) => x ?? null) }), {
      ...options,
      negative: "leave out",
    });
    expect(result.overall).toMatchObject({ estimate: null, n: 0, note: "no purchases by the day" });
    expect(result.cuts).toEqual({ daysSinceLastPurchase: [], frequency: [], monetary: [] });
    expect(unexplained(result)).toEqual([]);
  });

  test("refunds larger than all purchases leave no shares of the value", async () => {
    const rows: Row[] = [
      ["a", "2025-11-01", 5],
      ["a", "2025-11-02", -9],
      ["b", "2025-11-02", 1],
    ];
    const result = await call(rows, { negative: "subtract" });
    expect(result.rows[0]!.valueShare).toMatchObject({ estimate: null, note: "nothing was spent: no shares of it" });
    expect(unexplained(result)).toEqual([]);
  });
});

describe("errors", () => {
  const refused = (rows: readonly Row[], more: object = {}) => expect(call(rows, more as Partial<RfmOptions>)).rejects;
  const rules = (change: object) => [{ ...RFM_SEGMENTS[0], ...change }, ...RFM_SEGMENTS.slice(1)];

  test("rows that cannot be", async () => {
    await refused([...five, ["a", "2025-01-01", -2]]).toThrow(
      "rfm requires amounts (returns: negative 'subtract' or 'leave out') of at least 0 in 'amount'; got -2 (row 16)",
    );
    await refused([["a", "2025-02-30", 2]]).toThrow(
      "rfm requires dates such as 2025-07-01 in 'date'; got '2025-02-30' (row 1)",
    );
    await refused(five, { amount: "amout" }).toThrow("rfm: no column 'amout' in the table; nearest: 'amount'");
    await refused(five, { amount: "date" }).toThrow("rfm requires numbers in 'date'; got text in the table");
    const table = await inMemory({ ...columnsOf(five), region: five.map((_, i) => (i === 2 ? "south" : "north")) });
    await expect(rfm(table, { ...options, by: "region" })).rejects.toThrow(
      "rfm by 'region' requires one value of each customer; got 'north' and 'south' of 'b' in 'customer'",
    );
  });

  test("options that cannot be", async () => {
    await refused(five, { asOf: undefined }).toThrow("rfm requires 'asOf' as a date such as '2025-07-01'; got none");
    await refused(five, { asOf: "31.12.2025" }).toThrow("got '31.12.2025'");
    await refused(five, { bins: 1 }).toThrow("rfm requires whole bins from 2 to 10; got 1");
    await refused(five, { bins: 3 }).toThrow("rfm requires segments for 3 bins: the usual ones are of 5; got none");
    await refused(five, { windowDays: 0.5 }).toThrow("rfm requires whole windowDays from 1; got 0.5");
    await refused(five, { level: 95 }).toThrow("rfm requires a level between 0 and 1, such as 0.95; got 95");
    await refused(five, { monetary: "sum" }).toThrow("rfm requires a monetary value of 'total', 'mean'; got 'sum'");
    await refused(five, { negative: "ignore" }).toThrow(
      "rfm requires a treatment of negative amounts of 'refuse', 'subtract', 'leave out'; got 'ignore'",
    );
  });

  test("cut points that cannot be", async () => {
    const { cuts } = await call(five);
    await refused(five, { cuts: { ...cuts, daysSinceLastPurchase: [1, 2, 3, 4] } }).toThrow(
      "rfm requires 4 cut points of 'daysSinceLastPurchase', falling, for scores 1 to 5; got [1,2,3,4]",
    );
    await refused(five, { cuts: { ...cuts, monetary: [1, 2] } }).toThrow(
      "rfm requires 4 cut points of 'monetary', rising, for scores 1 to 5; got [1,2]",
    );
    await refused(five, { cuts: { monetary: cuts.monetary } }).toThrow("'daysSinceLastPurchase', falling");
  });

  test("segments that leave out scores, hold them twice, or are none", async () => {
    await refused(five, { segments: rules({ frequency: [5, 5] }) }).toThrow(
      "rfm requires segments that hold each combination of scores once; got recency 5, frequency 4, monetary 1 in no segment (and 4 more combinations in none or several)",
    );
    await refused(five, { segments: rules({ recency: [4, 5], monetary: [1, 5] }) }).toThrow(
      "got recency 4, frequency 4, monetary 1 in 'Champions' and 'Loyal' (and 9 more",
    );
    await refused(five, { segments: rules({ recency: [5, 6] }) }).toThrow(
      "rfm requires the recency of segment 'Champions' as lowest and highest score from 1 to 5, such as [1, 2]; got [5,6]",
    );
    await refused(five, { segments: rules({ name: " " }) }).toThrow(
      "rfm requires a name of each segment; got none of segment 1",
    );
    await refused(five, { segments: [] }).toThrow("rfm requires at least one segment; got none");
  });

  test("own segments may look at money, share a name, and be of other scores", async () => {
    const segments = [
      { name: "best", recency: [2, 2], frequency: [1, 2], monetary: [2, 2] },
      { name: "rest", recency: [2, 2], frequency: [1, 2], monetary: [1, 1] },
      { name: "rest", recency: [1, 1], frequency: [1, 2] },
    ] as const;
    const result = await call(five, { bins: 2, segments });
    expect(result.segments).toEqual(["best", "rest"]);
    expect(result.rows.map(({ customers }) => customers)).toEqual([2, 3]);
  });
});

test.each(["2026-01-01", "9999-12-30", "9999-12-31"])(
  "a purchase of %s is later, in DuckDB too, and changes no score",
  async (day) => {
    const rows: Row[] = [...five, ["a", day, 10]];
    const asked = { ...options, windowDays: 90 };
    const found = await call(rows, { windowDays: 90 });
    expect(found.reconciliation.later).toBe(1);
    expect(found.rows).toEqual((await call(five, { windowDays: 90 })).rows);
    await expectSameInDuckdb(columnsOf(rows), (table) => rfm(table, asked));
  },
);
