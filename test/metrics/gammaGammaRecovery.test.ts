import { expect, test } from "vitest";
import { meanSpend } from "../../src/metrics/gammaGamma/expectedSpend.js";
import { gammaGammaFromCounts } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { random } from "../../src/statistics/random.js";
import { someFrequencies, spendingCustomers } from "./spendingCustomers.js";

const RUNS = 300;

test("95 % intervals hold planted parameters, the mean and no correlation in 92 to 98 of 100 samples", () => {
  const planted = { p: 4, q: 4.5, gamma: 20 };
  const stream = random(2013);
  const truths = { ...planted, estimate: meanSpend(planted)!, independence: 0 };
  const holds: Record<keyof typeof truths, number> = { p: 0, q: 0, gamma: 0, estimate: 0, independence: 0 };
  for (let run = 0; run < RUNS; run++) {
    const { overall } = gammaGammaFromCounts(spendingCustomers(planted, someFrequencies(1600), stream), { starts: 1 });
    expect(overall.search!.status).toBe("converged");
    for (const name of Object.keys(holds) as (keyof typeof holds)[]) {
      const { lower, upper } = name === "estimate" ? overall : overall[name];
      if (lower! <= truths[name] && truths[name] <= upper!) holds[name]++;
    }
  }
  for (const [name, n] of Object.entries(holds)) {
    expect(n / RUNS, name).toBeGreaterThanOrEqual(0.92);
    expect(n / RUNS, name).toBeLessThanOrEqual(0.98);
  }
});
