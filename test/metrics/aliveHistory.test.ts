import { describe, expect, test } from "vitest";
import { probabilityAlive } from "../../src/metrics/buying/expectations.js";
import type { BuyingModel, BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { type AliveHistoryOptions, aliveHistory } from "../../src/metrics/buyingChecks/aliveHistory.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { fitOf, nothingFitted } from "./cdnowHistories.js";

const parameters = reference.parameters as unknown as Record<BuyingModel, BuyingParameters>;
const fit = fitOf(parameters.bgNbd);
/** Customer 1 of CDNOW. */
const { purchases } = reference.history.bgNbd;
const asked = { purchases, end: "1997-09-30", unit: "weeks" } as const;

describe("values", () => {
  test.each(["bgNbd", "paretoNbd"] as const)("customer 1 of CDNOW, day by day, from lifetimes: %s", (model) => {
    const { rows } = aliveHistory(fitOf(parameters[model]), asked);
    const { alive } = reference.history[model];
    expect(rows.map(({ date }) => date).slice(0, 2)).toEqual(["1997-01-01", "1997-01-02"]);
    expect(rows).toHaveLength(alive.length);
    rows.forEach((row, day) => {
      expect(row.alive).toBeCloseTo(alive[day]!, 8);
    });
  });

  test("at the end of the 39 weeks .7266, as published for two purchases, the last in week 30.43", () => {
    const { alive, purchases: days, rows } = aliveHistory(fit, asked);
    expect(alive).toBeCloseTo(0.7266, 4);
    expect(days).toBe(3);
    expect(rows.filter(({ isPurchase }) => isPurchase).map(({ date, frequency }) => [date, frequency])).toEqual([
      ["1997-01-01", 0],
      ["1997-01-18", 1],
      ["1997-08-02", 2],
    ]);
  });

  test("hand value: a repeat purchase after 10 days of 20 is (1 + a / b · ((α + 20) / (α + 10))^(r + 1))⁻¹", () => {
    const own = fitOf({ model: "bgNbd", r: 1, alpha: 10, a: 1, b: 2 });
    const { alive } = aliveHistory(own, { purchases: ["2025-01-01", "2025-01-11"], end: "2025-01-21", unit: "days" });
    expect(alive).toBeCloseTo(1 / (1 + 0.5 * 1.5 ** 2), 12);
  });
});

describe("laws", () => {
  test("falls with silence and jumps when he comes again", () => {
    const { rows } = aliveHistory(fit, asked);
    for (let i = 1; i < rows.length; i++) {
      const [before, now] = [rows[i - 1]!, rows[i]!];
      if (now.isPurchase) expect(now.alive).toBeGreaterThan(before.frequency === 0 ? 0 : before.alive);
      else expect(now.alive).toBeLessThanOrEqual(before.alive);
    }
  });

  test("before the second purchase it is 1 by construction of BG/NBD, and falls under the other models", () => {
    const silent = { purchases: ["1997-01-01"], end: "1997-09-30", unit: "weeks" } as const;
    expect(aliveHistory(fit, silent).alive).toBe(1);
    expect(aliveHistory(fitOf(parameters.mbgNbd), silent).alive).toBeLessThan(0.5);
    expect(aliveHistory(fitOf(parameters.paretoNbd), silent).alive).toBeLessThan(0.5);
  });

  test("order and repetition of days do not matter, nor do purchases after the end", () => {
    const shuffled = [...purchases].reverse().concat(purchases[1]!, "1997-12-12");
    expect(aliveHistory(fit, { ...asked, purchases: shuffled })).toEqual(aliveHistory(fit, asked));
  });

  test("in days with α in days, and in months with α in months, it is the same", () => {
    const scaled = (by: number) => fitOf({ ...parameters.bgNbd, alpha: 4.4135 * by } as BuyingParameters);
    const { alive } = aliveHistory(fit, asked);
    expect(aliveHistory(scaled(7), { ...asked, unit: "days" }).alive).toBeCloseTo(alive, 12);
    expect(aliveHistory(scaled(7 / (365.25 / 12)), { ...asked, unit: "months" }).alive).toBeCloseTo(alive, 12);
  });

  test("the last day is what the model says of the whole history", () => {
    const history = { frequency: 2, recency: 213 / 7, age: 272 / 7 };
    expect(aliveHistory(fit, asked).alive).toBeCloseTo(probabilityAlive(parameters.bgNbd, history), 12);
  });

  test("a history of the first day alone, and plain data", () => {
    const found = aliveHistory(fit, { purchases: ["2025-07-01"], end: "2025-07-01", unit: "weeks" });
    expect(found.rows).toEqual([{ date: "2025-07-01", alive: 1, frequency: 0, isPurchase: true }]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe("what is refused", () => {
  test.each<[object, string]>([
    [
      { unit: "fortnights" },
      "aliveHistory requires a unit of 'days', 'weeks', 'months', 'quarters', 'years'; got 'fortnights'",
    ],
    [{ end: "September" }, "aliveHistory requires an end such as 2025-07-01; got 'September'"],
    [{ purchases: ["1997-02-30"] }, "aliveHistory requires days such as 2025-07-01 of purchases; got '1997-02-30'"],
    [{ purchases: [] }, "aliveHistory requires a purchase by the end, '1997-09-30'; got none"],
    [
      { purchases: ["1998-05-02", "1998-01-01"] },
      "aliveHistory requires a purchase by the end, '1997-09-30'; got the first on '1998-01-01'",
    ],
  ])("%j", (more, message) => {
    expect(() => aliveHistory(fit, { ...asked, ...more } as AliveHistoryOptions)).toThrow(message);
  });

  test("a fit without parameters; a model by opportunity", () => {
    expect(() => aliveHistory(nothingFitted, asked)).toThrow(
      "aliveHistory requires a fit with parameters; got one without",
    );
    const yearly = fitOf({ model: "bgBb", alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 });
    expect(() => aliveHistory(yearly, asked)).toThrow(
      "aliveHistory requires a model of purchases at any time; got BG/BB",
    );
  });
});
