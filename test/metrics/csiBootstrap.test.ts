import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsiAgainstCompetitorOptions, csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { bootstrapMeans } from "../../src/statistics/bootstrapMeans.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/csi/resamples.json";
import { type Respondent, ratingColumns, respondents } from "./csiRatings.js";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { frame } from "./satisfactionTables.js";

const options: CsiAgainstCompetitorOptions = {
  attributes: [0.5, 0.3, 0.2].map((weight, i) => ({
    name: `a${i}`,
    own: `p${i + 1}`,
    competitor: `e${i + 1}`,
    weight,
  })),
  scale: 7,
  method: "bootstrap",
  weight: "w",
};
const of = (given: readonly Respondent[], more: object = {}) =>
  csiAgainstCompetitor(frame(ratingColumns(given)), { ...options, ...more });

describe("bootstrapMeans(rows, stream, resamples)", () => {
  test.each(reference.cases)(
    "spreads as every resample of $own and $competitor does",
    ({ own, competitor, ...expected }) => {
      const rows = own.map((mine, i) => {
        const [a, b] = [mine[0]! - competitor[i]![0]!, mine[1]! - competitor[i]![1]!];
        return { values: [0.75 * a + 0.25 * b, 0.75 * a], sizes: [1, 1] };
      });
      const resamples = 20_000;
      const [index, first] = bootstrapMeans(rows, random(7), resamples);
      for (const [found, { mean, deviation }] of [
        [index!, expected.index],
        [first!, expected.first],
      ] as const) {
        const average = found.reduce((sum, value) => sum + value, 0) / resamples;
        const squares = found.reduce((sum, value) => sum + (value - average) ** 2, 0);
        expect(Math.abs(average - mean)).toBeLessThan((4 * deviation) / Math.sqrt(resamples));
        expect(Math.sqrt(squares / resamples) / deviation).toBeCloseTo(1, 1);
      }
      const sorted = index!.slice().sort();
      expect(sorted[0.1 * resamples]).toBeCloseTo(expected.quantiles[0]!, 0);
      expect(sorted[0.9 * resamples]).toBeCloseTo(expected.quantiles[1]!, 0);
    },
  );

  test("what no drawn row counts for has no mean in that resample", () => {
    const rows = [
      { values: [3], sizes: [1] },
      { values: [0], sizes: [0] },
    ];
    const [only] = bootstrapMeans(rows, random(1), 400);
    const none = only!.filter((value) => Number.isNaN(value)).length;
    expect(only!.every((value) => value === 3 || Number.isNaN(value))).toBe(true);
    expect(none).toBeGreaterThan(60);
    expect(none).toBeLessThan(140);
  });
});

describe("csiAgainstCompetitor(table, { method: 'bootstrap' })", () => {
  test("moves the intervals alone: estimates, n and standard errors are those of t; what has no interval has none", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, fc.constantFrom("same", "different"), async (given, raters) => {
        const drawn = (await of(given, { raters })).overall;
        const exact = (await of(given, { raters, method: "t" })).overall;
        expect({ ...drawn, lower: 0, upper: 0, attributes: 0 }).toEqual({
          ...exact,
          lower: 0,
          upper: 0,
          attributes: 0,
        });
        expect([drawn.lower === null, drawn.upper === null]).toEqual([exact.lower === null, exact.upper === null]);
        if (drawn.lower === null) return;
        expect(drawn.lower).toBeLessThanOrEqual(drawn.upper!);
        expect(drawn.lower).toBeGreaterThanOrEqual(-6);
        expect(drawn.upper).toBeLessThanOrEqual(6);
        drawn.attributes.forEach((attribute, i) => {
          expect(attribute.estimate).toBe(exact.attributes[i]!.estimate);
          expect(attribute.contribution).toBe(exact.attributes[i]!.contribution);
          expect(attribute.contributionLower === null).toBe(exact.attributes[i]!.contributionLower === null);
        });
      }),
      { numRuns: 10 },
    );
  });

  test("a seed gives the same draws: whatever the order of the rows, with segments and without, in DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, fc.constantFrom("raw", "standardized"), async (given, ratings) => {
        const whole = await of(given, { seed: 3, ratings });
        const turned = await of([...given].reverse(), { seed: 3, ratings });
        expectSame(turned.overall, whole.overall);
        const split = await of(given, { seed: 3, ratings, by: "segment" });
        expectSame(split.overall, whole.overall);
        const columns = ratingColumns(given);
        const there = await csiAgainstCompetitor(await inDuckdb(columns), {
          ...options,
          seed: 3,
          ratings,
          by: "segment",
        });
        expectSame(there, split);
      }),
      { numRuns: 6 },
    );
  });

  test("another seed gives other percentiles, near the same", async () => {
    const columns = { p1: [5, 6, 2, 7, 4, 3, 6, 5], e1: [4, 6, 3, 2, 4, 5, 1, 5] };
    const attributes = [{ name: "a", own: "p1", competitor: "e1" }];
    const [one, other] = await Promise.all(
      [1, 2].map((seed) => csiAgainstCompetitor(frame(columns), { attributes, scale: 7, method: "bootstrap", seed })),
    );
    expect(one!.overall).not.toEqual(other!.overall);
    expect(Math.abs(one!.overall.lower! - other!.overall.lower!)).toBeLessThan(0.3);
    expect(one!.overall.attributes[0]!.contributionLower).toBe(one!.overall.lower);
  });

  test("a method that is none is refused with the choices listed", async () => {
    const one = { p: [1, 2, 3], e: [3, 2, 1], w: 1, segment: null };
    await expect(of([one], { method: "bca" })).rejects.toThrow(
      "csiAgainstCompetitor requires a method of 't', 'bootstrap'; got 'bca'",
    );
  });
});
