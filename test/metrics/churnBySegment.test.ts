import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import {
  type ChurnBySegmentOptions,
  type ChurnBySegmentRow,
  churnBySegment,
} from "../../src/metrics/churnBySegment/churnBySegment.js";
import reference from "../fixtures/churnBySegment/churnBySegment.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const asked = { churned: "left", segment: "segment" } as const;

type Bounds = readonly (number | null)[] | null;

function expectBounds(found: { lower: number | null; upper: number | null } | null, expected: Bounds) {
  if (expected === null) expect([found?.lower ?? null, found?.upper ?? null]).toEqual([null, null]);
  else {
    expect(found!.lower).toBeCloseTo(expected[0]!, 9);
    expect(found!.upper).toBeCloseTo(expected[1]!, 9);
  }
}

interface Expected {
  readonly segment: string;
  readonly n: number;
  readonly size: number;
  readonly estimate: number;
  readonly interval: Bounds;
  readonly rest: number;
  readonly difference: Bounds;
  readonly pValue: number;
  readonly adjusted: number;
  readonly limits: readonly (readonly number[])[];
  readonly standardized: number | null;
  readonly standardizedInterval: Bounds;
  readonly standardizedDifference: Bounds;
}

function expectRow(row: ChurnBySegmentRow, expected: Expected) {
  expect(row.n).toBe(expected.n);
  expect(row.estimate).toBeCloseTo(expected.estimate, 10);
  expect(row.effectiveN).toBeCloseTo(expected.size, 8);
  expectBounds(row, expected.interval);
  expect(row.restEstimate).toBeCloseTo(expected.rest, 10);
  expectBounds(row.difference, expected.difference);
  expect(row.pValue).toBeCloseTo(expected.pValue, 9);
  expect(row.adjustedPValue).toBeCloseTo(expected.adjusted, 9);
  for (const [i, limits] of expected.limits.entries()) expectBounds(row.limits![i]!, limits);
  if (expected.standardized === null) expect(row.standardized?.estimate ?? null).toBeNull();
  else expect(row.standardized!.estimate).toBeCloseTo(expected.standardized, 10);
  expectBounds(row.standardized, expected.standardizedInterval);
  expectBounds(row.standardizedDifference, expected.standardizedDifference);
}

describe("agrees with R (prop.test, chisq.test, p.adjust, qbinom, survey)", () => {
  test.each(reference.cases)("$name", async ({ rows, expected }) => {
    const result = await churnBySegment(frame(rows), { ...asked, standardize: "stratum", weight: "w" });
    expect(result.centre.estimate).toBeCloseTo(expected.centre, 10);
    expect(result.rows.map(({ keys }) => keys.segment)).toEqual(expected.rows.map(({ segment }) => segment));
    for (const [i, row] of result.rows.entries()) expectRow(row, expected.rows[i] as Expected);
    if (expected.statistic !== null) expect(result.test!.statistic).toBeCloseTo(expected.statistic, 9);
  });

  test.each(reference.shared)("customers in several categories: $name", async ({ rows, expected, ...of }) => {
    const result = await churnBySegment(frame(rows), { ...asked, customer: "customer" });
    const { leftAll, leftSome, leftNone } = of;
    expect(result.customers).toEqual({ leftAll, leftSome, leftNone });
    expectBounds(result.overall, of.overall);
    expect(result.centre.estimate).toBeCloseTo(of.centre, 12);
    for (const [i, row] of result.rows.entries()) {
      const { estimate, interval, difference, differenceInterval, pValue } = expected[i]!;
      expect(row.estimate).toBeCloseTo(estimate, 12);
      expectBounds(row, interval);
      expect(row.difference!.estimate).toBeCloseTo(difference, 10);
      expectBounds(row.difference, differenceInterval);
      expect(row.pValue).toBeCloseTo(pValue, 9);
    }
  });

  test.each(["channel", "region"] as const)(
    "the demo company by %s, standardised over its segments",
    async (segment) => {
      const options = { churned: { column: "retained", value: false }, segment, standardize: "segment" };
      const { rows, test: all } = await churnBySegment(await load("data/retention.csv"), options);
      const expected = reference.demo[segment];
      for (const [i, row] of rows.entries()) expectRow(row, expected.rows[i] as Expected);
      expect(all!.statistic).toBeCloseTo(expected.statistic, 9);
    },
  );
});

describe("the demo company", () => {
  test("the marketplace looks faithful only because businesses come through it", async () => {
    const options = { churned: { column: "retained", value: false }, segment: "channel", standardize: "segment" };
    const { rows } = await churnBySegment(await load("data/retention.csv"), options);
    const [market, site] = ["Marketplace", "Website"].map((name) => rows.find(({ keys }) => keys.channel === name)!);
    expect(market!.estimate!).toBeLessThan(site!.estimate!);
    expect(market!.adjustedPValue!).toBeLessThan(0.05);
    expect(market!.difference!.upper!).toBeLessThan(0);
    expect(market!.standardized!.estimate!).toBeGreaterThan(site!.standardized!.estimate!);
    expect(market!.standardizedDifference!.estimate!).toBeGreaterThan(0);
  });

  test("no segment leaves for app problems more than others: what differs is chance", async () => {
    const [customers, leavers] = [await load("data/customers.csv"), await load("data/churn.csv")];
    const cells = (table: DataFrame, column: string) => table.column(column).values as (string | null)[];
    const reasons = new Map(cells(leavers, "customer").map((name, i) => [name, cells(leavers, "reason")[i]]));
    const names = cells(customers, "customer");
    const reason = names.map((name) => (reasons.has(name) ? reasons.get(name) : "stayed"));
    const columns = { segment: cells(customers, "segment"), reason };
    const options = { churned: { column: "reason", value: "App problems" }, segment: "segment" };
    const { rows, test: all, overdispersion } = await churnBySegment(frame(columns), options);
    expect(all!.pValue).toBeGreaterThan(0.05);
    expect(overdispersion!).toBeLessThan(2.5);
    for (const row of rows) expect([row.adjustedPValue! > 0.05, row.outside]).toEqual([true, null]);
  });
});

/** a is of nobody but h1; in h2 both are alike. */
const ten = () => ({
  segment: ["a", "a", "a", "a", "b", "b", "b", "b", "b", null],
  stratum: ["h1", "h1", "h2", "h2", "h1", "h1", "h2", "h2", "h2", "h1"],
  left: [true, false, false, false, true, true, true, null, false, true],
});

test("by hand: 1 of 4 and 3 of 4; with everybody's composition ½·½ + ½·0 and ½·1 + ½·½", async () => {
  const { overall, rows, centre, overdispersion, customers, excluded, label } = await churnBySegment(frame(ten()), {
    ...asked,
    standardize: "stratum",
  });
  expect(label).toBe("Churn by segment");
  expect([overall.estimate, overall.n, overall.churned, overall.pValue, overall.limits]).toEqual([
    0.5,
    8,
    4,
    null,
    null,
  ]);
  expect([centre.estimate, customers]).toEqual([0.5, null]);
  expect(excluded).toEqual({ missing: 2, outOfRange: 0 });
  expect(rows.map(({ keys, estimate, churned, n }) => [keys.segment, estimate, churned, n])).toEqual([
    ["a", 0.25, 1, 4],
    ["b", 0.75, 3, 4],
  ]);
  expect(rows.map(({ standardized }) => standardized!.estimate)).toEqual([0.25, 0.75]);
  // z² = (¼)²·4/(½·½) = 1 each.
  expect(overdispersion).toBeCloseTo(1, 12);
  expect(rows.map(({ restN, restChurned, missing }) => [restN, restChurned, missing])).toEqual([
    [4, 3, 0],
    [4, 1, 1],
  ]);
});

test("customers who left one category are not customers who left", async () => {
  const columns = {
    customer: ["a", "a", "b", "b", "c", "d", null],
    segment: ["cases", "cables", "cases", "cables", "cases", "cables", "cases"],
    left: [true, false, true, true, false, false, true],
  };
  const result = await churnBySegment(frame(columns), { ...asked, customer: "customer" });
  expect(result.customers).toEqual({ leftAll: 1, leftSome: 1, leftNone: 2 });
  expect(result.overall).toMatchObject({
    estimate: 0.25,
    n: 4,
    churned: 1,
    missing: 1,
    note: "customers who left all their categories; 1 more left some and stayed in others",
  });
  expect(result.centre).toMatchObject({ estimate: 0.5, n: 6 });
  expect(result.rows.map(({ estimate }) => estimate)).toEqual([1 / 3, 2 / 3]);
});

const customers = fc
  .array(
    fc.record({
      customer: fc.option(fc.constantFrom("c1", "c2", "c3", "c4", "c5", "c6", "c7"), { freq: 9 }),
      segment: fc.option(fc.constantFrom("x", "y", "z"), { freq: 9 }),
      stratum: fc.option(fc.constantFrom("h1", "h2"), { freq: 9 }),
      left: fc.option(fc.boolean(), { freq: 9 }),
      w: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 9 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => {
    const of = (name: keyof (typeof all)[number]) => all.map((one) => one[name]);
    return { customer: of("customer"), segment: of("segment"), stratum: of("stratum"), left: of("left"), w: of("w") };
  })
  .filter(
    ({ left, segment, stratum, w }) =>
      [left, segment, stratum].every((cells) => cells.some((cell) => cell !== null)) &&
      w.some((cell) => Number(cell) > 0),
  );

const variants: readonly Partial<ChurnBySegmentOptions>[] = [
  {},
  { standardize: "stratum" },
  { standardize: "stratum", weight: "w" },
  { customer: "customer" },
];

describe("laws", () => {
  const variant = fc.constantFrom(...variants);

  test("segments add up; each is within its interval; the rest is the whole without it; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(customers, variant, async (columns, more) => {
        const result = await churnBySegment(frame(columns), { ...asked, ...more });
        const { rows, centre } = result;
        expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(centre.n);
        expect(centre.n + result.excluded.missing).toBe(columns.left.length);
        expect(JSON.stringify(result)).not.toContain("NaN");
        for (const row of rows) {
          if (row.estimate === null) expect(row.note).not.toBeNull();
          else expect(row.lower! <= row.estimate + 1e-12 && row.estimate <= row.upper! + 1e-12).toBe(true);
          if (row.restN !== null) expect(row.restN + row.n).toBe(centre.n);
          if (row.pValue !== null) expect(row.adjustedPValue! >= row.pValue && row.pValue >= 0).toBe(true);
          for (const { lower, upper } of row.limits ?? []) {
            expect(lower <= centre.estimate! + 1e-9 && centre.estimate! <= upper + 1e-9).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is unchanged by the order of rows; weights of 1 are none; a stratum for all standardises nothing", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const found = await churnBySegment(frame(columns), asked);
        const reversed = Object.fromEntries(
          Object.entries(columns).map(([name, cells]) => [name, [...cells].reverse()]),
        );
        expect(await churnBySegment(frame(reversed), asked)).toEqual(found);
        const ones = { ...columns, w: columns.left.map(() => 1), same: columns.left.map(() => "all") };
        const weighted = await churnBySegment(frame(ones), { ...asked, weight: "w" });
        expect(weighted.rows).toEqual(found.rows);
        const { rows } = await churnBySegment(frame(ones), { ...asked, standardize: "same" });
        for (const { estimate, standardized } of rows) {
          if (estimate !== null) expect(standardized!.estimate).toBeCloseTo(estimate, 12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(customers, variant, (columns, more) =>
        expectSameInDuckdb(columns, (table) => churnBySegment(table, { ...asked, ...more })),
      ),
      { numRuns: 20 },
    );
  });
});

describe("edges", () => {
  test("one segment has no others; a stratum without anybody is named; few are said to be few", async () => {
    const only = await churnBySegment(frame({ segment: ["a", "a"], left: [true, false] }), asked);
    expect(only.rows[0]).toMatchObject({ estimate: 0.5, restN: null, difference: null, pValue: null, note: null });
    expect([only.overdispersion, only.test]).toEqual([null, null]);
    const columns = { ...ten(), stratum: ["h1", "h1", "h1", "h1", "h1", "h1", "h2", "h2", "h3", "h1"] };
    const { rows } = await churnBySegment(frame(columns), { ...asked, standardize: "stratum" });
    expect(rows[0]).toMatchObject({
      estimate: 0.25,
      standardized: { estimate: null, note: "nobody of h2, h3 here: cannot be standardised" },
      standardizedDifference: { estimate: null },
      note: "too few for more than a rough p-value; nobody of h2, h3 here: cannot be standardised",
    });
  });

  test("nobody with an answer, weights of 0: null with a note, and no funnel", async () => {
    const columns = { segment: ["a", "b", "b"], left: [true, null, null], w: [1, 1, 1] };
    const { rows } = await churnBySegment(frame(columns), asked);
    expect(rows[1]).toMatchObject({ estimate: null, pValue: null, limits: null, outside: null, note: "no customers" });
    const zero = await churnBySegment(frame({ ...columns, w: [0, 1, 1] }), { ...asked, weight: "w" });
    expect([zero.overall.estimate, zero.overall.note, zero.funnel]).toEqual([null, "all weights are 0", []]);
  });

  test("nobody left: no spread, p-values of 1", async () => {
    const columns = { segment: ["a", "a", "b"], left: [false, false, false] };
    const { rows, overdispersion, test: all } = await churnBySegment(frame(columns), asked);
    expect([overdispersion, all]).toEqual([null, null]);
    expect(rows.map(({ pValue, outside, estimate }) => [pValue, outside, estimate])).toEqual([
      [1, null, 0],
      [1, null, 0],
    ]);
  });
});

describe("refuses", () => {
  const refused = (given: Partial<ChurnBySegmentOptions>, table: object = ten()) =>
    expect(churnBySegment(frame(table), { ...asked, ...given })).rejects;

  test("a column on both sides, a weight with customers, no segment", async () => {
    await refused({ standardize: ["stratum", "segment"] }).toThrow(
      "churnBySegment requires other columns to standardise over than those it splits by; got 'segment'",
    );
    await refused({ customer: "stratum", weight: "w" }).toThrow(
      "churnBySegment by customer counts each category alike and takes no weight; got 'w'",
    );
    await refused({ segment: [] }).toThrow("churnBySegment requires 'segment', the column to split by; got none");
  });

  test("answers that are none, columns that are not there, weights below 0, a level of 95", async () => {
    await refused({ churned: "stratum" }).toThrow("churnBySegment requires true and false, or 1 and 0, in 'stratum'");
    await refused({ churned: { column: "stratum", value: "h9" } }).toThrow(
      "churnBySegment requires a value of 'stratum' that means churned; got 'h9', which occurs in no row",
    );
    await refused({ segment: "segmnt" }).toThrow("churnBySegment: no column 'segmnt' in the table; nearest: 'segment'");
    await refused({ weight: "w" }, { segment: ["a"], left: [true], w: [-1] }).toThrow(
      "churnBySegment requires weights of at least 0 in 'w'; got -1 (row 1)",
    );
    await refused({ level: 95 }).toThrow("churnBySegment requires a level between 0 and 1, such as 0.95; got 95");
  });
});
