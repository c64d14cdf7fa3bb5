import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import { reasonsFixed } from "../../src/metrics/reasonsFixed/reasonsFixed.js";
import { tacticEffect } from "../../src/metrics/tacticEffect/tacticEffect.js";
import { random } from "../../src/statistics/random.js";
import type { Cell } from "../../src/tables/table.js";
import reference from "../fixtures/reasonsFixed/reasonsFixed.json";
import type { Columns } from "./sameInDuckdb.js";

const frame = (columns: Columns) => new DataFrame(columns as Record<string, unknown[]>);
const timed = { duration: "days", left: "left", reason: "reason", resamples: 100 } as const;
const fixing = (effectiveness: number, reasons: string | string[] = "A") => ({ fix: { reasons, effectiveness } });

/** Ten customers: A leaves at 1, 1 and 3, B at 2 and 4; five stay, two of them seen only to 3. */
const TEN = {
  days: [1, 1, 2, 3, 4, 3, 3, 5, 5, 5],
  left: [true, true, true, true, true, false, false, false, false, false],
  reason: ["A", "A", "B", "A", "B", null, null, null, null, null],
  value: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
};

interface Reference {
  readonly name: string;
  readonly causes: number;
  readonly horizon: number;
  readonly time: readonly number[];
  readonly cause: readonly number[];
  readonly weight: readonly number[] | null;
  readonly effects: readonly (readonly number[])[];
  readonly now: { readonly survival: number; readonly incidence: readonly number[] };
  readonly fixed: readonly { readonly survival: number; readonly incidence: readonly number[] }[];
}

describe("as R's survfit of several states has it, with the hazards scaled", () => {
  test.each(reference.cases as unknown as Reference[])("$name", async (one) => {
    const names = Array.from({ length: one.causes }, (_, c) => `r${c}`);
    const columns = {
      days: one.time,
      left: one.cause.map((cause) => cause >= 0),
      reason: one.cause.map((cause) => (cause < 0 ? null : names[cause]!)),
      ...(one.weight !== null && { weight: one.weight }),
    };
    const size = one.weight === null ? one.time.length : one.weight.reduce((sum, w) => sum + w, 0);
    for (const [i, effects] of one.effects.entries()) {
      // One fix a cause: all at once scale each hazard by its own factor.
      const fixes = Object.fromEntries(
        names.map((reasons, c) => [`fix ${c}`, { reasons, effectiveness: effects[c]! }] as const),
      );
      const weight = one.weight === null ? {} : { weight: "weight" };
      const options = { ...timed, fixes, horizon: one.horizon, ...weight };
      const { overall } = await reasonsFixed(frame(columns), options);
      const fixed = one.fixed[i]!;
      expect(overall.estimate! / size).toBeCloseTo(fixed.survival - one.now.survival, 9);
      expect(overall.lost.estimate! / size).toBeCloseTo(1 - one.now.survival, 9);
      for (const { reason, lost, stillLost } of overall.causes) {
        const c = names.indexOf(reason!);
        expect(lost.estimate! / size).toBeCloseTo(one.now.incidence[c]!, 9);
        expect(stillLost.estimate! / size).toBeCloseTo(fixed.incidence[c]!, 9);
      }
    }
  });

  test("there are at least 20 hard cases", () => {
    expect(reference.cases.length).toBeGreaterThanOrEqual(20);
  });
});

describe("by hand", () => {
  test("without A, 1 of 8 and 1 of 4 leave of ten: kept is what that leaves more than 4 of 10 stays as it is", async () => {
    const { rows } = await reasonsFixed(frame(TEN), { ...timed, fixes: fixing(1) });
    // As it is: 8/10 · 7/8 · 6/7 · 3/4 = 9/20. Without A: 7/8 · 3/4 = 21/32.
    const [row] = rows;
    expect(row!.lost.estimate).toBeCloseTo(10 * (11 / 20), 12);
    expect(row!.estimate).toBeCloseTo(10 * (21 / 32 - 9 / 20), 12);
    // A alone took 2/10 and 7/10 · 1/7.
    expect(row!.bySubtraction.estimate).toBeCloseTo(3, 12);
    // B took 8/10 · 1/8 and 6/10 · 1/4; without A 1/8 and 7/8 · 1/4.
    expect(row!.elsewhere.estimate).toBeCloseTo(10 * (1 / 8 + 7 / 32 - 1 / 10 - 6 / 40), 12);
    expect(row!.later.estimate).toBe(0);
    expect(row!.stillLost.estimate).toBeCloseTo(10 * (11 / 32), 12);
    expect([row!.n, row!.size, row!.cost, row!.keys]).toEqual([10, 10, 0, { fix: "fix" }]);
  });

  test("a value is kept as if each customer stood for it", async () => {
    const { rows } = await reasonsFixed(frame(TEN), { ...timed, fixes: fixing(0.5), values: { worth: "value" } });
    const now = (1 - 30 / 550) * (1 - 30 / 520) * (1 - 40 / 490) * (1 - 50 / 320);
    const then = (1 - 15 / 550) * (1 - 30 / 520) * (1 - 20 / 490) * (1 - 50 / 320);
    const [worth] = rows[0]!.values;
    expect(worth!.total).toBe(550);
    expect(worth!.lost.estimate).toBeCloseTo(550 * (1 - now), 10);
    expect(worth!.kept.estimate).toBeCloseTo(550 * (then - now), 10);
    expect(worth!.bySubtraction.estimate).toBeCloseTo((30 + 550 * (1 - 30 / 550) * (1 - 30 / 520) * (40 / 490)) / 2, 9);
    expect(rows[0]!.netValue!.estimate).toBe(worth!.kept.estimate);
  });

  test("with everybody seen leaving or staying at one time, nobody can leave for B instead later: kept = e·A", async () => {
    const columns = {
      days: new Array(100).fill(1),
      left: Array.from({ length: 100 }, (_, i) => i < 40),
      reason: Array.from({ length: 100 }, (_, i) => (i < 30 ? "A" : i < 40 ? "B" : null)),
    };
    const { rows } = await reasonsFixed(frame(columns), { ...timed, fixes: fixing(0.5), resamples: 4000 });
    expect(rows[0]!.estimate).toBeCloseTo(15, 12);
    // e·A is binomial: standard error .5 · √(100 · .3 · .7).
    const error = 0.5 * Math.sqrt(100 * 0.3 * 0.7);
    expect(Math.abs(rows[0]!.upper! - 15 - 1.96 * error)).toBeLessThan(0.5);
    expect(Math.abs(15 - rows[0]!.lower! - 1.96 * error)).toBeLessThan(0.5);
  });

  test("the fixes of one reason multiply: .5 and .5 of A together leave a quarter", async () => {
    const two = { one: { reasons: "A", effectiveness: 0.5 }, two: { reasons: ["A"], effectiveness: 0.5 } };
    const both = await reasonsFixed(frame(TEN), { ...timed, fixes: two });
    const three = await reasonsFixed(frame(TEN), { ...timed, fixes: fixing(0.75) });
    expect(both.overall.estimate).toBeCloseTo(three.overall.estimate!, 12);
    expect([both.overall.fix, both.overall.effectiveness, both.overall.rank]).toEqual(["one + two", null, null]);
    expect(both.rows.map(({ probabilityBest, rank }) => [probabilityBest, rank])).toEqual(
      both.rows.map(() => [expect.closeTo((1 - both.probabilityNone!) / 2, 12), 1]),
    );
  });
});

/** Customers of a simulated company: exponential times of three causes, watched for a year at most. */
function company(n: number, seed: number) {
  const stream = random(seed);
  const hazards = [0.5, 0.4, 0.2];
  const customers = Array.from({ length: n }, () => {
    const times = hazards.map((hazard) => -Math.log(1 - stream.next()) / hazard);
    const first = Math.min(...times);
    const watched = stream.next() < 0.3 ? 0.2 + 0.8 * stream.next() : 1;
    const value = Math.exp(stream.normal() * 0.6);
    return { first, watched, value, reason: ["A", "B", "C"][times.indexOf(first)]! };
  });
  return {
    days: customers.map(({ first, watched }) => Math.min(first, watched)),
    left: customers.map(({ first, watched }) => first <= watched),
    reason: customers.map(({ first, watched, reason }) => (first <= watched ? reason : null)),
    value: customers.map(({ value }) => value),
  };
}

describe("simulated truth", () => {
  test("intervals of customers and of value kept hold about as often as they say", { timeout: 30_000 }, async () => {
    const [runs, n] = [200, 120];
    const truth = Math.exp(-0.3 * 0.5 - 0.4 - 0.2) - Math.exp(-1.1);
    let [customers, values] = [0, 0];
    for (let seed = 1; seed <= runs; seed++) {
      const columns = company(n, seed);
      // Half of the runs by counts, which are drawn another way.
      const worth = seed % 2 === 0 ? {} : { values: "value" };
      const options = { ...timed, fixes: fixing(0.7), horizon: 0.999, resamples: 150, seed, ...worth };
      const { rows } = await reasonsFixed(frame(columns), options);
      const [row] = rows;
      if (row!.lower! <= n * truth && n * truth <= row!.upper!) customers++;
      const [value] = row!.values;
      const all = truth * columns.value.reduce((sum, each) => sum + each, 0);
      if (value !== undefined && value.kept.lower! <= all && all <= value.kept.upper!) values++;
    }
    expect(customers / runs).toBeGreaterThan(0.915);
    expect(customers / runs).toBeLessThan(0.985);
    expect(values / (runs / 2)).toBeGreaterThan(0.9);
  });

  test("who does not leave for A still leaves for B: subtraction promises a third more than exponential causes keep", async () => {
    const { rows } = await reasonsFixed(frame(company(20_000, 7)), { ...timed, fixes: fixing(1), horizon: 0.999 });
    const share = (0.5 / 1.1) * (1 - Math.exp(-1.1));
    expect(rows[0]!.bySubtraction.estimate! / 20_000).toBeCloseTo(share, 1);
    expect(rows[0]!.estimate! / 20_000).toBeCloseTo(Math.exp(-0.6) - Math.exp(-1.1), 2);
    expect(rows[0]!.bySubtraction.estimate! / rows[0]!.estimate!).toBeGreaterThan(1.3);
  });

  test("an uncertain effectiveness widens the interval and leaves the middle", async () => {
    const columns = company(400, 3);
    const sure = await reasonsFixed(frame(columns), { ...timed, fixes: fixing(0.5), resamples: 1000 });
    const fixes = { fix: { reasons: "A", effectiveness: { lower: 0.1, upper: 0.9 } } };
    const unsure = await reasonsFixed(frame(columns), { ...timed, fixes, resamples: 1000 });
    expect(unsure.rows[0]!.estimate).toBe(sure.rows[0]!.estimate);
    const width = ({ lower, upper }: { lower: number | null; upper: number | null }) => upper! - lower!;
    expect(width(unsure.rows[0]!)).toBeGreaterThan(2 * width(sure.rows[0]!));
    expect(unsure.method).toContain("of effectiveness");
    expect(sure.method).not.toContain("effectiveness");
  });

  test(
    "beyond 20,000 customers, where sums stand for single ones, intervals stay the same",
    { timeout: 30_000 },
    async () => {
      const drawn = company(20_001, 5);
      const columns = { ...drawn, days: drawn.days.map((days) => Math.ceil(days * 50) / 50) };
      const of = (rows: number) =>
        Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells.slice(0, rows)]));
      const options = { ...timed, fixes: fixing(0.5), values: "value", resamples: 300, horizon: 0.9 };
      const [each, sums] = [
        await reasonsFixed(frame(of(20_000)), options),
        await reasonsFixed(frame(of(20_001)), options),
      ];
      const half = ({ rows: [row] }: typeof each) => (row!.values[0]!.kept.upper! - row!.values[0]!.kept.lower!) / 2;
      expect(half(sums) / half(each)).toBeGreaterThan(0.8);
      expect(half(sums) / half(each)).toBeLessThan(1.25);
    },
  );
});

describe("the demo company", () => {
  test("tells from the control group's reasons what the trial of priority delivery then found", async () => {
    const [cohort, tactics, churn] = [
      await load("data/retention.csv", demoSchemas.retention),
      await load("data/tactics.csv", demoSchemas.tactics),
      await load("data/churn.csv", demoSchemas.churn),
    ];
    const tactic = tactics.column("tactic").values as string[];
    expect(tactics.column("customer").values).toEqual(cohort.column("customer").values);
    const control = tactic.flatMap((name, row) => (name === "Control" ? [row] : []));
    const cells = (name: string) => control.map((row) => (cohort.column(name).values as Cell[])[row] ?? null);
    const customers = { customer: cells("customer"), left_on: cells("left_on"), segment: cells("segment") };
    // Priority delivery takes 70 % of the hazard of late delivery; every fifth leaver gave no reason.
    const { rows } = await reasonsFixed(frame(customers), {
      customer: "customer",
      watched: { from: "2025-07-01", until: "2026-06-30", leftOn: "left_on" },
      reason: { table: churn, column: "reason" },
      involuntary: ["Moved away"],
      fixes: { "Priority delivery": { reasons: "Late delivery", effectiveness: 0.7 } },
      notKnown: "shared",
    });
    const options = { tactic: "tactic", control: "Control", retained: "retained", cost: "cost" };
    const trial = await tacticEffect(tactics, options);
    const found = trial.rows.find(({ first }) => first === "Priority delivery")!;
    const [row] = rows;
    expect(row!.n).toBe(control.length);
    expect(row!.estimate! / row!.n).toBeGreaterThan(found.lower!);
    expect(row!.estimate! / row!.n).toBeLessThan(found.upper!);
    // The reasons tell it more closely than the trial: one group of customers, not the difference of two.
    expect((row!.upper! - row!.lower!) / row!.n).toBeLessThan((found.upper! - found.lower!) / 2);
  });
});
