import { describe, expect, test } from "vitest";
import { bgBbFromCounts } from "../../src/metrics/buying/bgBb.js";
import { expectedFurtherPurchases, probabilityAlive } from "../../src/metrics/buying/expectations.js";
import type { BuyingModel, BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { type AliveMatrixOptions, aliveMatrix } from "../../src/metrics/buyingChecks/aliveMatrix.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { fitOf, nothingFitted } from "./cdnowHistories.js";
import { unexplained } from "./existing.js";

const parameters = reference.parameters as unknown as Record<BuyingModel, BuyingParameters>;
const fit = fitOf(parameters.bgNbd);

describe("values from lifetimes", () => {
  test.each(["bgNbd", "mbgNbd", "paretoNbd"] as const)("39 weeks, 0 to 12 repeat purchases: %s", (model) => {
    const found = aliveMatrix(fitOf(parameters[model]), { age: 39 });
    const { alive, expected } = reference.matrix[model];
    found.recencies.forEach((recency, i) => {
      expect(recency).toBeCloseTo(3 * i, 12);
      found.frequencies.forEach((_, k) => {
        // lifetimes has an empty history at recency 0 only, as we do.
        if (alive[i]![k] === null) expect([found.alive[i]![k], found.expected[i]![k]]).toEqual([null, null]);
        else {
          expect(found.alive[i]![k]).toBeCloseTo(alive[i]![k]!, 7);
          expect(found.expected[i]![k]).toBeCloseTo(expected[i]![k]!, 6);
        }
      });
    });
    expect(found.recencies).toHaveLength(14);
    expect(found.frequencies).toHaveLength(13);
  });
});

describe("laws", () => {
  test("every cell is what the model says of that customer", () => {
    const { alive, expected, recencies, frequencies, time } = aliveMatrix(fit, {
      age: 26,
      most: 4,
      time: 13,
      steps: 5,
    });
    expect([recencies, frequencies, time]).toEqual([[0, 6.5, 13, 19.5, 26], [0, 1, 2, 3, 4], 13]);
    const one = { frequency: 3, recency: 13, age: 26 };
    expect(alive[2]![3]).toBe(probabilityAlive(parameters.bgNbd, one));
    expect(expected[2]![3]).toBe(expectedFurtherPurchases(parameters.bgNbd, one, 13));
    expect(alive[0]![0]).toBe(1);
  });

  test("the later the last purchase, the likelier alive; after a long silence the frequent buyer is the likelier gone", () => {
    for (const model of ["bgNbd", "mbgNbd", "paretoNbd"] as const) {
      const { alive } = aliveMatrix(fitOf(parameters[model]), { age: 39 });
      for (let i = 2; i < 14; i++) {
        for (let k = 1; k <= 12; k++) expect(alive[i]![k]!).toBeGreaterThan(alive[i - 1]![k]!);
      }
      expect(alive[3]![12]!).toBeLessThan(alive[3]![2]!);
    }
  });

  test("times by 7, with α by 7, are the same matrix", () => {
    const inDays = fitOf({ ...parameters.bgNbd, alpha: 7 * 4.4135 } as BuyingParameters);
    const [weeks, days] = [aliveMatrix(fit, { age: 39 }), aliveMatrix(inDays, { age: 273 })];
    days.expected.flat().forEach((value, i) => {
      const other = weeks.expected.flat()[i]!;
      if (value === null) expect(other).toBeNull();
      else expect(value).toBeCloseTo(other, 9);
    });
  });

  test("a model by opportunity has a row for each of them, and no more purchases than these", () => {
    const counts = [0, 1, 2, 3].map((frequency) => ({ frequency, recency: frequency, age: 4, n: 20 - 4 * frequency }));
    const found = aliveMatrix(bgBbFromCounts(counts), { age: 4, most: 5, steps: 99 });
    expect(found.recencies).toEqual([0, 1, 2, 3, 4]);
    expect(found.alive.map((row) => row.map((cell) => cell !== null))).toEqual([
      [true, false, false, false, false, false],
      [false, true, false, false, false, false],
      [false, true, true, false, false, false],
      [false, true, true, true, false, false],
      [false, true, true, true, true, false],
    ]);
    expect(unexplained(found)).toEqual([]);
  });

  test("is plain data", () => {
    const found = aliveMatrix(fit, { age: 39 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found.label).toBe("Probability of being alive (BG/NBD)");
  });
});

describe("what is refused", () => {
  test.each<[AliveMatrixOptions, string]>([
    [{ age: 0 }, "aliveMatrix requires age above 0; got 0"],
    [{ age: Number.NaN }, "aliveMatrix requires age above 0; got NaN"],
    [{ age: 39, time: -1 }, "aliveMatrix requires time above 0; got -1"],
    [{ age: 39, most: 0 }, "aliveMatrix requires a whole number of purchases from 1 as most; got 0"],
    [{ age: 39, steps: 1 }, "aliveMatrix requires a whole number of steps from 2; got 1"],
    [{ age: 39, steps: 2.5 }, "aliveMatrix requires a whole number of steps from 2; got 2.5"],
  ])("%j", (options, message) => {
    expect(() => aliveMatrix(fit, options)).toThrow(message);
  });

  test("a fit without parameters; parts of an opportunity", () => {
    expect(() => aliveMatrix(nothingFitted, { age: 39 })).toThrow(
      "aliveMatrix requires a fit with parameters; got one without: nobody bought again: there is no rate to fit",
    );
    const yearly = fitOf({ model: "bgBb", alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 });
    expect(() => aliveMatrix(yearly, { age: 5.5 })).toThrow(
      "aliveMatrix requires whole numbers of opportunities for BG/BB; got age 5.5, time 5.5",
    );
  });
});
