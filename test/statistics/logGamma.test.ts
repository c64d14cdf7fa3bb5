import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digamma, logBeta, logGamma, stirlingRest, trigamma } from "../../src/statistics/logGamma.js";
import reference from "../fixtures/gamma/gamma.json";

/** The largest error, as a part of the value, or of 1 where the value is smaller: these functions cross 0. */
const worst = (of: (...x: number[]) => number, rows: readonly (readonly number[])[]) =>
  Math.max(...rows.map((row) => Math.abs(of(...row.slice(0, -1)) - row.at(-1)!) / Math.max(1, Math.abs(row.at(-1)!))));

describe("agree with mpmath from 1e−8 to 1e8", () => {
  test.each([
    ["logGamma", logGamma, reference.logGamma],
    ["digamma", digamma, reference.digamma],
    ["trigamma", trigamma, reference.trigamma],
    ["logBeta", logBeta, reference.logBeta],
  ] as const)("%s", (_, of, rows) => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(worst(of as (...x: number[]) => number, rows)).toBeLessThan(4e-15);
  });

  test("trigamma falls towards 0 and keeps its digits there", () => {
    for (const [x, value] of reference.trigamma) expect(Math.abs(trigamma(x!) / value! - 1)).toBeLessThan(4e-15);
  });
});

test("logGamma of whole numbers is the logarithm of a factorial", () => {
  expect(logGamma(1)).toBeCloseTo(0, 15);
  expect(logGamma(2)).toBeCloseTo(0, 15);
  expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 13);
});

describe("laws", () => {
  const number = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

  test("logGamma(x + 1) is logGamma(x) + log x, with its derivatives", () => {
    fc.assert(
      fc.property(number, (x) => {
        const off = (value: number, expected: number) => Math.abs(value - expected) / (1 + Math.abs(expected));
        expect(off(logGamma(x + 1), logGamma(x) + Math.log(x))).toBeLessThan(1e-14);
        expect(off(digamma(x + 1), digamma(x) + 1 / x)).toBeLessThan(1e-14 * (1 + 1 / x));
        expect(off(trigamma(x + 1), trigamma(x) - 1 / x ** 2)).toBeLessThan(1e-14 * (1 + 1 / x ** 2));
      }),
    );
  });

  test("logBeta(a, b) is logBeta(b, a), and is made of logGamma", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const parts = [logGamma(a), logGamma(b), -logGamma(a + b)];
        const size = parts.reduce((sum, part) => sum + Math.abs(part), 1);
        expect(Math.abs(logBeta(a, b) - parts[0]! - parts[1]! - parts[2]!) / size).toBeLessThan(1e-14);
        expect(Math.abs(logBeta(b, a) - logBeta(a, b)) / size).toBeLessThan(1e-14);
      }),
    );
  });
});

test("logBeta of a large and a small number keeps the digits that a difference of logGamma loses", () => {
  // B(a, 1) = 1/a.
  expect(logBeta(1e12, 1)).toBeCloseTo(-Math.log(1e12), 13);
  expect(logGamma(1e12) - logGamma(1e12 + 1)).not.toBeCloseTo(-Math.log(1e12), 5);
});

test("stirlingRest is what logGamma has beyond Stirling's formula", () => {
  expect(stirlingRest(1)).toBeCloseTo(1 - Math.log(2 * Math.PI) / 2, 15);
});

test.each([
  [logGamma, "logGamma"],
  [digamma, "digamma"],
  [trigamma, "trigamma"],
] as const)("%o refuses 0 and below", (of, name) => {
  expect(() => of(0)).toThrow(`${name} requires a number above 0; got 0`);
  expect(() => of(Number.NaN)).toThrow(`${name} requires a number above 0; got NaN`);
  expect(() => logBeta(3, -1)).toThrow("logBeta requires a number above 0; got -1");
});
