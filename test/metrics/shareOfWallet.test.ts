import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type ShareOfWalletOptions, shareOfWallet } from "../../src/metrics/shareOfWallet/shareOfWallet.js";
import reference from "../fixtures/wallet/wallet.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const columns = { own: "own", category: "category" } as const;

/** a gives 2 of 4 and 4 of 8, b 9 of 10, c nothing of 2; d bought nothing anywhere, e was not kept. */
const seven = () => ({
  customer: ["a", "a", "b", "c", "d", "e", "e"],
  own: [2, 4, 9, 0, 0, 5, null],
  category: [4, 8, 10, 2, 0, 5, 7],
  kept: [true, true, true, true, true, false, true],
  segment: ["s", "t", "s", "t", "t", "s", "t"],
});

interface Values {
  readonly n: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: readonly (number | null)[];
  readonly mean: number;
  readonly meanInterval: readonly (number | null)[];
  readonly median: number;
}

async function expectValues(table: DataFrame, options: ShareOfWalletOptions, expected: Values) {
  const { overall } = await shareOfWallet(table, options);
  const close = (found: number | null, wanted: number | null | undefined) =>
    wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted!, 9);
  close(overall.estimate, expected.estimate);
  close(overall.standardError, expected.standardError);
  close(overall.lower, expected.interval[0]);
  close(overall.upper, expected.interval[1]);
  close(overall.meanOfRatios.estimate, expected.mean);
  close(overall.meanOfRatios.lower, expected.meanInterval[0]);
  close(overall.meanOfRatios.upper, expected.meanInterval[1]);
  close(overall.medianOfRatios, expected.median);
  expect(overall.n).toBe(expected.n);
}

describe("agrees with R's survey package", () => {
  test.each(reference.cases)("$name", async ({ rows, plain, clustered }) => {
    await expectValues(frame(rows), { ...columns, weight: "w" }, plain);
    await expectValues(frame(rows), { ...columns, weight: "w", customer: "customer" }, clustered);
  });

  test("of the demo company's panel, over all and by segment", async () => {
    const panel = await load("data/wallet.csv");
    const options = { own: "spent_here", category: "spent_all", customer: "customer" } as const;
    await expectValues(panel, options, reference.demo.All);
    const { rows } = await shareOfWallet(panel, { ...options, by: "segment" });
    expect(rows.map(({ keys }) => keys.segment)).toEqual(["Business", "Enthusiast", "Everyday", "Reseller"]);
    for (const { keys, estimate, meanOfRatios, upper } of rows) {
      const expected = reference.demo[keys.segment as "Business"];
      expect(estimate).toBeCloseTo(expected.estimate, 10);
      expect(upper).toBeCloseTo(expected.interval[1]!, 9);
      expect(meanOfRatios.estimate).toBeCloseTo(expected.mean, 10);
    }
  });
});

test("by hand: 15 of 24 is 62.5 %; the mean of 1/2, 9/10 and 0 is 46.7 %, their median 1/2", async () => {
  const options = { ...columns, customer: "customer", retained: "kept", by: "segment" } as const;
  const { overall, rows, label, excluded, method } = await shareOfWallet(frame(seven()), options);
  expect(overall).toMatchObject({
    estimate: 0.625,
    own: 15,
    category: 24,
    n: 3,
    rows: 4,
    medianOfRatios: 0.5,
    zeroCategory: 1,
    notRetained: 1,
    missing: 1,
  });
  expect(overall.meanOfRatios.estimate).toBeCloseTo(1.4 / 3, 12);
  // Residuals 6 − .625·12, 9 − .625·10 and −.625·2: √(3/2·(2.25 + 7.5625 + 1.5625))/24.
  expect(overall.standardError).toBeCloseTo(Math.sqrt(1.5 * 11.375) / 24, 12);
  expect(rows.map(({ keys, estimate, n }) => [keys.segment, estimate, n])).toEqual([
    ["s", 11 / 14, 2],
    ["t", 0.4, 2],
  ]);
  expect([label, excluded]).toEqual(["Share of wallet of retained customers", { missing: 2, outOfRange: 0 }]);
  expect(method).toBe("ratio of sums, linearised variance over customers, Student's t");
  const plain = await shareOfWallet(frame(seven()), columns);
  expect(plain.overall).toMatchObject({ n: 5, rows: 5, own: 20, category: 29, notRetained: null, missing: 1 });
  expect([plain.label, plain.method]).toEqual([
    "Share of wallet",
    "ratio of sums, linearised variance over rows, Student's t",
  ]);
});

interface Purse {
  readonly customer: string | null;
  readonly category: number | null;
  readonly share: number;
  readonly w: number | null;
  readonly kept: boolean | null;
  readonly segment: string;
}

const purses = fc.array(
  fc.record({
    customer: fc.option(fc.constantFrom("a", "b", "c", "d", "e"), { freq: 8 }),
    category: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 8 }),
    share: fc.constantFrom(0, 0.3, 0.5, 1),
    w: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 8 }),
    kept: fc.option(fc.boolean(), { freq: 8 }),
    segment: fc.constantFrom("x", "y"),
  }),
  { maxLength: 25 },
);

const anchor: Purse = { customer: "a", category: 10, share: 0.5, w: 1, kept: true, segment: "x" };

const columnsOf = (given: readonly Purse[]) => {
  const all = [...given, anchor];
  const of = <Name extends keyof Purse>(name: Name) => all.map((purse) => purse[name]);
  const own = all.map(({ category, share }) => (category === null ? null : Math.floor(category * share)));
  return {
    customer: of("customer"),
    category: of("category"),
    own,
    w: of("w"),
    kept: of("kept"),
    segment: of("segment"),
  };
};

const everything = { ...columns, customer: "customer", retained: "kept", weight: "w", by: "segment" } as const;

describe("laws", () => {
  test("0–1 and within its interval; unchanged by order; all rows are somewhere; overall is the segments' by category", async () => {
    await fc.assert(
      fc.asyncProperty(purses, async (given) => {
        const found = await shareOfWallet(frame(columnsOf(given)), everything);
        const { overall, rows } = found;
        const { overall: reversed } = await shareOfWallet(frame(columnsOf([...given].reverse())), everything);
        expect(reversed.estimate).toBeCloseTo(overall.estimate!, 10);
        expect(reversed.medianOfRatios).toBeCloseTo(overall.medianOfRatios!, 10);
        expect(overall.rows + overall.zeroCategory + overall.notRetained! + overall.missing).toBe(given.length + 1);
        const mixed = rows.reduce((sum, { category, estimate }) => sum + category * (estimate ?? 0), 0);
        expect(mixed / overall.category).toBeCloseTo(overall.estimate!, 10);
        for (const row of [overall, ...rows]) {
          for (const { estimate, lower, upper, note } of [row, row.meanOfRatios]) {
            if (estimate === null || lower === null) expect(note).not.toBeNull();
            else
              expect(0 <= lower && lower <= estimate + 1e-12 && estimate - 1e-12 <= upper! && upper! <= 1).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("weights of 1 are none; weights of any scale are the same; every row its own customer is no customer", async () => {
    await fc.assert(
      fc.asyncProperty(purses, async (given) => {
        const known = given.map((purse, i) => ({ ...purse, customer: `C${i}`, w: 1 }));
        const one = columnsOf(known.filter(({ category }) => category !== null));
        const plain = (await shareOfWallet(frame(one), columns)).overall;
        const scaled = frame({ ...one, w: one.w.map(() => 3) });
        const ones = (await shareOfWallet(frame(one), { ...columns, weight: "w" })).overall;
        expect(ones).toEqual(plain);
        const threes = (await shareOfWallet(scaled, { ...columns, weight: "w" })).overall;
        const each = (
          await shareOfWallet(frame({ ...one, customer: one.own.map((_, i) => i) }), {
            ...columns,
            customer: "customer",
          })
        ).overall;
        for (const other of [threes, each]) {
          expect(other.estimate).toBeCloseTo(plain.estimate!, 12);
          expect(other.medianOfRatios).toBeCloseTo(plain.medianOfRatios!, 12);
          expect(other.standardError ?? -1).toBeCloseTo(plain.standardError ?? -1, 10);
          expect(other.meanOfRatios.lower ?? -1).toBeCloseTo(plain.meanOfRatios.lower ?? -1, 10);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(purses, (given) =>
        expectSameInDuckdb(columnsOf(given), (table) => shareOfWallet(table, everything)),
      ),
      { numRuns: 15 },
    );
  });
});

describe("edges", () => {
  const overall = async (table: object, options: Partial<ShareOfWalletOptions> = {}) =>
    (await shareOfWallet(frame(table), { ...columns, ...options })).overall;
  const nothing = { estimate: null, lower: null, upper: null, medianOfRatios: null, standardError: null };

  test("nobody with a share: null, with the reason", async () => {
    const zero = { own: [0, 0], category: [0, 0], kept: [true, true], w: [1, 1] };
    expect(await overall(zero)).toMatchObject({ ...nothing, note: "nothing of the category was bought anywhere" });
    const one = { own: [1, 2, null], category: [2, 2, 2], kept: [false, false, false], w: [0, 0, 1] };
    expect(await overall(one, { retained: "kept" })).toMatchObject({ ...nothing, note: "nobody was kept" });
    expect(await overall(one, { weight: "w" })).toMatchObject({ ...nothing, note: "all weights are 0" });
    const table = frame({ own: [1, 1], category: [2, 2], w: [1, null], segment: ["a", "b"] });
    const { rows } = await shareOfWallet(table, { ...columns, weight: "w", by: "segment" });
    expect(rows[1]).toMatchObject({ ...nothing, n: 0, missing: 1, note: "nobody with known spend" });
    expect(rows[1]!.meanOfRatios).toMatchObject({ estimate: null, note: "nobody with known spend" });
  });

  test("one customer, or all alike: no interval; few customers: the interval is too narrow", async () => {
    expect(await overall({ own: [3], category: [4] })).toMatchObject({
      estimate: 0.75,
      lower: null,
      note: "one customer: no interval",
      meanOfRatios: { estimate: 0.75, lower: null, note: "one customer: no interval" },
    });
    expect(await overall({ own: [1, 2, 3], category: [2, 4, 6] })).toMatchObject({
      estimate: 0.5,
      lower: null,
      standardError: 0,
      note: "all customers alike: no interval",
    });
    const { note } = await overall({ own: [1, 2, 300], category: [2, 3, 600] });
    expect(note).toBe("few customers carry the spend (effective number 1): the interval tends to be too narrow");
  });

  test("spend that is above the category's by the last digit only is no error", async () => {
    expect(await overall({ own: [0.1 + 0.2, 1], category: [0.3, 2] })).toMatchObject({ n: 2 });
  });
});

describe("refuses", () => {
  const refused = (given: Partial<ShareOfWalletOptions>, table: object = seven()) =>
    expect(shareOfWallet(frame(table), { ...columns, ...given })).rejects;

  test("a wallet below the own spend, with both and the row", async () => {
    const wrong = { ...seven(), own: [2, 9, 9, 0, 0, 5, null], category: [4, 8, 8.5, 2, 0, 5, 7] };
    await refused({}, wrong).toThrow(
      "shareOfWallet requires in 'category' at least what is in 'own', which is part of it; got 8 with 9 (2 rows, first at row 2)",
    );
    await refused({}, { own: [1], category: [0] }).toThrow("got 0 with 1 (row 1)");
  });

  test("spend or weights below 0, with the row", async () => {
    await refused({}, { own: [1, -2], category: [2, 2] }).toThrow(
      "shareOfWallet requires spend of at least 0 in 'own'; got -2 (row 2)",
    );
    await refused({ weight: "w" }, { own: [1, 2], category: [2, 2], w: [1, -1] }).toThrow(
      "shareOfWallet requires weights of at least 0 in 'w'; got -1 (row 2)",
    );
  });

  test("columns that are not there or hold no numbers, an answer that is none, a level of 95", async () => {
    await refused({ own: "owns" }).toThrow("shareOfWallet: no column 'owns' in the table; nearest: 'own'");
    await refused({ own: "segment" }).toThrow("shareOfWallet requires numbers in 'segment'; got text in the table");
    await refused({ retained: "segment" }).toThrow("shareOfWallet requires true and false, or 1 and 0, in 'segment'");
    await refused({ customer: "who" }).toThrow("shareOfWallet: no column 'who' in the table");
    await refused({ level: 95 }).toThrow("shareOfWallet requires a level between 0 and 1, such as 0.95; got 95");
  });
});
