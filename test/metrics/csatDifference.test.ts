import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type CsatRule, csat } from "../../src/metrics/csat/csat.js";
import { csatDifference, csatDifferenceFromCounts } from "../../src/metrics/csat/csatDifference.js";
import reference from "../fixtures/differences/differences.json";
import { expectDifference } from "./expectDifference.js";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, frame } from "./satisfactionTables.js";

/** So many of each answer, 1 to 5. */
const scores = (counts: readonly number[]) => counts.flatMap((n, i) => new Array<number>(n).fill(i + 1));

const groups = (first: readonly number[], second: readonly number[]) =>
  frame({ score: [...first, ...second], group: [...first.map(() => "a"), ...second.map(() => "b")] });

/** The same customers in two waves. */
const waves = (first: readonly number[], second: readonly number[]) =>
  frame({
    score: [...first, ...second],
    wave: [...first.map(() => "now"), ...second.map(() => "before")],
    who: [...first.map((_, i) => `c${i}`), ...second.map((_, i) => `c${i}`)],
  });

const PAIRED = { score: "score", by: "wave", between: ["now", "before"], customer: "who" } as const;
const RULES = ["top-box", "top-2", "mean"] as const;

describe("agrees with statsmodels and scipy", () => {
  test.each(reference.counts)("counts $counts", ({ counts, ...expected }) => {
    for (const rule of RULES) {
      const row = csatDifferenceFromCounts(counts[0]!, counts[1]!, { rule });
      expectDifference(row, expected[rule]);
      expect(row).toMatchObject({ first: "first", second: "second", adjustedPValue: row.pValue, improved: null });
    }
  });

  test.each(reference.pairs)("the same customers, $first and $second", async ({ first, second, ...expected }) => {
    for (const rule of RULES) {
      const { overall, method } = await csatDifference(waves(first, second), { ...PAIRED, rule });
      expectDifference(overall, expected[rule]);
      expect(overall.improved! + overall.unchanged! + overall.worsened!).toBe(first.length);
      expect(method).toBe(rule === "mean" ? "Student's t, paired" : "score (Tango), paired");
      if (rule !== "mean") expect([overall.improved, overall.worsened]).toEqual(expected[rule].changed);
    }
  });

  test.each(reference.weighted)("weighted answers $scores", async ({ scores: sides, weights, ...expected }) => {
    const table = frame({
      score: sides.flat(),
      w: weights.flat(),
      group: [...sides[0]!.map(() => "a"), ...sides[1]!.map(() => "b")],
    });
    for (const rule of ["top-2", "mean"] as const) {
      const { overall } = await csatDifference(table, { score: "score", rule, by: "group", weight: "w" });
      expectDifference(overall, expected[rule]);
    }
  });

  test.each(reference.families)("several groups at once: $groups", async ({ groups: counts, ...expected }) => {
    const table = frame({
      score: counts.flatMap(scores),
      group: counts.flatMap((each, i) => scores(each).map(() => `g${i}`)),
    });
    for (const rule of ["top-2", "mean"] as const) {
      const result = await csatDifference(table, { score: "score", rule, by: "group" });
      expect(result.test!.statistic).toBeCloseTo(expected[rule].statistic, 9);
      expect(result.test!.pValue).toBeCloseTo(expected[rule].pValue, 9);
      expect(result.test!.degreesOfFreedom).toBe(counts.length - 1);
      const adjusted = result.rows.map((row) => row.adjustedPValue!);
      expect(adjusted).toEqual(expected[rule].holm.map((p) => expect.closeTo(p, 9)));
      expect(result.overall).toMatchObject({ estimate: null, note: `${counts.length} groups: see rows and test` });
    }
  });

  test("of the demo company: each pair of segments, and the same customers in two waves", async () => {
    const survey = await load("data/survey.csv");
    for (const rule of ["top-2", "mean"] as const) {
      const options = { score: "satisfaction", rule };
      const { rows } = await csatDifference(survey, { ...options, by: "segment" });
      for (const { between, ...expected } of reference.demo.pairs) {
        expectDifference(rows.find((row) => row.first === between[0] && row.second === between[1])!, expected[rule]);
      }
      for (const { between, n, ...expected } of reference.demo.paired) {
        const twice = { by: "wave", between: between as [string, string], customer: "customer" };
        const { overall } = await csatDifference(survey, { ...options, ...twice });
        expect(overall.n).toBe(n);
        expectDifference(overall, expected[rule]);
      }
    }
  });
});

describe("csatDifference(table, { score, rule, by, between })", () => {
  const rules = fc.constantFrom<CsatRule>("top-box", "top-2", "mean");

  test("the other way round it is the same with the other sign", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), answers(5), rules, async (one, other, rule) => {
        const [a, b] = [frame(columnsOf(one)), frame(columnsOf(other))];
        const forth = (await csatDifference(a, { score: "a", rule, weight: "w", against: b })).overall;
        const back = (await csatDifference(b, { score: "a", rule, weight: "w", against: a })).overall;
        const turned = (value: number | null) => (value === null ? null : -value);
        for (const [found, expected] of [
          [back.estimate, turned(forth.estimate)],
          [back.lower, turned(forth.upper)],
          [back.upper, turned(forth.lower)],
        ] as const)
          if (expected === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(expected, 9);
        if (forth.lower === null) return;
        expect(forth.lower).toBeLessThanOrEqual(forth.estimate! + 1e-12);
        expect(forth.upper).toBeGreaterThanOrEqual(forth.estimate! - 1e-12);
      }),
      { numRuns: 25 },
    );
  });

  test("both sides are what csat says of them, in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), rules, async (given, rule) => {
        const named = given.map((row, i) => ({ ...row, segment: i % 2 === 0 ? "x" : "y" }));
        if (named.length < 2) return;
        const columns = columnsOf(named);
        const options = { score: "b", rule, by: "segment", weight: "w" };
        const result = await csatDifference(frame(columns), options);
        const { rows } = await csat(frame(columns), options);
        expect([result.overall.firstEstimate, result.overall.secondEstimate]).toEqual(rows.map((row) => row.estimate));
        expectSame(await csatDifference(await inDuckdb(columns), options), result);
      }),
      { numRuns: 15 },
    );
  });

  test("by segment against another table gives a row each", async () => {
    const [now, before] = [groups([5, 4, 1], [2, 2, 5]), groups([1, 2, 3], [5, 5])];
    const options = { score: "score", rule: "top-2", by: "group" } as const;
    const { rows, by } = await csatDifference(now, { ...options, against: before });
    expect(by).toEqual(["group"]);
    expect(rows.map(({ keys, estimate, firstN, secondN }) => [keys.group, estimate, firstN, secondN])).toEqual([
      ["a", expect.closeTo(2 / 3, 12), 3, 3],
      ["b", expect.closeTo(1 / 3 - 1, 12), 3, 2],
    ]);
  });

  test("against the complement each group is set against everybody outside it", async () => {
    const table = frame({ score: [5, 5, 1, 1, 5, 1], group: ["a", "a", "b", "b", "c", "c"] });
    const { rows, overall } = await csatDifference(table, {
      score: "score",
      rule: "top-box",
      by: "group",
      against: "complement",
    });
    expect(rows.map(({ keys, second, estimate }) => [keys.group, second, estimate])).toEqual([
      ["a", "all others", 0.75],
      ["b", "all others", -0.75],
      ["c", "all others", 0],
    ]);
    expect(overall.note).toBe("each group against all others: see rows and test");
  });

  test("the p-value is below 1 − level just when the interval leaves zero out", async () => {
    const five = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(five, five, rules, fc.constantFrom(0.8, 0.95, 0.99), async (one, other, rule, level) => {
        const row = csatDifferenceFromCounts(one, other, { rule, level });
        if (row.pValue === null || Math.abs(row.pValue - (1 - level)) < 1e-9) return;
        expect(row.lower! > 0 || row.upper! < 0).toBe(row.pValue < 1 - level);
        expect(Math.sign(row.statistic!)).toBe(Math.sign(Math.abs(row.estimate!) < 1e-12 ? 0 : row.estimate!));
      }),
      { numRuns: 60 },
    );
  });

  test("the same customers across two tables are those of two waves", async () => {
    const [first, second] = [
      [5, 4, 2, 5, 3],
      [4, 4, 5, 1, 3],
    ];
    const half = (score: number[]) => frame({ score, who: score.map((_, i) => `c${i}`) });
    const within = await csatDifference(waves(first!, second!), { ...PAIRED, rule: "mean" });
    const across = await csatDifference(half(first!), {
      score: "score",
      rule: "mean",
      customer: "who",
      against: half(second!),
    });
    expect(across.overall).toEqual({ ...within.overall, first: "first table", second: "second table" });
    expect(within.label).toBe("Difference of CSAT (mean, 1 to 5), same customers");
  });

  test("what cannot exist is null with a note", async () => {
    const options = { score: "score", rule: "mean", by: "group" } as const;
    const empty = frame({ score: [5, 4, null], group: ["a", "a", "b"] });
    expect((await csatDifference(empty, options)).overall).toMatchObject({
      estimate: null,
      lower: null,
      note: "'b': no answers",
      firstEstimate: 4.5,
      secondEstimate: null,
    });
    const single = (await csatDifference(groups([5, 4], [3]), options)).overall;
    expect(single).toMatchObject({ estimate: 1.5, lower: null, note: "answers do not vary enough for an interval" });
    const alike = (await csatDifference(groups([5, 5], [3, 3]), options)).overall;
    expect(alike).toMatchObject({ estimate: 2, lower: null, upper: null, pValue: null });
    const same = (rule: CsatRule, first: number[], second: number[]) =>
      csatDifference(waves(first, second), { ...PAIRED, rule }).then(({ overall }) => overall.note);
    expect(await same("mean", [5], [3])).toBe("one customer: no interval");
    expect(await same("mean", [5, 4], [4, 3])).toBe("everybody moved alike: no interval");
    expect(await same("top-2", [5, 4], [4, 5])).toBe("nobody changed sides: no test");
    const apart = frame({ score: [5, 4], wave: ["now", "before"], who: ["a", "b"] });
    expect(await csatDifference(apart, { ...PAIRED, rule: "mean" })).toMatchObject({
      overall: { estimate: null, n: 0, note: "nobody answered in both waves" },
      excluded: { missing: 2 },
    });
  });

  test("three groups of which one has no test are still compared", async () => {
    const table = frame({ score: [5, 4, 3, 1, 2, 5, 5], group: ["a", "a", "b", "b", "b", "c", "c"] });
    expect((await csatDifference(table, { score: "score", rule: "mean", by: "group" })).test).toBeNull();
    const shares = await csatDifference(table, { score: "score", rule: "top-2", by: "group" });
    expect(shares.test).toMatchObject({ degreesOfFreedom: 2, n: 7, method: "Pearson's χ² of equal shares" });
  });
});

describe("errors", () => {
  const table = frame({ score: [5, 4, 3], group: ["north", "south", "west"] });
  const call = (more: object) => csatDifference(table, { score: "score", rule: "top-2", ...more });

  test("which groups", async () => {
    await expect(call({})).rejects.toThrow(
      "csatDifference requires 'by', the column of the groups, or 'against', another table; got neither",
    );
    await expect(call({ between: ["a", "b"] })).rejects.toThrow("another table; got only 'between'");
    await expect(call({ against: table, by: "group", between: ["a", "b"] })).rejects.toThrow(
      "csatDifference requires 'against' or 'between', not both; got both",
    );
    await expect(call({ by: "group", between: ["nort", "west"] })).rejects.toThrow(
      "csatDifference: no 'nort' in column 'group'; nearest: 'north'",
    );
    await expect(call({ by: "group", between: ["nort", "west"], customer: "score" })).rejects.toThrow(
      "csatDifference: no 'nort' in column 'group'; nearest: 'north'",
    );
    await expect(call({ customer: "score" })).rejects.toThrow(
      "csatDifference of the same customers requires 'by' and 'between', the two waves, or 'against', another table",
    );
    await expect(call({ customer: "group", weight: "score" })).rejects.toThrow(
      "csatDifference of the same customers takes no weight; got 'score'",
    );
  });

  test("rule, answers and level", async () => {
    await expect(call({ rule: undefined, by: "group" })).rejects.toThrow(
      "csatDifference requires a rule of 'top-box', 'top-2', 'mean'; got none",
    );
    await expect(call({ by: "group", scale: 4 })).rejects.toThrow(
      "csatDifference requires scores from 1 to 4; got 5 (row 1)",
    );
    await expect(call({ by: "group", level: 2 })).rejects.toThrow("csatDifference requires a level between 0 and 1");
  });

  test("published counts", () => {
    const counts = (first: number[], second: number[]) => () =>
      csatDifferenceFromCounts(first, second, { rule: "mean" });
    expect(counts([1, 2, 3], [1, 2])).toThrow("csatDifferenceFromCounts requires 3 counts, one for each answer; got 2");
    expect(counts([1, 2, 3.5], [1, 2, 3])).toThrow("requires counts that are whole numbers from 0; got 3.5");
  });
});
