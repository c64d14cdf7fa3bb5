import { describe, expect, test } from "vitest";
import { RETENTION_METHODS, retentionCoverage } from "../../tools/coverage/retentionCoverage.js";
import reference from "../fixtures/retention/coverage.json";

const RUNS = 1500;

describe("how often 95 % intervals of sales-adjusted retention hold the true rate, simulated", () => {
  test.each(reference.cases)("as numpy finds it: σ $sigma, $n customers, $stays stay", async (one) => {
    const shares = await retentionCoverage(one, RUNS);
    RETENTION_METHODS.forEach((method, i) => {
      expect(Math.abs(shares[i]! - one[method]), method).toBeLessThan(0.035);
    });
  });

  test("Wilson on the effective number covers closer to its level than the linearised ratio in every case", () => {
    for (const { wilson, linearized } of reference.cases) {
      expect(Math.abs(wilson - 0.95)).toBeLessThan(Math.abs(linearized - 0.95));
    }
  });
});
