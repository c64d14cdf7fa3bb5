import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type CsatRule, csat, csatFromCounts } from "../../src/metrics/csat/csat.js";
import reference from "../fixtures/satisfaction/satisfaction.json";
import survey from "../fixtures/satisfaction/survey.json";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, expectBounds, frame } from "./satisfactionTables.js";

const RULES: readonly CsatRule[] = ["top-box", "top-2", "mean"];
const SHARES = ["top-box", "top-2"] as const;

const table = (score: readonly unknown[], more: Record<string, unknown[]> = {}) => frame({ score, ...more });

describe("published values", () => {
  test("ECSI's mobile phones, 250 answers on 1 to 10: top box 15.2 %, top two 26.8 %", () => {
    // Of the lower answers only the sum is published; no top box depends on them.
    const counts = [1, 1, 2, 4, 13, 17, 36, 109, 29, 38];
    expect(csatFromCounts(counts, { rule: "top-box" }).overall.estimate).toBeCloseTo(0.152, 12);
    expect(csatFromCounts(counts, { rule: "top-2" }).overall.estimate).toBeCloseTo(0.268, 12);
  });

  test("Wilson's interval of 81 of 263 is .2553 to .3662, exact of 0 of 9 is 0 to .3363", () => {
    const { overall } = csatFromCounts([182, 0, 0, 0, 81], { rule: "top-box" });
    expectBounds(overall, [0.2553, 0.3662], 4);
    expectBounds(csatFromCounts([9, 0, 0, 0, 0], { rule: "top-2" }).overall, [0, 0.3363], 4);
  });
});

describe("agree with statsmodels and scipy", () => {
  test.each(reference.csat)("$counts at $level", (expected) => {
    const { counts, level } = expected;
    for (const rule of SHARES) {
      const { overall } = csatFromCounts(counts, { rule, level });
      expect(overall.satisfied).toBe(expected[rule].x);
      expect(overall.estimate).toBeCloseTo(expected[rule].estimate, 12);
      expectBounds(overall, expected[rule].interval);
      const methods = { wilson: "wilson", clopperPearson: "clopper-pearson", jeffreys: "jeffreys" } as const;
      for (const [name, method] of Object.entries(methods)) {
        const interval = (expected[rule] as Partial<Record<string, unknown>>)[name] as number[] | undefined;
        if (interval !== undefined) expectBounds(csatFromCounts(counts, { rule, level, method }).overall, interval);
      }
      expect(overall.distribution.map(({ n }) => n)).toEqual(counts);
      expected.goodman.forEach((interval, i) => {
        expectBounds(overall.distribution[i]!, interval);
      });
    }
    const { overall } = csatFromCounts(counts, { rule: "mean", level });
    expect(overall).toMatchObject({ n: expected.mean.n, satisfied: null });
    expect(overall.estimate).toBeCloseTo(expected.mean.estimate, 12);
    expectBounds(overall, expected.mean.interval);
  });

  test.each(RULES)("of the demo company, %s by segment", async (rule) => {
    const { overall, rows } = await csat(await load("data/survey.csv"), { score: "satisfaction", rule, by: "segment" });
    for (const expected of reference.demo) {
      const row = expected.segment === null ? overall : rows.find(({ keys }) => keys.segment === expected.segment);
      expect(row!.distribution.map(({ n }) => n)).toEqual(expected.csat.counts);
      expect(row!.estimate).toBeCloseTo(expected.csat[rule].estimate, 12);
      expectBounds(row!, expected.csat[rule].interval);
    }
  });

  test.each(reference.weighted.map((given, i) => ({ ...given, r: survey.weighted[i]! })))(
    "$scores.length weighted answers, and with R's survey package",
    async ({ scores, weights, effectiveN, r, goodman, ...expected }) => {
      for (const rule of RULES) {
        const { overall } = await csat(table(scores, { w: weights }), { score: "score", rule, weight: "w" });
        expect(overall.estimate).toBeCloseTo(expected[rule].estimate, 12);
        expect(overall.estimate).toBeCloseTo(r[rule].estimate, 12);
        expect(overall.standardError).toBeCloseTo(r[rule].standardError, 12);
        expect(overall.effectiveN).toBeCloseTo(effectiveN, 9);
        expectBounds(overall, expected[rule].interval);
        goodman.forEach((interval, i) => {
          expectBounds(overall.distribution[i]!, interval);
        });
      }
    },
  );
});

describe("csat(table, { score, rule })", () => {
  const given = { score: [5, 4, 4, 3, null, 1, 5, null, 2], segment: ["B", "B", "A", "A", "A", "B", null, "C", "A"] };

  test("counts by hand: top two of seven answers, two missing", async () => {
    const result = await csat(frame(given), { score: "score", rule: "top-2", by: "segment" });
    expect(result).toMatchObject({
      metric: "csat",
      label: "CSAT (top two: 4 and 5 of 1 to 5)",
      unit: "share",
      method: "Wilson; Clopper–Pearson below 10 answers",
      excluded: { missing: 2, outOfRange: 0 },
    });
    expect(result.overall).toMatchObject({ n: 7, satisfied: 4, missing: 2, weightedSatisfied: null });
    expect(result.overall.estimate).toBeCloseTo(4 / 7, 12);
    expect(result.overall.byRule["top-box"]).toBeCloseTo(2 / 7, 12);
    expect(result.overall.byRule.mean).toBeCloseTo(24 / 7, 12);
    expect(result.overall.index).toBeCloseTo((100 * (24 / 7 - 1)) / 4, 10);
    expect(result.rows.map(({ keys, n, satisfied, missing }) => [keys.segment, n, satisfied, missing])).toEqual([
      ["A", 3, 1, 1],
      ["B", 3, 2, 0],
      ["C", 0, 0, 1],
      [null, 1, 1, 0],
    ]);
  });

  test("the label says the rule and the scale, the unit follows", async () => {
    const of = (rule: CsatRule) => csat(table([1, 7, 6, 6]), { score: "score", rule, scale: 7 });
    expect([(await of("top-box")).label, (await of("top-box")).unit]).toEqual(["CSAT (top box: 7 of 1 to 7)", "share"]);
    expect((await of("top-2")).label).toBe("CSAT (top two: 6 and 7 of 1 to 7)");
    const mean = await of("mean");
    expect([mean.label, mean.unit, mean.method]).toEqual(["CSAT (mean, 1 to 7)", "score", "Student's t"]);
    const { overall } = await csat(table([0, 10, 5]), { score: "score", rule: "mean", scale: { min: 0, max: 10 } });
    expect(overall).toMatchObject({ estimate: 5, index: 50 });
  });

  test("from 10 answers on the interval is Wilson's, below it is exact", () => {
    const method = (n: number) => csatFromCounts([0, 0, 0, 1, n - 1], { rule: "top-box" }).method;
    expect([method(9), method(10)]).toEqual(["Wilson; Clopper–Pearson below 10 answers", "Wilson"]);
  });

  test("what cannot exist is null with a note", async () => {
    const { rows } = await csat(frame(given), { score: "score", rule: "top-box", by: "segment" });
    expect(rows[2]).toMatchObject({ estimate: null, lower: null, upper: null, index: null, note: "no answers" });
    expect(rows[2]!.byRule).toEqual({ "top-box": null, "top-2": null, mean: null });
    expect(rows[2]!.distribution[0]).toMatchObject({ answer: "1", n: 0, share: null, lower: null });
    const nobody = await csat(table([null, null]), { score: "score", rule: "mean" });
    expect(nobody.overall).toMatchObject({ estimate: null, n: 0, missing: 2, note: "no answers" });
    const weightless = await csat(table([5, 4, null], { w: [0, 0, 1] }), {
      score: "score",
      rule: "top-2",
      weight: "w",
    });
    expect(weightless.overall).toMatchObject({ estimate: null, n: 2, note: "all weights are 0" });
  });

  test("a mean of one answer, or of answers all alike, has no interval", () => {
    const one = csatFromCounts([0, 0, 0, 1, 0], { rule: "mean" }).overall;
    expect(one).toMatchObject({ estimate: 4, lower: null, upper: null, note: "one answer: no interval" });
    const alike = csatFromCounts([0, 0, 0, 30, 0], { rule: "mean" }).overall;
    expect(alike).toMatchObject({ estimate: 4, lower: null, note: "all answers alike: no interval" });
  });

  test("answers without a weight are missing, answers of weight 0 count for nothing", async () => {
    const given = table([5, 1, 5, 4], { w: [1, null, 0, 1] });
    const { overall } = await csat(given, { score: "score", rule: "top-box", weight: "w" });
    expect(overall).toMatchObject({ estimate: 0.5, n: 3, missing: 1, weightedSatisfied: 1, weightedAnswers: 2 });
  });
});

describe("laws", () => {
  const rule = fc.constantFrom(...RULES);

  test("csat(table) is unchanged by the order of rows, weights of 1 equal none, a factor of weights changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), rule, fc.constantFrom(1, 2, 0.25), async (given, rule, factor) => {
        const scores = given.map(({ a }) => a);
        const options = { score: "score", rule };
        const { overall } = await csat(table(scores), options);
        expect((await csat(table([...scores].reverse()), options)).overall).toEqual(overall);
        const w = scores.map(() => factor);
        const weighted = (await csat(table(scores, { w }), { ...options, weight: "w" })).overall;
        for (const field of ["estimate", "lower", "upper", "standardError", "effectiveN", "index"] as const) {
          expectSame(weighted[field], overall[field]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("segments add up to the whole, lower ≤ estimate ≤ upper within the scale, top box ≤ top two", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), rule, async (given, rule) => {
        const result = await csat(frame(columnsOf(given)), { score: "a", rule, by: "segment" });
        const { overall, rows } = result;
        for (const field of ["n", "missing"] as const)
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        for (const row of [overall, ...rows]) {
          if (row.estimate === null) continue;
          const [low, high] = rule === "mean" ? [1, 5] : [0, 1];
          const bounds = [low, row.lower ?? row.estimate, row.estimate, row.upper ?? row.estimate, high];
          for (let i = 1; i < bounds.length; i++) expect(bounds[i]!).toBeGreaterThanOrEqual(bounds[i - 1]! - 1e-12);
          expect(row.byRule["top-2"]).toBeGreaterThanOrEqual(row.byRule["top-box"]!);
          expect(row.distribution.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("csat in DuckDB is csat in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), rule, async (given, rule) => {
        const columns = columnsOf(given);
        const options = { score: "a", rule, by: "segment", weight: "w" };
        expectSame(await csat(await inDuckdb(columns), options), await csat(frame(columns), options));
      }),
      { numRuns: 15 },
    );
  });
});

describe("errors", () => {
  const options = { score: "score", rule: "top-2" } as const;

  test("a rule that is not given is refused with the choices listed", async () => {
    const call = (rule?: string) => csat(table([5]), { score: "score", rule: rule as CsatRule });
    await expect(call()).rejects.toThrow("csat requires a rule of 'top-box', 'top-2', 'mean'; got none");
    await expect(call("topbox")).rejects.toThrow("csat requires a rule of 'top-box', 'top-2', 'mean'; got 'topbox'");
  });

  test.each([
    [[5, 6, 6], "csat requires scores from 1 to 5; got 6 (2 rows, first at row 2)"],
    [[4, 0], "csat requires scores from 1 to 5; got 0 (row 2)"],
    [[4, 4.5], "csat requires whole scores from 1 to 5; got 4.5 (row 2)"],
    [["5", "good"], "csat requires scores from 1 to 5; got 'good' (row 2)"],
  ])("scores %j", async (scores, message) => {
    await expect(csat(table(scores), options)).rejects.toThrow(message);
  });

  test("columns and weights", async () => {
    await expect(csat(table([5]), { ...options, score: "scor" })).rejects.toThrow("no column 'scor' in the table");
    await expect(csat(table([5, 4], { w: [1, -2] }), { ...options, weight: "w" })).rejects.toThrow(
      "csat requires weights of at least 0 in 'w'; got -2 (row 2)",
    );
  });

  test("scale, level and method", async () => {
    const call = (more: object) => csat(table([5]), { ...options, ...more });
    await expect(call({ level: 95 })).rejects.toThrow("csat requires a level between 0 and 1");
    await expect(call({ scale: 1 })).rejects.toThrow("csat requires a scale, its highest answer");
    await expect(call({ scale: 2 })).rejects.toThrow("csat requires a scale of at least 3 answers; got 1 to 2");
    await expect(call({ scale: 4.5 })).rejects.toThrow(
      "csat requires a scale of up to 101 whole numbers; got 1 to 4.5",
    );
    await expect(call({ method: "wald" })).rejects.toThrow(
      "csat requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 'wald'",
    );
    await expect(call({ rule: "mean", method: "wilson" })).rejects.toThrow(
      "csat of rule 'mean' takes no method, its interval is Student's t; got 'wilson'",
    );
  });

  test("csatFromCounts requires whole counts", () => {
    expect(() => csatFromCounts([1, 2.5, 3], { rule: "mean" })).toThrow(
      "csatFromCounts requires counts that are whole numbers from 0; got 2.5",
    );
    expect(() => csatFromCounts([1, 2, 3], { rule: undefined as unknown as CsatRule })).toThrow(
      "csatFromCounts requires a rule of 'top-box', 'top-2', 'mean'; got none",
    );
  });
});
