import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concentration, concentrationCurve, rankedAmounts } from "../../src/statistics/concentration.js";
import { gini, lorenzCurve } from "../../src/statistics/lorenz.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/revenueConcentration/revenueConcentration.json";

const descending = (amounts: readonly number[]) => Float64Array.from(amounts).sort().reverse();
const single = (amounts: readonly number[]) => rankedAmounts(descending(amounts), amounts.length);
const amounts = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 25 })
  .filter((all) => all.some((amount) => amount > 0));
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe("concentration(ranked, top, threshold)", () => {
  test.each(reference.drawn)(
    "agrees with numpy: curves read off, Gini from all pairs",
    ({ amounts, shares, values }) => {
      const { top = 0.2, threshold = 0.8 } = shares as { top?: number; threshold?: number };
      const found = concentration(single(amounts), top, threshold)!;
      expect(found.share).toBeCloseTo(values.share, 12);
      expect(found.needed).toBeCloseTo(values.needed, 12);
      expect(found.gini).toBeCloseTo(values.gini, 12);
    },
  );

  test("standard errors are the jackknife's, to a few per cent of a sample of 80", () => {
    const { errors } = concentration(single(reference.interval.amounts), 0.2, 0.8)!;
    for (const name of ["share", "needed", "gini"] as const) {
      expect(errors[name] / reference.interval.errors[name]).toBeGreaterThan(0.9);
      expect(errors[name] / reference.interval.errors[name]).toBeLessThan(1.1);
    }
    const cdnow = concentration(single(reference.cdnow.cents), 0.2, 0.8)!;
    for (const name of ["share", "needed"] as const) {
      expect(cdnow.errors[name] / reference.cdnow.errors[name]).toBeGreaterThan(0.97);
      expect(cdnow.errors[name] / reference.cdnow.errors[name]).toBeLessThan(1.03);
    }
  });

  test("by hand: 6, 3, 1: the first half is one and a half of three", () => {
    const found = concentration(single([1, 6, 3]), 0.5, 0.75)!;
    expect(found.share).toBeCloseTo(0.75, 12);
    expect(found.needed).toBeCloseTo(0.5, 12);
    expect(found.gini).toBeCloseTo(1 / 3, 12);
  });

  test("the Gini coefficient is that of the Lorenz curve, and the curve is the Lorenz curve from the other end", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        expect(concentration(single(given), 0.2, 0.8)!.gini).toBeCloseTo(gini(given)!, 12);
        const other = lorenzCurve(given).reverse();
        concentrationCurve(single(given)).forEach(({ cases, amount }, i) => {
          expect(cases).toBeCloseTo(1 - other[i]!.classes, 12);
          expect(amount).toBeCloseTo(1 - other[i]!.amount, 12);
        });
      }),
    );
  });

  test("the share of the needed is the threshold: each undoes the other", () => {
    fc.assert(
      fc.property(amounts, share, (given, threshold) => {
        const { needed } = concentration(single(given), 0.2, threshold)!;
        if (needed < 1) expect(concentration(single(given), needed, 0.8)!.share).toBeCloseTo(threshold, 9);
      }),
    );
  });

  test("the largest hold at least their part, and all but evenness has an error", () => {
    fc.assert(
      fc.property(amounts, share, (given, top) => {
        const found = concentration(single(given), top, 0.8)!;
        expect(found.share).toBeGreaterThanOrEqual(top - 1e-12);
        expect(found.share).toBeLessThanOrEqual(1);
        expect(found.needed).toBeLessThanOrEqual(0.8 + 1e-12);
        if (new Set(given).size === 1)
          for (const error of Object.values(found.errors)) expect(error).toBeLessThan(1e-9);
      }),
    );
  });

  test("counts are cases: as many alike as are said, those of none not there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 4 })), { minLength: 2 }),
        (pairs) => {
          const sorted = [...pairs].sort((a, b) => b[0] - a[0]);
          const counted = { amounts: Float64Array.from(sorted, ([x]) => x), counts: sorted.map(([, n]) => n) };
          const apart = sorted.flatMap(([x, n]) => new Array<number>(n).fill(x));
          const [one, two] = [concentration(counted, 0.3, 0.6), concentration(single(apart), 0.3, 0.6)];
          if (one === null) return expect(two).toBeNull();
          for (const name of ["share", "needed", "gini"] as const) {
            expect(one[name]).toBeCloseTo(two![name], 12);
            if (apart.length > 1) expect(one.errors[name]).toBeCloseTo(two!.errors[name], 9);
          }
        },
      ),
    );
  });

  test("null without a total", () => {
    expect(concentration(single([0, 0]), 0.2, 0.8)).toBeNull();
    expect(concentrationCurve(single([0, 0]))).toEqual([]);
  });
});

describe("rankedAmounts(descending, most)", () => {
  const stream = random(5);
  const skewed = descending(Array.from({ length: 20_000 }, () => Math.exp(1.5 * stream.normal())));

  test("keeps cases and total in at most so many steps; single ones where there are no more", () => {
    const { amounts, counts } = rankedAmounts(skewed, 1000);
    expect(amounts.length).toBeLessThanOrEqual(1000);
    const sum = (of: (i: number) => number) => Array.from(amounts, (_, i) => of(i)).reduce((a, b) => a + b, 0);
    expect(sum((i) => counts[i]!)).toBe(20_000);
    expect(sum((i) => counts[i]! * amounts[i]!)).toBeCloseTo(
      skewed.reduce((a, b) => a + b, 0),
      6,
    );
    expect([...amounts]).toEqual([...amounts].sort((a, b) => b - a));
    expect(rankedAmounts(skewed, 20_000).amounts).toBe(skewed);
  });

  test("what is read off 1,000 steps is what is read off the cases, to 1 in 10,000; errors to 1 %", () => {
    const [steps, cases] = [rankedAmounts(skewed, 1000), rankedAmounts(skewed, 20_000)].map(
      (ranked) => concentration(ranked, 0.2, 0.8)!,
    );
    for (const name of ["share", "needed", "gini"] as const) {
      expect(Math.abs(steps![name] - cases![name])).toBeLessThan(1e-4);
      expect(Math.abs(steps!.errors[name] / cases!.errors[name] - 1)).toBeLessThan(0.01);
    }
  });
});
