import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goodmanIntervals } from "../../src/statistics/goodman.js";
import type { Interval } from "../../src/statistics/interval.js";
import {
  adjustedWaldInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  newcombeDifference,
  wilsonInterval,
} from "../../src/statistics/proportion.js";
import reference from "../fixtures/intervals/intervals.json";

const bounds = ({ lower, upper }: Interval) => [lower, upper];

function expectBounds(interval: Interval, [lower, upper]: readonly number[], digits: number): void {
  expect(interval.lower).toBeCloseTo(lower!, digits);
  expect(interval.upper).toBeCloseTo(upper!, digits);
}

describe("published values", () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])("newcombeDifference of %i/%i and %i/%i (Newcombe 1998, table II, method 10)", (a, m, b, n, lower, upper) => {
    expectBounds(newcombeDifference({ successes: a, n: m }, { successes: b, n }), [lower, upper], 4);
  });

  test("goodmanIntervals of 56 72 73 59 62 87 58 (May & Johnson 2000)", () => {
    const published = [
      [0.0852, 0.1663],
      [0.1145, 0.2044],
      [0.1164, 0.2067],
      [0.0906, 0.1735],
      [0.0961, 0.1807],
      [0.1427, 0.2394],
      [0.0888, 0.1711],
    ];
    goodmanIntervals([56, 72, 73, 59, 62, 87, 58]).forEach((interval, i) => {
      expectBounds(interval, published[i]!, 4);
    });
  });
});

describe("intervals of a share agree with statsmodels", () => {
  const methods = {
    wilson: wilsonInterval,
    clopperPearson: clopperPearsonInterval,
    adjustedWald: adjustedWaldInterval,
  } as const;
  for (const [name, interval] of Object.entries(methods)) {
    test(name, () => {
      for (const row of reference.single) {
        const expected = row[name as keyof typeof methods].map((bound) => Math.min(1, Math.max(0, bound)));
        expectBounds(interval(row.successes, row.n, row.level), expected, 11);
      }
    });
  }

  test("jeffreys, but for the ends, which stay 0 and 1", () => {
    for (const row of reference.single) {
      const [lower, upper] = row.jeffreys as [number, number];
      const ends = [row.successes === 0 ? 0 : lower, row.successes === row.n ? 1 : upper];
      expectBounds(jeffreysInterval(row.successes, row.n, row.level), ends, 11);
    }
  });

  test("newcombeDifference", () => {
    for (const { counts, level, newcombe } of reference.differences) {
      const [a, m, b, n] = counts as [number, number, number, number];
      expectBounds(newcombeDifference({ successes: a, n: m }, { successes: b, n }, level), newcombe, 11);
    }
  });

  test("goodmanIntervals", () => {
    for (const { counts, level, goodman } of reference.multinomial) {
      goodmanIntervals(counts, level).forEach((interval, i) => {
        expectBounds(interval, goodman[i]!, 11);
      });
    }
  });
});

const share = fc
  .integer({ min: 1, max: 5000 })
  .chain((n) => fc.record({ successes: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });

describe("laws", () => {
  test.each([
    ["wilsonInterval", wilsonInterval],
    ["clopperPearsonInterval", clopperPearsonInterval],
    ["jeffreysInterval", jeffreysInterval],
    ["adjustedWaldInterval", adjustedWaldInterval],
  ])("%s(x, n) holds x/n, stays within 0–1 and mirrors that of (n − x, n)", (_, interval) => {
    fc.assert(
      fc.property(share, level, ({ successes, n }, wanted) => {
        const { lower, upper } = interval(successes, n, wanted);
        const mirrored = interval(n - successes, n, wanted);
        const p = successes / n;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(p + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(p - 1e-12);
        expectBounds({ lower: 1 - mirrored.upper, upper: 1 - mirrored.lower }, [lower, upper], 10);
      }),
    );
  });

  test("a higher level never gives a narrower interval", () => {
    fc.assert(
      fc.property(share, ({ successes, n }) => {
        const [narrow, wide] = [wilsonInterval(successes, n, 0.8), wilsonInterval(successes, n, 0.99)];
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });

  test("newcombeDifference(a, b) is minus newcombeDifference(b, a)", () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [one, other] = [newcombeDifference(a, b), newcombeDifference(b, a)];
        expect(one.difference).toBeCloseTo(-other.difference, 12);
        expectBounds(one, [-other.upper, -other.lower], 12);
      }),
    );
  });

  test("goodmanIntervals of two classes is wilsonInterval of each at level 1 − α/2", () => {
    const [first, second] = goodmanIntervals([30, 70], 0.9);
    expectBounds(first!, bounds(wilsonInterval(30, 100, 0.95)), 12);
    expectBounds(second!, bounds(wilsonInterval(70, 100, 0.95)), 12);
  });
});

describe("errors", () => {
  test("name what is required and what came", () => {
    expect(() => wilsonInterval(1, 0)).toThrow("wilsonInterval requires n above 0; got 0");
    expect(() => wilsonInterval(11, 10)).toThrow("wilsonInterval requires successes from 0 to n = 10; got 11");
    expect(() => clopperPearsonInterval(Number.NaN, 10)).toThrow("requires successes from 0 to n = 10; got NaN");
    expect(() => wilsonInterval(1, 10, 95)).toThrow("requires a level between 0 and 1, such as 0.95; got 95");
    expect(() => goodmanIntervals([5])).toThrow("goodmanIntervals requires at least 2 classes; got 1");
    expect(() => goodmanIntervals([5, -1])).toThrow("goodmanIntervals requires counts from 0; got -1");
    expect(() => goodmanIntervals([0, 0])).toThrow("requires at least one count above 0; got only zeros");
  });
});
