import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directRate } from "../../src/statistics/directRate.js";
import { funnelLimits } from "../../src/statistics/funnel.js";
import reference from "../fixtures/churnBySegment/churnBySegment.json";

describe("funnelLimits(share, n, level)", () => {
  test.each(reference.funnels)("agrees with R's qbinom and pbinom: $share, $n", ({ share, n, limits }) => {
    for (const [i, level] of [0.95, 0.998].entries()) {
      const { lower, upper } = funnelLimits(share, n, level);
      expect(lower).toBeCloseTo(limits[i]![0]!, 10);
      expect(upper).toBeCloseTo(limits[i]![1]!, 10);
    }
  });

  test("holds the share, is wider at a higher level, and is the mirror of 1 − share", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 3000 }), (share, n) => {
        const [inner, outer] = [funnelLimits(share, n, 0.95), funnelLimits(share, n, 0.998)];
        expect(0 <= outer.lower && outer.lower <= inner.lower + 1e-12).toBe(true);
        expect(inner.upper <= outer.upper + 1e-12 && outer.upper <= 1).toBe(true);
        expect(inner.lower <= share && share <= inner.upper + 1 / n).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  test("at 0 and 1 there is nothing to vary", () => {
    expect(funnelLimits(0, 9)).toEqual({ lower: 0, upper: 0 });
    expect(funnelLimits(1, 9)).toEqual({ lower: 1, upper: 1 });
  });

  test("refuses what is no share, no count, no level", () => {
    expect(() => funnelLimits(1.2, 9)).toThrow("funnelLimits requires a share from 0 to 1; got 1.2");
    expect(() => funnelLimits(0.2, 2.5)).toThrow("funnelLimits requires whole n from 1; got 2.5");
    expect(() => funnelLimits(0.2, 9, 95)).toThrow(
      "funnelLimits requires a level between 0 and 1, such as 0.95; got 95",
    );
  });
});

describe("directRate(strata)", () => {
  test("one stratum is its own rate on its own size; parts of any scale are the same", () => {
    const one = directRate([{ part: 3, rate: 0.2, size: 40 }]);
    expect(one.rate).toBeCloseTo(0.2, 15);
    expect(one.effectiveN).toBeCloseTo(40, 10);
    const strata = [
      { part: 1, rate: 0.1, size: 30 },
      { part: 3, rate: 0.5, size: 10 },
    ];
    const scaled = directRate(strata.map((stratum) => ({ ...stratum, part: 7 * stratum.part })));
    expect(scaled.rate).toBeCloseTo(directRate(strata).rate, 14);
    // .25²·.09/30 + .75²·.25/10
    expect(directRate(strata).variance).toBeCloseTo(0.01425, 12);
  });

  test("where nothing varies it stands on the parts and sizes alone", () => {
    const { variance, effectiveN } = directRate([
      { part: 1, rate: 0, size: 10 },
      { part: 1, rate: 0, size: 10 },
    ]);
    expect([variance, effectiveN]).toEqual([0, 20]);
  });

  test("refuses parts that add up to 0", () => {
    expect(() => directRate([])).toThrow("directRate requires parts that add up to more than 0; got 0");
  });
});
