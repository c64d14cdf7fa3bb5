import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { bgBb, bgBbFromCounts } from "../../src/metrics/buying/bgBb.js";
import { bgBbLikelihood } from "../../src/metrics/buying/bgBbLikelihood.js";
import {
  expectedFurtherPurchases,
  expectedPurchases,
  probabilityAlive,
} from "../../src/metrics/buying/expectations.js";
import reference from "../fixtures/btyd/paretoNbdAndBgBb.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const counts = reference.donations.counts.map(([frequency, recency, age, n]) => {
  return { frequency: frequency!, recency: recency!, age: age!, n: n! };
});
const fit = bgBbFromCounts(counts);

describe("published values: 11,104 donors, Fader, Hardie and Shang (2010)", () => {
  test("α 1.204, β .750, γ .657, δ 2.783, log-likelihood −33225.6", () => {
    const { overall } = fit;
    expect(overall.n).toBe(11104);
    expect(overall.alpha.estimate).toBeCloseTo(1.204, 3);
    expect(overall.beta.estimate).toBeCloseTo(0.75, 3);
    expect(overall.gamma.estimate).toBeCloseTo(0.657, 3);
    expect(overall.delta.estimate).toBeCloseTo(2.783, 3);
    expect(overall.logLikelihood).toBeCloseTo(-33225.6, 1);
    expect(overall.search).toMatchObject({ status: "converged", agreeing: 4 });
  });

  test("lifetimes comes to the same parameters within its stopping rule", () => {
    for (const [name, value] of Object.entries(reference.donations.lifetimes)) {
      const { estimate } = fit.overall[name as "alpha" | "beta" | "gamma" | "delta"];
      expect(Math.abs(estimate! / value - 1)).toBeLessThan(1e-2);
    }
  });
});

describe("by hand, all parameters 1", () => {
  const value = (frequency: number, recency: number, age: number) =>
    Math.exp(bgBbLikelihood([{ frequency, recency, age, n: 1 }], new Float64Array(4)).value);
  const ones = { model: "bgBb", alpha: 1, beta: 1, gamma: 1, delta: 1 } as const;

  test("one opportunity: ¼ bought; ¾ did not, ½ of all since they left", () => {
    expect(value(1, 1, 1)).toBeCloseTo(1 / 4, 14);
    expect(value(0, 0, 1)).toBeCloseTo(3 / 4, 14);
    expect(probabilityAlive(ones, { frequency: 0, recency: 0, age: 1 })).toBeCloseTo(1 / 3, 14);
    expect(expectedPurchases(ones, 2)).toBeCloseTo((1 / 2) * (1 / 2 + 1 / 3), 14);
    // Alive 1/3, buys with 1/3, stays with 2/3.
    expect(expectedFurtherPurchases(ones, { frequency: 0, recency: 0, age: 1 }, 1)).toBeCloseTo(2 / 27, 14);
  });
});

const gifts = { frequency: "gifts", recency: "last", age: "appeals" } as const;
const columns = (rows: readonly (readonly number[])[]) => ({
  gifts: rows.map(([x]) => x!),
  last: rows.map(([, x]) => x!),
  appeals: rows.map(([, , x]) => x!),
});

describe("wrong rows and calls", () => {
  test.each([
    [[1, 2.5, 6], "bgBb requires recency and age as whole numbers of opportunities to buy; got recency 2.5, age 6"],
    [
      [3, 2, 6],
      "bgBb requires no more purchases than opportunities until the last one; got frequency 3 by opportunity 2",
    ],
  ])("%j", async (row, message) => {
    await expect(bgBb(new DataFrame(columns([[1, 2, 6], row])), gifts)).rejects.toThrow(`${message} (row 2)`);
  });

  test("times between opportunities", () => {
    expect(() => bgBbFromCounts(counts, { horizon: 2.5 })).toThrow(
      "bgBbFromCounts requires a horizon of whole opportunities; got 2.5",
    );
    const { parameters } = fit.overall;
    expect(() => expectedPurchases(parameters!, 1.5)).toThrow(
      "expectedPurchases requires a whole number of opportunities for 'bgBb'; got 1.5",
    );
    expect(() => probabilityAlive(parameters!, { frequency: 3, recency: 2, age: 6 })).toThrow(
      "probabilityAlive requires whole numbers of opportunities and no more purchases than these for 'bgBb'; got frequency 3",
    );
  });

  test("nobody gave again", () => {
    const { overall } = bgBbFromCounts([{ frequency: 0, recency: 0, age: 6, n: 30 }]);
    expect([overall.estimate, overall.note]).toEqual([null, "nobody bought again: there is no rate to fit"]);
  });
});

test("the same numbers in DuckDB", () => {
  const rows = counts.flatMap(({ frequency, recency, age, n }) => {
    return Array.from({ length: Math.ceil(n / 200) }, () => [frequency, recency, age]);
  });
  return expectSameInDuckdb(columns(rows), (table) => bgBb(table, { ...gifts, starts: 1 }));
});
