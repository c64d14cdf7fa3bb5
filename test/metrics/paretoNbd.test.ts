import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { bgNbdFromCounts } from "../../src/metrics/buying/bgNbd.js";
import { probabilityAlive } from "../../src/metrics/buying/expectations.js";
import { paretoNbd, paretoNbdFromCounts } from "../../src/metrics/buying/paretoNbd.js";
import { paretoNbdLikelihood } from "../../src/metrics/buying/paretoNbdLikelihood.js";
import { random } from "../../src/statistics/random.js";
import cdnow from "../fixtures/btyd/cdnow.json";
import { byDifferences } from "../statistics/byDifferences.js";
import { buyingCustomers } from "./buyingCustomers.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const counts = cdnow.counts.map(([frequency, recency, age, n]) => {
  return { frequency: frequency!, recency: recency!, age: age!, n: n! };
});
const fit = paretoNbdFromCounts(counts, { horizon: 39 });

describe("published values: CDNOW, Fader, Hardie and Lee (2005), table 1", () => {
  test("r .553, α 10.578, s .606, β 11.669, log-likelihood −9595.0", () => {
    const { overall } = fit;
    expect(overall.r.estimate).toBeCloseTo(0.553, 3);
    expect(overall.alpha.estimate! / 10.578).toBeCloseTo(1, 3);
    expect(overall.s.estimate).toBeCloseTo(0.606, 3);
    expect(overall.beta.estimate! / 11.669).toBeCloseTo(1, 3);
    expect(overall.logLikelihood).toBeCloseTo(-9595.0, 1);
    expect(overall.search).toMatchObject({ status: "converged", starts: 4, agreeing: 4 });
    expect(overall.search!.gradientNorm).toBeLessThan(1e-6);
  });

  test("it fits these customers less well than BG/NBD: −9595.0 against −9582.4", () => {
    expect(bgNbdFromCounts(counts).overall.logLikelihood! - fit.overall.logLikelihood!).toBeCloseTo(12.5, 1);
  });

  test("standard errors are those of a Hessian by differences", () => {
    const { r, alpha, s, beta } = fit.overall.parameters!;
    const point = Float64Array.of(r, alpha, s, beta).map(Math.log);
    const { hessian } = byDifferences((at) => paretoNbdLikelihood(counts, at).value, 1e-3)(point);
    fit.overall.search!.hessian.flat().forEach((part, j) => {
      expect(Math.abs(part / hessian[j]! - 1)).toBeLessThan(1e-3);
    });
  });
});

const planted = { model: "paretoNbd", r: 0.9, alpha: 6, s: 0.8, beta: 15 } as const;
const shop = buyingCustomers(planted, 500, 40, random(12)).map(({ frequency, recency, age }) => ({
  repeats: frequency,
  last: frequency === 0 ? 0 : Math.max(0.1, Math.round(recency * 10) / 10),
  age: Math.ceil(age),
}));
const columns = {
  repeats: shop.map(({ repeats }) => repeats),
  last: shop.map(({ last }) => last),
  age: shop.map(({ age }) => age),
  region: shop.map((_, i) => (i % 5 < 2 ? "North" : "South")),
};
const weeks = { frequency: "repeats", recency: "last", age: "age" } as const;

describe("laws", () => {
  test("times by 7 change α and β by 7 and nothing else", async () => {
    const days = { ...columns, last: columns.last.map((x) => 7 * x), age: columns.age.map((x) => 7 * x) };
    const [one, other] = [
      (await paretoNbd(new DataFrame(columns), weeks)).overall,
      (await paretoNbd(new DataFrame(days), weeks)).overall,
    ];
    expect(other.alpha.estimate! / one.alpha.estimate!).toBeCloseTo(7, 8);
    expect(other.beta.upper! / one.beta.upper!).toBeCloseTo(7, 6);
    expect(other.r.lower).toBeCloseTo(one.r.lower!, 8);
    expect(other.alive.estimate).toBeCloseTo(one.alive.estimate!, 8);
  });

  test("who bought last just now is alive for certain; who never came again may have left", () => {
    const { parameters } = fit.overall;
    expect(probabilityAlive(parameters!, { frequency: 3, recency: 9, age: 9 })).toBe(1);
    expect(probabilityAlive(parameters!, { frequency: 0, recency: 0, age: 39 })).toBeLessThan(0.5);
  });

  test("the same numbers in DuckDB, by segment too", () =>
    expectSameInDuckdb(columns, (table) => paretoNbd(table, { ...weeks, by: "region", starts: 1 })));
});

describe("what cannot be fitted", () => {
  test("nobody came again; one customer; customers who hardly ever leave end at a bound and say so", () => {
    const none = paretoNbdFromCounts([{ frequency: 0, recency: 0, age: 9, n: 30 }]).overall;
    expect([none.estimate, none.note]).toEqual([null, "nobody bought again: there is no rate to fit"]);
    const one = paretoNbdFromCounts([{ frequency: 1, recency: 3, age: 9, n: 1 }]).overall;
    expect(one.note).toBe("one customer: how customers differ cannot be told");
    const faithful = [1, 2, 3, 4, 5, 6].map((x) => ({ frequency: x, recency: 9, age: 9, n: 20 }));
    const { overall } = paretoNbdFromCounts(faithful);
    expect(overall.search!.status).not.toBe("converged");
    expect(overall.note).toMatch(/at the bound of|flat/);
    expect([overall.lower, overall.s.lower]).toEqual([null, null]);
  });

  test("a wrong row is refused under the name of the call", async () => {
    const wrong = new DataFrame({ repeats: [1, 2], last: [3, 12], age: [9, 9] });
    await expect(paretoNbd(wrong, weeks)).rejects.toThrow(
      "paretoNbd requires recency, the time from the first purchase to the last, up to the age; got recency 12 after age 9 (row 2)",
    );
  });
});
