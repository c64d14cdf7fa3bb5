import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { npsDifference, npsDifferenceFromCounts } from "../../src/metrics/nps/npsDifference.js";
import { npsMargin, npsSampleSize } from "../../src/metrics/nps/npsSampleSize.js";
import reference from "../fixtures/differences/differences.json";
import { expectDifference } from "./expectDifference.js";

const counts = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });

/** Answers of a group with these counts of promoters, passives and detractors. */
const answersOf = ({ promoters, passives, detractors }: ReturnType<typeof counts>) => [
  ...new Array<number>(promoters).fill(10),
  ...new Array<number>(passives).fill(7),
  ...new Array<number>(detractors).fill(2),
];

/** A frame of groups by name. */
function groups(named: Readonly<Record<string, ReturnType<typeof counts>>>): DataFrame {
  const rows = Object.entries(named).flatMap(([group, of]) => answersOf(of).map((score) => ({ group, score })));
  return new DataFrame({ group: rows.map((row) => row.group), score: rows.map((row) => row.score) });
}

const first = counts(15, 13, 8);
const second = counts(12, 7, 12);

describe("published values", () => {
  test("15/13/8 against 12/7/12: Δ .1795, standard error .1932, z .929, p .353", () => {
    const row = npsDifferenceFromCounts(first, second);
    expect(row.centre).toBeCloseTo(17.95, 2);
    expect(row.standardError).toBeCloseTo(19.32, 2);
    expect(row.statistic).toBeCloseTo(0.929, 3);
    expect(row.pValue).toBeCloseTo(0.353, 3);
    expect(row.estimate).toBeCloseTo(19.44, 2);
  });

  test("± 5, 10, 15, 20 points need 1534, 382, 168, 94 answers", () => {
    expect([5, 10, 15, 20].map((margin) => npsSampleSize({ margin }))).toEqual([1534, 382, 168, 94]);
    expect(npsSampleSize({ margin: 5, variance: 0.65 })).toBe(996);
    expect(npsSampleSize({ difference: 10, power: 0.8, variance: 0.65 })).toBe(1018);
  });
});

describe("agrees with statsmodels and scipy", () => {
  test.each(reference.nps)("counts $counts", ({ counts: [a, b], ...expected }) => {
    expectDifference(npsDifferenceFromCounts(counts(a![0]!, a![1]!, a![2]!), counts(b![0]!, b![1]!, b![2]!)), expected);
  });

  test.each(reference.npsPairs)("the same customers, $first and $second", async ({ first, second, ...expected }) => {
    const half = (score: number[]) => new DataFrame({ score, who: score.map((_, i) => i) });
    const { overall } = await npsDifference(half(first), { score: "score", customer: "who", against: half(second) });
    expectDifference(overall, expected);
  });

  test("of the demo company: each pair of segments, and the same customers in two waves", async () => {
    const survey = await load("data/survey.csv");
    const { rows } = await npsDifference(survey, { score: "recommend", by: "segment" });
    for (const { between, nps } of reference.demo.pairs) {
      expectDifference(rows.find((row) => row.first === between[0] && row.second === between[1])!, nps);
    }
    for (const { between, nps } of reference.demo.paired) {
      const twice = { by: "wave", between: between as [string, string], customer: "customer" };
      const { overall } = await npsDifference(survey, { score: "recommend", ...twice });
      expectDifference(overall, nps);
    }
  });
});

describe("npsDifference(table, { score, by })", () => {
  const table = groups({ a: first, b: second, c: counts(30, 5, 5) });

  test("between two groups is first minus second, as from their counts", async () => {
    const result = await npsDifference(table, { score: "score", by: "group", between: ["a", "b"] });
    const expected = npsDifferenceFromCounts(first, second);
    expect(result.overall).toEqual({ ...expected, first: "a", second: "b" });
    expect(result).toMatchObject({ unit: "points", method: "adjusted Wald", rows: [], by: [], level: 0.95 });
    // Of two groups the χ² of equal scores is z².
    expect(result.test!.statistic).toBeCloseTo(expected.statistic! ** 2, 12);
    expect(result.test!.pValue).toBeCloseTo(expected.pValue!, 12);
  });

  test("the sign is kept: b − a is minus a − b", async () => {
    const one = await npsDifference(table, { score: "score", by: "group", between: ["a", "b"] });
    const other = await npsDifference(table, { score: "score", by: "group", between: ["b", "a"] });
    expect(other.overall.estimate).toBeCloseTo(-one.overall.estimate!, 12);
    expect(other.overall.lower).toBeCloseTo(-one.overall.upper!, 12);
    expect(other.overall.probabilityHigher).toBeCloseTo(1 - one.overall.probabilityHigher!, 12);
  });

  test("of three groups is every pair, with Holm's p-values and one test on 2 degrees of freedom", async () => {
    const { rows, overall, test: equal, by } = await npsDifference(table, { score: "score", by: "group" });
    expect(rows.map(({ keys }) => `${keys.first}-${keys.second}`)).toEqual(["a-b", "a-c", "b-c"]);
    expect(by).toEqual(["first", "second"]);
    expect(equal).toMatchObject({ degreesOfFreedom: 2, n: 107 });
    expect(overall).toMatchObject({ estimate: null, n: 107, note: "3 groups: see rows and test" });
    const [smallest] = [...rows].sort((a, b) => a.pValue! - b.pValue!);
    expect(smallest!.adjustedPValue).toBeCloseTo(3 * smallest!.pValue!, 12);
    for (const row of rows) expect(row.adjustedPValue).toBeGreaterThanOrEqual(row.pValue!);
  });

  test("against the complement compares each group with everybody outside it", async () => {
    const { rows } = await npsDifference(table, { score: "score", by: "group", against: "complement" });
    const expected = npsDifferenceFromCounts(first, counts(42, 12, 17));
    expect(rows.map(({ keys }) => keys.group)).toEqual(["a", "b", "c"]);
    expect(rows[0]).toMatchObject({
      first: "a",
      second: "all others",
      estimate: expected.estimate,
      pValue: expected.pValue,
    });
  });

  test("answers without a group are no group, and counted", async () => {
    const some = new DataFrame({ group: ["a", "a", "b", null], score: [10, 3, 9, 9] });
    const { overall, excluded } = await npsDifference(some, { score: "score", by: "group" });
    expect(overall).toMatchObject({ first: "a", second: "b", estimate: -100, n: 3 });
    expect(excluded.missing).toBe(1);
  });
});

describe("npsDifference(table, { against: another })", () => {
  const [now, before] = [groups({ a: first, b: counts(9, 3, 1) }), groups({ a: second, c: counts(4, 4, 4) })];

  test("is this table minus that one", async () => {
    const { overall } = await npsDifference(now, { score: "score", against: before });
    const expected = npsDifferenceFromCounts(counts(24, 16, 9), counts(16, 11, 16));
    expect(overall).toEqual({ ...expected, first: "first table", second: "second table" });
  });

  test("by segment gives a row each; a segment in one table only is null with a note", async () => {
    const { rows } = await npsDifference(now, { score: "score", by: "group", against: before });
    expect(rows.map(({ keys, estimate, note }) => [keys.group, estimate === null, note])).toEqual([
      ["a", false, null],
      ["b", true, "no answers: second table"],
      ["c", true, "no answers: first table"],
    ]);
  });
});

describe("npsDifference(table, { customer })", () => {
  // Five customers in both waves: 10→10, 7→9, 3→8, 10→2, 6→6; one in each alone.
  const waves = new DataFrame({
    who: ["1", "2", "3", "4", "5", "6", "1", "2", "3", "4", "5", "7"],
    wave: [...new Array<string>(6).fill("before"), ...new Array<string>(6).fill("after")],
    score: [10, 7, 3, 10, 6, 10, 10, 9, 8, 2, 6, 0],
  });
  const paired = { score: "score", by: "wave", between: ["after", "before"], customer: "who" } as const;

  test("pairs the same customers by hand", async () => {
    const { overall, method, excluded } = await npsDifference(waves, paired);
    // Differences 0, 1, 1, −2, 0: mean 0, variance 6/4.
    expect(overall).toMatchObject({ estimate: 0, n: 5, improved: 2, unchanged: 2, worsened: 1, statistic: 0 });
    expect(overall.standardError).toBeCloseTo(100 * Math.sqrt(1.5 / 5), 12);
    expect(overall.upper).toBeCloseTo(2.7764451 * 100 * Math.sqrt(1.5 / 5), 5);
    expect(method).toBe("Student's t, paired");
    expect(excluded.missing).toBe(2);
  });

  test("across two tables gives the same", async () => {
    const half = (wave: string) => {
      const rows = [0, 1, 2, 3, 4, 5].map((i) => (wave === "before" ? i : i + 6));
      const pick = (column: string) => rows.map((row) => waves.column(column).values[row] as string);
      return new DataFrame({ who: pick("who"), score: pick("score") });
    };
    const across = await npsDifference(half("after"), { score: "score", customer: "who", against: half("before") });
    const within = await npsDifference(waves, paired);
    expect(across.overall).toEqual({ ...within.overall, first: "first table", second: "second table" });
  });

  test("nobody in both waves is null with a note", async () => {
    const apart = new DataFrame({ who: ["1", "2"], wave: ["before", "after"], score: [3, 9] });
    expect((await npsDifference(apart, paired)).overall).toMatchObject({
      estimate: null,
      note: "nobody answered in both waves",
    });
  });

  test("a customer who answered twice in a wave is refused", async () => {
    const twice = new DataFrame({ who: ["1", "1", "1"], wave: ["after", "after", "before"], score: [3, 9, 9] });
    await expect(npsDifference(twice, paired)).rejects.toThrow(
      "npsDifference requires one answer a customer in each wave; got more from '1' in after",
    );
  });
});

describe("laws", () => {
  const count = fc.integer({ min: 0, max: 100 });
  const group = fc
    .record({ promoters: count, passives: count, detractors: count })
    .filter((c) => c.promoters + c.passives + c.detractors > 0);

  test("the estimate is the difference of the two scores and lies within −200…200", async () => {
    await fc.assert(
      fc.asyncProperty(group, group, async (a, b) => {
        const table = groups({ a, b });
        const { overall } = await npsDifference(table, { score: "score", by: "group" });
        const scores = (await nps(table, { score: "score", by: "group" })).rows.map((row) => row.estimate!);
        expect(overall.estimate).toBeCloseTo(scores[0]! - scores[1]!, 9);
        expect(overall.lower).toBeGreaterThanOrEqual(-200);
        expect(overall.upper).toBeLessThanOrEqual(200);
      }),
      { numRuns: 25 },
    );
  });

  test("npsMargin undoes npsSampleSize", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 40, noNaN: true }), (points) => {
        expect(npsMargin({ n: npsSampleSize({ margin: points }) })).toBeLessThanOrEqual(points + 1e-9);
        expect(npsMargin({ n: npsSampleSize({ difference: points }), power: 0.8 })).toBeLessThanOrEqual(points + 1e-9);
        expect(npsMargin({ n: npsSampleSize({ margin: points }) - 1.01 })).toBeGreaterThan(points);
      }),
    );
  });

  test("a small population needs fewer answers, never more than there are", () => {
    expect(npsSampleSize({ margin: 5, population: 2000 })).toBe(869);
    expect(npsSampleSize({ margin: 5, population: 10 })).toBe(10);
    expect(npsSampleSize({ margin: 5, population: 1e9 })).toBe(1534);
  });
});

describe("what cannot be told is null with a note", () => {
  test("Wald of two groups each of one class", () => {
    const row = npsDifferenceFromCounts(counts(5, 0, 0), counts(0, 5, 0), { method: "wald" });
    expect(row).toMatchObject({ estimate: 100, statistic: null, pValue: null });
    expect(row.note).toBe("everybody in each group is of one class: no test");
  });

  test("an empty group", () => {
    const row = npsDifferenceFromCounts(counts(0, 0, 0), first);
    expect(row).toMatchObject({ estimate: null, lower: null, pValue: null, note: "no answers: first" });
  });

  test("one group alone", async () => {
    const result = await npsDifference(groups({ a: first }), { score: "score", by: "group" });
    expect(result.overall).toMatchObject({ estimate: null, note: "fewer than two groups" });
    expect(result.test).toBeNull();
  });
});

describe("errors", () => {
  const table = groups({ alpha: first, beta: second });
  test.each([
    [{ score: "score" }, "npsDifference requires 'by', the column of the groups, or 'against', another table"],
    [
      { score: "score", by: "group", between: ["alpah", "beta"] as const },
      "no 'alpah' in column 'group'; nearest: 'alpha'",
    ],
    [{ score: "score", by: "group", method: "t" as "wald" }, "requires a method of 'adjusted-wald', 'wald'; got 't'"],
    [{ score: "scor", by: "group" }, "npsDifference: no column 'scor' in the table; nearest: 'score'"],
    [{ score: "score", customer: "group" }, "requires 'by' and 'between', the two waves, or 'against', another table"],
    [{ score: "score", customer: "group", weight: "score" }, "of the same customers takes no weight; got 'score'"],
  ])("%j", async (options, message) => {
    await expect(npsDifference(table, options)).rejects.toThrow(message);
  });

  test("of the sample size", () => {
    expect(() => npsSampleSize({})).toThrow("npsSampleSize requires either a margin or a difference; got neither");
    expect(() => npsSampleSize({ margin: 0 })).toThrow("requires a margin above 0 up to 100 points; got 0");
    expect(() => npsSampleSize({ margin: 5, variance: 2 })).toThrow("requires a variance above 0 up to 1; got 2");
    expect(() => npsSampleSize({ difference: 5, power: 80 })).toThrow("requires a power between 0 and 1");
    expect(() => npsMargin({ n: 0 })).toThrow("npsMargin requires n of at least 1; got 0");
  });
});
