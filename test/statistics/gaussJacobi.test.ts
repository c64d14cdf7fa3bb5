import fc from "fast-check";
import { expect, test } from "vitest";
import { gaussJacobi } from "../../src/statistics/gaussJacobi.js";

const average = ({ points, weights }: ReturnType<typeof gaussJacobi>, of: (x: number) => number) =>
  points.reduce((sum, x, i) => sum + weights[i]! * of(x), 0);

test("of a uniform share it is Gauss and Legendre's rule: ½ ∓ ½√(3/5) and ½, with 5/18, 4/9, 5/18", () => {
  const { points, weights } = gaussJacobi(1, 1, 3);
  [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)].forEach((x, i) => {
    expect(points[i]).toBeCloseTo(x, 14);
    expect(weights[i]).toBeCloseTo([5 / 18, 4 / 9, 5 / 18][i]!, 14);
  });
});

test("at a = b = ½ it is Chebyshev's: equal weights at (1 − cos((2i − 1)π/2n))/2", () => {
  const { points, weights } = gaussJacobi(0.5, 0.5, 7);
  [...points]
    .sort((x, y) => x - y)
    .forEach((x, i) => {
      expect(x).toBeCloseTo((1 - Math.cos(((2 * i + 1) * Math.PI) / 14)) / 2, 14);
    });
  for (const weight of weights) expect(weight).toBeCloseTo(1 / 7, 13);
});

test("moments of Beta(a, b) are exact up to the degree 2·size − 1, also where a + b is 1 or 2", () => {
  const shape = fc.oneof(fc.double({ min: 0.02, max: 300, noNaN: true }), fc.constantFrom(0.3, 0.7, 1, 0.5, 1.5));
  fc.assert(
    fc.property(shape, shape, fc.integer({ min: 1, max: 40 }), (a, b, size) => {
      const rule = gaussJacobi(a, b, size);
      let moment = 1;
      for (let k = 0; k < 2 * size; k++) {
        expect(Math.abs(average(rule, (x) => x ** k) / moment - 1)).toBeLessThan(1e-9);
        moment *= (a + k) / (a + b + k);
      }
      for (const x of rule.points) expect(x > 0 && x < 1).toBe(true);
    }),
  );
});

test("gaussJacobi refuses a and b that are not above 0", () => {
  expect(() => gaussJacobi(0, 1, 3)).toThrow("gaussJacobi requires a and b above 0; got 0 and 1");
});
