import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { acsiScore } from "../../src/metrics/acsiScore/acsiScore.js";
import { csi } from "../../src/metrics/csi/csi.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { secureCustomerIndex } from "../../src/metrics/secureCustomerIndex/secureCustomerIndex.js";
import reference from "../fixtures/satisfaction/hard.json";
import type { Columns } from "./sameInDuckdb.js";
import { expectBounds, frame } from "./satisfactionTables.js";

interface Bounds {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
}

function expectEstimate(found: Bounds, expected: Bounds): void {
  for (const field of ["estimate", "lower", "upper"] as const) {
    const value = expected[field];
    const size = 1 + Math.abs(value ?? 0);
    if (value === null) expect(found[field]).toBeNull();
    else expect(found[field]! / size).toBeCloseTo(value / size, 9);
  }
}

const tableOf = (columns: object, w: readonly number[]) => frame({ ...(columns as Columns), w });

const NAMES = ["delivery", "quality", "support", "price", "website", "returns", "range", "packaging"];
const rated = (perception: string, expectation: string) =>
  NAMES.map((name) => ({
    name,
    perception: `${perception}_${name}`,
    expectation: `${expectation}_${name}`,
    weight: `importance_${name}`,
  }));

describe("csi agrees with R", () => {
  test.each(reference.csi)("$name", async ({ columns, w, weights, top, coverage, ...expected }) => {
    const attributes = weights.map((weight, i) => ({
      name: `a${i}`,
      perception: `p${i + 1}`,
      expectation: `e${i + 1}`,
      weight,
    }));
    const { overall } = await csi(tableOf(columns, w), { attributes, scale: top, coverage, weight: "w" });
    expectEstimate(overall, expected.csi);
    expect(overall.n).toBe(expected.csi.n);
    expectEstimate(overall.performance, expected.performance);
    overall.attributes.forEach((attribute, i) => {
      const { contribution: estimate, contributionLower: lower, contributionUpper: upper, n } = attribute;
      expectEstimate({ estimate, lower, upper, n }, expected.contributions[i]!);
    });
  });

  test("the demo company's, by segment, with its survey weights", async () => {
    const options = { attributes: rated("perception", "expectation"), scale: 7, weight: "weight", by: "segment" };
    const { overall, rows, weights } = await csi(await load("data/survey.csv"), options);
    const sum = Object.values(reference.importance).reduce((total, value) => total + value, 0);
    for (const [name, importance] of Object.entries(reference.importance)) {
      expect(weights[name]).toBeCloseTo(importance / sum, 12);
    }
    for (const expected of reference.demo) {
      const row = expected.segment === "" ? overall : rows.find(({ keys }) => keys.segment === expected.segment)!;
      expect(row.n).toBe(expected.csi.n);
      expectEstimate(row, expected.csi);
      expectEstimate(row.performance, expected.performance);
    }
  });
});

describe("acsiScore agrees with R", () => {
  test.each(reference.acsi)("$name", async ({ columns, weights, w, top, coverage, expected }) => {
    const [satisfaction, confirmation, ideal] = weights as [number, number, number];
    const { overall } = await acsiScore(tableOf(columns, w), {
      ...{ satisfaction: "a", confirmation: "b", ideal: "c", scale: top, coverage, weight: "w" },
      weights: { satisfaction, confirmation, ideal },
    });
    expectEstimate(overall, expected);
    expect(overall.n).toBe(expected.n);
  });

  test("the demo company's, by segment, with its survey weights", async () => {
    const columns = { satisfaction: "overall", confirmation: "confirmation", ideal: "ideal", weight: "weight" };
    const { overall, rows } = await acsiScore(await load("data/survey.csv"), { ...columns, by: "segment" });
    for (const { segment, acsi } of reference.demo) {
      expectEstimate(segment === "" ? overall : rows.find(({ keys }) => keys.segment === segment)!, acsi);
    }
  });
});

describe("secureCustomerIndex agrees with R", () => {
  test.each(reference.secure)("$name", async ({ columns, top, expected }) => {
    const options = { satisfaction: "a", repurchase: "b", recommend: "c", scale: top };
    const of = async (form: "burke" | "score" | "customers") =>
      (await secureCustomerIndex(frame(columns), { ...options, form })).overall;
    const [burke, score, customers] = [await of("burke"), await of("score"), await of("customers")];
    expect(burke.n).toBe(expected.n);
    if (expected.n === 0) {
      expect([burke, score, customers].map(({ estimate }) => estimate)).toEqual([null, null, null]);
      return;
    }
    const whole = expected as Required<typeof expected>;
    expect(burke.distribution.map(({ n }) => n)).toEqual(whole.burke);
    expectBounds(burke, whole.burkeInterval!);
    burke.distribution.forEach((share, i) => {
      expectBounds(share, whole.burkeGoodman![i]!);
    });
    expectEstimate(score, whole.score!);
    expect(customers.distribution.map(({ n }) => n)).toEqual(whole.bands);
    customers.distribution.forEach((share, i) => {
      expectBounds(share, whole.bandsGoodman![i]!);
    });
    expectBounds(customers, whole.bandsGoodman![2]!);
  });
});

describe("csiAgainstCompetitor by bootstrap", () => {
  const attributes = NAMES.map((name) => ({
    name,
    own: `perception_${name}`,
    competitor: `competitor_${name}`,
    weight: reference.importance[name as "delivery"],
  }));
  const options = { attributes, scale: 7, method: "bootstrap" } as const;

  test("is within what chance allows of R's 20,000 resamples of the demo company", async () => {
    const survey = await load("data/survey.csv");
    const same = await csiAgainstCompetitor(survey, options);
    const different = await csiAgainstCompetitor(survey, { ...options, raters: "different" });
    // A percentile of 2,000 resamples is unsure by about a tenth of a standard error.
    expectBounds(same.overall, reference.competitor.same, 2);
    expectBounds(different.overall, reference.competitor.different, 2);
    const { contributionLower: lower, contributionUpper: upper } = same.overall.attributes[0]!;
    expectBounds({ lower, upper }, reference.competitor.delivery, 2);
    expect(same.method).toBe("bootstrap of raters, percentile, paired");
    expect(different.method).toBe("bootstrap of raters, percentile, independent");
  });
});
