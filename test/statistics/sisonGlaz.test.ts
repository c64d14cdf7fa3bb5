import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sisonGlazIntervals } from "../../src/statistics/sisonGlaz.js";
import reference from "../fixtures/churnReasons/churnReasons.json";
import intervals from "../fixtures/intervals/intervals.json";

describe("sisonGlazIntervals(counts, level)", () => {
  test("published: 56 72 73 59 62 87 58 (May and Johnson 2000)", () => {
    const published = [0.0792, 0.1643, 0.1135, 0.1986, 0.1156, 0.2007, 0.0857, 0.1708, 0.0921, 0.1772, 0.1456, 0.2307];
    const bounds = sisonGlazIntervals([56, 72, 73, 59, 62, 87, 58]).flatMap(({ lower, upper }) => [lower, upper]);
    for (const [i, value] of [...published, 0.0835, 0.1686].entries()) {
      expect(Math.abs(bounds[i]! - value)).toBeLessThan(1e-4);
    }
  });

  test.each(reference.intervals)(
    "agrees with statsmodels: $counts at $level",
    ({ counts, level, "sison-glaz": expected }) => {
      sisonGlazIntervals(counts, level).forEach(({ lower, upper }, i) => {
        expect(lower).toBeCloseTo(expected[i]![0]!, 8);
        expect(upper).toBeCloseTo(expected[i]![1]!, 8);
      });
    },
  );

  test.each(intervals.multinomial.filter(({ sisonGlaz }) => sisonGlaz !== null))(
    "agrees with the formulas in 40 digits: $counts at $level",
    ({ counts, level, sisonGlaz }) => {
      sisonGlazIntervals(counts, level).forEach(({ lower, upper }, i) => {
        expect(lower).toBeCloseTo(sisonGlaz![i]![0]!, 9);
        expect(upper).toBeCloseTo(sisonGlaz![i]![1]!, 9);
      });
    },
  );

  test("the order of the classes changes nothing but the order of the intervals", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 8 }), (counts) => {
        const [one, other] = [sisonGlazIntervals(counts), sisonGlazIntervals([...counts].reverse()).reverse()];
        one.forEach(({ lower, upper }, i) => {
          expect(other[i]!.lower).toBeCloseTo(lower, 10);
          expect(other[i]!.upper).toBeCloseTo(upper, 10);
        });
      }),
    );
  });

  test("every share lies within its interval, and every interval within 0 and 1", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 12 }), (counts) => {
        const n = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(n > 0);
        sisonGlazIntervals(counts).forEach(({ lower, upper }, i) => {
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(lower).toBeLessThanOrEqual(counts[i]! / n);
          expect(upper).toBeGreaterThanOrEqual(counts[i]! / n);
          expect(upper).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  test("a million answers are no trouble", () => {
    const [first] = sisonGlazIntervals([500_000, 300_000, 150_000, 50_000]);
    expect(first!.upper - first!.lower).toBeLessThan(0.003);
    expect(first!.lower).toBeLessThan(0.5);
  });

  test("errors", () => {
    expect(() => sisonGlazIntervals([3])).toThrow("sisonGlazIntervals requires at least 2 classes; got 1");
    expect(() => sisonGlazIntervals([3, 1.5])).toThrow("sisonGlazIntervals requires whole counts from 0; got 1.5");
    expect(() => sisonGlazIntervals([0, 0])).toThrow("sisonGlazIntervals requires at least one count above 0");
    expect(() => sisonGlazIntervals([3, 4], 95)).toThrow("sisonGlazIntervals requires a level between 0 and 1");
  });
});
