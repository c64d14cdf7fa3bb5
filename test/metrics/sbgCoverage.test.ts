import { expect, test } from "vitest";
import {
  type ContractParameters,
  logRenewal,
  logSurvival,
} from "../../src/metrics/contractRetention/contractLikelihood.js";
import {
  remainingLifetime,
  remainingLifetimeFromParameters,
} from "../../src/metrics/contractRetention/remainingLifetime.js";
import { bdwFromCounts, sbgFromCounts } from "../../src/metrics/contractRetention/sbg.js";
import { binomialSample } from "../../src/statistics/binomialSample.js";
import { random } from "../../src/statistics/random.js";

const RUNS = 300;
const LATER = { renewals: 5, discountRate: 0.1 };

/** How often the interval of each number holds the planted one, of two cohorts of which the second is younger. */
function held(planted: ContractParameters, members: number): Record<string, number> {
  const stream = random(2018);
  const cohort = (periods: number) => {
    const counts = [members];
    for (let t = 1; t <= periods; t++) {
      counts.push(binomialSample(counts.at(-1)!, Math.exp(logRenewal(planted, t)), stream));
    }
    return counts;
  };
  const shares = Array.from({ length: 20 }, (_, t) => Math.exp(logSurvival(planted, t)));
  const truths: Record<string, number> = {
    alpha: planted.alpha,
    beta: planted.beta,
    c: planted.c,
    share: Math.exp(logSurvival(planted, 20)),
    firstChurn: planted.alpha / (planted.alpha + planted.beta),
    tenure: shares.reduce((sum, share) => sum + share, 0),
    retention: Math.exp(logRenewal(planted, 9)),
    remaining: remainingLifetimeFromParameters(planted, LATER),
  };
  const holds = Object.fromEntries(Object.keys(truths).map((name) => [name, 0]));
  for (let run = 0; run < RUNS; run++) {
    const fitted = planted.model === "sbg" ? sbgFromCounts : bdwFromCounts;
    const { overall } = fitted([cohort(8), cohort(4)], { horizon: 20, starts: 1 });
    expect(overall.search!.status).toBe("converged");
    const { alpha, beta, c, firstChurn, tenure, curve } = overall;
    const remaining = remainingLifetime(overall, LATER);
    const found = { alpha, beta, c, share: overall, firstChurn, tenure, retention: curve[8]!.retention, remaining };
    for (const [name, { lower, upper }] of Object.entries(found)) {
      if (lower! <= truths[name]! && truths[name]! <= upper!) holds[name]!++;
    }
  }
  if (planted.model === "sbg") delete holds.c;
  return Object.fromEntries(Object.entries(holds).map(([name, n]) => [name, n / RUNS]));
}

test.each([
  [{ model: "sbg", alpha: 0.8, beta: 2.5, c: 1 } as const, 1500],
  [{ model: "bdw", alpha: 0.6, beta: 1.8, c: 1.3 } as const, 4000],
])("95 % intervals of %j hold what was planted in 92 to 98 of 100 samples", (planted, members) => {
  const shares = held(planted, members);
  for (const share of Object.values(shares)) {
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  }
});
