import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastSquares } from "../../src/statistics/leastSquares.js";
import reference from "../fixtures/leastSquares/leastSquares.json";

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe("leastSquares({ outcome, predictors })", () => {
  test("by hand: 1, 3, 4, 8 at 0, 1, 2, 3", () => {
    const fit = leastSquares({ outcome: [1, 3, 4, 8], predictors: { x: [0, 1, 2, 3] } });
    // x̄ 1.5, ȳ 4, Σ(x − x̄)² 5, Σ(x − x̄)(y − ȳ) 11; residuals .3, .1, −1.1, .7.
    expect(fit.coefficients.map(({ predictor }) => predictor)).toEqual([null, "x"]);
    expect(fit.coefficients[0]!.coefficient).toBeCloseTo(0.7, 13);
    expect(fit.coefficients[1]!.coefficient).toBeCloseTo(2.2, 13);
    expect(fit.residualDeviation).toBeCloseTo(Math.sqrt(1.8 / 2), 13);
    expect(fit.coefficients[1]!.standardError).toBeCloseTo(Math.sqrt(0.9 / 5), 13);
    expect(fit.coefficients[0]!.standardError).toBeCloseTo(Math.sqrt(0.9 * (1 / 4 + 2.25 / 5)), 13);
    expect(fit.rSquared).toBeCloseTo(1 - 1.8 / 26, 13);
    expect(fit).toMatchObject({ degreesOfFreedom: 2, rank: 2 });
    expect(fit.condition).toBeCloseTo(1, 13);
  });

  test.each(reference.cases)("agrees with R's lm: $name", (one) => {
    const { outcome } = one;
    const predictors = one.predictors as unknown as Record<string, number[]>;
    const fit = leastSquares({ outcome, predictors });
    // Rounding is relative to the outcome: 1e-9 of it, in the units of each coefficient.
    const units = [1, ...Object.values(predictors).map(largest)].map((unit) => largest(outcome) / unit);
    const close = (actual: number, expected: number, unit: number) =>
      expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 1e-3 * unit));
    fit.coefficients.forEach(({ coefficient, standardError }, i) => {
      close(coefficient, one.coefficients[i]!, units[i]!);
      close(standardError, one.standardErrors[i]!, units[i]!);
    });
    close(fit.residualDeviation, one.residualDeviation, units[0]!);
    expect(fit.degreesOfFreedom).toBe(one.degreesOfFreedom);
    if (one.rSquared === null) expect(fit.rSquared).toBeNull();
    else expect(fit.rSquared).toBeCloseTo(one.rSquared, 9);
  });

  const rows = fc.array(
    fc.record({
      y: fc.integer({ min: -20, max: 20 }),
      a: fc.integer({ min: -9, max: 9 }),
      b: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 6, maxLength: 25 },
  );
  const data = rows
    .map((list) => ({
      outcome: list.map(({ y }) => y),
      predictors: { a: list.map(({ a }) => a), b: list.map(({ b }) => b) },
    }))
    .filter(({ predictors: { a, b } }) => {
      const centred = (values: number[]) => values.map((v) => v * values.length - values.reduce((x, y) => x + y, 0));
      const [p, q] = [centred(a), centred(b)];
      const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
      return dot(p, p) * dot(q, q) - dot(p, q) ** 2 > 0;
    });

  test("residuals are orthogonal to the predictors and add up to 0", () => {
    fc.assert(
      fc.property(data, ({ outcome, predictors }) => {
        const [c, a, b] = leastSquares({ outcome, predictors }).coefficients.map(({ coefficient }) => coefficient);
        const residuals = outcome.map((y, i) => y - c! - a! * predictors.a[i]! - b! * predictors.b[i]!);
        for (const column of [outcome.map(() => 1), predictors.a, predictors.b]) {
          const dot = residuals.reduce((sum, residual, i) => sum + residual * column[i]!, 0);
          expect(Math.abs(dot)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  test("is unchanged by the order of predictors, and follows the units of each", () => {
    fc.assert(
      fc.property(data, ({ outcome, predictors }) => {
        const one = leastSquares({ outcome, predictors });
        const other = leastSquares({ outcome, predictors: { b: predictors.b, a: predictors.a.map((x) => 100 * x) } });
        const [c, a, b] = one.coefficients;
        const [c2, b2, a2] = other.coefficients;
        for (const [x, y] of [
          [c!, c2!],
          [b!, b2!],
        ] as const) {
          expect(x.coefficient).toBeCloseTo(y.coefficient, 8);
          expect(x.standardError).toBeCloseTo(y.standardError, 8);
        }
        expect(a!.coefficient).toBeCloseTo(100 * a2!.coefficient, 8);
        expect(a!.standardError).toBeCloseTo(100 * a2!.standardError, 8);
        expect(one.residualDeviation).toBeCloseTo(other.residualDeviation, 8);
      }),
    );
  });

  test("two hundred thousand rows are no trouble", () => {
    const x = Array.from({ length: 200_000 }, (_, i) => i % 1000);
    const z = x.map((_, i) => i % 7);
    const outcome = x.map((value, i) => 1 + 2 * value - 3 * z[i]!);
    const fit = leastSquares({ outcome, predictors: { x, z } });
    [1, 2, -3].forEach((value, i) => {
      expect(fit.coefficients[i]!.coefficient).toBeCloseTo(value, 8);
    });
  });

  test("an outcome that does not vary has no R²", () => {
    expect(leastSquares({ outcome: [2, 2, 2], predictors: { a: [0, 1, 3] } }).rSquared).toBeNull();
  });

  test("a design that cannot be solved names the columns and the conditioning", () => {
    const a = [1, 2, 3, 4, 5, 7];
    const b = [2, 1, 4, 3, 6, 5];
    const outcome = [1, 0, 2, 5, 1, 1];
    expect(() => leastSquares({ outcome, predictors: { a, b, c: a.map((x, i) => x - 2 * b[i]!) } })).toThrow(
      /^leastSquares requires predictors that can be told apart; '[abc]' follows from '[abc]', '[abc]' \(condition (infinite|\de\+1\d)\): leave one of them out$/,
    );
    // A third column that has nothing to do with it is not named.
    const apart = { a, twice: a.map((x) => 2 * x), other: b };
    expect(() => leastSquares({ outcome, predictors: apart })).toThrow(/'(a|twice)' follows from '(a|twice)' \(/);
    expect(() => leastSquares({ outcome, predictors: { a, b: a.map(() => 0.1) } })).toThrow(
      "leastSquares requires predictors that vary; 'b' is 0.1 in every row",
    );
  });

  test("errors", () => {
    expect(() => leastSquares({ outcome: [1, 2], predictors: { a: [1, 2] } })).toThrow(
      "leastSquares requires at least 3 rows for 2 coefficients; got 2",
    );
    expect(() => leastSquares({ outcome: [1, 2, 3], predictors: {} })).toThrow(
      "leastSquares requires at least one predictor; got none",
    );
    expect(() => leastSquares({ outcome: [1, 2, 3], predictors: { a: [1, 2] } })).toThrow(
      "leastSquares requires 3 values of 'a'; got 2",
    );
    expect(() => leastSquares({ outcome: [1, 2, 3], predictors: { a: [1, Number.NaN, 2] } })).toThrow(
      "leastSquares requires finite numbers in 'a'; got NaN (row 2)",
    );
  });
});
