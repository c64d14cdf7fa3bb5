import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type RetentionCostOptions, retentionCost } from "../../src/metrics/tacticEffect/retentionCost.js";
import { tacticEffect } from "../../src/metrics/tacticEffect/tacticEffect.js";
import reference from "../fixtures/tactics/tactics.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const asked = { spend: "cost", retained: "kept" } as const;

/** To nine digits of its size. */
function close(found: number | null | undefined, expected: number | null | undefined) {
  if (expected === null || expected === undefined) expect(found).toBeNull();
  else expect(found! / (1 + Math.abs(expected))).toBeCloseTo(expected / (1 + Math.abs(expected)), 9);
}

describe("agrees with R", () => {
  const averages = reference.cases.filter(({ average }) => average !== null && !Array.isArray(average));

  test.each(averages)(
    "spend over customers kept, and per customer kept by it: $name",
    async ({ customers, overall, average }) => {
      const treated = customers.tactic.map((name) => name !== "none");
      const table = frame({ ...customers, treated });
      const { estimate, interval, known } = average as { estimate: number; interval: number[]; known: number[] };
      const { overall: found } = await retentionCost(table, { ...asked, treated: "treated" });
      close(found.estimate, estimate);
      close(found.lower, interval[0]);
      close(found.upper, interval[1]);
      close(found.difference!.estimate, overall.estimate);
      close(found.difference!.lower, overall.interval[0]);
      close(found.costPerIncremental!.estimate, overall.costPerKept);
      close(found.costPerIncremental!.lower, overall.costInterval[0]);
      close(found.costPerIncremental!.upper, overall.costInterval[1]);
      const { overall: amount } = await retentionCost(table, { ...asked, spend: found.spend, treated: "treated" });
      close(amount.estimate, estimate);
      close(amount.lower, known[0]);
      close(amount.upper, known[1]);
    },
  );

  test("the demo company's trial: any tactic against none", async () => {
    const trial = await load("data/tactics.csv");
    const tactics = trial.column("tactic").values as string[];
    const turned = trial.addColumn(
      "given",
      tactics.map((name) => name !== "Control"),
    );
    const { overall } = await retentionCost(turned, { spend: "cost", retained: "retained", treated: "given" });
    close(overall.estimate, reference.demo.average.estimate);
    close(overall.upper, reference.demo.average.interval[1]);
    close(overall.costPerIncremental!.estimate, reference.demo.overall.costPerKept);
    close(overall.costPerIncremental!.upper, reference.demo.overall.costInterval[1]);
    expect([overall.n, overall.retained, overall.controlN, overall.controlRetained]).toEqual([1846, 1496, 723, 548]);
  });
});

/** 4 of 5 treated kept for 40 in all; 1 of 2 others. */
const eight = () => ({
  cost: [10, 10, 10, 5, 5, 0, 0, 0],
  kept: [true, true, true, true, false, true, false, null],
  called: [true, true, true, true, true, false, false, true],
  region: ["n", "n", "s", "s", "s", "n", "s", "s"],
});

test("by hand: 40 for 4 kept are 10; 30 points more of 5 are 1.5 customers, for 26.67 each", async () => {
  const options = { ...asked, treated: "called", by: "region" };
  const { overall, rows, kind, label, unit, excluded, method } = await retentionCost(frame(eight()), options);
  expect([kind, label, unit, excluded]).toEqual([
    "incremental",
    "Cost per customer kept",
    "currency",
    { missing: 1, outOfRange: 0 },
  ]);
  expect(overall).toMatchObject({
    estimate: 10,
    spend: 40,
    retained: 4,
    n: 5,
    controlN: 2,
    controlRetained: 1,
    missing: 1,
  });
  expect(overall.difference!.estimate).toBeCloseTo(0.3, 12);
  expect(overall.incremental!.estimate).toBeCloseTo(1.5, 12);
  expect(overall.costPerIncremental!.estimate).toBeCloseTo(80 / 3, 10);
  expect(rows.map(({ keys, spend, retained, n }) => [keys.region, spend, retained, n])).toEqual([
    ["n", 20, 2, 2],
    ["s", 20, 2, 3],
  ]);
  expect(method).toMatch(/^ratio of sums.+Fieller/);
  const plain = await retentionCost(frame(eight()), asked);
  expect(plain.overall).toMatchObject({
    estimate: 8,
    n: 7,
    controlN: null,
    difference: null,
    costPerIncremental: null,
  });
  expect([plain.kind, plain.overall.missing]).toEqual(["average", 1]);
});

test("one amount is as a column in which everybody treated cost as much; by segment it is given by name", async () => {
  const table = { ...eight(), cost: [8, 8, 8, 8, 8, 0, 0, 8] };
  const column = (await retentionCost(frame(table), { ...asked, treated: "called" })).overall;
  const amount = (await retentionCost(frame(table), { ...asked, spend: 40, treated: "called" })).overall;
  close(amount.estimate, column.estimate);
  for (const bound of ["estimate", "lower", "upper"] as const) {
    close(amount.costPerIncremental![bound], column.costPerIncremental![bound]);
  }
  const byName = await retentionCost(frame(table), {
    ...asked,
    spend: { n: 16, s: 24 },
    treated: "called",
    by: "region",
  });
  expect(byName.overall.spend).toBe(40);
  expect(byName.rows.map(({ estimate }) => estimate)).toEqual([8, 12]);
});

const customers = fc
  .array(
    fc.record({
      cost: fc.integer({ min: 0, max: 9 }),
      kept: fc.option(fc.boolean(), { freq: 9 }),
      called: fc.option(fc.boolean(), { freq: 9 }),
      region: fc.constantFrom("n", "s"),
    }),
    { maxLength: 40 },
  )
  .map((some) => {
    const anchors = [true, false].map((called) => ({ cost: 1, kept: true, called, region: "n" }));
    const all = [...some, ...anchors];
    const of = (name: keyof (typeof all)[number]) => all.map((one) => one[name]);
    return { cost: of("cost"), kept: of("kept"), called: of("called"), region: of("region") };
  });

describe("laws", () => {
  test("every row is somewhere; segments add up; it is tacticEffect of one tactic; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const found = await retentionCost(frame(columns), { ...asked, treated: "called", by: "region" });
        const { overall, rows } = found;
        expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
        expect(overall.n + overall.controlN! + overall.missing).toBe(columns.kept.length);
        for (const name of ["n", "spend", "retained", "controlN", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[name]!, 0)).toBe(overall[name]);
        }
        const named = {
          ...columns,
          tactic: columns.called.map((called) => (called === null ? null : called ? "call" : "none")),
        };
        const options = { tactic: "tactic", control: "none", retained: "kept", cost: "cost" };
        const effect = (await tacticEffect(frame(named), options)).overall;
        expect(overall.costPerIncremental).toEqual(effect.costPerKept);
        expect(overall.difference).toMatchObject({ estimate: effect.estimate, lower: effect.lower });
      }),
      { numRuns: 40 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(customers, fc.boolean(), (columns, controlled) =>
        expectSameInDuckdb(columns, (table) =>
          retentionCost(table, { ...asked, ...(controlled && { treated: "called" }), by: "region" }),
        ),
      ),
      { numRuns: 15 },
    );
  });
});

describe("edges", () => {
  const overall = async (columns: object, more: Partial<RetentionCostOptions> = {}) =>
    (await retentionCost(frame(columns), { ...asked, ...more })).overall;

  test("nobody was kept, nobody in a group, no more than without: null with a note", async () => {
    expect(await overall({ cost: [4, 5], kept: [false, false] })).toMatchObject({
      estimate: null,
      lower: null,
      spend: 9,
      note: "nobody was kept",
    });
    const none = await overall({ cost: [4, 5], kept: [true, false], called: [true, true] }, { treated: "called" });
    expect(none.costPerIncremental).toMatchObject({ estimate: null, note: "nobody in the control group" });
    expect(none.difference).toMatchObject({ estimate: null, note: "nobody in the control group" });
    const worse = { cost: [4, 5, 0, 0], kept: [true, false, true, true], called: [true, true, false, false] };
    expect((await overall(worse, { treated: "called" })).costPerIncremental).toMatchObject({
      estimate: null,
      note: "kept no more than the control: there is no cost per customer kept",
    });
    const untreated = await overall(
      { ...worse, called: [false, false, false, false] },
      { treated: "called", spend: 9 },
    );
    expect(untreated).toMatchObject({ estimate: null, n: 0, note: "nobody was there" });
  });

  test("one customer, or all kept for the same: no interval", async () => {
    expect(await overall({ cost: [4], kept: [true] })).toMatchObject({
      estimate: 4,
      lower: null,
      note: "one customer: no interval",
    });
    expect(await overall({ cost: [4, 4], kept: [true, true] })).toMatchObject({
      estimate: 4,
      lower: null,
      note: "all customers alike: no interval",
    });
  });

  test("perhaps nobody was kept by it: no upper bound", async () => {
    const { overall: found } = await retentionCost(frame(eight()), { ...asked, treated: "called" });
    expect(found.costPerIncremental!.upper).toBeNull();
    expect(found.costPerIncremental!.note).toMatch(/^perhaps nobody was kept by it: the cost of one has no/);
  });
});

describe("refuses", () => {
  const refused = (given: Partial<RetentionCostOptions>, table: object = eight()) =>
    expect(retentionCost(frame(table), { ...asked, ...given })).rejects;

  test("costs below 0 or lacking, with the row; one number for several segments; a segment that is not there", async () => {
    await refused({}, { cost: [1, -2], kept: [true, true] }).toThrow(
      "retentionCost requires costs of at least 0 in 'cost'; got -2 (row 2)",
    );
    await refused({}, { cost: [1, null], kept: [true, true] }).toThrow(
      "retentionCost requires the cost of each customer in 'cost', 0 where nothing was spent; got none (row 2)",
    );
    await refused({ spend: -1 }).toThrow("retentionCost requires costs of at least 0; got -1");
    await refused({ spend: 9, by: "region" }).toThrow(
      "retentionCost by segment requires the cost of each, by its name",
    );
    await refused({ spend: { north: 9 }, by: "region" }).toThrow(
      "retentionCost requires costs of segments that occur; got 'north'",
    );
  });

  test("answers that are none, columns that are not there, a level of 95", async () => {
    await refused({ retained: "region" }).toThrow("retentionCost requires true and false, or 1 and 0, in 'region'");
    await refused({ treated: "region" }).toThrow("If a value there means treated, name it");
    await refused({ treated: { column: "region", value: "x" } }).toThrow(
      "a value of 'region' that means treated; got 'x'",
    );
    await refused({ spend: "costs" }).toThrow("retentionCost: no column 'costs' in the table; nearest: 'cost'");
    await refused({ level: 95 }).toThrow("retentionCost requires a level between 0 and 1, such as 0.95; got 95");
  });
});
