import { describe, expect, test } from "vitest";
import { DRIVER_METHODS, driverCoverage, plantedShares } from "../../tools/coverage/driverCoverage.js";

describe("intervals of the shares of drivers", () => {
  test.each(DRIVER_METHODS)("hold the planted shares about as often as they say: %s", async (method) => {
    const held = await driverCoverage(method, 40, 200);
    const mean = held.reduce((sum, share) => sum + share, 0) / held.length;
    // 320 intervals, eight of a sample together: docs/coverage.json has what a thousand samples say.
    expect(mean).toBeGreaterThan(0.9);
    expect(mean).toBeLessThan(0.99);
    for (const share of held) expect(share).toBeGreaterThan(0.8);
  });

  test("the planted shares fall in the order of the planted effects, to one in all", () => {
    for (const method of DRIVER_METHODS) {
      const planted = plantedShares(method);
      expect(planted.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect([...planted].sort((a, b) => b - a)).toEqual(planted);
    }
  });
});
