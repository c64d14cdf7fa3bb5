import { describe, expect, test } from "vitest";
import { clopperPearsonInterval, wilsonInterval } from "../../src/statistics/proportion.js";
import { newcombeCoverage, SHARE_SIZES, shareCoverage } from "../../tools/coverage/shareCoverage.js";
import { SURVIVAL_RUNS, SURVIVAL_WORLDS, survivalCoverage } from "../../tools/coverage/survivalCoverage.js";

describe("coverage of 95 % intervals of a share, enumerated", () => {
  test.each(SHARE_SIZES)("Wilson covers .94 to .96 in the mean of all shares, n = %i", (n) => {
    const { mean } = shareCoverage(n, wilsonInterval);
    expect(mean).toBeGreaterThanOrEqual(0.94);
    expect(mean).toBeLessThanOrEqual(0.96);
  });

  test("Clopper and Pearson never cover less than their level, and more in the mean", () => {
    for (const n of [10, 50]) {
      const { mean, least } = shareCoverage(n, clopperPearsonInterval);
      expect(least).toBeGreaterThanOrEqual(0.95);
      expect(mean).toBeGreaterThan(0.96);
    }
  });

  test("Newcombe's difference covers .94 to .97 in the mean", () => {
    for (const n of [10, 20]) {
      const { mean } = newcombeCoverage(n);
      expect(mean).toBeGreaterThanOrEqual(0.94);
      expect(mean).toBeLessThanOrEqual(0.97);
    }
  });
});

describe(`coverage of 95 % intervals of Kaplan–Meier curves, ${SURVIVAL_RUNS} seeded samples`, () => {
  test("there are at least 10,000 samples, of 100 customers or more", () => {
    expect(SURVIVAL_RUNS).toBeGreaterThanOrEqual(10_000);
    for (const { n } of SURVIVAL_WORLDS) expect(n).toBeGreaterThanOrEqual(100);
  });

  test.each(SURVIVAL_WORLDS)("log-log covers .93 to .97: $name", { timeout: 60_000 }, (world) => {
    for (const coverage of survivalCoverage(world, "log-log")) {
      expect(coverage).toBeGreaterThanOrEqual(0.93);
      expect(coverage).toBeLessThanOrEqual(0.97);
    }
  });

  test("plain intervals cover less: the simulation tells them apart", { timeout: 60_000 }, () => {
    const [world] = SURVIVAL_WORLDS;
    expect(survivalCoverage(world!, "plain")[0]).toBeLessThan(0.935);
  });

  test("the same seed gives the same samples", () => {
    const [world] = SURVIVAL_WORLDS;
    expect(survivalCoverage(world!, "log-log", 200)).toEqual(survivalCoverage(world!, "log-log", 200));
  });
});
