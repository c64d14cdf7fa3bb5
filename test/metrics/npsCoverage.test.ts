import { describe, expect, test } from "vitest";
import { type NpsMethod, npsFromCounts } from "../../src/metrics/nps.js";

/** The chance that the interval holds the true score, over all outcomes of n answers: exact, nothing is drawn. */
function coverage(n: number, [d, a, p]: readonly [number, number, number], method: NpsMethod): number {
  const logFactorial = [0];
  for (let k = 1; k <= n; k++) logFactorial.push(logFactorial[k - 1]! + Math.log(k));
  let covered = 0;
  for (let detractors = 0; detractors <= n; detractors++) {
    for (let promoters = 0; promoters <= n - detractors; promoters++) {
      const passives = n - detractors - promoters;
      const { lower, upper } = npsFromCounts({ promoters, passives, detractors }, { method }).overall;
      const truth = 100 * (p - d);
      if (truth < lower! - 1e-9 || truth > upper! + 1e-9) continue;
      const ways = logFactorial[n]! - logFactorial[detractors]! - logFactorial[passives]! - logFactorial[promoters]!;
      covered += Math.exp(ways + detractors * Math.log(d) + passives * Math.log(a) + promoters * Math.log(p));
    }
  }
  return covered;
}

const DISTRIBUTIONS = [
  [0.1, 0.3, 0.6],
  [0.02, 0.18, 0.8],
  [0.2, 0.4, 0.4],
  [0.33, 0.34, 0.33],
  [0.05, 0.05, 0.9],
] as const;

describe("exact coverage of 95 % intervals, enumerated", () => {
  const table = [
    [10, [0.1, 0.3, 0.6], 0.873, 0.947, 0.955, 0.961, 0.955],
    [10, [0.02, 0.18, 0.8], 0.886, 0.937, 0.888, 0.963, 0.888],
    [10, [0.2, 0.4, 0.4], 0.912, 0.939, 0.934, 0.96, 0.934],
    [20, [0.02, 0.18, 0.8], 0.926, 0.96, 0.934, 0.969, 0.932],
    [20, [0.33, 0.34, 0.33], 0.925, 0.943, 0.975, 0.956, 0.943],
    [50, [0.02, 0.18, 0.8], 0.924, 0.949, 0.967, 0.957, 0.927],
    [50, [0.2, 0.4, 0.4], 0.939, 0.95, 0.979, 0.951, 0.947],
  ] as const;
  test.each(table)("n %i, %j: Wald %f, adjusted Wald %f, Goodman %f, Tango %f, t %f", (n, shares, ...expected) => {
    const methods = ["wald", "adjusted-wald", "goodman", "score", "t"] as const;
    methods.forEach((method, i) => {
      expect(coverage(n, shares, method), method).toBeCloseTo(expected[i]!, 3);
    });
  });

  test.each([10, 20, 50])("adjusted Wald and Tango never cover less than .93 at n = %i", (n) => {
    for (const shares of DISTRIBUTIONS) {
      expect(coverage(n, shares, "adjusted-wald")).toBeGreaterThanOrEqual(0.93);
      expect(coverage(n, shares, "score")).toBeGreaterThanOrEqual(0.93);
    }
  });
});
