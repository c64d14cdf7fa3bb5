import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedFurtherPurchases, expectedPurchases } from "../../src/metrics/buying/expectations.js";
import { MODELS } from "../../src/metrics/buying/models.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { expectedSpend } from "../../src/metrics/gammaGamma/expectedSpend.js";
import { scheduleOf } from "../../src/metrics/lifetimeValue/discounting.js";
import { furtherPurchases, newPurchases } from "../../src/metrics/lifetimeValue/furtherPurchases.js";
import { valuedOf, worthOf } from "../../src/metrics/lifetimeValue/worth.js";
import reference from "../fixtures/btyd/lifetimeValue.json";

const month = 4.345;
const yearly = { horizon: 12 * month, step: month, discountRate: 1.01 ** 12 - 1, unitsPerYear: 12 * month, margin: 1 };
const schedule = scheduleOf({ ...yearly, discounting: "end" }, "test");

describe("as the package lifetimes has it, for its months of 4.345 weeks and 1 % a month", () => {
  test.each(reference.models)("$buying.model", ({ buying, customers }) => {
    const of = { buying: buying as unknown as BuyingParameters, spending: reference.spending };
    const rows = customers.map(([frequency, recency, age, monetaryValue]) => {
      return { frequency: frequency!, recency: recency!, age: age!, monetaryValue: monetaryValue!, n: 1 };
    });
    const { value, alive, purchases, spend } = worthOf(valuedOf(rows), of, schedule, 12);
    expect(rows.length).toBeGreaterThan(90);
    rows.forEach((row, i) => {
      expect(value[i]! / customers[i]![4]!).toBeCloseTo(1, 7);
      expect(purchases[i]).toBeCloseTo(expectedFurtherPurchases(of.buying, row, 12 * month), 10);
      expect(spend[i]).toBeCloseTo(expectedSpend(of.spending, row)!, 10);
      expect(alive[i]).toBeLessThanOrEqual(1);
    });
  });
});

describe("scheduleOf(discount)", () => {
  const year = { horizon: 12, step: 5, discountRate: 0.21, unitsPerYear: 12, margin: 1 };

  test("steps of one length, the last up to the horizon; money is worth less by its end, or by its middle", () => {
    const end = scheduleOf({ ...year, discounting: "end" }, "test");
    expect(end.ends).toEqual([5, 10, 12]);
    [1.21 ** (-5 / 12), 1.21 ** (-10 / 12), 1 / 1.21].forEach((factor, k) => {
      expect(end.factors[k]).toBeCloseTo(factor, 14);
    });
    const middle = scheduleOf({ ...year, discounting: "middle" }, "test");
    [2.5, 7.5, 11].forEach((time, k) => {
      expect(middle.factors[k]).toBeCloseTo(1.21 ** (-time / 12), 14);
    });
  });

  test("drops add up to the first factor, times the margin; a rate of 0 counts all in full", () => {
    const { drops, factors } = scheduleOf({ ...year, margin: 0.3, discounting: "end" }, "test");
    expect(drops.reduce((sum, drop) => sum + drop, 0)).toBeCloseTo(0.3 * factors[0]!, 14);
    expect([...scheduleOf({ ...year, discountRate: 0, discounting: "end" }, "test").drops]).toEqual([0, 0, 1]);
  });

  test("12 twelfths are 12 steps, whatever rounding says; a step beyond the horizon is the horizon", () => {
    const twelfths = { ...year, horizon: 52.18, unitsPerYear: 52.18, step: 52.18 / 12, discounting: "end" } as const;
    expect(scheduleOf(twelfths, "test").ends).toHaveLength(12);
    expect(scheduleOf({ ...twelfths, step: 100 }, "test").ends).toEqual([52.18]);
    expect(() => scheduleOf({ ...twelfths, step: 0.01 }, "test")).toThrow(
      "test requires a step of at least horizon/1200; got 0.01 for a horizon of 52.18: 5218 steps",
    );
  });
});

const number = (min: number, max: number) => {
  return fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
};
const bgNbd = fc.record({
  model: fc.constantFrom("bgNbd" as const, "mbgNbd" as const),
  r: number(0.05, 10),
  alpha: number(0.2, 60),
  a: number(0.05, 10),
  b: number(0.05, 30),
});
const paretoNbd = fc.record({
  model: fc.constant("paretoNbd" as const),
  r: number(0.05, 10),
  alpha: number(0.2, 60),
  s: number(0.05, 10),
  beta: number(0.2, 60),
});

describe("furtherPurchases(parameters, frequency, ages, schedule, digits)", () => {
  const frequency = fc.constantFrom(0, 0, 1, 2, 3, 5, 9, 17, 60);
  const ages = fc.array(number(0.1, 120), { minLength: 1, maxLength: 3 });
  const horizon = number(0.3, 300);

  test("a few points of a quadrature are the sum that the model makes, to the digits that are asked for", () =>
    fc.assert(
      fc.property(fc.oneof(bgNbd, paretoNbd), frequency, ages, horizon, (given, x, some, time) => {
        const discount = { ...yearly, horizon: time, step: time / 3, discounting: "end" } as const;
        for (const [digits, right] of [
          [12, 1e-11],
          [8, 1e-7],
        ] as const) {
          furtherPurchases(given, x, some, scheduleOf(discount, "test"), digits).forEach(({ purchases }, i) => {
            const history = { frequency: x, recency: 0, age: some[i]! };
            const exact = (MODELS[given.model] as never as typeof MODELS.bgNbd).furtherIfAlive(
              given as never,
              history,
              time,
            );
            expect(Math.abs(purchases / exact - 1)).toBeLessThan(right);
          });
        }
      }),
    ));

  test("of many customers at once, told between some rates, as of each alone", () =>
    fc.assert(
      fc.property(bgNbd, frequency, number(0.1, 20), horizon, (given, x, youngest, time) => {
        const discount = { ...yearly, horizon: time, step: time / 5, discounting: "end" } as const;
        const schedule = scheduleOf(discount, "test");
        const many = Array.from({ length: 120 }, (_, i) => youngest + i);
        const found = furtherPurchases(given, x, many, schedule, 8);
        for (const i of [0, 1, 60, 119]) {
          const [alone] = furtherPurchases(given, x, [many[i]!], schedule, 12);
          expect(Math.abs(found[i]!.purchases / alone!.purchases - 1)).toBeLessThan(1e-7);
          expect(Math.abs(found[i]!.discounted / alone!.discounted - 1)).toBeLessThan(1e-7);
        }
      }),
    ));

  test("discounted they are fewer, the more so at a higher rate; in one step they are all worth its factor", () =>
    fc.assert(
      fc.property(bgNbd, frequency, number(1, 60), number(0.01, 2), (given, x, age, discountRate) => {
        const discount = { ...yearly, discountRate, discounting: "end" } as const;
        const of = (some: object) =>
          furtherPurchases(given, x, [age], scheduleOf({ ...discount, ...some }, "test"), 12)[0]!;
        const { purchases, discounted } = of({});
        expect(discounted).toBeLessThan(purchases);
        expect(of({ discountRate: 2 * discountRate }).discounted).toBeLessThan(discounted);
        expect(of({ discountRate: 0 }).discounted / purchases).toBeCloseTo(1, 10);
        expect(of({ discounting: "middle" }).discounted).toBeGreaterThan(discounted);
        expect(of({ margin: 0.25 }).discounted / discounted).toBeCloseTo(0.25, 10);
        const once = of({ step: 12 * month });
        expect(once.discounted / once.purchases).toBeCloseTo(1 / (1 + discountRate), 10);
      }),
    ));

  test("newPurchases(parameters, schedule) are expectedPurchases", () =>
    fc.assert(
      fc.property(fc.oneof(bgNbd, paretoNbd), (given) => {
        const { purchases, discounted } = newPurchases(given, schedule);
        expect(purchases).toBe(expectedPurchases(given, 12 * month));
        expect(discounted).toBeLessThan(purchases);
      }),
    ));
});

test("worthOf: an infinite mean is Infinity of who never came again, a number of who bought often", () => {
  const of = {
    buying: { model: "bgNbd", r: 1, alpha: 5, a: 1, b: 2 },
    spending: { p: 2, q: 0.8, gamma: 5 },
  } as const;
  const never = { frequency: 0, recency: 0, age: 9, monetaryValue: 0, n: 1 };
  const often = { frequency: 3, recency: 8, age: 9, monetaryValue: 12, n: 1 };
  const { value, spend } = worthOf(valuedOf([never, often]), of, schedule, 12);
  expect(value[0]).toBe(Number.POSITIVE_INFINITY);
  expect(spend[1]).toBeCloseTo((2 * (5 + 36)) / (6 - 0.2), 12);
});
