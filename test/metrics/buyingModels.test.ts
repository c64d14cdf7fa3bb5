import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  expectedFurtherPurchases,
  expectedPurchases,
  probabilityAlive,
  purchaseChances,
  simulatedHistories,
} from "../../src/metrics/buying/expectations.js";
import { modelOf } from "../../src/metrics/buying/models.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/btyd/paretoNbdAndBgBb.json";

/** Relative to the value, or absolute where it is small beside the parts that make it. */
function expectClose(found: ArrayLike<number>, expected: readonly number[], digits: number): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, j) => {
    expect(Math.abs(found[j]! - value) / size).toBeLessThan(10 ** -digits);
  });
}

describe("mpmath at 200 random points of Pareto/NBD and BG/BB", () => {
  const points = reference.points.map((point) => ({
    ...point,
    parameters: point.parameters as unknown as BuyingParameters,
  }));

  test("the log-likelihood, its gradient and its Hessian", () => {
    expect(points).toHaveLength(200);
    for (const { parameters, history, logLikelihood, gradient, hessian } of points) {
      const model = modelOf(parameters);
      const values = parameters as unknown as Record<string, number>;
      const at = Float64Array.from(model.names as readonly string[], (name) => Math.log(values[name]!));
      const found = model.likelihood([{ ...history, n: 1 }], at);
      expectClose([found.value], [logLikelihood], 12);
      expectClose(found.gradient, gradient, 11);
      expectClose(found.hessian, hessian, 11);
    }
  });

  test("probabilityAlive, expectedPurchases and expectedFurtherPurchases", () => {
    for (const { parameters, history, time, alive, expected, expectedFurther } of points) {
      expectClose([probabilityAlive(parameters, history)], [alive], 12);
      expectClose([expectedPurchases(parameters, time)], [expected], 11);
      expectClose([expectedFurtherPurchases(parameters, history, time)], [expectedFurther], 11);
    }
  });
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** With these, hardly anybody makes more than 600 purchases in a time of 6. */
const [r, alpha] = [number(0.1, 5), number(2, 30)];
const given: fc.Arbitrary<BuyingParameters> = fc.oneof(
  fc.record({
    model: fc.constantFrom<"bgNbd" | "mbgNbd">("bgNbd", "mbgNbd"),
    ...{ r, alpha, a: number(0.1, 5), b: number(0.1, 5) },
  }),
  fc.record({ model: fc.constant("paretoNbd" as const), r, alpha, s: number(0.1, 5), beta: number(0.5, 30) }),
  fc.record({
    model: fc.constant("bgBb" as const),
    ...{ alpha: number(0.1, 5), beta: number(0.1, 5), gamma: number(0.1, 5), delta: number(0.1, 9) },
  }),
);

describe("laws of every model", () => {
  test("purchaseChances(parameters, time, most) are shares that add up to 1, with the mean of expectedPurchases", () =>
    fc.assert(
      fc.property(given, fc.integer({ min: 0, max: 6 }), (parameters, time) => {
        const chances = purchaseChances(parameters, time, 600);
        expect(chances.every((chance) => chance >= 0 && chance <= 1 + 1e-12)).toBe(true);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const mean = chances.reduce((sum, chance, k) => sum + k * chance, 0);
        expect(Math.abs(mean - expectedPurchases(parameters, time))).toBeLessThan(1e-9 * (1 + mean));
      }),
      { numRuns: 60 },
    ));

  test("expectedPurchases rises from 0 with time; of who came just now expectedFurtherPurchases is the same", () =>
    fc.assert(
      fc.property(given, fc.integer({ min: 0, max: 60 }), (parameters, time) => {
        const value = expectedPurchases(parameters, time);
        expect(expectedPurchases(parameters, 0)).toBe(0);
        expect(expectedPurchases(parameters, time + 1)).toBeGreaterThan(value);
        if (parameters.model === "mbgNbd") return;
        const fresh = { frequency: 0, recency: 0, age: 0 };
        expect(expectedFurtherPurchases(parameters, fresh, time)).toBeCloseTo(value, 9);
      }),
    ));
});

describe("simulatedHistories(parameters, counts, stream) are customers of the model", () => {
  test.each([
    { model: "bgNbd", r: 0.8, alpha: 4, a: 0.8, b: 2 },
    { model: "mbgNbd", r: 0.8, alpha: 4, a: 0.8, b: 2 },
    { model: "paretoNbd", r: 0.8, alpha: 4, s: 0.7, beta: 9 },
    { model: "bgBb", alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8 },
  ] as const)(
    "$model: as many with 0, 1, 2 … purchases as purchaseChances says, and as many purchases",
    (parameters) => {
      const drawn = simulatedHistories(parameters, [{ frequency: 0, recency: 0, age: 12, n: 40_000 }], random(5));
      const mean = drawn.reduce((sum, { frequency }) => sum + frequency, 0) / drawn.length;
      expect(Math.abs(mean / expectedPurchases(parameters, 12) - 1)).toBeLessThan(0.04);
      purchaseChances(parameters, 12, 6).forEach((chance, k) => {
        const share = drawn.filter(({ frequency }) => frequency === k).length / drawn.length;
        expect(Math.abs(share - chance)).toBeLessThan(4.5 * Math.sqrt((chance * (1 - chance)) / drawn.length));
      });
    },
  );
});

test("wrong calls", () => {
  const parameters = { model: "bgNbd", r: 1, alpha: 1, a: 1, b: 1 } as const;
  expect(() => purchaseChances(parameters, 3, -1)).toThrow(
    "purchaseChances requires a whole number of purchases from 0; got -1",
  );
  expect(() => purchaseChances(parameters, -3, 1)).toThrow("purchaseChances requires a time of at least 0; got -3");
});
