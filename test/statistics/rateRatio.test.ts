import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateRatio, rateRatioPValue } from "../../src/statistics/rateRatio.js";
import reference from "../fixtures/reasonsBySegment/rates.json";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("agrees with R's poisson.test", () => {
  test.each(reference.tables.map((each, i) => ({ i, ...each })))(
    "ratio, exact bounds and doubled tails: table $i",
    ({ table, exposure, atLeast, cells }) => {
      table.forEach((counts, s) => {
        counts.forEach((events, r) => {
          const first = { events, exposure: exposure[s]! };
          const second = {
            events: sum(table.map((row) => row[r]!)) - events,
            exposure: sum(exposure) - exposure[s]!,
          };
          const { ratio, lower, upper, p } = cells[s]![r]! as { ratio: number | null; [name: string]: number | null };
          const found = rateRatio(first, second);
          const close = (value: number | null) =>
            value === null ? null : expect.closeTo(value, value === 0 ? 12 : 9 - Math.ceil(Math.log10(value)));
          expect(found).toEqual({ ratio: close(ratio), lower: close(lower!), upper: close(upper!) });
          const own = rateRatioPValue(first, second, atLeast);
          expect(Math.abs(own / p! - 1)).toBeLessThan(1e-8);
        });
      });
    },
  );
});

describe("laws", () => {
  const events = fc.integer({ min: 0, max: 60 });
  const exposure = fc.double({ min: 0.1, max: 1e4, noNaN: true });
  const rate = fc.record({ events, exposure });
  const bound = fc.constantFrom(1, 1.25, 2);

  test("rateRatioPValue(a, b, atLeast) is up to .05 just where the 95 % interval lies beyond atLeast", () => {
    fc.assert(
      fc.property(rate, rate, bound, (a, b, atLeast) => {
        const { lower, upper } = rateRatio(a, b);
        const isBeyond =
          lower !== null && (lower > atLeast * (1 + 1e-9) || (upper !== null && upper < (1 - 1e-9) / atLeast));
        const isNear =
          lower !== null &&
          [lower * atLeast, lower / atLeast, upper ?? 0, (upper ?? 0) * atLeast].some((x) => Math.abs(x - 1) < 1e-6);
        if (!isNear) expect(rateRatioPValue(a, b, atLeast) <= 0.05).toBe(isBeyond);
      }),
    );
  });

  test("the other way round: one over the ratio and the bounds, the same p-value; so with exposures in other units", () => {
    fc.assert(
      fc.property(rate, rate, bound, (a, b, atLeast) => {
        fc.pre(a.events > 0 && b.events > 0);
        const [one, other] = [rateRatio(a, b), rateRatio(b, a)];
        expect(one.ratio! * other.ratio!).toBeCloseTo(1, 9);
        expect(one.lower! * other.upper!).toBeCloseTo(1, 7);
        expect(rateRatioPValue(a, b, atLeast)).toBeCloseTo(rateRatioPValue(b, a, atLeast), 10);
        const [c, d] = [a, b].map((each) => ({ ...each, exposure: each.exposure * 365 })) as [typeof a, typeof b];
        expect(rateRatio(c, d).lower).toBeCloseTo(one.lower!, 9);
      }),
    );
  });

  test("rateRatioPValue(a, b, atLeast) does not fall as atLeast grows", () => {
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        const [plain, wide] = [rateRatioPValue(a, b), rateRatioPValue(a, b, 1.5)];
        expect(wide).toBeGreaterThanOrEqual(plain - 1e-12);
      }),
    );
  });
});

describe("edges and errors", () => {
  test("no events in the second: no ratio, a lower bound; no events at all: nothing, p 1", () => {
    const [three, none] = [
      { events: 3, exposure: 2 },
      { events: 0, exposure: 2 },
    ];
    expect(rateRatio(three, none)).toEqual({ ratio: null, lower: expect.closeTo(0.4132, 3), upper: null });
    expect(rateRatio(none, three)).toMatchObject({ ratio: 0, lower: 0 });
    expect(rateRatio(none, none)).toEqual({ ratio: null, lower: null, upper: null });
    expect(rateRatioPValue(none, none)).toBe(1);
    expect(rateRatioPValue(three, none)).toBeCloseTo(0.25, 12);
  });

  test("what is no count, no exposure, no level and no ratio is refused", () => {
    const fine = { events: 1, exposure: 1 };
    expect(() => rateRatio({ events: 0.5, exposure: 1 }, fine)).toThrow(
      "rateRatio requires whole events from 0; got 0.5",
    );
    expect(() => rateRatio(fine, { events: 1, exposure: 0 })).toThrow("rateRatio requires an exposure above 0; got 0");
    expect(() => rateRatio(fine, fine, 95)).toThrow("rateRatio requires a level between 0 and 1");
    expect(() => rateRatioPValue(fine, fine, 0.5)).toThrow("rateRatioPValue requires atLeast of 1 or more; got 0.5");
  });
});
