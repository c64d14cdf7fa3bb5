import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criticalValue } from "../../src/statistics/distributions.js";
import { type FiellerRatio, fiellerRatio, type RatioParts } from "../../src/statistics/fieller.js";
import reference from "../fixtures/fieller/fieller.json";

/** Whether a ratio belongs to the interval, as its kind says to read it. */
function holds({ kind, lower, upper }: FiellerRatio, ratio: number): boolean {
  if (kind === "outside") return ratio <= lower! || ratio >= upper!;
  return (lower === null || ratio >= lower) && (upper === null || ratio <= upper);
}

const near = (actual: number | null, expected: number | null) => {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

describe("fiellerRatio(parts, level)", () => {
  test.each(reference.cases)("agrees with the test inverted numerically: $parts at $level", (one) => {
    const actual = fiellerRatio(one.parts as RatioParts, one.level);
    expect(actual.kind).toBe(one.kind);
    near(actual.lower, one.lower);
    near(actual.upper, one.upper);
  });

  test("by hand: a known denominator leaves the numerator's interval, divided", () => {
    const { kind, lower, upper } = fiellerRatio({
      numerator: 10,
      denominator: 5,
      numeratorVariance: 1,
      denominatorVariance: 0,
    });
    expect(kind).toBe("bounded");
    near(lower, (10 - 1.959963984540054) / 5);
    near(upper, (10 + 1.959963984540054) / 5);
  });

  const parts = fc
    .record({
      numerator: fc.integer({ min: -50, max: 50 }),
      denominator: fc.integer({ min: -50, max: 50 }),
      numeratorError: fc.integer({ min: 1, max: 20 }),
      denominatorError: fc.integer({ min: 1, max: 20 }),
      correlation: fc.constantFrom(-0.9, -0.3, 0, 0.5, 0.99),
    })
    .map(({ numerator, denominator, numeratorError, denominatorError, correlation }) => ({
      numerator,
      denominator,
      numeratorVariance: numeratorError ** 2,
      denominatorVariance: denominatorError ** 2,
      covariance: correlation * numeratorError * denominatorError,
    }));

  test("holds exactly the ratios that a z test does not reject", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: -400, max: 400 }), (given, tenths) => {
        const ratio = tenths / 10;
        const { numerator, denominator, numeratorVariance, denominatorVariance, covariance } = given;
        const variance = numeratorVariance - 2 * ratio * covariance + ratio * ratio * denominatorVariance;
        const z = Math.abs(numerator - ratio * denominator) / Math.sqrt(variance);
        expect(holds(fiellerRatio(given), ratio)).toBe(z <= 1.959963984540054);
      }),
      { numRuns: 500 },
    );
  });

  test("is bounded exactly when the denominator differs from 0 at the level", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const z = Math.abs(given.denominator) / Math.sqrt(given.denominatorVariance);
        expect(fiellerRatio(given).kind === "bounded").toBe(z > 1.959963984540054);
      }),
    );
  });

  test("is the same of −numerator and −denominator, and mirrored of −numerator alone", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const [one, both, mirrored] = [
          fiellerRatio(given),
          fiellerRatio({ ...given, numerator: -given.numerator, denominator: -given.denominator }),
          fiellerRatio({ ...given, numerator: -given.numerator, covariance: -given.covariance }),
        ];
        expect([both.kind, mirrored.kind]).toEqual([one.kind, one.kind]);
        near(both.lower, one.lower);
        near(both.upper, one.upper);
        near(mirrored.lower, one.upper === null ? null : -one.upper);
        near(mirrored.upper, one.lower === null ? null : -one.lower);
      }),
    );
  });

  test("with a denominator just at the edge it has one end", () => {
    const edge = { denominator: criticalValue(0.95), numeratorVariance: 1, denominatorVariance: 1 };
    const rising = fiellerRatio({ ...edge, numerator: 10 });
    expect(rising).toMatchObject({ kind: "half-line", upper: null });
    expect(holds(rising, 10 / criticalValue(0.95))).toBe(true);
    expect(holds(rising, 0)).toBe(false);
    expect(fiellerRatio({ ...edge, numerator: -10 })).toMatchObject({ kind: "half-line", lower: null });
    expect(fiellerRatio({ ...edge, numerator: 0 }).kind).toBe("whole-line");
  });

  test("of a denominator estimated as 0 there is no ratio, but an interval", () => {
    const zero = { denominator: 0, numeratorVariance: 1, denominatorVariance: 1 };
    expect(fiellerRatio({ ...zero, numerator: 5 })).toMatchObject({ ratio: null, kind: "outside" });
    expect(fiellerRatio({ ...zero, numerator: 0 })).toEqual({
      ratio: null,
      kind: "whole-line",
      lower: null,
      upper: null,
    });
  });

  test("errors", () => {
    const right = { numerator: 1, denominator: 1, numeratorVariance: 1, denominatorVariance: 1 };
    const refused = (wrong: Partial<RatioParts>, message: string) =>
      expect(() => fiellerRatio({ ...right, ...wrong })).toThrow(message);
    refused({ numerator: Number.NaN }, "fiellerRatio requires a finite numerator; got NaN");
    refused({ denominator: Infinity }, "fiellerRatio requires a finite denominator; got Infinity");
    refused({ numeratorVariance: -1 }, "fiellerRatio requires variances from 0; got -1");
    refused({ covariance: 2 }, "fiellerRatio requires a covariance of at most 1, as the variances say; got 2");
    refused({ degreesOfFreedom: 0 }, "fiellerRatio requires degrees of freedom above 0; got 0");
    refused(
      { denominator: 0, denominatorVariance: 0 },
      "fiellerRatio requires a denominator that is not known to be 0; got 0 with variance 0",
    );
    expect(() => fiellerRatio(right, 95)).toThrow(
      "fiellerRatio requires a level between 0 and 1, such as 0.95; got 95",
    );
  });
});
