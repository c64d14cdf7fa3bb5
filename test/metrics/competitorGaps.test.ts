import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompetitorGapsOptions, competitorGaps } from "../../src/metrics/competitorGaps/competitorGaps.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { holm } from "../../src/statistics/multipleComparisons.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/competitorGaps/competitorGaps.json";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSame, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: Columns) => new DataFrame(columns as Record<string, (number | string | null)[]>);
const rated = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `a${i + 1}`, own: `o${i + 1}`, competitor: `c${i + 1}` }));

describe("competitorGaps agrees with R", () => {
  const table = frame(reference.columns as Columns);
  const options = { outcome: "recommend", attributes: rated(4), scale: 7, resamples: 0 };

  test.each(["plain", "weighted"] as const)("lm() on the gaps, %s", async (kind) => {
    const expected = reference[kind];
    const more = kind === "weighted" ? { weight: "w" } : {};
    const { overall } = await competitorGaps(table, { ...options, ...more });
    expect(overall.explained.n).toBe(expected.n);
    expect(overall.explained.estimate).toBeCloseTo(expected.rSquared, 10);
    expect(overall.adjustedRSquared).toBeCloseTo(expected.adjusted, 10);
    expect(overall.outcomeMean).toBeCloseTo(expected.outcomeMean, 10);
    const johnson = await competitorGaps(table, { ...options, ...more, method: "johnson" });
    overall.attributes.forEach((attribute, j) => {
      expect(attribute.estimate).toBeCloseTo(expected.gaps[j]!, 10);
      expect(attribute.slope.estimate).toBeCloseTo(expected.slopes[j]!, 10);
      expect(attribute.ownSlope).toBeCloseTo(expected.freeSlopes[j]!, 10);
      expect(attribute.competitorSlope).toBeCloseTo(expected.freeSlopes[4 + j]!, 10);
      expect(attribute.closing.estimate).toBeCloseTo(expected.closing[j]!, 10);
      expect(attribute.importance.estimate).toBeCloseTo(expected.lmg[j]!, 10);
      expect(attribute.share.estimate).toBeCloseTo(expected.lmg[j]! / expected.rSquared, 10);
      expect(johnson.overall.attributes[j]!.importance.estimate).toBeCloseTo(expected.johnson[j]!, 10);
    });
  });

  test.each(["plain", "weighted"] as const)("with the competitor's ratings held, lm() on both, %s", async (kind) => {
    const { freeSlopes, gaps } = reference[kind];
    const weight = kind === "weighted" ? { weight: "w" } : {};
    const held = { ...options, ...weight, competitorRatings: "held" } as const;
    const { overall, competitorRatings } = await competitorGaps(table, held);
    const opposite = await competitorGaps(table, { ...options, ...weight });
    overall.attributes.forEach((attribute, j) => {
      expect(attribute.slope.estimate).toBeCloseTo(freeSlopes[j]!, 10);
      expect(attribute.closing.estimate).toBeCloseTo(-freeSlopes[j]! * gaps[j]!, 10);
      expect(attribute.correlation).toBeCloseTo(opposite.overall.attributes[j]!.correlation!, 12);
    });
    const parts = overall.attributes.reduce((sum, { importance }) => sum + importance.estimate!, 0);
    expect(parts).toBeCloseTo(overall.explained.estimate!, 10);
    expect(overall.gapsSuffice).toEqual(opposite.overall.gapsSuffice);
    expect({ competitorRatings, adjusted: overall.adjustedRSquared }).toEqual({
      competitorRatings: "held",
      adjusted: null,
    });
  });

  test("F of the ratings against the gaps, and Student's t of each gap", async () => {
    const { overall } = await competitorGaps(table, options);
    const { F, p, df, n } = reference.plain;
    expect(overall.gapsSuffice!.statistic).toBeCloseTo(F, 10);
    expect(overall.gapsSuffice).toMatchObject({ degreesOfFreedom: df, n });
    expect(overall.gapsSuffice!.pValue).toBeCloseTo(p, 10);
    const adjusted = holm(reference.gapTests.map((gap) => gap.p));
    overall.attributes.forEach((attribute, j) => {
      const { lower, upper, n: pairs } = reference.gapTests[j]!;
      expect(attribute.lower).toBeCloseTo(lower, 10);
      expect(attribute.upper).toBeCloseTo(upper, 10);
      expect(attribute.n).toBe(pairs);
      // Without resamples there are no p-values of slopes in the family.
      expect(attribute.adjustedPValue).toBeCloseTo(adjusted[j]!, 10);
    });
  });

  test("bootstrap intervals of slopes are those of lm(), but for chance", async () => {
    const { overall } = await competitorGaps(table, { ...options, resamples: 2000 });
    overall.attributes.forEach(({ slope }, j) => {
      const half = 1.97 * reference.plain.slopeErrors[j]!;
      expect((slope.upper! - slope.lower!) / (2 * half)).toBeGreaterThan(0.85);
      expect((slope.upper! - slope.lower!) / (2 * half)).toBeLessThan(1.15);
    });
  });
});

/** Two gaps and an outcome by hand: recommend = 5 + 2·first gap exactly, the second gap unrelated to both. */
const exact: Columns = {
  o1: [3, 5, 3, 5],
  c1: [4, 4, 4, 4],
  o2: [6, 6, 4, 4],
  c2: [3, 3, 3, 3],
  recommend: [3, 7, 3, 7],
};
const ask = (columns: Columns, more: Partial<CompetitorGapsOptions> = {}) =>
  competitorGaps(frame(columns), { outcome: "recommend", attributes: rated(2), scale: 7, resamples: 0, ...more });

/** Answers with planted slopes: 1 for the first gap, where we are behind, and none for the second, where we are ahead. */
function planted(n: number, seed: number): Columns {
  const stream = random(seed);
  const clamp = (x: number) => Math.min(7, Math.max(1, Math.round(x)));
  const rows = Array.from({ length: n }, () => {
    const [o1, c1] = [clamp(4 + 1.2 * stream.normal()), clamp(5 + 1.2 * stream.normal())];
    const [o2, c2] = [clamp(5 + 1.2 * stream.normal()), clamp(4 + 1.2 * stream.normal())];
    return { o1, c1, o2, c2, recommend: 6 + (o1 - c1) + stream.normal(), segment: stream.integer(2) === 0 ? "A" : "B" };
  });
  const names = ["o1", "c1", "o2", "c2", "recommend", "segment"] as const;
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
}

describe("competitorGaps(table, { outcome, attributes, scale })", () => {
  test("by hand: a gap of 0 with slope 2, and one of 2 without any", async () => {
    const { overall, unit, importance } = await ask(exact);
    const [first, second] = overall.attributes;
    expect(overall.estimate).toBeCloseTo(1, 12);
    expect(overall.explained.estimate).toBeCloseTo(1, 12);
    expect(first).toMatchObject({ estimate: 0, own: 4, competitor: 4, rank: 1, standing: "cannot tell" });
    expect(first!.slope.estimate).toBeCloseTo(2, 12);
    expect(first!.closing.estimate).toBeCloseTo(0, 12);
    expect(first!.importance.estimate).toBeCloseTo(1, 12);
    expect(second!.estimate).toBe(2);
    expect(second!.slope.estimate).toBeCloseTo(0, 12);
    expect(second!.contribution.estimate).toBeCloseTo(1, 12);
    expect(second!.rank).toBe(2);
    expect({ unit, importance }).toEqual({ unit: "score", importance: "LMG (Shapley)" });
  });

  test("what was planted is found: behind where it matters, ahead where it does not", async () => {
    const { overall } = await ask(planted(600, 3), { resamples: 400 });
    const [first, second] = overall.attributes;
    expect([first!.verdict, second!.verdict]).toEqual(["behind, matters", "ahead, does not matter"]);
    expect(first!.slope.lower).toBeLessThan(1);
    expect(first!.slope.upper).toBeGreaterThan(1);
    // A gap of about −1 closed.
    expect(first!.closing.lower).toBeLessThan(1);
    expect(first!.closing.upper).toBeGreaterThan(0.8);
    expect(overall.gapsSuffice!.pValue).toBeGreaterThan(0.01);
  });

  test("an outcome that follows the own ratings alone is told: gaps do not suffice", async () => {
    const columns = planted(600, 4);
    const recommend = columns.o1!.map((own, i) => Number(own) + Math.sin(i));
    const { overall } = await ask({ ...columns, recommend });
    expect(overall.gapsSuffice!.pValue).toBeLessThan(1e-6);
    expect(overall.attributes[0]!.ownSlope).toBeCloseTo(1, 1);
    expect(overall.attributes[0]!.competitorSlope).toBeCloseTo(0, 1);
    // The gap alone says half of what the own rating does; with the competitor's rating held, all of it, with an interval.
    expect(overall.attributes[0]!.slope.estimate).toBeLessThan(0.7);
    const held = await ask({ ...columns, recommend }, { competitorRatings: "held", resamples: 200 });
    const { slope, closing, estimate } = held.overall.attributes[0]!;
    expect(slope.lower).toBeLessThan(1.02);
    expect(slope.upper).toBeGreaterThan(0.98);
    expect(slope.upper! - slope.lower!).toBeLessThan(0.2);
    expect(closing.estimate).toBeCloseTo(-slope.estimate! * estimate!, 12);
  });

  test("where the verdict needs more, it says that it cannot tell", async () => {
    const { overall } = await ask(planted(12, 5), { resamples: 200 });
    expect(overall.attributes.map(({ verdict }) => verdict)).toContain("cannot tell");
    const strict = await ask(planted(600, 3), { resamples: 400, negligible: 0 });
    expect(strict.overall.attributes[1]!.matters).toBe("cannot tell");
  });

  test("the gaps, the index and what each adds are those of csiAgainstCompetitor", async () => {
    const attributes = rated(4).map((one, i) => ({ ...one, weight: [4, 3, 2, 1][i]! }));
    const shared = { attributes, scale: 7, weight: "w" };
    const table = frame(reference.columns as Columns);
    const { overall, excluded } = await competitorGaps(table, { ...shared, outcome: "recommend", resamples: 0 });
    const index = await csiAgainstCompetitor(table, shared);
    const { estimate, lower, upper, n, own, competitor } = index.overall;
    expectSame(
      [overall.estimate, overall.lower, overall.upper, overall.n, overall.own, overall.competitor],
      [estimate, lower, upper, n, own, competitor],
    );
    expect(excluded).toEqual(index.excluded);
    overall.attributes.forEach((attribute, j) => {
      const expected = index.overall.attributes[j]!;
      expect(attribute.contribution.estimate).toBeCloseTo(expected.contribution!, 12);
      expect(attribute.contribution.upper).toBeCloseTo(expected.contributionUpper!, 12);
    });
    // 200 rated both on something; 185 of them everything and the outcome.
    expect(overall.incomplete).toBe(200 - reference.plain.n);
  });

  test("segments have verdicts of their own, and everybody's do not depend on asking for them", async () => {
    const columns = planted(300, 6);
    const plain = await ask(columns, { resamples: 100, seed: 9 });
    const by = await ask(columns, { resamples: 100, seed: 9, by: "segment" });
    expect(by.overall).toEqual(plain.overall);
    expect(by.rows.map(({ keys }) => keys)).toEqual([{ segment: "A" }, { segment: "B" }]);
    expect(by.rows[0]!.explained.n + by.rows[1]!.explained.n).toBe(plain.overall.explained.n);
    const again = await ask(columns, { resamples: 100, seed: 9 });
    expect(again).toEqual(plain);
    expect((await ask(columns, { resamples: 100, seed: 10 })).overall.explained.upper).not.toBe(
      plain.overall.explained.upper,
    );
  });

  test("above 4,000 respondents groups of them are drawn, and the intervals stay", async () => {
    const few = planted(21_000, 7);
    const { overall } = await ask(few, { resamples: 300 });
    const { lower, upper } = overall.attributes[0]!.slope;
    // Residual 1, gap with deviation about 1.7: 2·1.96/(1.7·√21000).
    expect((upper! - lower!) / 0.0159).toBeGreaterThan(0.8);
    expect((upper! - lower!) / 0.0159).toBeLessThan(1.25);
  });
});

describe("what cannot exist is null, with a note", () => {
  const cases: readonly [string, Columns, RegExp][] = [
    ["an empty table", { o1: [], c1: [], o2: [], c2: [], recommend: [] }, /nobody gave 'recommend'/],
    ["nobody gave the outcome", { ...exact, recommend: [null, null, null, null] }, /nobody gave 'recommend'/],
    ["the outcome does not vary", { ...exact, recommend: [5, 5, 5, 5] }, /'recommend' is the same for all/],
    ["no gap varies", { ...exact, o1: [4, 4, 4, 4], o2: [4, 4, 4, 4] }, /every gap is the same for all/],
    ["a gap twice", { ...exact, o2: [2, 4, 2, 4] }, /the gap of 'a[12]' follows from 'a[12]': leave one of them out/],
    [
      "fewer respondents than gaps need",
      { o1: [3, 5, 3], c1: [4, 4, 4], o2: [6, 4, 4], c2: [3, 3, 3], recommend: [3, 7, 4] },
      /3 gave everything, and 2 gaps need at least 4/,
    ],
  ];

  test.each(cases)("%s", async (_, columns, note) => {
    const options = { outcome: "recommend", attributes: rated(2), scale: 7, resamples: 100 };
    const result = await competitorGaps(await inMemory(columns), options);
    expect(result.overall.explained.estimate).toBeNull();
    expect(result.overall.explained.note).toMatch(note);
    expect(unexplained(result)).toEqual([]);
    await (columns.o1!.length > 0 ? expectSameInDuckdb(columns, (table) => competitorGaps(table, options)) : null);
  });

  test("with the competitor's ratings held, own ratings that follow from them leave nothing to fit", async () => {
    const columns = {
      ...{ o1: [3, 5, 3, 5, 4, 6, 2, 7], c1: [2, 4, 2, 4, 3, 5, 1, 6] },
      ...{ o2: [1, 6, 2, 5, 3, 4, 7, 2], c2: [3, 2, 5, 1, 4, 2, 6, 7], recommend: [1, 5, 2, 6, 3, 8, 4, 7] },
    };
    const crossed = [
      { name: "a1", own: "o1", competitor: "c2" },
      { name: "a2", own: "o2", competitor: "c1" },
    ];
    const { overall } = await ask(columns, { attributes: crossed, competitorRatings: "held", resamples: 100 });
    expect(overall.explained).toMatchObject({ estimate: null, note: expect.stringContaining("follows from") });
    expect(unexplained(overall)).toEqual([]);
  });

  test("a gap that is the same for all is left out of the regression with a note; the others stay", async () => {
    const { overall } = await ask({ ...exact, o2: [5, 5, 5, 5] }, { resamples: 0 });
    expect(overall.attributes[1]!.slope).toMatchObject({ estimate: null, note: "the gap is the same for all" });
    expect(overall.attributes[1]).toMatchObject({ estimate: 2, standing: "ahead", matters: "cannot tell" });
    expect(overall.attributes[0]!.slope.estimate).toBeCloseTo(2, 12);
  });

  test("without resamples there are estimates, and no intervals", async () => {
    const { overall } = await ask(exact);
    expect(overall.explained).toMatchObject({ lower: null, note: expect.stringContaining("no interval") });
    expect(overall.attributes[0]).toMatchObject({ matters: "cannot tell", slope: { adjustedPValue: null } });
  });
});

describe("laws", () => {
  const rating = fc.option(fc.integer({ min: 1, max: 7 }), { freq: 6 });
  const row = fc.record({
    o1: rating,
    c1: rating,
    o2: rating,
    c2: rating,
    recommend: fc.option(fc.integer({ min: 0, max: 10 }), { freq: 6 }),
    w: fc.constantFrom(0.5, 1, 2),
    segment: fc.constantFrom("a", "b"),
  });
  const answers = fc.array(row, { minLength: 1, maxLength: 30 });
  const columnsOf = (rows: readonly Record<string, number | string | null>[]): Columns =>
    Object.fromEntries(
      ["o1", "c1", "o2", "c2", "recommend", "w", "segment"].map((name) => [name, rows.map((one) => one[name]!)]),
    );
  const numbers = ({ overall }: Awaited<ReturnType<typeof ask>>) => [
    overall.explained.estimate,
    ...overall.attributes.flatMap(({ slope, importance, closing }) => [
      slope.estimate,
      importance.estimate,
      closing.estimate,
    ]),
  ];
  const expectClose = (found: readonly (number | null)[], expected: readonly (number | null)[]) =>
    found.forEach((value, i) => {
      if (expected[i] === null || value === null) expect(value).toBe(expected[i]);
      else expect(value).toBeCloseTo(expected[i]!, 7);
    });

  test("importance adds up to R²; duplicated rows and the order of rows change no estimate", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (rows) => {
        const once = await ask(columnsOf(rows));
        const parts = once.overall.attributes.map(({ importance }) => importance.estimate ?? 0);
        if (once.overall.explained.estimate !== null) {
          expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(once.overall.explained.estimate, 9);
        }
        if (once.overall.explained.estimate === null) return;
        expectClose(numbers(await ask(columnsOf([...rows, ...rows]))), numbers(once));
        expectClose(numbers(await ask(columnsOf([...rows].reverse()))), numbers(once));
      }),
      { numRuns: 40 },
    );
  });

  test("swapping the companies turns gaps and slopes round, and leaves importance and closing as they are", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (rows) => {
        const swapped = rated(2).map(({ name, own, competitor }) => ({ name, own: competitor, competitor: own }));
        const [one, other] = [await ask(columnsOf(rows)), await ask(columnsOf(rows), { attributes: swapped })];
        if (one.overall.estimate !== null) expect(other.overall.estimate).toBeCloseTo(-one.overall.estimate, 10);
        one.overall.attributes.forEach((attribute, j) => {
          const turned = other.overall.attributes[j]!;
          if (attribute.slope.estimate === null) return;
          expect(turned.slope.estimate).toBeCloseTo(-attribute.slope.estimate, 8);
          expect(turned.importance.estimate).toBeCloseTo(attribute.importance.estimate!, 8);
          expect(turned.closing.estimate).toBeCloseTo(attribute.closing.estimate!, 8);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("gives the same numbers in DuckDB, intervals too", async () => {
    const columns = { ...planted(80, 8), w: Array.from({ length: 80 }, (_, i) => 1 + (i % 3)) };
    const options = {
      outcome: "recommend",
      attributes: rated(2),
      scale: 7,
      by: "segment",
      weight: "w",
      resamples: 100,
    };
    await expectSameInDuckdb(columns, (table) => competitorGaps(table, options));
  });
});

describe("what is refused", () => {
  const cases: readonly [string, Partial<CompetitorGapsOptions>, string][] = [
    [
      "an unknown method",
      { method: "pratt" as "lmg" },
      "competitorGaps requires a method of 'lmg', 'johnson'; got 'pratt'",
    ],
    [
      "a rating twice",
      { attributes: [rated(1)[0]!, { name: "x", own: "o2", competitor: "c1" }] },
      "competitorGaps requires each rating once; got 'c1' twice",
    ],
    [
      "the outcome among the ratings",
      { outcome: "o1" },
      "competitorGaps requires an outcome other than the ratings; got 'o1' as both: leave the attribute out",
    ],
    ["21 attributes", { attributes: rated(21) }, "competitorGaps requires at most 20 attributes; got 21"],
    [
      "a negligible slope of everything",
      { negligible: 1 },
      "competitorGaps requires a negligible slope from 0 to below 1, such as 0.1; got 1",
    ],
    [
      "an unknown role of the competitor's ratings",
      { competitorRatings: "free" as "held" },
      "competitorGaps requires a competitorRatings of 'opposite', 'held'; got 'free'",
    ],
    ["few resamples", { resamples: 10 }, "competitorGaps requires 0 resamples or at least 100, a whole number; got 10"],
    [
      "a rating off the scale",
      { scale: 5 },
      "competitorGaps requires ratings from 1 to 5 in 'o2'; got 6 (2 rows, first at row 1)",
    ],
    [
      "an outcome that is not there",
      { outcome: "recomend" },
      "competitorGaps: no column 'recomend' in the table; nearest: 'recommend'",
    ],
    ["an outcome of words", { outcome: "words" }, "competitorGaps requires numbers in 'words'; got text in the table"],
    [
      "weights for some only",
      { attributes: [{ ...rated(1)[0]!, weight: 1 }, rated(2)[1]!] },
      "competitorGaps requires a weight for every attribute or for none; got none for 'a2'",
    ],
    ["a level of percent", { level: 95 }, "competitorGaps requires a level between 0 and 1, such as 0.95; got 95"],
    ["no attributes", { attributes: [] }, "competitorGaps requires at least one attribute; got none"],
  ];

  test.each(cases)("%s", async (_, more, says) => {
    await expect(ask({ ...exact, words: ["a", "b", "c", "d"] }, more)).rejects.toThrow(says);
  });
});
