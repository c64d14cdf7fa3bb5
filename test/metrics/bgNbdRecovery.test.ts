import { expect, test } from "vitest";
import { bgNbdFromCounts, mbgNbdFromCounts } from "../../src/metrics/buying/bgNbd.js";
import { expectedPurchases } from "../../src/metrics/buying/expectations.js";
import type { BgNbdParameters as BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { random } from "../../src/statistics/random.js";
import { sampleOf } from "../trust/sized.js";
import { buyingCustomers } from "./buyingCustomers.js";

const RUNS = 300;

/** How often the interval of each number holds the planted one. */
function held(planted: BuyingParameters): Record<string, number> {
  const stream = random(1403);
  const fitted = planted.model === "bgNbd" ? bgNbdFromCounts : mbgNbdFromCounts;
  const truths = { ...planted, estimate: expectedPurchases(planted, 52) };
  const holds: Record<string, number> = { r: 0, alpha: 0, a: 0, b: 0, estimate: 0 };
  for (let run = 0; run < RUNS; run++) {
    const { overall } = fitted(buyingCustomers(planted, 1500, 52, stream), { horizon: 52, starts: 1 });
    expect(overall.search!.status).toBe("converged");
    for (const name of ["r", "alpha", "a", "b", "estimate"] as const) {
      const { lower, upper } = name === "estimate" ? overall : overall[name];
      if (lower! <= truths[name] && truths[name] <= upper!) holds[name]!++;
    }
  }
  return Object.fromEntries(Object.entries(holds).map(([name, n]) => [name, n / RUNS]));
}

test.each(sampleOf(["bgNbd", "mbgNbd"] as const, 1))(
  "%s: 95 % intervals hold planted parameters in 92 to 98 of 100 samples",
  (model) => {
    for (const share of Object.values(held({ model, r: 0.9, alpha: 5, a: 0.9, b: 3 }))) {
      expect(share).toBeGreaterThanOrEqual(0.92);
      expect(share).toBeLessThanOrEqual(0.98);
    }
  },
);
