import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean, median, quantile, sampleDeviation } from "../../src/statistics/descriptive.js";
import reference from "../fixtures/descriptive/descriptive.json";

const close = (actual: number | null, expected: number | null) => {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
};

describe.each(reference.cases)("agrees with Python and numpy: $name", ({ values, ...expected }) => {
  test.each([
    ["numbers", values],
    ["a typed array", Float64Array.from(values)],
  ])("%s", (_, given) => {
    close(mean(given), expected.mean);
    close(sampleDeviation(given), expected.deviation);
    reference.shares.forEach((share, i) => {
      close(quantile(given, share), expected.quantiles[i]!);
    });
  });
});

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });

test("quantile(values, share) uses the R-7 method, whatever the order, and leaves the values as they are", () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const before = [...values];
      const sorted = [...values].sort((a, b) => a - b);
      const place = (sorted.length - 1) * share;
      const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      expect(quantile(values, share)).toBeCloseTo(below + (place - Math.floor(place)) * (above - below), 9);
      expect(quantile([...values].reverse(), share)).toBe(quantile(values, share));
      expect(values).toEqual(before);
    }),
  );
});

test("median(values) is quantile(values, ½)", () => {
  fc.assert(fc.property(numbers, (values) => median(values) === quantile(values, 0.5)));
});

test("sampleDeviation(values) does not move with the values, and grows with them", () => {
  fc.assert(
    fc.property(numbers, (values) => {
      fc.pre(values.length > 1);
      const deviation = sampleDeviation(values)!;
      expect(sampleDeviation(values.map((value) => value + 1e9))).toBeCloseTo(deviation, 9);
      expect(sampleDeviation(values.map((value) => -3 * value))).toBeCloseTo(3 * deviation, 9);
    }),
  );
});

test("what cannot exist is null: nothing of no numbers, no deviation of one", () => {
  expect([mean([]), median([]), quantile([], 0.9), sampleDeviation([])]).toEqual([null, null, null, null]);
  expect([mean([4]), median([4]), quantile([4], 0.9), sampleDeviation([4])]).toEqual([4, 4, 4, null]);
});

test("errors", () => {
  expect(() => mean([1, Number.NaN])).toThrow("mean requires finite numbers; got NaN");
  expect(() => sampleDeviation([1, Number.POSITIVE_INFINITY])).toThrow("sampleDeviation requires finite numbers");
  expect(() => quantile([1, 2], 90)).toThrow("quantile requires a share from 0 to 1; got 90");
});
