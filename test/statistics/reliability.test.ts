import { describe, expect, test } from "vitest";
import { cronbachAlpha, differenceReliability } from "../../src/statistics/reliability.js";

describe("cronbachAlpha(covariance)", () => {
  test("of k items that correlate at r is kr/(1 + (k − 1)r), Spearman and Brown", () => {
    for (const [k, r] of [
      [2, 0.5],
      [4, 0.3],
      [8, 0.9],
    ] as const) {
      const items = Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => (i === j ? 1 : r)));
      expect(cronbachAlpha(items)).toBeCloseTo((k * r) / (1 + (k - 1) * r), 12);
    }
  });

  test("is 1 for items that say the same, 0 for items that have nothing in common", () => {
    expect(
      cronbachAlpha([
        [2, 2],
        [2, 2],
      ]),
    ).toBeCloseTo(1, 12);
    expect(
      cronbachAlpha([
        [2, 0],
        [0, 5],
      ]),
    ).toBeCloseTo(0, 12);
  });

  test("does not exist for one item, none, or a sum that does not vary", () => {
    expect(cronbachAlpha([[1]])).toBeNull();
    expect(cronbachAlpha([])).toBeNull();
    expect(
      cronbachAlpha([
        [1, -1],
        [-1, 1],
      ]),
    ).toBeNull();
  });
});

describe("differenceReliability(parts)", () => {
  const parts = { firstVariance: 1, secondVariance: 1, covariance: 0.6, firstReliability: 0.8, secondReliability: 0.8 };

  test("of two measures of reliability .8 that correlate at .6 is .5", () => {
    expect(differenceReliability(parts)).toBeCloseTo(0.5, 12);
  });

  test("is that of the measures when they do not correlate, and falls as they do", () => {
    expect(differenceReliability({ ...parts, covariance: 0 })).toBeCloseTo(0.8, 12);
    expect(differenceReliability({ ...parts, covariance: 0.7 })!).toBeLessThan(0.5);
  });

  test("with unequal variances: (4·.9 + 1·.7 − 2·.8)/(4 + 1 − 2·.8) by hand", () => {
    const found = differenceReliability({
      firstVariance: 4,
      secondVariance: 1,
      covariance: 0.8,
      firstReliability: 0.9,
      secondReliability: 0.7,
    });
    expect(found).toBeCloseTo(2.7 / 3.4, 12);
  });

  test("does not exist for a difference that does not vary", () => {
    expect(differenceReliability({ ...parts, covariance: 1 })).toBeNull();
    expect(differenceReliability({ ...parts, firstVariance: 0, secondVariance: 0, covariance: 0 })).toBeNull();
  });
});
