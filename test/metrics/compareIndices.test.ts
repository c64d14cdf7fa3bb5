import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acsiScore } from "../../src/metrics/acsiScore/acsiScore.js";
import { ces } from "../../src/metrics/ces/ces.js";
import { compareIndices } from "../../src/metrics/compareIndices/compareIndices.js";
import { indexDifferences } from "../../src/metrics/compareIndices/indexDifferences.js";
import type { IndexResult } from "../../src/metrics/compareIndices/indexScale.js";
import { csat, csatFromCounts } from "../../src/metrics/csat/csat.js";
import { csi } from "../../src/metrics/csi/csi.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { secureCustomerIndex } from "../../src/metrics/secureCustomerIndex/secureCustomerIndex.js";
import { newcombeDifference } from "../../src/statistics/proportion.js";
import { answers, columnsOf, frame } from "./satisfactionTables.js";

/** A result of three segments with these estimates and intervals of ± so much, in a unit. */
const made = (
  estimates: readonly (number | null)[],
  half: number | null,
  more: Partial<IndexResult> = {},
): IndexResult => {
  const row = (estimate: number | null, i: number) => ({
    estimate,
    lower: estimate === null || half === null ? null : estimate - half,
    upper: estimate === null || half === null ? null : estimate + half,
    n: 100 + i,
    note: estimate === null ? "no answers" : null,
  });
  return {
    metric: "csat",
    label: "made",
    overall: row(50, 200),
    rows: estimates.map((estimate, i) => ({ keys: { segment: "abcdefgh"[i]! }, ...row(estimate, i) })),
    by: ["segment"],
    level: 0.95,
    method: "made",
    unit: "index",
    excluded: { missing: 0, outOfRange: 0 },
    ...more,
  };
};

describe("compareIndices(indices): each on 0 to 100", () => {
  const answered = frame({
    score: [10, 9, 8, 3, 0, 10],
    five: [5, 4, 4, 2, 1, 5],
    effort: [7, 6, 6, 2, 1, 4],
    hard: [1, 2, 2, 4, 5, 3],
    group: ["a", "a", "a", "b", "b", "b"],
  });

  test("by hand: NPS, shares, means, effort of both versions, gaps and scores", async () => {
    const by = "group";
    const items = { satisfaction: "five", repurchase: "five", recommend: "five" };
    const { indices } = compareIndices({
      NPS: await nps(answered, { score: "score", by }),
      "top two": await csat(answered, { score: "five", rule: "top-2", by }),
      mean: await csat(answered, { score: "five", rule: "mean", by }),
      easy: await ces(answered, { score: "effort", version: 2, by }),
      hard: await ces(answered, { score: "hard", version: 1, by }),
      gap: await csi(answered, { attributes: [{ name: "x", perception: "five", expectation: "hard" }], scale: 5, by }),
      seen: await csi(answered, { attributes: [{ name: "x", perception: "five" }], scale: 5, by }),
      three: await acsiScore(answered, { satisfaction: "five", confirmation: "five", ideal: "five", scale: 5, by }),
      score: await secureCustomerIndex(answered, { ...items, form: "score", by }),
      burke: await secureCustomerIndex(answered, { ...items, form: "burke", by }),
    });
    const a = Object.fromEntries(indices.map(({ name, rows }) => [name, rows[0]!.estimate]));
    const mean = 100 * (10 / 3 / 4);
    expect(a).toEqual({
      NPS: expect.closeTo(50 + 100 / 3, 9),
      "top two": 100,
      mean: expect.closeTo(mean, 9),
      easy: expect.closeTo((100 * (19 / 3 - 1)) / 6, 9),
      hard: expect.closeTo(100 * (1 - (5 / 3 - 1) / 4), 9),
      gap: expect.closeTo(50 * (1 + (13 / 3 - 5 / 3) / 4), 9),
      seen: expect.closeTo(mean, 9),
      three: expect.closeTo(mean, 9),
      score: expect.closeTo(mean, 9),
      burke: expect.closeTo(100 / 3, 9),
    });
    expect(indices.map(({ worst, best }) => [worst, best]).slice(0, 6)).toEqual([
      [-100, 100],
      [0, 1],
      [1, 5],
      [1, 7],
      [5, 1],
      [-4, 4],
    ]);
  });

  test("where low is good the bounds change places", async () => {
    const { overall } = compareIndices({
      hard: await ces(answered, { score: "hard", version: 1, by: "group" }),
      again: await ces(answered, { score: "hard", version: 1, by: "group" }),
    }).indices[0]!;
    const own = (await ces(answered, { score: "hard", version: 1 })).overall;
    expect(overall.lower).toBeCloseTo(100 * (1 - (own.upper! - 1) / 4), 9);
    expect(overall.upper).toBeCloseTo(100 * (1 - (own.lower! - 1) / 4), 9);
  });

  test("ranks: 1 is the best, equal ones share the better, without an estimate none", () => {
    const { indices } = compareIndices({ one: made([50, 70, 70, null, 10], 5), other: made([1, 2, 3, 4, 5], 1) });
    expect(indices[0]!.rows.map(({ rank }) => rank)).toEqual([3, 1, 1, null, 4]);
    expect(indices[1]!.rows.map(({ rank }) => rank)).toEqual([5, 4, 3, 2, 1]);
  });
});

describe("agreement of two indices", () => {
  test("orders beyond chance confirm or contradict, others only differ", () => {
    const [agreement] = compareIndices({ one: made([10, 30, 50], 2), other: made([20, 11, 40], 2) }).agreement;
    expect(agreement).toMatchObject({ first: "one", second: "other", same: 2, opposite: 1, tied: 0 });
    expect(agreement).toMatchObject({ confirmed: 2, contradicted: 1, kendall: expect.closeTo(1 / 3, 12) });
    const [unsure] = compareIndices({ one: made([10, 30, 50], 2), other: made([20, 11, 40], 8) }).agreement;
    expect(unsure).toMatchObject({ same: 2, opposite: 1, confirmed: 2, contradicted: 0 });
    const [nobody] = compareIndices({ one: made([10, 30, 50], null), other: made([7, 7, 7], 1) }).agreement;
    expect(nobody).toMatchObject({ kendall: null, tied: 3, confirmed: 0, contradicted: 0 });
  });

  test("an index agrees wholly with itself; what one lacks is left out", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), async (given) => {
        const table = frame(columnsOf(given));
        const score = await csat(table, { score: "a", rule: "mean", by: "segment" });
        const { agreement, indices } = compareIndices({ one: score, same: score });
        expect(agreement[0]).toMatchObject({ opposite: 0, contradicted: 0 });
        expect([1, null]).toContain(agreement[0]!.kendall);
        for (const { estimate, lower, upper } of indices[0]!.rows) {
          if (estimate === null) continue;
          expect(estimate).toBeGreaterThanOrEqual(0);
          expect(estimate).toBeLessThanOrEqual(100);
          if (lower !== null) expect(lower).toBeLessThanOrEqual(upper!);
        }
      }),
      { numRuns: 15 },
    );
    const [agreement] = compareIndices({ one: made([10, null, 30], 1), other: made([10, 20, 30], 1) }).agreement;
    expect(agreement).toMatchObject({ same: 1, opposite: 0, tied: 0 });
  });
});

describe("indexDifferences(indices, { between })", () => {
  test("of two shares is Newcombe's, in points of 0 to 100", async () => {
    const table = frame({
      score: [...Array(56).fill(5), ...Array(14).fill(1), ...Array(48).fill(5), ...Array(32).fill(1)],
      wave: [...Array(70).fill("now"), ...Array(80).fill("before")],
    });
    const share = await csat(table, { score: "score", rule: "top-box", by: "wave" });
    const { rows, unit, by } = indexDifferences({ one: share, two: share }, { between: ["now", "before"] });
    const expected = newcombeDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 });
    expect([unit, by]).toEqual(["index", ["index"]]);
    expect(rows[0]).toMatchObject({ keys: { index: "one" }, first: "now", second: "before", firstN: 70, secondN: 80 });
    expect(rows[0]!.estimate).toBeCloseTo(20, 9);
    expect(rows[0]!.lower).toBeCloseTo(100 * expected.lower, 9);
    expect(rows[0]!.upper).toBeCloseTo(100 * expected.upper, 9);
    expect(rows[0]!.adjustedPValue).toBeCloseTo(2 * rows[0]!.pValue!, 12);
  });

  test("what has no interval has no test, and a note", () => {
    const { rows, overall } = indexDifferences(
      { none: made([null, 3], 1), bare: made([4, 3], null), known: made([4, 3], 1) },
      { between: ["a", "b"] },
    );
    expect(rows.map(({ estimate, lower, pValue, note }) => [estimate, lower, pValue === null, note])).toEqual([
      [null, null, true, "no answers"],
      [1, null, true, "no interval"],
      [1, expect.closeTo(1 - Math.SQRT2, 9), false, null],
    ]);
    expect(overall).toMatchObject({ estimate: null, note: "3 indices: see rows" });
  });
});

describe("errors", () => {
  const one = made([1, 2, 3], 1);

  test("indices that cannot stand side by side", () => {
    expect(() => compareIndices({ one })).toThrow("compareIndices requires at least two indices; got 1");
    expect(() => compareIndices({ one, other: { ...one, level: 0.9 } })).toThrow(
      "compareIndices requires indices of the same columns and level; got by 'segment' at level 0.95 and by 'segment' at level 0.9",
    );
    const whole = csatFromCounts([1, 2, 3], { rule: "mean" });
    expect(() => compareIndices({ whole, other: whole })).toThrow(
      "compareIndices requires indices by a column, the segments or waves they put in order; got none",
    );
    const hours = { ...one, unit: "hours", metric: "resolutionTime" } as const;
    expect(() => compareIndices({ one, hours })).toThrow(
      "compareIndices requires results of nps, csat, ces, csi, acsiScore or secureCustomerIndex; got 'hours', resolutionTime in hours",
    );
  });

  test("a wave that is not there", () => {
    expect(() => indexDifferences({ one, two: one }, { between: ["a", "z"] })).toThrow(
      "indexDifferences: no 'z' in column 'segment'; nearest: 'a', 'b', 'c'",
    );
    const two = { ...one, by: ["segment", "wave"] };
    expect(() => indexDifferences({ one: two, two }, { between: ["a", "b"] })).toThrow(
      "indexDifferences requires indices by one column; got 'segment', 'wave'",
    );
  });
});
