import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  effectiveSize,
  estimateRatio,
  linearizedInterval,
  type RatioSums,
  ratioDifference,
} from "../../src/statistics/ratio.js";

interface Case {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

const total = (cases: readonly Case[], of: (one: Case) => number) => cases.reduce((sum, one) => sum + of(one), 0);

const sums = (cases: readonly Case[]): RatioSums => ({
  n: cases.length,
  x: total(cases, ({ x, w }) => w * x),
  y: total(cases, ({ y, w }) => w * y),
  xx: total(cases, ({ x, w }) => w * w * x * x),
  xy: total(cases, ({ x, y, w }) => w * w * x * y),
  yy: total(cases, ({ y, w }) => w * w * y * y),
});

const weight = fc.constantFrom(0.5, 1, 2);
const cases = fc.array(
  fc.record({ x: fc.integer({ min: 1, max: 50 }), y: fc.integer({ min: -20, max: 50 }), w: weight }),
  { minLength: 2, maxLength: 30 },
);

describe("estimateRatio(sums)", () => {
  test("by hand: x 1, 2, 3 and y 0, 1, 2", () => {
    const estimate = estimateRatio({ n: 3, x: 6, y: 3, xx: 14, xy: 8, yy: 5 });
    // Residuals −½, 0, ½: variance 3/2 · ½ / 36.
    expect(estimate).toMatchObject({ ratio: 0.5, n: 3 });
    expect(estimate.standardError).toBeCloseTo(Math.sqrt(0.75) / 6, 14);
    expect(estimate.effectiveN).toBeCloseTo(36 / 14, 14);
  });

  test("is the standard error of the residuals, case by case", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { ratio, standardError } = estimateRatio(sums(given));
        const n = given.length;
        const squares = total(given, ({ x, y, w }) => (w * (y - ratio * x)) ** 2);
        expect(standardError).toBeCloseTo(Math.sqrt((squares * n) / (n - 1)) / total(given, ({ x, w }) => w * x), 8);
      }),
    );
  });

  test("of one ratio in all cases has standard error 0, whatever rounding leaves", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(0.1, 1, 1 / 3, 7), (given, ratio) => {
        expect(estimateRatio(sums(given.map((one) => ({ ...one, y: ratio * one.x })))).standardError).toBe(0);
      }),
    );
  });

  test("of a single case has no standard error and no interval", () => {
    const one = estimateRatio({ n: 1, x: 2, y: 1, xx: 4, xy: 2, yy: 1 });
    expect(one.standardError).toBeNull();
    expect(linearizedInterval(one, 0.95, { lower: 0, upper: 1 })).toBeNull();
  });

  test("requires a denominator above 0", () => {
    expect(() => estimateRatio({ n: 2, x: 0, y: 1, xx: 2, xy: 0, yy: 1 })).toThrow(
      "estimateRatio requires a denominator above 0; got 0",
    );
  });
});

describe("ratioDifference(first, second, cross)", () => {
  test("is the standard error of the difference of the residuals, case by case", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.integer({ min: 0, max: 1 })), (given, answers) => {
        const others = given.map(({ w }) => ({ x: 1, y: answers.next().value as number, w }));
        const cross = (first: "x" | "y", second: "x" | "y") =>
          given.reduce((sum, one, i) => sum + one.w * one.w * one[first] * others[i]![second], 0);
        const [a, b] = [sums(given), sums(others)];
        const { difference, standardError } = ratioDifference(a, b, {
          xx: cross("x", "x"),
          xy: cross("x", "y"),
          yx: cross("y", "x"),
          yy: cross("y", "y"),
        });
        const [r, s] = [a.y / a.x, b.y / b.x];
        expect(difference).toBeCloseTo(r - s, 12);
        const squares = given.reduce((sum, { x, y, w }, i) => {
          const other = others[i]!;
          return sum + ((w * (y - r * x)) / a.x - (w * (other.y - s * other.x)) / b.x) ** 2;
        }, 0);
        expect(standardError).toBeCloseTo(Math.sqrt((squares * given.length) / (given.length - 1)), 6);
      }),
    );
  });

  test("of a ratio from itself is 0, and exactly so", () => {
    const a = { n: 3, x: 6, y: 3, xx: 14, xy: 8, yy: 5 };
    const itself = ratioDifference(a, a, { xx: a.xx, xy: a.xy, yx: a.xy, yy: a.yy });
    expect(itself).toEqual({ difference: 0, standardError: 0 });
  });
});

describe("effectiveSize(estimate)", () => {
  const count = (n: number, y: number) => estimateRatio({ n, x: n, y, xx: n, xy: y, yy: y });

  test("of a count is its n", () => {
    for (const y of [0, 1, 5, 9, 10]) expect(effectiveSize(count(10, y))).toBeCloseTo(10, 9);
    expect(effectiveSize(count(1, 1))).toBe(1);
  });

  test("is never more than there are cases", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.boolean()), (given, answers) => {
        const shares = given.map((one) => ({ ...one, y: answers.next().value ? one.x : 0 }));
        const size = effectiveSize(estimateRatio(sums(shares)));
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThanOrEqual(given.length);
      }),
    );
  });

  test("where all are kept is Kish's number of the values", () => {
    const all = sums([1, 1, 8].map((x) => ({ x, y: x, w: 1 })));
    expect(effectiveSize(estimateRatio(all))).toBeCloseTo(100 / 66, 12);
  });
});
