import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, holm } from "../../src/statistics/multipleComparisons.js";
import reference from "../fixtures/intervals/intervals.json";

test("holm and benjaminiHochberg agree with statsmodels", () => {
  for (const family of reference.adjusted) {
    holm(family.pValues).forEach((p, i) => {
      expect(p).toBeCloseTo(family.holm[i]!, 14);
    });
    benjaminiHochberg(family.pValues).forEach((p, i) => {
      expect(p).toBeCloseTo(family.benjaminiHochberg[i]!, 14);
    });
  }
});

test("p ≤ benjaminiHochberg ≤ holm ≤ 1, in the order of the raw values", () => {
  const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(family, (pValues) => {
      const [strict, screen] = [holm(pValues), benjaminiHochberg(pValues)];
      pValues.forEach((p, i) => {
        expect(screen[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(strict[i]).toBeGreaterThanOrEqual(screen[i]! * (1 - 1e-12));
        expect(strict[i]).toBeLessThanOrEqual(1);
        pValues.forEach((q, j) => {
          if (p < q) expect(strict[i]).toBeLessThanOrEqual(strict[j]!);
        });
      });
    }),
  );
});

test("one p-value is itself, none is none", () => {
  expect(holm([0.2])).toEqual([0.2]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test("a p-value outside 0–1 is refused", () => {
  expect(() => holm([0.1, 1.2])).toThrow("holm requires p-values from 0 to 1; got 1.2");
  expect(() => benjaminiHochberg([Number.NaN])).toThrow("benjaminiHochberg requires p-values from 0 to 1; got NaN");
});
