import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbdLikelihood } from "../../src/metrics/buying/bgNbdLikelihood.js";
import {
  expectedFurtherPurchases,
  expectedPurchases,
  probabilityAlive,
} from "../../src/metrics/buying/expectations.js";
import type { BgNbdParameters as BuyingParameters } from "../../src/metrics/buying/parameters.js";
import reference from "../fixtures/btyd/likelihood.json";

const logs = ({ r, alpha, a, b }: BuyingParameters) => Float64Array.of(r, alpha, a, b).map(Math.log);
const ones = (model: "bgNbd" | "mbgNbd"): BuyingParameters => ({ model, r: 1, alpha: 1, a: 1, b: 1 });

/** Relative to the value, or absolute where it is small beside the parts that make it. */
function expectClose(found: ArrayLike<number>, expected: readonly number[], digits: number): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, j) => {
    expect(Math.abs(found[j]! - value) / size).toBeLessThan(10 ** -digits);
  });
}

describe("mpmath at 200 random points of both models", () => {
  const points = reference.points.map((point) => ({ ...point, parameters: point.parameters as BuyingParameters }));

  test("the log-likelihood, its gradient and its Hessian", () => {
    expect(points).toHaveLength(200);
    for (const { parameters, history, logLikelihood, gradient, hessian } of points) {
      const found = bgNbdLikelihood([{ ...history, n: 1 }], parameters.model, logs(parameters));
      expectClose([found.value], [logLikelihood], 12);
      expectClose(found.gradient, gradient, 11);
      expectClose(found.hessian, hessian, 11);
    }
  });

  test("probabilityAlive(parameters, history)", () => {
    for (const { parameters, history, alive } of points) {
      expect(probabilityAlive(parameters, history)).toBeCloseTo(alive, 12);
    }
  });

  test("expectedPurchases and expectedFurtherPurchases", () => {
    for (const { parameters, history, time, expected, expectedFurther } of points) {
      expectClose([expectedPurchases(parameters, time)], [expected], 11);
      expectClose([expectedFurtherPurchases(parameters, history, time)], [expectedFurther], 11);
    }
  });
});

describe("by hand, all parameters 1", () => {
  const value = (model: "bgNbd" | "mbgNbd", frequency: number, recency: number, age: number) =>
    Math.exp(bgNbdLikelihood([{ frequency, recency, age, n: 1 }], model, new Float64Array(4)).value);

  test("bgNbd: nobody came by 1: ½; one purchase at 1 and the end at 1: ⅛ stayed, ⅛ left", () => {
    expect(value("bgNbd", 0, 0, 1)).toBeCloseTo(1 / 2, 14);
    expect(value("bgNbd", 1, 1, 1)).toBeCloseTo(1 / 4, 14);
    expect(probabilityAlive(ones("bgNbd"), { frequency: 1, recency: 1, age: 1 })).toBeCloseTo(1 / 2, 14);
    expect(probabilityAlive(ones("bgNbd"), { frequency: 0, recency: 0, age: 1 })).toBe(1);
  });

  test("mbgNbd: nobody came by 1: ¼ stayed, ½ left", () => {
    expect(value("mbgNbd", 0, 0, 1)).toBeCloseTo(3 / 4, 14);
    expect(probabilityAlive(ones("mbgNbd"), { frequency: 0, recency: 0, age: 1 })).toBeCloseTo(1 / 3, 14);
  });

  test("the first purchases of a time of 1: E[(1 − 1/(1 + p))/p] = log 2", () => {
    expect(expectedPurchases(ones("bgNbd"), 1)).toBeCloseTo(Math.log(2), 14);
  });
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc.record({
  model: fc.constantFrom<"bgNbd" | "mbgNbd">("bgNbd", "mbgNbd"),
  r: number(0.05, 10),
  alpha: number(0.2, 50),
  a: number(0.05, 10),
  b: number(0.05, 10),
});
const history = fc
  .record({ frequency: fc.integer({ min: 0, max: 20 }), part: number(0.01, 1), age: number(0.1, 100) })
  .map(({ frequency, part, age }) => ({ frequency, age, recency: frequency === 0 ? 0 : part * age }));

describe("laws", () => {
  test("expectedPurchases rises from 0 with time, and is never above what the rate alone would give", () =>
    fc.assert(
      fc.property(parameters, number(0, 100), number(0, 100), (given, time, more) => {
        const value = expectedPurchases(given, time);
        expect(expectedPurchases(given, 0)).toBe(0);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(((given.r * time) / given.alpha) * (1 + 1e-12) + 1e-300);
        expect(expectedPurchases(given, time + more)).toBeGreaterThanOrEqual(value * (1 - 1e-12));
      }),
    ));

  test("probabilityAlive is a share that falls with silence", () =>
    fc.assert(
      fc.property(parameters, history, number(0, 50), (given, one, silence) => {
        const alive = probabilityAlive(given, one);
        expect(alive).toBeGreaterThan(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(probabilityAlive(given, { ...one, age: one.age + silence })).toBeLessThanOrEqual(alive);
      }),
    ));

  test("of who came just now, expectedFurtherPurchases is expectedPurchases", () =>
    fc.assert(
      fc.property(parameters, number(0, 100), (given, time) => {
        const further = expectedFurtherPurchases(given, { frequency: 0, recency: 0, age: 0 }, time);
        expect(further).toBeCloseTo(expectedPurchases(given, time), 9);
      }),
    ));

  test("times in days give the same expectations as times in weeks, with α by 7", () =>
    fc.assert(
      fc.property(parameters, history, number(0, 100), (given, one, time) => {
        const days = { ...one, recency: one.recency * 7, age: one.age * 7 };
        const found = expectedFurtherPurchases({ ...given, alpha: given.alpha * 7 }, days, time * 7);
        const expected = expectedFurtherPurchases(given, one, time);
        expect(Math.abs(found - expected)).toBeLessThan(1e-10 * (1 + expected));
      }),
    ));
});

test("wrong calls", () => {
  const given = ones("bgNbd");
  expect(() => expectedPurchases(given, -1)).toThrow("expectedPurchases requires a time of at least 0; got -1");
  expect(() => expectedFurtherPurchases(given, { frequency: 0, recency: 0, age: 1 }, Number.NaN)).toThrow(
    "expectedFurtherPurchases requires a time of at least 0; got NaN",
  );
  expect(() => probabilityAlive(given, { frequency: 2, recency: 9, age: 3 })).toThrow(
    "probabilityAlive requires a whole frequency from 0, a recency from 0 to the age, and recency 0 for frequency 0; got frequency 2, recency 9, age 3",
  );
  expect(() => probabilityAlive(given, { frequency: 0, recency: 1, age: 3 })).toThrow("got frequency 0, recency 1");
});
