import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amount, count, fixed, interval, number, percent, points } from "../../src/format/numbers.js";
import type { Estimate } from "../../src/metrics/result.js";

const estimate = (
  value: number | null,
  lower: number | null,
  upper: number | null,
  note: string | null = null,
): Estimate => {
  return { estimate: value, lower, upper, n: 2841, note };
};

test("the examples of the doc comments hold", () => {
  expect(points(estimate(31.2, 28.1, 34.3))).toBe("+31 (28 to 34)");
  expect(percent(0.7346)).toBe("73.5%");
  expect(number(-1234.5, { digits: 1 })).toBe("−1,234.5");
  expect(count(12345)).toBe("12,345");
  expect(interval({ ...estimate(0.5, 0.44, 0.56), n: 250 }, { unit: "share" })).toBe("44.0% to 56.0%");
  expect(amount(12345, { currency: "€" })).toBe("12,345 €");
});

describe("fixed(value, digits)", () => {
  test("groups by three from the point, whatever the size", () => {
    expect([0, 999, 1000, 1234567.891].map((value) => fixed(value, 2))).toEqual([
      "0.00",
      "999.00",
      "1,000.00",
      "1,234,567.89",
    ]);
    expect(fixed(999999.999, 2)).toBe("1,000,000.00");
    expect(fixed(1e21, 0)).toBe("1,000,000,000,000,000,000,000");
  });

  test("has a typographic minus, and none before a zero", () => {
    expect(fixed(-1234.5, 1)).toBe("−1,234.5");
    expect(fixed(-0.04, 1)).toBe("0.0");
    expect(fixed(-0, 0)).toBe("0");
  });

  test("is a dash for what is no number, and says infinity", () => {
    expect([null, Number.NaN, Infinity, -Infinity].map((value) => fixed(value, 1))).toEqual(["–", "–", "∞", "−∞"]);
  });

  test("is read back as the same number, rounded", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, digits) => {
          const back = Number(fixed(value, digits).replaceAll(",", "").replace("−", "-"));
          expect(back + 0).toBe(Number(value.toFixed(digits)) + 0);
        },
      ),
      { seed: 1 },
    );
  });
});

describe("an estimate", () => {
  test("is written with its interval, without one that does not exist, and with its reason where nothing exists", () => {
    expect(percent(estimate(0.735, 0.724, 0.745))).toBe("73.5% (72.4% to 74.5%)");
    expect(percent(estimate(0.735, null, null))).toBe("73.5%");
    expect(percent(estimate(null, null, null, "no answers"))).toBe("– (no answers)");
    expect(percent(estimate(null, null, null))).toBe("–");
    expect(interval(estimate(null, null, null, "no answers"))).toBe("–");
  });

  test("of a result is that of everybody", () => {
    const result = { overall: estimate(4.214, 4.02, 4.4) };
    expect(number(result)).toBe("4.21 (4.02 to 4.40)");
    expect(count(result)).toBe("2,841");
    expect(interval(result, { digits: 1 })).toBe("4.0 to 4.4");
    expect(amount({ overall: estimate(1234.4, 1000, 1500) }, { currency: "€" })).toBe("1,234 (1,000 to 1,500) €");
  });
});

describe("points(value)", () => {
  test("shows the sign of the score, of the bounds where they could differ, and none of zero", () => {
    expect(points(estimate(2.4, -3.1, 8))).toBe("+2 (−3 to +8)");
    expect(points(estimate(-12, -20, -4))).toBe("−12 (−20 to −4)");
    expect([0.4, -0.4, 0, null].map((value) => points(value))).toEqual(["0", "0", "0", "–"]);
    expect(points(31.25, { digits: 1 })).toBe("+31.3");
  });
});

test("an interval with one end says which: at least, at most", () => {
  const open = { estimate: 1622, lower: 612, upper: null, n: 9, note: "no upper bound" };
  expect(amount(open, { currency: "€" })).toBe("1,622 (at least 612) €");
  expect(percent({ ...open, estimate: 0.4, lower: null, upper: 0.6 })).toBe("40.0% (at most 60.0%)");
  expect(number({ ...open, lower: null }, { digits: 0 })).toBe("1,622");
});
