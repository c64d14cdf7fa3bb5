import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liftAt } from "../../src/statistics/lift.js";
import { kolmogorovSmirnov, rocCurve, type ScoreGroup, scoreGroups } from "../../src/statistics/roc.js";
import { rocArea, rocAreaDifference, rocAreaInterval } from "../../src/statistics/rocArea.js";
import reference from "../fixtures/roc/roc.json";

const cases = reference.cases.flatMap(({ name, level, outcome, first, second, ofFirst, ofSecond }) => [
  { name: `${name}, first`, level, outcome, scores: first, expected: ofFirst },
  { name: `${name}, second`, level, outcome, scores: second, expected: ofSecond },
]);

describe("as R's pROC has it", () => {
  test.each(cases)("area, variance, interval, points and distance: $name", ({ level, outcome, scores, expected }) => {
    const groups = scoreGroups(scores, outcome);
    const area = rocArea(groups)!;
    expect(area.auc).toBeCloseTo(expected.auc, 13);
    const points = rocCurve(groups);
    expected.sensitivities.forEach((share, i) => {
      expect(points.length).toBe(expected.sensitivities.length);
      expect(points[i]!.truePositives).toBeCloseTo(share, 13);
      expect(points[i]!.falsePositives).toBeCloseTo(expected.falsePositives[i]!, 13);
    });
    expect(kolmogorovSmirnov(groups)).toBeCloseTo(expected.ks, 13);
    if (area.standardError === null) return expect(expected.variance).toBeNull();
    expect(area.standardError ** 2).toBeCloseTo(expected.variance!, 13);
    const interval = rocAreaInterval(area, level, "plain");
    if (area.standardError === 0) return expect(interval).toBeNull();
    expect(interval!.lower).toBeCloseTo(expected.lower!, 12);
    expect(interval!.upper).toBeCloseTo(expected.upper!, 12);
  });

  test.each(reference.cases)("difference of two areas: $name", ({ level, outcome, first, second, ...expected }) => {
    const found = rocAreaDifference(first, second, outcome, level);
    if (expected.ofFirst.variance === null) return expect(found).toBeNull();
    expect(found!.difference).toBeCloseTo(expected.ofFirst.auc - expected.ofSecond.auc, 13);
    if (found!.standardError === 0) return expect([found!.pValue, found!.interval]).toEqual([1, null]);
    expect(found!.difference / found!.standardError).toBeCloseTo(expected.statistic!, 10);
    expect(found!.pValue).toBeCloseTo(expected.pValue!, 12);
    const { lower, upper } = found!.interval!;
    expect((lower + upper) / 2).toBeCloseTo(found!.difference, upper < 1 && lower > -1 ? 12 : 0);
  });

  test("there are at least 20 hard cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });
});

describe("by hand", () => {
  test("kolmogorovSmirnov of 200,000 different scores, which was too many for one call of Math.max", () => {
    const scores = Array.from({ length: 200_000 }, (_, i) => i);
    expect(
      kolmogorovSmirnov(
        scoreGroups(
          scores,
          scores.map((score) => Number(score >= 100_000)),
        ),
      ),
    ).toBe(1);
  });

  test("scoreGroups([2, 1, 2, -0, 0], [1, 0, 0, 1, 0]): 0 and -0 are one score", () => {
    expect(scoreGroups([2, 1, 2, -0, 0], [1, 0, 0, 1, 0])).toEqual([
      { score: 2, positives: 1, negatives: 1 },
      { score: 1, positives: 0, negatives: 1 },
      { score: 0, positives: 1, negatives: 1 },
    ]);
    expect(scoreGroups([], [])).toEqual([]);
  });

  test("rocArea and its difference in the examples", () => {
    expect(rocArea(scoreGroups([3, 2, 2, 1], [1, 1, 0, 0]))!.auc).toBe(0.875);
    expect(rocAreaDifference([4, 3, 2, 1], [4, 1, 3, 2], [1, 1, 0, 0], 0.95)!.difference).toBe(0.5);
    expect(kolmogorovSmirnov(scoreGroups([3, 2, 1], [1, 0, 0]))).toBe(1);
  });

  test("a logit interval: odds of 9, times and through e^(1.96 · .05/.09)", () => {
    const { lower, upper } = rocAreaInterval(
      { auc: 0.9, standardError: 0.05, positives: 20, negatives: 30 },
      0.95,
      "logit",
    )!;
    expect(lower).toBeCloseTo(0.7518, 4);
    expect(upper).toBeCloseTo(0.9639, 4);
  });

  test("liftAt: two of four who tie are called, and with them half of the three who left", () => {
    const groups = [
      { score: 0, positives: 1, negatives: 5 },
      { score: 1, positives: 3, negatives: 1 },
    ];
    const expected = { share: 0.2, called: 2, reached: 1.5, gain: 0.375, lift: 1.875, precision: 0.75 };
    expect(liftAt(groups, 0.2)).toEqual(expected);
    expect(liftAt(groups, 1)).toEqual({ share: 1, called: 10, reached: 4, gain: 1, lift: 1, precision: 0.4 });
  });

  test("one score without fault, one all wrong: a difference of 1, of which no p-value is known", () => {
    const found = rocAreaDifference([4, 3, 2, 1], [1, 2, 3, 4], [1, 1, 0, 0], 0.95);
    expect(found).toEqual({ difference: 1, standardError: 0, interval: null, pValue: null });
  });

  test("null where one kind is missing, and where nothing varies", () => {
    const all = scoreGroups([1, 2, 3], [1, 1, 1]);
    expect([rocArea(all), kolmogorovSmirnov(all), rocAreaDifference([1, 2], [2, 1], [1, 1], 0.95)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(rocCurve(all)).toEqual([]);
    expect(liftAt(scoreGroups([1, 2], [0, 0]), 0.5)).toBeNull();
    const faultless = rocArea(scoreGroups([4, 3, 2, 1], [1, 1, 0, 0]))!;
    expect(faultless).toEqual({ auc: 1, standardError: 0, positives: 2, negatives: 2 });
    expect(rocAreaInterval(faultless, 0.95, "logit")).toBeNull();
  });
});

const rows = fc.array(fc.record({ score: fc.integer({ min: 0, max: 3 }), outcome: fc.integer({ min: 0, max: 1 }) }), {
  minLength: 2,
  maxLength: 6,
});
const groupsOf = (list: readonly { score: number; outcome: number }[]): ScoreGroup[] =>
  scoreGroups(
    list.map(({ score }) => score),
    list.map(({ outcome }) => outcome),
  );

type Row = { readonly score: number; readonly outcome: number };
const orders = (list: readonly Row[]): Row[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((one, i) => orders(list.filter((_, j) => j !== i)).map((rest) => [one, ...rest]));

describe("laws", () => {
  test("liftAt reaches what the orders of those who tie reach on average", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), (list, first) => {
        const called = Math.min(first, list.length);
        const all = orders(list).filter((order) =>
          order.every((row, i) => i === 0 || order[i - 1]!.score >= row.score),
        );
        const reached = all.map((order) => order.slice(0, called).filter(({ outcome }) => outcome === 1).length);
        const found = liftAt(groupsOf(list), called / list.length);
        const mean = reached.reduce((sum, n) => sum + n, 0) / all.length;
        if (list.every(({ outcome }) => outcome === 0)) expect(found).toBeNull();
        else expect(found!.reached).toBeCloseTo(mean, 10);
      }),
      { numRuns: 60 },
    );
  });

  test("the area is that of all pairs, is 1 less itself of scores turned round, and that under the points", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const area = rocArea(groupsOf(list));
        if (area === null) return;
        const [up, down] = [1, 0].map((kind) => list.filter(({ outcome }) => outcome === kind));
        const pairs = up!.flatMap((a) => down!.map((b) => (Math.sign(a.score - b.score) + 1) / 2));
        expect(area.auc).toBeCloseTo(pairs.reduce((sum, x) => sum + x, 0) / pairs.length, 12);
        expect(rocArea(groupsOf(list.map(({ score, outcome }) => ({ score: -score, outcome }))))!.auc).toBeCloseTo(
          1 - area.auc,
          12,
        );
        const points = rocCurve(groupsOf(list));
        const under = points.slice(1).reduce((sum, { truePositives: y, falsePositives: x }, i) => {
          return sum + ((x - points[i]!.falsePositives) * (y + points[i]!.truePositives)) / 2;
        }, 0);
        expect(under).toBeCloseTo(area.auc, 12);
      }),
    );
  });
});

describe("refuses", () => {
  test.each<[() => unknown, string]>([
    [() => scoreGroups([1], [1, 0]), "scoreGroups requires 2 scores, one a case; got 1"],
    [() => scoreGroups([1, Number.NaN], [1, 0]), "scoreGroups requires finite scores; got NaN (row 2)"],
    [() => scoreGroups([1, 2], [1, 3]), "scoreGroups requires outcomes of 0 or 1; got 3 (row 2)"],
    [() => liftAt([], 0), "liftAt requires a share above 0, up to 1; got 0"],
    [() => liftAt([], 10), "liftAt requires a share above 0, up to 1; got 10"],
    [
      () => rocAreaDifference([1], [1], [1], 95),
      "rocAreaDifference requires a level between 0 and 1, such as 0.95; got 95",
    ],
    [
      () => rocAreaInterval({ auc: 0.5, standardError: 1, positives: 1, negatives: 1 }, 0, "plain"),
      "rocAreaInterval requires a level between 0 and 1, such as 0.95; got 0",
    ],
  ])("%s", (call, message) => {
    expect(call).toThrow(new RangeError(message));
  });
});
