import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bounded, moverDifference, moverPairedDifference, moverRatio } from "../../src/statistics/mover.js";
import { wilsonInterval } from "../../src/statistics/proportion.js";
import reference from "../fixtures/mover/mover.json";

const share = (successes: number, n: number, level = 0.95): Bounded => ({
  estimate: successes / n,
  ...wilsonInterval(successes, n, level),
});
const bounded = ([estimate, lower, upper]: readonly number[]): Bounded => ({
  estimate: estimate!,
  lower: lower!,
  upper: upper!,
});

describe("published values", () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])(
    "of Wilson's intervals of %i/%i and %i/%i it is Newcombe's method 10 (1998, table II)",
    (x, n, y, m, lower, upper) => {
      const found = moverDifference(share(x, n), share(y, m), 0.95);
      expect(found.lower).toBeCloseTo(lower, 4);
      expect(found.upper).toBeCloseTo(upper, 4);
    },
  );
});

describe("agrees with statsmodels, and with the definition solved by bisection in scipy", () => {
  test.each(reference.shares)("$first and $second", ({ first, second, difference, ratio }) => {
    const [a, b] = [share(first[0]!, first[1]!), share(second[0]!, second[1]!)];
    const found = moverDifference(a, b, reference.level);
    expect(found.lower).toBeCloseTo(difference[0]!, 12);
    expect(found.upper).toBeCloseTo(difference[1]!, 12);
    if (ratio === null) return;
    const { lower, upper } = moverRatio(a, b);
    expect(lower / (1 + lower)).toBeCloseTo(ratio[0]! / (1 + ratio[0]!), 10);
    expect(upper / (1 + upper)).toBeCloseTo(ratio[1]! / (1 + ratio[1]!), 10);
  });

  test.each(reference.means)("means $first and $second", ({ first, second, difference }) => {
    const found = moverDifference(bounded(first), bounded(second), reference.level);
    expect(found.lower).toBeCloseTo(difference[0]!, 12);
    expect(found.upper).toBeCloseTo(difference[1]!, 12);
  });
});

const some: fc.Arbitrary<Bounded> = fc
  .tuple(
    fc.double({ min: -6, max: 6, noNaN: true }),
    fc.double({ min: 0.01, max: 9, noNaN: true }),
    fc.double({ min: 0.01, max: 9, noNaN: true }),
  )
  .map(([estimate, down, up]) => ({ estimate, lower: estimate - down, upper: estimate + up }));
const positive = some.map(({ estimate, lower, upper }) => {
  const [a, down, up] = [Math.abs(estimate) + 0.1, estimate - lower, upper - estimate];
  return { estimate: a, lower: Math.max(a * 0.01, a - down), upper: a + up };
});

describe("laws", () => {
  test("turned round, a difference changes its sign and nothing else", () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [moverDifference(a, b, 0.9), moverDifference(b, a, 0.9)];
        expect(other.lower).toBeCloseTo(-one.upper, 10);
        expect(other.statistic).toBeCloseTo(-one.statistic, 8);
        expect(other.pValue).toBeCloseTo(one.pValue, 10);
        expect(other.smallestDetectable).toBe(one.smallestDetectable);
      }),
    );
  });

  test("p is below 1 − level exactly when the interval leaves 0 out", () => {
    fc.assert(
      fc.property(some, some, fc.constantFrom(0.8, 0.95, 0.99), (a, b, level) => {
        const { lower, upper, pValue } = moverDifference(a, b, level);
        expect(pValue < 1 - level).toBe(lower > 0 || upper < 0);
      }),
    );
  });

  test("a ratio turned round has the bounds turned round, and leaves 1 out when the difference leaves 0 out", () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [one, other] = [moverRatio(a, b), moverRatio(b, a)];
        expect(other.lower * one.upper).toBeCloseTo(1, 8);
        const { lower, upper } = moverDifference(a, b, 0.95);
        fc.pre(Math.min(Math.abs(lower), Math.abs(upper)) > 1e-9);
        expect(one.lower > 1 || one.upper < 1).toBe(lower > 0 || upper < 0);
      }),
    );
  });
});

describe("edges", () => {
  test("of lopsided intervals the side on which 0 lies decides", () => {
    const zero = { estimate: 0, lower: 0, upper: 0 };
    const short = { estimate: 2, lower: 1, upper: 12 };
    expect(moverDifference(short, zero, 0.95)).toMatchObject({
      lower: 1,
      upper: 12,
      statistic: expect.closeTo(3.92, 2),
    });
    const long = { estimate: 2, lower: -8, upper: 3 };
    expect(moverDifference(long, zero, 0.95)).toMatchObject({
      lower: -8,
      upper: 3,
      statistic: expect.closeTo(0.392, 3),
    });
    expect(moverDifference(zero, short, 0.95)).toMatchObject({
      lower: -12,
      upper: -1,
      statistic: expect.closeTo(-3.92, 2),
    });
  });

  test("equal numbers: statistic 0 and p 1", () => {
    expect(moverDifference(share(5, 10), share(5, 10), 0.95)).toMatchObject({ estimate: 0, statistic: 0, pValue: 1 });
  });

  test("a second that may be 0 leaves the ratio without an upper bound", () => {
    expect(moverRatio(share(5, 10), { estimate: 0.1, lower: 0, upper: 0.3 }).upper).toBe(Number.POSITIVE_INFINITY);
    expect(moverRatio(share(0, 10), share(5, 10))).toMatchObject({ estimate: 0, lower: 0 });
    expect(() => moverRatio(share(1, 2), share(0, 2))).toThrow("moverRatio requires a second above 0; got 0");
  });

  test("10 points of NPS with a variance of .65, 1018 answers each: found four times in five (Rocks's formula)", () => {
    const half = 1.959964 * Math.sqrt(6500 / 1021);
    const wave = (estimate: number) => ({ estimate, lower: estimate - half, upper: estimate + half });
    expect(moverDifference(wave(30), wave(20), 0.95).smallestDetectable).toBeCloseTo(10, 2);
  });
});

describe("moverPairedDifference(first, second, correlation)", () => {
  test("without correlation is the difference of independent numbers", () => {
    const { lower, upper } = moverDifference(share(56, 70), share(48, 80), 0.95);
    expect(moverPairedDifference(share(56, 70), share(48, 80), 0).lower).toBeCloseTo(lower, 14);
    expect(moverPairedDifference(share(56, 70), share(48, 80), 0).upper).toBeCloseTo(upper, 14);
  });

  test("by hand: .8 ± .1 less .6 ± .1 that move half together is .2 ± .1; wholly together .2 for sure", () => {
    const [first, second] = [bounded([0.8, 0.7, 0.9]), bounded([0.6, 0.5, 0.7])];
    const half = moverPairedDifference(first, second, 0.5);
    expect([half.estimate, half.lower, half.upper]).toEqual([0.2, 0.1, 0.3].map((x) => expect.closeTo(x, 12)));
    const whole = moverPairedDifference(first, second, 1);
    expect([whole.lower, whole.upper]).toEqual([0.2, 0.2].map((x) => expect.closeTo(x, 7)));
  });
});
