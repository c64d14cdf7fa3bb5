import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gini, lorenzCurve } from "../../src/statistics/lorenz.js";
import reference from "../fixtures/churnReasons/churnReasons.json";

const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 });

describe("gini(amounts)", () => {
  test.each(reference.gini)("agrees with the mean difference of all pairs: $amounts", ({ amounts, gini: expected }) => {
    expect(gini(amounts)).toBeCloseTo(expected, 12);
  });

  test("is 0 when all are alike, 1 − 1/k when one holds everything, null without a total", () => {
    expect(gini([7, 7, 7])).toBe(0);
    expect(gini([0, 0, 0, 9])).toBeCloseTo(0.75, 12);
    expect(gini([0, 0])).toBeNull();
    expect(gini([])).toBeNull();
  });

  test("is unchanged by order and by a common factor", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const value = gini(given);
        expect(gini([...given].reverse())).toBe(value);
        if (value !== null) expect(gini(given.map((x) => 4 * x))).toBeCloseTo(value, 12);
      }),
    );
  });

  test("is 1 minus twice the area under the Lorenz curve", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const curve = lorenzCurve(given);
        if (curve.length === 0) return;
        const area = curve
          .slice(1)
          .reduce((sum, to, i) => sum + ((to.classes - curve[i]!.classes) * (to.amount + curve[i]!.amount)) / 2, 0);
        expect(gini(given)).toBeCloseTo(1 - 2 * area, 10);
      }),
    );
  });
});

describe("lorenzCurve(amounts)", () => {
  test("by hand: 3 and 1", () => {
    expect(lorenzCurve([3, 1])).toEqual([
      { classes: 0, amount: 0 },
      { classes: 0.5, amount: 0.25 },
      { classes: 1, amount: 1 },
    ]);
  });

  test("never falls, never lies above the diagonal, ends at 1", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const curve = lorenzCurve(given);
        if (curve.length === 0) return;
        expect(curve.at(-1)).toEqual({ classes: 1, amount: 1 });
        curve.forEach((point, i) => {
          expect(point.amount).toBeLessThanOrEqual(point.classes + 1e-12);
          if (i > 0) expect(point.amount).toBeGreaterThanOrEqual(curve[i - 1]!.amount);
        });
      }),
    );
  });

  test("errors", () => {
    expect(() => gini([1, -2])).toThrow("gini requires amounts from 0; got -2");
    expect(() => lorenzCurve([Number.NaN])).toThrow("lorenzCurve requires amounts from 0; got NaN");
  });
});
