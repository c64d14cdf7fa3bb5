import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signTest } from "../../src/statistics/signTest.js";
import reference from "../fixtures/kano/kano.json";

describe("signTest(first, second)", () => {
  test("agrees with R's binom.test", () => {
    for (const { counts, mode, runnerUp, exact } of Object.values(reference.features)) {
      const of = (letter: string) => counts[letter as keyof typeof counts];
      const found = signTest(of(mode), of(runnerUp));
      expect(found / exact).toBeCloseTo(1, 9);
    }
  });

  test("by hand: 7 of 8 is 2 · 9/256", () => {
    expect(signTest(7, 1)).toBeCloseTo(18 / 256, 12);
    expect([signTest(4, 4), signTest(0, 0), signTest(1, 0)]).toEqual([1, 1, 1]);
  });

  test("does not say which of the two is which, and falls as they part", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        expect(signTest(a, b)).toBe(signTest(b, a));
        const [more, less] = [Math.max(a, b), Math.min(a, b)];
        if (less > 0) expect(signTest(more + 1, less - 1)).toBeLessThanOrEqual(signTest(more, less) + 1e-12);
      }),
    );
  });

  test("counts that are none are refused", () => {
    expect(() => signTest(2.5, 1)).toThrow("signTest requires whole counts from 0; got 2.5");
    expect(() => signTest(2, -1)).toThrow("got -1");
  });
});
