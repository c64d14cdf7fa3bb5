import { describe, expect, test } from "vitest";
import { NPS_SHARES, NPS_SIZES, npsCoverage, npsDifferenceCoverage } from "../../tools/coverage/npsCoverage.js";

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
      expect(npsCoverage(n, method, [shares])[0], method).toBeCloseTo(expected[i]!, 3);
    });
  });

  test.each(NPS_SIZES)("adjusted Wald and Tango never cover less than .93 at n = %i", (n) => {
    expect(NPS_SHARES).toHaveLength(5);
    for (const method of ["adjusted-wald", "score"] as const) {
      for (const coverage of npsCoverage(n, method)) expect(coverage).toBeGreaterThanOrEqual(0.93);
    }
  });

  test("the difference of two NPS from their intervals never covers less than .93", () => {
    for (const method of ["adjusted-wald", "score"] as const) {
      for (const [first, second] of [
        [0, 2],
        [1, 3],
        [2, 2],
      ] as const) {
        const coverage = npsDifferenceCoverage(20, method, NPS_SHARES[first]!, NPS_SHARES[second]!);
        expect(coverage).toBeGreaterThanOrEqual(0.93);
        expect(coverage).toBeLessThan(0.98);
      }
    }
  });
});
