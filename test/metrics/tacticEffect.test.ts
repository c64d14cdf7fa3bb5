import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import type { Estimate } from "../../src/metrics/result.js";
import { standings } from "../../src/metrics/tacticEffect/tacticDominance.js";
import {
  type TacticEffectOptions,
  type TacticEffectRow,
  tacticEffect,
  tacticEffectFromCounts,
} from "../../src/metrics/tacticEffect/tacticEffect.js";
import reference from "../fixtures/tactics/tactics.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const asked = { tactic: "tactic", control: "none", retained: "kept", cost: "cost" } as const;

type Numbers = readonly (number | null)[];

interface Expected {
  readonly n: number;
  readonly retained: number;
  readonly share: number;
  readonly estimate: number;
  readonly interval: Numbers;
  readonly pValue: number;
  readonly adjusted?: number;
  readonly costEach: number;
  readonly costPerKept: number | null;
  readonly costInterval: Numbers;
  readonly roi: Numbers;
  readonly netOfColumn: Numbers | null;
}

/** To nine digits of its size. */
function close(found: number | null | undefined, expected: number | null | undefined) {
  if (expected === null || expected === undefined) expect(found).toBeNull();
  else expect(found! / (1 + Math.abs(expected))).toBeCloseTo(expected / (1 + Math.abs(expected)), 9);
}

function expectEstimate(found: Estimate | null, [estimate, lower, upper]: Numbers) {
  close(found!.estimate, estimate);
  close(found!.lower, lower);
  close(found!.upper, upper);
}

function expectRow(row: TacticEffectRow, expected: Expected) {
  expect([row.customers, row.retained]).toEqual([expected.n, expected.retained]);
  close(row.retention.estimate, expected.share);
  expectEstimate(row, [expected.estimate, ...expected.interval]);
  close(row.pValue, expected.pValue);
  close(row.costEach, expected.costEach);
  expectEstimate(row.costPerKept, [expected.costPerKept, ...expected.costInterval]);
  expectEstimate(row.roi, expected.roi);
  if (expected.adjusted !== undefined) close(row.adjustedPValue, expected.adjusted);
}

describe("agrees with R", () => {
  test.each(reference.cases)("$name", async ({ customers, rows, overall, worth }) => {
    const options = { ...asked, weight: "w", value: worth };
    const found = await tacticEffect(frame(customers), options);
    expect(found.rows.map(({ first }) => first)).toEqual(rows.map(({ tactic }) => tactic));
    for (const [i, row] of found.rows.entries()) expectRow(row, rows[i] as unknown as Expected);
    expectRow(found.overall, overall as unknown as Expected);
    if (customers.w.some((w) => w !== 1)) return;
    const ofColumn = await tacticEffect(frame(customers), { ...asked, value: "value" });
    for (const [i, { netBenefit }] of ofColumn.rows.entries()) {
      expectEstimate(netBenefit, rows[i]!.netOfColumn as unknown as Numbers);
    }
  });

  test("the demo company's trial, with a value and with the margin of each customer", async () => {
    const trial = await load("data/tactics.csv");
    const options = { tactic: "tactic", control: "Control", retained: "retained", cost: "cost" };
    const { rows, overall } = await tacticEffect(trial, { ...options, value: reference.demo.worth });
    expect(rows.map(({ first }) => first)).toEqual(reference.demo.rows.map(({ tactic }) => tactic));
    for (const [i, row] of rows.entries()) expectRow(row, reference.demo.rows[i] as unknown as Expected);
    expectRow(overall, reference.demo.overall as unknown as Expected);
    const margins = await tacticEffect(trial, { ...options, value: "margin_after" });
    for (const [i, { netBenefit }] of margins.rows.entries()) {
      expectEstimate(netBenefit, reference.demo.rows[i]!.netOfColumn);
    }
  });
});

test("the demo company: a discount keeps nobody and is dominated; the other three keep more than nothing", async () => {
  const options = { tactic: "tactic", control: "Control", retained: "retained", cost: "cost", value: 3000 };
  const { rows, choices, comparisons, warning } = await tacticEffect(await load("data/tactics.csv"), options);
  const [discount, ...others] = rows;
  expect(discount).toMatchObject({ first: "Discount", dominance: "dominated", dominatedBy: "Control" });
  expect(discount!.costPerKept).toMatchObject({
    estimate: null,
    note: "kept no more than the control: there is no cost per customer kept",
  });
  for (const row of others) expect([row.lower! > 0, row.adjustedPValue! < 0.05]).toEqual([true, true]);
  expect([comparisons, warning, choices[0]!.tactic]).toEqual([4, null, "Priority delivery"]);
});

const published = {
  none: { n: 100, retained: 60, cost: 0 },
  letter: { n: 100, retained: 62, cost: 9 },
  call: { n: 100, retained: 70, cost: 10 },
  visit: { n: 50, retained: 40, cost: 60 },
  gift: { n: 100, retained: 65, cost: 70 },
};

test("by hand: 10 of 100 more for 10 each cost 100 a customer; dominated, extended and the line of costs", () => {
  const { rows, overall, choices } = tacticEffectFromCounts(published, { control: "none", value: 200 });
  const [letter, call, visit, gift] = rows;
  expect(call!.estimate).toBeCloseTo(0.1, 12);
  expect(call!.kept.estimate).toBeCloseTo(10, 10);
  expect(call!.costPerKept.estimate).toBeCloseTo(100, 10);
  expect(call!.roi!.estimate).toBeCloseTo(1, 10);
  expect(call!.netBenefit!.estimate).toBeCloseTo(10, 10);
  expect([call!.cost, call!.costEach, call!.controlRetention.estimate]).toEqual([1000, 10, 0.6]);
  expect(letter).toMatchObject({ dominance: "extended", dominatedBy: "none and call", icer: null });
  expect(gift).toMatchObject({ dominance: "dominated", dominatedBy: "call" });
  expect(call).toMatchObject({ dominance: null, icerAgainst: "none" });
  expect(call!.icer).toBeCloseTo(100, 10);
  expect(visit).toMatchObject({ dominance: null, icerAgainst: "call" });
  expect(visit!.icer).toBeCloseTo(500, 9);
  // 237 of 350 after (900 + 1000 + 3000 + 7000)/350 each.
  expect(overall).toMatchObject({ first: "any tactic", customers: 350, retained: 237 });
  expect(overall.costEach).toBeCloseTo(34, 12);
  expect(choices).toMatchObject([{ keys: {}, tactic: "call", isClear: false }]);
});

test("counts are as the rows they are counts of; costs by name are as a column of them", async () => {
  const all = Object.entries(published).flatMap(([tactic, { n, retained, cost }]) =>
    Array.from({ length: n }, (_, i) => ({ tactic, kept: i < retained, cost })),
  );
  const of = (name: "tactic" | "kept" | "cost") => all.map((row) => row[name]);
  const table = frame({ tactic: of("tactic"), kept: of("kept"), cost: of("cost") });
  const byColumn = await tacticEffect(table, { ...asked, value: 200 });
  const costs = { letter: 9, call: 10, visit: 60, gift: 70 };
  const byName = await tacticEffect(table, { ...asked, cost: costs, value: 200 });
  const counted = tacticEffectFromCounts(published, { control: "none", value: 200 });
  for (const found of [byName, counted]) {
    for (const row of byColumn.rows) {
      const other = found.rows.find(({ first }) => first === row.first)!;
      expectEstimate(other, [row.estimate, row.lower, row.upper]);
      expectEstimate(other.costPerKept, [row.costPerKept.estimate, row.costPerKept.lower, row.costPerKept.upper]);
      expectEstimate(other.netBenefit, [row.netBenefit!.estimate, row.netBenefit!.lower, row.netBenefit!.upper]);
      expect([other.dominance, other.pValue, other.cost]).toEqual([row.dominance, row.pValue, row.cost]);
    }
  }
});

const customers = fc
  .array(
    fc.record({
      tactic: fc.option(fc.constantFrom("a", "b", "none"), { freq: 9 }),
      kept: fc.option(fc.boolean(), { freq: 9 }),
      cost: fc.integer({ min: 0, max: 9 }),
      value: fc.option(fc.integer({ min: -5, max: 40 }), { freq: 9 }),
      w: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 9 }),
      region: fc.constantFrom("n", "s"),
    }),
    { maxLength: 40 },
  )
  .map((some) => {
    const all = [...some, { tactic: "none", kept: true, cost: 0, value: 3, w: 1, region: "n" }];
    const of = (name: keyof (typeof all)[number]) => all.map((one) => one[name]);
    return {
      tactic: of("tactic"),
      kept: of("kept"),
      cost: of("cost"),
      value: of("value"),
      w: of("w"),
      region: of("region"),
    };
  });

const variants: readonly Partial<TacticEffectOptions>[] = [
  {},
  { value: 12, by: "region" },
  { value: "value", weight: "w" },
  { value: "value", by: "region" },
];

describe("laws", () => {
  const variant = fc.constantFrom(...variants);

  test("unchanged by order; each is within its interval; p < .05 just when the interval leaves 0 out; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(customers, variant, async (columns, more) => {
        const found = await tacticEffect(frame(columns), { ...asked, ...more });
        expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
        const reversed = Object.fromEntries(
          Object.entries(columns).map(([name, cells]) => [name, [...cells].reverse()]),
        );
        const again = await tacticEffect(frame(reversed), { ...asked, ...more });
        expect(again.rows.map(({ estimate, dominance }) => [estimate, dominance])).toEqual(
          found.rows.map(({ estimate, dominance }) => [estimate, dominance]),
        );
        for (const row of [found.overall, ...found.rows]) {
          for (const some of [row, row.retention, row.kept, row.costPerKept, row.roi, row.netBenefit]) {
            if (some?.estimate == null) continue;
            if (some.lower !== null) expect(some.lower).toBeLessThanOrEqual(some.estimate + 1e-9);
            if (some.upper !== null) expect(some.upper).toBeGreaterThanOrEqual(some.estimate - 1e-9);
          }
          if (row.pValue === null) continue;
          const leavesOut = row.lower! > 1e-9 || row.upper! < -1e-9;
          if (Math.abs(row.pValue - 0.05) > 1e-6) expect(row.pValue < 0.05).toBe(leavesOut);
          if (row.adjustedPValue !== null) expect(row.adjustedPValue).toBeGreaterThanOrEqual(row.pValue);
        }
        const counted = found.overall.customers + found.overall.controlCustomers;
        expect(counted + found.excluded.missing).toBe(columns.kept.length);
      }),
      { numRuns: 60 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(customers, variant, (columns, more) =>
        expectSameInDuckdb(columns, (table) => tacticEffect(table, { ...asked, ...more })),
      ),
      { numRuns: 20 },
    );
  });

  test("standings: the line rises in cost, effect and price of a further customer; nobody on it is dominated", () => {
    const tactics = fc.array(
      fc.record({ cost: fc.integer({ min: 0, max: 50 }), effect: fc.integer({ min: -20, max: 20 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(tactics, (some) => {
        const all = [...some, { cost: 0, effect: 0 }].map((tactic, i) => ({ ...tactic, name: `t${i}` }));
        const found = standings(all);
        expect(found.size).toBe(all.length);
        const line = all
          .filter(({ name }) => found.get(name)!.dominance === null)
          .sort((a, b) => a.cost - b.cost || a.effect - b.effect);
        for (const [i, tactic] of line.entries()) {
          expect(all.some((other) => other.cost < tactic.cost && other.effect >= tactic.effect)).toBe(false);
          const [before, here] = [found.get(line[i - 1]?.name ?? "")?.icer, found.get(tactic.name)!.icer];
          if (before != null && here !== null) expect(here).toBeGreaterThanOrEqual(before - 1e-12);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("edges", () => {
  test("a segment without a control, a tactic of one customer, a tactic that costs nothing", async () => {
    const columns = {
      tactic: ["none", "none", "a", "a", "b", "a"],
      kept: [true, false, true, true, true, false],
      cost: [0, 0, 0, 0, 5, 3],
      region: ["n", "n", "n", "n", "n", "s"],
    };
    const { rows, warning, choices, comparisons } = await tacticEffect(frame(columns), {
      ...asked,
      value: 9,
      by: "region",
    });
    expect(rows.map(({ keys }) => keys)).toEqual([
      { region: "n", tactic: "a" },
      { region: "n", tactic: "b" },
      { region: "s", tactic: "a" },
    ]);
    expect(rows[0]!.roi).toMatchObject({ estimate: null, note: "it costs no more than the control: no ROI" });
    expect(rows[0]!.costPerKept.estimate).toBe(0);
    expect(rows[1]!.costPerKept).toMatchObject({
      estimate: 10,
      lower: null,
      note: "one customer in a group: no interval",
    });
    expect(rows[2]).toMatchObject({ estimate: null, pValue: null, note: "nobody in the control group", icer: null });
    expect(rows[2]!.costPerKept.note).toBe("nobody in the control group");
    expect([comparisons, choices.map(({ tactic }) => tactic)]).toEqual([2, ["a", null]]);
    expect(warning).toMatch(/^2 comparisons in 2 segments were looked at together: the p-values are Holm's/);
  });

  test("cheaper than nothing and perhaps no better: the bound is above what it saved, where the lower bound used to be", async () => {
    const columns = {
      tactic: ["a", "a", "none", "none", "none"],
      kept: [true, true, false, true, true],
      cost: [0, 0, 0, 1, 0],
    };
    const { costPerKept } = (await tacticEffect(frame(columns), asked)).overall;
    expect(costPerKept).toMatchObject({
      lower: null,
      note: "perhaps nobody was kept by it: what was saved with each has no bound",
    });
    expect(costPerKept.estimate).toBeCloseTo(-1, 12);
    expect(costPerKept.upper).toBeGreaterThan(-1);
  });

  test("all kept in one and none in the other: no spread to make an interval of the cost of", () => {
    const counts = { none: { n: 9, retained: 0, cost: 0 }, a: { n: 9, retained: 9, cost: 5 } };
    const { rows } = tacticEffectFromCounts(counts, { control: "none" });
    expect(rows[0]!.costPerKept).toMatchObject({
      estimate: 5,
      lower: null,
      note: "all customers of a group alike: no interval",
    });
    expect([rows[0]!.roi, rows[0]!.netBenefit]).toEqual([null, null]);
  });

  test("weights that are all 0", async () => {
    const columns = { tactic: ["none", "a"], kept: [true, true], cost: [0, 1], w: [1, 0] };
    const { rows } = await tacticEffect(frame(columns), { ...asked, weight: "w" });
    expect(rows[0]).toMatchObject({ estimate: null, retention: { estimate: null, note: "all weights are 0" } });
  });
});

describe("refuses", () => {
  const few = { tactic: ["none", "call"], kept: [true, false], cost: [0, 4], region: ["n", "s"] };
  const refused = (given: Partial<TacticEffectOptions>, table: object = few) =>
    expect(tacticEffect(frame(table), { ...asked, ...given })).rejects;

  test("a control that is not there; costs of tactics that are not, or are lacking, or below 0", async () => {
    await refused({ control: "nona" }).toThrow("tacticEffect: no 'nona' in column 'tactic'; nearest: 'none'");
    await refused({ cost: { cal: 3 } }).toThrow("tacticEffect: no 'cal' in the tactics; nearest: 'call'");
    await refused({ cost: {} }).toThrow("tacticEffect requires the cost of each tactic; got none for 'call'");
    await refused({ cost: { call: -1 } }).toThrow("tacticEffect requires costs of at least 0; got -1 for 'call'");
    await refused({}, { ...few, cost: [0, -4] }).toThrow(
      "tacticEffect requires costs of at least 0 in 'cost'; got -4 (row 2)",
    );
    await refused({}, { ...few, cost: [0, null] }).toThrow(
      "tacticEffect requires the cost of each customer in 'cost', 0 where nothing was spent; got none (row 2)",
    );
  });

  test("a value below 0, the tactic as a segment, answers that are none, a level of 95", async () => {
    await refused({ value: -1 }).toThrow("tacticEffect requires a value of at least 0 of a customer kept; got -1");
    await refused({ by: "tactic" }).toThrow("tacticEffect by segment requires other columns than 'tactic'");
    await refused({ retained: "region" }).toThrow("tacticEffect requires true and false, or 1 and 0, in 'region'");
    await refused({ value: "region" }).toThrow("tacticEffect requires numbers in 'region'; got text in the table");
    await refused({ tactic: "tactics" }).toThrow("tacticEffect: no column 'tactics' in the table; nearest: 'tactic'");
    await refused({ level: 95 }).toThrow("tacticEffect requires a level between 0 and 1, such as 0.95; got 95");
  });

  test("counts that are none", () => {
    const call = (more: object, options: object = {}) =>
      tacticEffectFromCounts(
        { none: { n: 9, retained: 3, cost: 0 }, a: { n: 9, retained: 4, cost: 1, ...more } },
        { control: "none", ...options },
      );
    expect(() => call({ retained: 10 })).toThrow(
      "tacticEffectFromCounts requires whole numbers from 0, kept among all; got 10 of 9 for 'a'",
    );
    expect(() => call({ cost: -2 })).toThrow("tacticEffectFromCounts requires costs of at least 0; got -2 for 'a'");
    expect(() => call({}, { control: "nobody" })).toThrow("tacticEffectFromCounts: no 'nobody' in the counts");
    expect(() => call({}, { value: Number.NaN })).toThrow("tacticEffectFromCounts requires a value of at least 0");
    expect(() => call({}, { level: 1 })).toThrow("tacticEffectFromCounts requires a level between 0 and 1");
  });
});
