import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastSquares } from "../../src/statistics/leastSquares.js";
import { type LikeCases, type WeightedFit, weightedLeastSquares } from "../../src/statistics/weightedLeastSquares.js";
import { expectSame } from "../metrics/sameInDuckdb.js";

const cases = fc.array(
  fc.record({
    x: fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 9 })),
    y: fc.integer({ min: 0, max: 20 }),
    weight: fc.constantFrom(0.5, 1, 3),
    n: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 8, maxLength: 30 },
);
const fitted = (given: readonly LikeCases[], errors?: "HC3" | "HC1" | "classical") => {
  const fit = weightedLeastSquares(given, 2, errors);
  fc.pre("coefficients" in fit);
  return fit as WeightedFit;
};

describe("weightedLeastSquares(cases, size, errors)", () => {
  test("without weights is leastSquares (which the statistical reference datasets hold)", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const plain = given.map((one) => ({ ...one, weight: 1, n: 1 }));
        const fit = fitted(plain, "classical");
        const [a, b] = [0, 1].map((j) => plain.map(({ x }) => x[j]!));
        const expected = leastSquares({ outcome: plain.map(({ y }) => y), predictors: { a: a!, b: b! } });
        expected.coefficients.forEach(({ coefficient, standardError }, i) => {
          expect(fit.coefficients[i]).toBeCloseTo(coefficient, 8);
          expect(Math.sqrt(fit.covariance[i]![i]!)).toBeCloseTo(standardError, 8);
        });
        if (expected.rSquared !== null) expect(fit.rSquared).toBeCloseTo(expected.rSquared, 8);
        expect(fit.degreesOfFreedom).toBe(expected.degreesOfFreedom);
      }),
      { numRuns: 50 },
    );
  });

  test("cases that are alike count as often as they are; all weights times a number change nothing", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom("HC3", "HC1", "classical"), (given, errors) => {
        const whole = fitted(given, errors);
        const single = given.flatMap((one) => new Array<LikeCases>(one.n).fill({ ...one, n: 1 }));
        const heavy = given.map((one) => ({ ...one, weight: 7 * one.weight }));
        for (const other of [fitted(single, errors), fitted(heavy, errors)]) {
          // A case that alone decides a coefficient has no covariance: NaN is not a number to be compared.
          expectSame(JSON.parse(JSON.stringify(other)), JSON.parse(JSON.stringify(whole)));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("by hand: HC3 of a mean is Σe²/(1 − 1/n)²/n²", () => {
    const group = (x: number, ys: readonly number[]) => ys.map((y) => ({ x: [x], y, weight: 1, n: 1 }));
    const fit = weightedLeastSquares([...group(0, [1, 3]), ...group(1, [4, 6, 8])], 1) as WeightedFit;
    expect(fit.coefficients).toEqual([expect.closeTo(2, 12), expect.closeTo(4, 12)]);
    expect(fit.covariance[0]![0]).toBeCloseTo((2 * 2 ** 2) / 4, 12);
    expect(fit.covariance[1]![1]).toBeCloseTo(2 + (2 * 3 ** 2) / 9, 12);
  });

  test("a case that alone decides a coefficient leaves only that one without a variance", () => {
    const alone = [0, 0, 0, 0, 1].map((x, i) => ({ x: [x, i % 2], y: [1, 3, 2, 5, 9][i]!, weight: 1, n: 1 }));
    const { covariance } = weightedLeastSquares(alone, 2) as WeightedFit;
    expect(covariance.map((line, i) => Number.isNaN(line[i]))).toEqual([false, true, false]);
  });

  test("says which predictor follows from which, and which is the same for all", () => {
    const of = (x: (i: number) => number[]) =>
      weightedLeastSquares(
        [0, 1, 2, 3, 4, 5].map((i) => ({ x: x(i), y: i * i, weight: 1, n: 1 })),
        3,
      );
    const { predictor, on } = of((i) => [i, i % 2, 2 * i - 3 * (i % 2)]) as { predictor: number; on: number[] };
    expect([predictor, ...on].sort()).toEqual([0, 1, 2]);
    expect(of((i) => [i, 4, i % 2])).toEqual({ predictor: 1, on: [] });
  });
});
