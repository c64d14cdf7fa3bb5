import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import {
  type RevenueConcentrationOptions,
  type RevenueConcentrationRow,
  revenueConcentration,
  revenueConcentrationFromAmounts,
} from "../../src/metrics/revenueConcentration/revenueConcentration.js";
import { random } from "../../src/statistics/random.js";
import type { Cell } from "../../src/tables/table.js";
import reference from "../fixtures/revenueConcentration/revenueConcentration.json";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

type Row = readonly [customer: Cell, amount: number | null];

const columns = { customer: "customer", amount: "amount" } as const;
const columnsOf = (rows: readonly Row[]): Columns => ({
  customer: rows.map(([customer]) => customer),
  amount: rows.map(([, amount]) => amount),
});
const call = async (rows: readonly Row[], more: Partial<RevenueConcentrationOptions> = {}) =>
  revenueConcentration(await inMemory(columnsOf(rows)), { ...columns, resamples: 100, ...more });
const ofAmounts = revenueConcentrationFromAmounts;

/** Ten customers who brought 10, 9 … 1, in two rows each. */
const ten: readonly Row[] = Array.from(
  { length: 10 },
  (_, i) =>
    [
      [`c${i}`, i + 0.5],
      [`c${i}`, 0.5],
    ] as Row[],
).flat();

const numbers = ({ estimate, needed, gini }: RevenueConcentrationRow) => [estimate, needed.estimate, gini.estimate];

describe("published and independent values", () => {
  const { cents, values } = reference.cdnow;
  const cdnow = ofAmounts(cents.map((x) => x / 100));

  test("CDNOW as published: of 2,357 customers and 244,091.9 the top 20 % hold 67.4 %, 80 % takes 33.0 %, Gini .6309", () => {
    const { estimate, n, revenue, customersNeeded, gini } = cdnow.overall;
    expect(n).toBe(2357);
    expect(revenue).toBeCloseTo(244_091.94, 6);
    expect(estimate).toBeCloseTo(0.674, 3);
    // The source counts whole customers: 777 of them.
    expect(customersNeeded! / n).toBeCloseTo(0.33, 3);
    expect(gini.estimate).toBeCloseTo(0.6309, 4);
  });

  test("CDNOW from numpy, to all digits", () => {
    expect(cdnow.overall.estimate).toBeCloseTo(values.share, 12);
    expect(cdnow.overall.needed.estimate).toBeCloseTo(values.needed, 12);
    expect(cdnow.overall.customersNeeded).toBe(values.customersNeeded);
    expect(cdnow.overall.gini.estimate).toBeCloseTo(values.gini, 12);
  });

  test.each(reference.drawn)("drawn amounts, other shares", ({ amounts, shares, values: expected }) => {
    const { overall } = ofAmounts(amounts, { ...shares, resamples: 100 });
    expect(overall.estimate).toBeCloseTo(expected.share, 12);
    expect(overall.needed.estimate).toBeCloseTo(expected.needed, 12);
    expect(overall.customersNeeded).toBe(expected.customersNeeded);
    expect(overall.gini.estimate).toBeCloseTo(expected.gini, 12);
  });

  test("intervals are those of a bootstrap-t with jackknife errors, made in Python, to 7 % of their width", () => {
    const { amounts, intervals } = reference.interval;
    const { overall } = ofAmounts(amounts, { resamples: 4000, seed: 3 });
    for (const [name, row] of Object.entries({ share: overall, needed: overall.needed, gini: overall.gini })) {
      const [lower, upper] = intervals[name as keyof typeof intervals] as [number, number];
      const near = 0.07 * (upper - lower);
      expect(Math.abs(row.lower! - lower)).toBeLessThan(near);
      expect(Math.abs(row.upper! - upper)).toBeLessThan(near);
    }
  });

  test.each(["subtract", "leave out"] as const)(
    "the demo company's orders from pandas, returns: %s",
    async (negative) => {
      const orders = await load("data/orders.csv", demoSchemas.orders);
      const expected = reference.demo[negative];
      const { overall } = await revenueConcentration(orders, { customer: "customer", amount: "revenue", negative });
      expect([overall.n, overall.belowZero]).toEqual([expected.customers, expected.belowZero]);
      expect(overall.revenue / expected.revenue).toBeCloseTo(1, 12);
      expect(overall.estimate).toBeCloseTo(expected.share, 10);
      expect(overall.needed.estimate).toBeCloseTo(expected.needed, 10);
      expect(overall.customersNeeded).toBe(expected.customersNeeded);
      expect(overall.gini.estimate).toBeCloseTo(expected.gini, 10);
    },
  );
});

describe("by hand", () => {
  test("ten customers of 10, 9 … 1: two bring 19 of 55; 44 takes five and four sixths", async () => {
    const { overall, label } = await call(ten);
    expect(label).toBe("Share of revenue of the top 20 % of customers");
    expect(overall).toMatchObject({ n: 10, revenue: 55, customersNeeded: 6, broughtNothing: 0, belowZero: 0 });
    expect(overall.estimate).toBeCloseTo(19 / 55, 12);
    // 10 + 9 + 8 + 7 + 6 = 40; the sixth brings 5, of which 4 are needed.
    expect(overall.needed.estimate).toBeCloseTo(0.58, 12);
    expect(overall.gini.estimate).toBeCloseTo(0.3, 12);
    expect(overall.curve).toHaveLength(11);
    expect(overall.curve[1]!.cases).toBeCloseTo(0.1, 12);
    expect(overall.curve[1]!.amount).toBeCloseTo(10 / 55, 12);
  });

  test("where the cut falls within a customer, the same part of his revenue counts", () => {
    expect(ofAmounts([6, 3, 1], { top: 0.5 }).overall.estimate).toBeCloseTo(0.75, 12);
    expect(ofAmounts([6, 3, 1], { top: 0.2 }).overall.estimate).toBeCloseTo(0.36, 12);
  });

  test("94 80 66 33 27: three bring exactly 80 %, whatever rounding makes of it", () => {
    const { overall } = ofAmounts([94, 80, 66, 33, 27]);
    expect(overall.customersNeeded).toBe(3);
    expect(overall.needed.estimate).toBeCloseTo(0.6, 12);
    expect(ofAmounts([0.94, 0.8, 0.66, 0.33, 0.27]).overall.customersNeeded).toBe(3);
  });

  test("customers who brought nothing count, or do not", () => {
    const amounts = [60, 20, 10, 5, 5, 0, 0, 0, 0, 0];
    const [all, paying] = [ofAmounts(amounts), ofAmounts(amounts, { nothing: "leave out" })];
    expect(all.overall).toMatchObject({ n: 10, broughtNothing: 5 });
    expect(all.overall.estimate).toBeCloseTo(0.8, 12);
    expect(paying.overall).toMatchObject({ n: 5, broughtNothing: 5, revenue: 100 });
    expect(paying.overall.estimate).toBeCloseTo(0.6, 12);
  });

  test("returns lower what their customer brought; who got back more has brought nothing", async () => {
    const rows: Row[] = [
      ["a", 10],
      ["a", -4],
      ["b", 3],
      ["b", -5],
      ["c", 2],
    ];
    const { overall, excluded } = await call(rows, { negative: "subtract", top: 1 / 3 });
    expect(overall).toMatchObject({ n: 3, revenue: 8, broughtNothing: 1, belowZero: 1, givenBack: 2 });
    expect(overall.estimate).toBeCloseTo(6 / 8, 12);
    expect(excluded).toEqual({ missing: 0, outOfRange: 0 });
    const left = await call(rows, { negative: "leave out", top: 1 / 3 });
    expect(left.overall).toMatchObject({ n: 3, revenue: 15, broughtNothing: 0, belowZero: 0, givenBack: 0 });
    expect(left.overall.estimate).toBeCloseTo(10 / 15, 12);
    expect(left.excluded).toEqual({ missing: 0, outOfRange: 2 });
    // Whose only row is left out is a customer who brought nothing.
    expect((await call([...rows, ["d", -1]], { negative: "leave out" })).overall).toMatchObject({
      n: 4,
      broughtNothing: 1,
    });
  });

  test("rows without a customer or an amount are counted; of whom nothing is known is no customer", async () => {
    const result = await call([
      ...ten,
      [null, 5],
      ["c1", null],
      ["before others", null],
      ["nobody knows", null],
      [null, null],
    ]);
    expect(result.excluded).toEqual({ missing: 5, outOfRange: 0 });
    expect(result.unknownCustomers).toBe(2);
    expect(numbers(result.overall)).toEqual(numbers((await call(ten)).overall));
  });

  test("each segment is ranked by itself, as it would be alone", async () => {
    const region = ten.map((_, i) => (i < 12 ? "north" : null));
    const table = await inMemory({ ...columnsOf(ten), region });
    const result = await revenueConcentration(table, { ...columns, by: "region", resamples: 100 });
    expect(result.rows.map(({ keys, n }) => [keys.region, n])).toEqual([
      ["north", 6],
      [null, 4],
    ]);
    const { keys: _, ...north } = result.rows[0]!;
    expect(north).toEqual((await call(ten.slice(0, 12))).overall);
    expect(result.overall).toEqual((await call(ten)).overall);
  });

  test("a segment may stand in some rows of a customer only", async () => {
    const region = ten.map((_, i) => (i % 2 === 0 ? null : i < 10 ? "north" : "south"));
    const table = await inMemory({ ...columnsOf(ten), region });
    const { rows } = await revenueConcentration(table, { ...columns, by: ["region"], resamples: 100 });
    expect(rows.map(({ keys, n }) => [keys.region, n])).toEqual([
      ["north", 5],
      ["south", 5],
    ]);
  });
});

const paid = fc
  .array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 30 })
  .filter((all) => all.some((x) => x > 0));
const quick = { resamples: 100 } as const;

describe("laws", () => {
  test("revenueConcentration(table) is unchanged by the order of rows and by rows split in two", async () => {
    await fc.assert(
      fc.asyncProperty(paid, async (amounts) => {
        const rows = amounts.map((x, i): Row => [`c${i}`, x]);
        const found = await call(rows);
        expect(await call([...rows].reverse())).toEqual(found);
        const split = rows.flatMap(([who, x]): Row[] => [
          [who, x! - Math.floor(x! / 3)],
          [who, Math.floor(x! / 3)],
        ]);
        expect(await call(split)).toEqual(found);
        expect(ofAmounts(amounts, quick)).toEqual(found);
      }),
      { numRuns: 30 },
    );
  });

  test("the currency changes nothing but the revenue; bounds hold the range and, nearly always, the estimate", () => {
    fc.assert(
      fc.property(paid, (amounts) => {
        const [one, other] = [
          ofAmounts(amounts, quick),
          ofAmounts(
            amounts.map((x) => 1024 * x),
            quick,
          ),
        ];
        expect(other.overall).toEqual({ ...one.overall, revenue: 1024 * one.overall.revenue });
        for (const row of [one.overall, one.overall.needed, one.overall.gini]) {
          if (row.lower === null) expect(row.note).not.toBeNull();
          else {
            expect(row.lower).toBeGreaterThanOrEqual(0);
            expect(row.upper).toBeLessThanOrEqual(1);
            expect(row.lower).toBeLessThanOrEqual(row.upper!);
          }
        }
        expect(unexplained(one)).toEqual([]);
      }),
    );
  });

  test("every customer twice changes no estimate", () => {
    fc.assert(
      fc.property(paid, (amounts) => {
        const [one, two] = [ofAmounts(amounts, quick), ofAmounts([...amounts, ...amounts], quick)];
        for (const [i, x] of numbers(two.overall).entries()) expect(x).toBeCloseTo(numbers(one.overall)[i]!, 9);
      }),
    );
  });

  test("what one more customer without revenue does: the top holds no less, the Gini rises", () => {
    fc.assert(
      fc.property(paid, (amounts) => {
        const [one, more] = [ofAmounts(amounts, quick).overall, ofAmounts([...amounts, 0], quick).overall];
        expect(more.estimate!).toBeGreaterThanOrEqual(one.estimate! - 1e-12);
        expect(more.gini.estimate!).toBeGreaterThan(one.gini.estimate! - 1e-12);
        expect(more.customersNeeded).toBe(one.customersNeeded);
      }),
    );
  });

  test("the seed decides the interval and nothing else", () => {
    const amounts = reference.interval.amounts;
    const [one, again, other] = [1, 1, 2].map((seed) => ofAmounts(amounts, { seed, resamples: 200 }));
    expect(again).toEqual(one);
    expect(other!.overall.lower).not.toBe(one!.overall.lower);
    expect(numbers(other!.overall)).toEqual(numbers(one!.overall));
  });

  test("a higher level is wider", () => {
    const width = (level: number) => {
      const { lower, upper } = ofAmounts(reference.interval.amounts, { level }).overall;
      return upper! - lower!;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.95));
    expect(width(0.95)).toBeGreaterThan(width(0.8));
  });

  test("drawn in steps of neighbours or one by one, the intervals are as wide to 10 %", () => {
    const stream = random(11);
    const amounts = Array.from({ length: 4001 }, () => Math.exp(1.2 * stream.normal()));
    const given = { resamples: 1500 };
    const [steps, single] = [ofAmounts(amounts, given).overall, ofAmounts(amounts.slice(1), given).overall];
    for (const of of [
      (row: RevenueConcentrationRow) => row,
      (row: RevenueConcentrationRow) => row.needed,
      (row: RevenueConcentrationRow) => row.gini,
    ]) {
      const width = (row: RevenueConcentrationRow) => of(row).upper! - of(row).lower!;
      expect(Math.abs(width(steps) / width(single) - 1)).toBeLessThan(0.1);
    }
  });
});

describe("coverage", () => {
  test("95 % intervals hold the truth of a log-normal population in 90 to 98 of 100 samples of 200", () => {
    // Shares of a log-normal with σ = 1 are normal probabilities: Φ(Φ⁻¹(.2) + 1), Φ(Φ⁻¹(.8) − 1), 2Φ(1/√2) − 1.
    const truth = { share: 0.5629, needed: 0.4372, gini: 0.5205 };
    const stream = random(8);
    const held = { share: 0, needed: 0, gini: 0 };
    const samples = 200;
    for (let s = 0; s < samples; s++) {
      const amounts = Array.from({ length: 200 }, () => Math.exp(stream.normal()));
      const { overall } = ofAmounts(amounts, { resamples: 200, seed: s });
      const rows = { share: overall, needed: overall.needed, gini: overall.gini };
      for (const name of ["share", "needed", "gini"] as const) {
        held[name] += rows[name].lower! <= truth[name] && truth[name] <= rows[name].upper! ? 1 : 0;
      }
    }
    for (const name of ["share", "needed", "gini"] as const) {
      expect(held[name] / samples).toBeGreaterThan(0.89);
      expect(held[name] / samples).toBeLessThan(0.985);
    }
  });
});

describe("the same in DuckDB", () => {
  const dirty: Row[] = [...ten, [null, 5], ["c1", null], ["c2", -1], ["x", null], ["y", -3], ["z", 0]];

  test("clean rows, rows of every kind, segments", async () => {
    await expectSameInDuckdb(columnsOf(ten), (table) => revenueConcentration(table, { ...columns, ...quick }));
    for (const negative of ["subtract", "leave out"] as const) {
      await expectSameInDuckdb(columnsOf(dirty), (table) =>
        revenueConcentration(table, { ...columns, negative, nothing: "leave out", ...quick }),
      );
    }
    const region = dirty.map(([customer]) => (customer === null ? null : String(customer) > "c4" ? "x" : "y"));
    await expectSameInDuckdb({ ...columnsOf(dirty), region }, (table) =>
      revenueConcentration(table, { ...columns, by: "region", negative: "leave out", ...quick }),
    );
    const numbered = { customer: [3, 1, 1, 2], amount: [5, 1, 1, null], isNew: [true, false, false, true] };
    await expectSameInDuckdb(numbered, (table) => revenueConcentration(table, { ...columns, by: "isNew", ...quick }));
  });

  test("a Danfo DataFrame is a table", async () => {
    const frame = new DataFrame(columnsOf(ten) as Record<string, Cell[]>);
    expect(await revenueConcentration(frame, { ...columns, ...quick })).toEqual(await call(ten));
  });
});

describe("what cannot exist", () => {
  test.each([
    ["no customers", [[null, 5]]],
    ["no customers", [["a", null]]],
    [
      "one customer: nothing to compare",
      [
        ["a", 5],
        ["a", 6],
      ],
    ],
    [
      "customers brought nothing",
      [
        ["a", 0],
        ["b", 0],
      ],
    ],
    ["customers brought nothing", [["a", 0]]],
  ] as [string, Row[]][])("null: %s", async (note, rows) => {
    const result = await call(rows);
    expect(result.overall).toMatchObject({ estimate: null, lower: null, note, customersNeeded: null, curve: [] });
    expect(result.overall.gini).toMatchObject({ estimate: null, note });
    expect(unexplained(result)).toEqual([]);
  });

  test("no interval where all are alike, of nine customers, and where the largest bring everything", () => {
    const alike = ofAmounts(new Array(30).fill(7)).overall;
    expect(alike).toMatchObject({ lower: null, note: "all customers alike: no interval" });
    for (const [i, x] of numbers(alike).entries()) expect(x).toBeCloseTo([0.2, 0.8, 0][i]!, 12);
    const nine = ofAmounts([...Array.from({ length: 9 }, (_, i) => i + 1), 0, 0, 0]).overall;
    expect(nine.note).toBe("fewer than 10 customers brought something: no interval");
    const few = ofAmounts([...Array.from({ length: 10 }, (_, i) => i + 1), ...new Array(60).fill(0)]).overall;
    expect(few).toMatchObject({ estimate: 1, lower: null, note: "the largest brought everything: no interval" });
    expect(few.gini.lower).not.toBeNull();
    for (const row of [alike, nine, few]) expect(unexplained(row)).toEqual([]);
  });

  test("a share that only just is below 1 has too few resamples with an interval", () => {
    const amounts = [...new Array(20).fill(100), 1, ...new Array(79).fill(0)];
    const { overall } = ofAmounts(amounts);
    expect(overall.note).toBe("no interval: too few resamples have one");
    expect(unexplained(overall)).toEqual([]);
  });
});

describe("errors", () => {
  const refused = (rows: readonly Row[], more: object = {}) => expect(call(rows, more)).rejects;

  test("rows that cannot be", async () => {
    await refused([...ten, ["a", -2]]).toThrow(
      "revenueConcentration requires amounts (returns: negative 'subtract' or 'leave out') of at least 0 in 'amount'; got -2 (row 21)",
    );
    await refused(ten, { amount: "amout" }).toThrow(
      "revenueConcentration: no column 'amout' in the table; nearest: 'amount'",
    );
    await refused(ten, { amount: "customer" }).toThrow(
      "revenueConcentration requires numbers in 'customer'; got text in the table",
    );
    await refused(ten, { by: "regio" }).toThrow("revenueConcentration: no column 'regio' in the table");
    await refused([
      ["a", 1e308],
      ["b", 1e308],
    ]).toThrow("revenueConcentration requires amounts with a finite sum; got one that is infinite");
    const region = ten.map((_, i) => (i === 2 ? "south" : "north"));
    for (const table of [
      await inMemory({ ...columnsOf(ten), region }),
      await inDuckdb({ ...columnsOf(ten), region }),
    ]) {
      await expect(revenueConcentration(table, { ...columns, by: "region" })).rejects.toThrow(
        "revenueConcentration by 'region' requires one value of each customer; got 'north' and 'south' of 'c1' in 'customer'",
      );
    }
  });

  test("options that cannot be", async () => {
    await refused(ten, { top: 20 }).toThrow(
      "revenueConcentration requires 'top' as a share between 0 and 1, such as 0.2; got 20",
    );
    await refused(ten, { threshold: 1 }).toThrow(
      "revenueConcentration requires 'threshold' as a share between 0 and 1, such as 0.2; got 1",
    );
    await refused(ten, { negative: "drop" }).toThrow(
      "revenueConcentration requires a treatment of negative amounts of 'refuse', 'subtract', 'leave out'; got 'drop'",
    );
    await refused(ten, { nothing: "drop" }).toThrow(
      "revenueConcentration requires a treatment of customers who brought nothing of 'count', 'leave out'; got 'drop'",
    );
    await refused(ten, { level: 95 }).toThrow(
      "revenueConcentration requires a level between 0 and 1, such as 0.95; got 95",
    );
    await refused(ten, { resamples: 50 }).toThrow("revenueConcentration requires whole resamples from 100; got 50");
    await refused(ten, { seed: -1 }).toThrow("random requires a seed");
  });

  test("amounts that cannot be", () => {
    expect(() => ofAmounts([1, -2])).toThrow(
      "revenueConcentrationFromAmounts requires amounts (returns: negative 'subtract' or 'leave out') of at least 0; got -2 (amount 2)",
    );
    expect(() => ofAmounts([1, Number.NaN])).toThrow(
      "revenueConcentrationFromAmounts requires finite amounts; got NaN (amount 2)",
    );
    expect(ofAmounts([3, -2, 1], { negative: "subtract" }).overall).toMatchObject({ n: 3, belowZero: 1, givenBack: 2 });
    expect(ofAmounts([3, -2, 1], { negative: "leave out" })).toMatchObject({
      overall: { n: 3, belowZero: 0 },
      excluded: { outOfRange: 1 },
    });
  });
});
