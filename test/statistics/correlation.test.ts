import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlation } from "../../src/statistics/correlation.js";
import { random } from "../../src/statistics/random.js";

const pairsOf = (xs: readonly number[], ys: readonly number[]) => xs.map((x, i) => ({ x, y: ys[i]!, n: 1 }));

test("by hand: 1, 2, 3, 4 with 1, 3, 2, 4 is .8, with a standard error of 1 on Fisher's scale", () => {
  const found = correlation(pairsOf([1, 2, 3, 4], [1, 3, 2, 4]), 0.95)!;
  expect(found.correlation).toBeCloseTo(0.8, 14);
  // u·v − .8(u² + v²)/2 is 1.8 − 1.44 at the ends and −.2 − .16 between: squares of .36 all, over n − 3 = 1 and 1 − .64.
  const half = 1.959963984540054 * (0.36 / 0.36);
  expect(found.interval!.lower).toBeCloseTo(Math.tanh(Math.atanh(0.8) - half), 12);
  expect(found.interval!.upper).toBeCloseTo(Math.tanh(Math.atanh(0.8) + half), 12);
});

describe("laws", () => {
  const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const pairs = fc.array(fc.record({ x: number, y: number, n: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 4,
    maxLength: 12,
  });

  test("correlation(pairs) is within −1 and 1, its interval holds it, and it is symmetric", () =>
    fc.assert(
      fc.property(pairs, (given) => {
        const found = correlation(given, 0.9);
        const turned = correlation(
          given.map(({ x, y, n }) => ({ x: y, y: x, n })),
          0.9,
        );
        expect(turned === null).toBe(found === null);
        if (found === null) return;
        expect(Math.abs(found.correlation)).toBeLessThanOrEqual(1);
        expect(turned!.correlation).toBeCloseTo(found.correlation, 12);
        if (found.interval === null) return;
        expect(found.interval.lower).toBeLessThanOrEqual(found.correlation);
        expect(found.interval.upper).toBeGreaterThanOrEqual(found.correlation);
      }),
    ));

  test("other units, and pairs written one by one, change nothing; a sign turns it", () =>
    fc.assert(
      fc.property(pairs, (given) => {
        const found = correlation(given, 0.9);
        if (found === null) return;
        const single = given.flatMap(({ x, y, n }) => Array.from({ length: n }, () => ({ x, y, n: 1 })));
        expect(correlation(single, 0.9)!.correlation).toBeCloseTo(found.correlation, 10);
        const turned = correlation(
          given.map(({ x, y, n }) => ({ x: -1000 * x, y, n })),
          0.9,
        )!;
        expect(turned.correlation).toBeCloseTo(-found.correlation, 10);
        if (found.interval !== null) expect(turned.interval!.upper).toBeCloseTo(-found.interval.lower, 8);
      }),
    ));
});

test("covers 0 in 95 of 100 samples whose spread grows, where 1/√(n − 3) covers in fewer than 90", () => {
  const stream = random(31);
  let [own, normal] = [0, 0];
  for (let run = 0; run < 400; run++) {
    const pairs = Array.from({ length: 600 }, () => {
      const x = -Math.log(1 - stream.next());
      return { x, y: stream.normal() * (1 + x), n: 1 };
    });
    const { correlation: r, interval } = correlation(pairs, 0.95)!;
    if (interval!.lower <= 0 && interval!.upper >= 0) own++;
    if (Math.abs(Math.atanh(r)) <= 1.96 / Math.sqrt(597)) normal++;
  }
  expect(own / 400).toBeGreaterThanOrEqual(0.92);
  expect(own / 400).toBeLessThanOrEqual(0.98);
  expect(normal / 400).toBeLessThan(0.9);
});

test("nothing of nobody or of numbers all alike; no interval of three pairs or a line", () => {
  expect(correlation([], 0.95)).toBeNull();
  expect(correlation(pairsOf([1, 2, 3], [0.1, 0.1, 0.1]), 0.95)).toBeNull();
  expect(correlation(pairsOf([1, 2, 3], [1, 3, 2]), 0.95)!.interval).toBeNull();
  expect(correlation(pairsOf([1, 2, 3, 4], [2, 4, 6, 8]), 0.95)).toEqual({
    correlation: expect.closeTo(1, 12),
    interval: null,
  });
});
