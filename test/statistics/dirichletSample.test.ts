import { describe, expect, test } from "vitest";
import { dirichletSample } from "../../src/statistics/dirichletSample.js";
import { random } from "../../src/statistics/random.js";

const draws = (shares: readonly number[], concentration: number, times: number) => {
  const stream = random(11);
  return Array.from({ length: times }, () => dirichletSample(shares, concentration, stream));
};

describe("dirichletSample(shares, concentration, stream)", () => {
  test.each([
    [[0.5, 0.3, 0.2], 40],
    [[0.5, 0.3, 0.2], 4],
    [[0.05, 0.95], 1],
    [[0.25, 0.25, 0.25, 0.25], 0.8],
  ])("of %j with concentration %d has the mean and the variance of the distribution", (shares, concentration) => {
    const found = draws(shares, concentration, 40_000);
    shares.forEach((share, i) => {
      const mean = found.reduce((sum, draw) => sum + draw[i]!, 0) / found.length;
      const variance = found.reduce((sum, draw) => sum + (draw[i]! - mean) ** 2, 0) / found.length;
      const expected = (share * (1 - share)) / (concentration + 1);
      // Four standard errors of a mean of 40,000.
      expect(Math.abs(mean - share)).toBeLessThan(4 * Math.sqrt(expected / found.length));
      expect(variance / expected).toBeCloseTo(1, 1);
    });
  });

  test("adds up to 1, keeps a share of 0, and is the same for the same seed", () => {
    for (const draw of draws([0.6, 0, 0.4], 10, 200)) {
      expect(draw.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(draw[1]).toBe(0);
      expect(draw.every((share) => share >= 0)).toBe(true);
    }
    expect(draws([0.6, 0.4], 10, 3)).toEqual(draws([0.6, 0.4], 10, 3));
  });

  test("a concentration so small that nothing is left gives the shares", () => {
    expect(draws([0.5, 0.5], 1e-6, 5)[0]!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});
