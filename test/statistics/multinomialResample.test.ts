import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialSample } from "../../src/statistics/binomialSample.js";
import { chiSquareUpperTail } from "../../src/statistics/distributions.js";
import { multinomialResample } from "../../src/statistics/multinomialResample.js";
import { random } from "../../src/statistics/random.js";

/** Probabilities of 0 … n successes, by their ratios from the mode. */
function binomialShares(n: number, p: number): number[] {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const shares = new Array<number>(n + 1).fill(0);
  shares[mode] = 1;
  for (let k = mode; k < n; k++) shares[k + 1] = (shares[k]! * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) shares[k - 1] = (shares[k]! * k * (1 - p)) / ((n - k + 1) * p);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** p of a χ² test that draws follow the binomial; values that are rare are put together. */
function goodness(n: number, p: number, draws: number, seed: number): number {
  const stream = random(seed);
  const found = new Array<number>(n + 1).fill(0);
  for (let i = 0; i < draws; i++) found[binomialSample(n, p, stream)]!++;
  const shares = binomialShares(n, p);
  let [statistic, classes, expected, seen] = [0, 0, 0, 0];
  for (let k = 0; k <= n; k++) {
    expected += draws * shares[k]!;
    seen += found[k]!;
    if (expected < 20 && k < n) continue;
    if (expected > 0) statistic += (seen - expected) ** 2 / expected;
    classes++;
    [expected, seen] = [0, 0];
  }
  return chiSquareUpperTail(statistic, Math.max(1, classes - 1));
}

describe("binomialSample(n, p) follows the binomial distribution", () => {
  test.each([
    [1, 0.3],
    [10, 0.5],
    [40, 0.05],
    [40, 0.3],
    [200, 0.11],
    [5000, 0.4],
    [5000, 0.999],
    [100_000, 0.0005],
  ])("n = %i, p = %f", (n, p) => {
    expect(goodness(n, p, 200_000, 11)).toBeGreaterThan(1e-4);
  });

  test("at the ends it is 0 and n", () => {
    expect(binomialSample(7, 0, random(1))).toBe(0);
    expect(binomialSample(7, 1, random(1))).toBe(7);
    expect(binomialSample(0, 0.4, random(1))).toBe(0);
  });
});

describe("multinomialResample(counts)", () => {
  test("keeps the total, and zeros", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 1e6 }), (given, seed) => {
        const drawn = multinomialResample(given, random(seed));
        expect(drawn.reduce((a, b) => a + b, 0)).toBe(given.reduce((a, b) => a + b, 0));
        drawn.forEach((count, i) => {
          expect(count).toBeGreaterThanOrEqual(0);
          if (given[i] === 0) expect(count).toBe(0);
        });
      }),
    );
  });

  test("has the means and covariances of the multinomial", () => {
    const counts = [50, 30, 15, 5];
    const stream = random(5);
    const draws = Array.from({ length: 40_000 }, () => multinomialResample(counts, stream));
    const mean = counts.map((_, i) => draws.reduce((sum, draw) => sum + draw[i]!, 0) / draws.length);
    counts.forEach((count, i) => {
      expect(Math.abs(mean[i]! - count)).toBeLessThan(0.12);
      counts.forEach((other, j) => {
        const covariance =
          draws.reduce((sum, draw) => sum + (draw[i]! - mean[i]!) * (draw[j]! - mean[j]!), 0) / draws.length;
        const expected = i === j ? count * (1 - count / 100) : (-count * other) / 100;
        expect(Math.abs(covariance - expected)).toBeLessThan(0.6);
      });
    });
  });

  test("the same seed gives the same counts", () => {
    expect(multinomialResample([5, 9, 2], random(3))).toEqual(multinomialResample([5, 9, 2], random(3)));
  });
});
