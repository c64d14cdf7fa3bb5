import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedSpend, meanSpend } from "../../src/metrics/gammaGamma/expectedSpend.js";
import { spendLikelihood } from "../../src/metrics/gammaGamma/gammaGammaLikelihood.js";
import { incompleteBeta } from "../../src/statistics/incompleteBeta.js";
import reference from "../fixtures/btyd/gammaGamma.json";

const logs = ({ p, q, gamma }: { p: number; q: number; gamma: number }) => Float64Array.of(p, q, gamma).map(Math.log);

/** Each number to so many digits, of the largest of them where they are smaller. */
function expectClose(found: ArrayLike<number>, expected: readonly number[], digits: number): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, j) => {
    expect(Math.abs(found[j]! - value) / size).toBeLessThan(10 ** -digits);
  });
}

describe("at 200 random points, as mpmath has it from the densities", () => {
  const { points } = reference;

  test("the log-likelihood, its gradient and its Hessian", () => {
    expect(points).toHaveLength(200);
    for (const { parameters, history, logLikelihood, gradient, hessian } of points) {
      const found = spendLikelihood([{ ...history, n: 1 }], logs(parameters));
      expectClose([found.value], [logLikelihood], 12);
      expectClose(found.gradient, gradient, 11);
      expectClose(found.hessian, hessian, 11);
    }
  });

  test("expectedSpend(parameters, history)", () => {
    for (const { parameters, history, expectedSpend: expected } of points) {
      expect(expectedSpend(parameters, history)! / expected).toBeCloseTo(1, 12);
    }
  });

  test("the share of customers below a mean spend is a beta's", () => {
    for (const { parameters, history, below } of points) {
      const { p, q, gamma } = parameters;
      const { frequency: x, monetaryValue: z } = history;
      expect(incompleteBeta((x * z) / (gamma + x * z), p * x, q)).toBeCloseTo(below, 8);
    }
  });
});

test("by hand, all parameters 1: one purchase z has density 1/(1 + z)²; at z = 1 it is ¼, and the next is worth (1 + 1)/1", () => {
  const { value } = spendLikelihood([{ frequency: 1, monetaryValue: 1, n: 1 }], new Float64Array(3));
  expect(Math.exp(value)).toBeCloseTo(1 / 4, 14);
  expect(spendLikelihood([{ frequency: 1, monetaryValue: 1, n: 3 }], new Float64Array(3)).value).toBeCloseTo(
    3 * value,
    14,
  );
  expect(expectedSpend({ p: 1, q: 1, gamma: 1 }, { frequency: 1, monetaryValue: 1 })).toBe(2);
  expect(expectedSpend({ p: 1, q: 1, gamma: 1 }, { frequency: 0, monetaryValue: 0 })).toBeNull();
  // px + q = .9: not even his own purchase makes the mean finite.
  expect(expectedSpend({ p: 0.5, q: 0.4, gamma: 1 }, { frequency: 1, monetaryValue: 1 })).toBeNull();
  expect(meanSpend({ p: 2, q: 3, gamma: 5 })).toBe(5);
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc.record({ p: number(0.1, 50), q: number(1.01, 50), gamma: number(0.01, 1e4) });
const history = fc.record({ frequency: fc.integer({ min: 1, max: 50 }), monetaryValue: number(0.01, 1e5) });

describe("laws", () => {
  test("expectedSpend lies between a customer's own mean and everybody's, nearer to his own the more he bought", () =>
    fc.assert(
      fc.property(parameters, history, (given, one) => {
        const [spend, all] = [expectedSpend(given, one)!, meanSpend(given)!];
        const [low, high] = [Math.min(all, one.monetaryValue), Math.max(all, one.monetaryValue)];
        expect(spend).toBeGreaterThanOrEqual(low * (1 - 1e-12));
        expect(spend).toBeLessThanOrEqual(high * (1 + 1e-12));
        const more = expectedSpend(given, { ...one, frequency: one.frequency + 1 })!;
        expect(Math.abs(more - one.monetaryValue)).toBeLessThanOrEqual(
          Math.abs(spend - one.monetaryValue) + 1e-9 * high,
        );
      }),
    ));

  test("money in another unit: γ by the factor, spend by the factor, log-likelihood less its log", () =>
    fc.assert(
      fc.property(parameters, history, number(1e-3, 1e3), (given, one, factor) => {
        const other = { ...given, gamma: given.gamma * factor };
        const there = { ...one, monetaryValue: one.monetaryValue * factor };
        expect(expectedSpend(other, there)! / (factor * expectedSpend(given, one)!)).toBeCloseTo(1, 10);
        const value = spendLikelihood([{ ...one, n: 1 }], logs(given)).value;
        const moved = spendLikelihood([{ ...there, n: 1 }], logs(other)).value;
        expect(Math.abs(moved + Math.log(factor) - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      }),
    ));
});

test.each([
  [{ frequency: 1.5, monetaryValue: 3 }, "got frequency 1.5, monetaryValue 3"],
  [{ frequency: 2, monetaryValue: 0 }, "got frequency 2, monetaryValue 0"],
  [
    { frequency: -1, monetaryValue: 3 },
    "expectedSpend requires a whole frequency from 0 and, above 0, a monetaryValue above 0; got frequency -1",
  ],
])("expectedSpend refuses %j", (wrong, message) => {
  expect(() => expectedSpend({ p: 1, q: 2, gamma: 1 }, wrong)).toThrow(message);
});
