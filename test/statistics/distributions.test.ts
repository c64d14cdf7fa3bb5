import { describe, expect, test } from "vitest";
import * as distributions from "../../src/statistics/distributions.js";
import { incompleteBeta } from "../../src/statistics/incompleteBeta.js";
import reference from "../fixtures/distributions/distributions.json";

type Named = keyof typeof reference.values;
const functions = { ...distributions, incompleteBeta } as unknown as Record<Named, (...x: number[]) => number>;

/** The largest relative error over the cases of one function. */
const worst = (name: Named) =>
  Math.max(
    ...reference.values[name].map(({ arguments: x, value }) => {
      const got = functions[name](...x);
      return value === 0 ? Math.abs(got) : Math.abs(got - value) / Math.abs(value);
    }),
  );

describe("distributions agree with scipy, in the tails too", () => {
  test.each(Object.keys(reference.values) as Named[])("%s", (name) => {
    expect(worst(name)).toBeLessThan(1e-11);
  });
});

test("normalCdf(−8) is 6.2e−16, where a table of four digits gives .001", () => {
  expect(distributions.normalCdf(-8)).toBeCloseTo(6.22096057427174e-16, 28);
});

test("chiSquareUpperTail(100, 1) is 1.5e−23, where 1 − cdf gives 0", () => {
  expect(distributions.chiSquareUpperTail(100, 1) / 1.5239706048321e-23).toBeCloseTo(1, 12);
  expect(distributions.chiSquareUpperTail(0, 4)).toBe(1);
});

test("chiSquareUpperTail(x, k) + chiSquareCdf(x, k) is 1", () => {
  for (const k of [1, 2, 3, 8, 25, 160]) {
    for (const x of [0.01, 1, k, 2 * k]) {
      expect(distributions.chiSquareUpperTail(x, k) + distributions.chiSquareCdf(x, k)).toBeCloseTo(1, 13);
    }
  }
});

test("normalQuantile(p) undoes normalCdf", () => {
  for (const x of [-30, -12, -6, -3.09, -1, 0, 2]) {
    expect(distributions.normalQuantile(distributions.normalCdf(x))).toBeCloseTo(x, 11);
  }
  expect(distributions.normalQuantile(0)).toBe(-Infinity);
  expect(distributions.normalQuantile(1)).toBe(Infinity);
});

test("criticalValue(.95) is 1.959964", () => {
  expect(distributions.criticalValue(0.95)).toBeCloseTo(1.959963984540054, 14);
});

test("p-values are two-sided and never above 1", () => {
  expect(distributions.normalPValue(1.959963984540054)).toBeCloseTo(0.05, 14);
  expect(distributions.normalPValue(0)).toBe(1);
  expect(distributions.tPValue(-2.0301079282503425, 35)).toBeCloseTo(0.05, 12);
});

test("chiSquareUpperTail takes degrees of freedom that are not whole, and refuses none", () => {
  const [fewer, between, more] = [1, 1.5, 2].map((degrees) => distributions.chiSquareUpperTail(3, degrees));
  expect(between).toBeGreaterThan(fewer!);
  expect(between).toBeLessThan(more!);
  expect(() => distributions.chiSquareUpperTail(3, 0)).toThrow(
    "chiSquareUpperTail requires degrees of freedom above 0; got 0",
  );
});

test("chiSquareCdf(14919, 15012) is .298, where a series that ended too early gave .289", () => {
  expect(distributions.chiSquareCdf(14919.45711517334, 15012)).toBeCloseTo(0.29759333466096033, 14);
});

test("quantiles of no share and of all are the ends", () => {
  expect([0, 1].map((p) => distributions.chiSquareQuantile(p, 3))).toEqual([0, Number.POSITIVE_INFINITY]);
  expect(distributions.chiSquareQuantile(Number.NaN, 3)).toBeNaN();
});
