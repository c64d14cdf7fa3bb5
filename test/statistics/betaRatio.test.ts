import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digammaRise, logBetaRatio, trigammaFall } from "../../src/statistics/betaRatio.js";
import reference from "../fixtures/contractRetention/likelihood.json";

const relative = (found: number, expected: number) => Math.abs(found / expected - 1);

describe("mpmath at random points of many sizes", () => {
  test("logBetaRatio(a, b, d) has twelve digits, or seventeen decimals, where a, b and d are from .0001 to 100 million", () => {
    expect(reference.ratios).toHaveLength(100);
    for (const [a, b, d, value] of reference.ratios) {
      expect(Math.abs(logBetaRatio(a!, b!, d!) - value!)).toBeLessThan(1e-12 * Math.abs(value!) + 1e-17);
    }
  });

  test("digammaRise(x, step) and trigammaFall(x, step) have twelve digits", () => {
    for (const [x, step, rise, fall] of reference.rises) {
      expect(relative(digammaRise(x!, step!), rise!)).toBeLessThan(1e-12);
      expect(relative(trigammaFall(x!, step!), fall!)).toBeLessThan(1e-12);
    }
  });
});

test("logBetaRatio(a, b, 1) is log of b/(a + b)", () => {
  const number = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(relative(logBetaRatio(a, b, 1), -Math.log1p(a / b))).toBeLessThan(1e-11);
    }),
  );
});

test("logBetaRatio(a, b, d) is logBetaRatio(d, b, a), however far apart they are", () => {
  const power = fc.double({ min: -3, max: 9, noNaN: true }).map((exponent) => 10 ** exponent);
  fc.assert(
    fc.property(power, power, power, (a, b, d) => {
      const [one, other] = [logBetaRatio(a, b, d), logBetaRatio(d, b, a)];
      expect(Math.abs(one - other)).toBeLessThan(1e-13 * Math.abs(one) + 1e-17);
    }),
  );
});

test("logBetaRatio(a, b, 0) is 0", () => {
  expect(logBetaRatio(0.7, 3, 0)).toBeCloseTo(0, 15);
  expect(digammaRise(2000, 0)).toBe(0);
  expect(trigammaFall(2000, 0)).toBe(0);
});

test("wrong calls", () => {
  expect(() => logBetaRatio(0, 1, 1)).toThrow("logBetaRatio requires a and b above 0 and d from 0; got 0, 1 and 1");
  expect(() => logBetaRatio(1, Number.NaN, 1)).toThrow("got 1, NaN and 1");
  expect(() => logBetaRatio(1, 1, -1)).toThrow("got 1, 1 and -1");
});
