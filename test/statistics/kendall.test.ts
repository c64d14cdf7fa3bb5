import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kendall } from "../../src/statistics/kendall.js";
import reference from "../fixtures/kendall/kendall.json";

describe("kendall(first, second)", () => {
  test.each(reference.cases)("is scipy's τ-b: $first, $second", ({ first, second, tau }) => {
    if (tau === null) expect(kendall(first, second).tau).toBeNull();
    else expect(kendall(first, second).tau).toBeCloseTo(tau, 12);
  });

  test("counts each pair once, and turns its sign with one of the two", () => {
    const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 12 });
    fc.assert(
      fc.property(list, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const { same, opposite, tied, tau } = kendall(a, b);
        expect(2 * (same + opposite + tied)).toBe(pairs.length ** 2 - pairs.length);
        const turned = kendall(
          a,
          b.map((y) => 6 - y),
        );
        expect([turned.same, turned.opposite]).toEqual([opposite, same]);
        if (tau !== null) expect(turned.tau! + tau).toBeCloseTo(0, 12);
        if (tau !== null) expect(kendall(b, a).tau).toBeCloseTo(tau, 12);
      }),
      { numRuns: 50 },
    );
  });

  test("lists of different length are refused", () => {
    expect(() => kendall([1, 2], [1])).toThrow("kendall requires lists of the same length; got 2 and 1");
  });
});
