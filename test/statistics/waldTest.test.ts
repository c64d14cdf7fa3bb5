import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tPValue } from "../../src/statistics/distributions.js";
import { waldTest } from "../../src/statistics/waldTest.js";

describe("waldTest(estimates, covariance, degreesOfFreedom)", () => {
  test("of two independent estimates is F on 2 degrees of freedom: (1 + 2F/d)^(−d/2) above it", () => {
    expect(
      waldTest(
        [2, 0],
        [
          [1, 0],
          [0, 1],
        ],
        10,
      )!.pValue,
    ).toBeCloseTo((1 + 4 / 10) ** -5, 12);
  });

  test("of one estimate is Student's t, squared", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 1, max: 200 }), (t, df) => {
        const found = waldTest([t * 3], [[9]], df)!;
        expect(found.statistic).toBeCloseTo(t * t, 9);
        expect(found.pValue).toBeCloseTo(tPValue(t, df), 9);
      }),
    );
  });

  test("is unchanged when estimates are combined anew", () => {
    const covariance = [
      [2, 0.5],
      [0.5, 1],
    ];
    const [sum, difference] = [
      [2 + 1 + 1, 2 - 1],
      [2 - 1, 2 + 1 - 1],
    ];
    expect(waldTest([1.5 + 2, 1.5 - 2], [sum, difference], 30)!.pValue).toBeCloseTo(
      waldTest([1.5, 2], covariance, 30)!.pValue,
      12,
    );
  });

  test("is null where the covariance is singular", () => {
    expect(
      waldTest(
        [1, 1],
        [
          [1, 1],
          [1, 1],
        ],
        10,
      ),
    ).toBeNull();
    expect(
      waldTest(
        [1, 1],
        [
          [1, Number.NaN],
          [Number.NaN, 1],
        ],
        10,
      ),
    ).toBeNull();
  });
});
