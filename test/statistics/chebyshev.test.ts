import fc from "fast-check";
import { expect, test } from "vitest";
import { chebyshevPair, pairAt } from "../../src/statistics/chebyshev.js";

const out = new Float64Array(2);

test("T₀ to T₂ of x and x² are 0, 1, 0 and ½, 0, ½: c₀ counts half", () => {
  const { first, second } = chebyshevPair((x) => [x, x * x], -1, 1, 3);
  [0, 1, 0].forEach((c, j) => {
    expect(first[j]).toBeCloseTo(c, 15);
  });
  [1, 0, 0.5].forEach((c, j) => {
    expect(second[j]).toBeCloseTo(c, 15);
  });
});

test("polynomials of a degree below the number of points are met everywhere", () => {
  const number = fc.double({ min: -9, max: 9, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(number, share, fc.array(number, { minLength: 1, maxLength: 6 }), (lower, part, factors) => {
      const of = (x: number) => factors.reduce((sum, factor) => sum * (x - lower) + factor, 0);
      const pair = chebyshevPair((x) => [of(x), -2 * of(x)], lower, lower + 3, 6);
      pairAt(pair, lower + 3 * part, out);
      const size = factors.reduce((sum, factor) => sum * 3 + Math.abs(factor), 1);
      expect(Math.abs(out[0]! - of(lower + 3 * part)) / size).toBeLessThan(1e-13);
      expect(Math.abs(out[1]! + 2 * of(lower + 3 * part)) / size).toBeLessThan(1e-13);
    }),
  );
});

test("the error falls as ρ^−count: of 1/(2 + x) on −1 to 1, where ρ is 2 + √3", () => {
  const errorOf = (count: number) => {
    const pair = chebyshevPair((x) => [1 / (2 + x), 0], -1, 1, count);
    const errors = Array.from({ length: 201 }, (_, i) => {
      pairAt(pair, i / 100 - 1, out);
      return Math.abs(out[0]! - 1 / (1 + i / 100));
    });
    return Math.max(...errors);
  };
  const rho = 2 + Math.sqrt(3);
  for (const count of [4, 8, 12]) expect(errorOf(count) / errorOf(count + 2) / rho ** 2).toBeCloseTo(1, 1);
});
