import { describe, expect, test } from "vitest";
import {
  type PlsGroupComparisonOptions,
  plsGroupComparison,
} from "../../src/metrics/plsPathModel/plsGroupComparison.js";
import { plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import { normalCdf } from "../../src/statistics/distributions.js";
import { holm } from "../../src/statistics/multipleComparisons.js";
import { random } from "../../src/statistics/random.js";
import { unexplained } from "./existing.js";
import { frameOf, MODEL, simulated } from "./plsModels.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const pair = { blocks: { X: ["x"], Y: ["y"] }, paths: [["X", "Y"]], group: "g" } as const;

/** Two groups with these slopes, one after the other. */
function groups(n: number, slopes: readonly [number, number], seed: number) {
  const draw = random(seed);
  const x = Array.from({ length: 2 * n }, () => draw.normal());
  const y = x.map((value, row) => slopes[row < n ? 0 : 1] * value + draw.normal());
  return { x, y, g: x.map((_, row) => (row < n ? "a" : "b")) };
}

describe("plsGroupComparison(table, { group })", () => {
  test("the first group minus the second, as plsPathModel estimates each", async () => {
    const columns = { ...simulated(120, 4), g: Array.from({ length: 120 }, (_, row) => (row % 3 === 0 ? "b" : "a")) };
    const options = { ...MODEL, group: "g", permutations: 99, resamples: 100 };
    const result = await plsGroupComparison(frameOf(columns), options);
    const { rows } = await plsPathModel(frameOf(columns), { ...MODEL, by: "g" });
    result.paths.forEach(({ first, second, estimate }, i) => {
      expect(first).toBeCloseTo(rows[0]!.paths[i]!.estimate!, 12);
      expect(second).toBeCloseTo(rows[1]!.paths[i]!.estimate!, 12);
      expect(estimate).toBeCloseTo(first - second, 12);
    });
    expect(result.rSquared.map(({ block }) => block)).toEqual(["Value", "Satisfaction", "Loyalty"]);
    expect(result.rSquared[0]!.first).toBeCloseTo(rows[0]!.blocks[1]!.rSquared!.estimate!, 12);
    expect(result).toMatchObject({
      ...{ between: ["a", "b"], groups: [80, 40], n: 120, permutations: 99 },
      label: "PLS path model (path scheme): 'a' minus 'b'",
      method: "99 permutations; bootstrap percentiles, 100 resamples",
    });
    expect(unexplained(result)).toEqual([]);
    const p = result.paths.map(({ pValue }) => pValue!);
    expect(result.paths.map(({ adjustedPValue }) => adjustedPValue)).toEqual(holm(p));
  });

  test("turned round, differences change their sign and p-values stay about what they are", async () => {
    const columns = groups(60, [0.9, 0.4], 3);
    const one = await plsGroupComparison(frameOf(columns), { ...pair, between: ["a", "b"] });
    const two = await plsGroupComparison(frameOf(columns), { ...pair, between: ["b", "a"] });
    expect(two.paths[0]!.estimate).toBeCloseTo(-one.paths[0]!.estimate!, 12);
    expect(Math.abs(two.paths[0]!.pValue! - one.paths[0]!.pValue!)).toBeLessThan(0.03);
  });

  test("Fisher's z of two correlations says the same, nearly", async () => {
    const columns = groups(100, [0.8, 0.35], 12);
    const [path] = (await plsGroupComparison(frameOf(columns), { ...pair, resamples: 1000, permutations: 2000 })).paths;
    const z = (Math.atanh(path!.first) - Math.atanh(path!.second)) / Math.sqrt(2 / 97);
    expect(path!.pValue!).toBeCloseTo(2 * normalCdf(-Math.abs(z)), 1);
    expect(path!.lower!).toBeLessThan(path!.estimate!);
    expect(path!.upper!).toBeGreaterThan(path!.estimate!);
  });

  test("of groups that are alike, p is uniform: below .1 about one time in ten", async () => {
    let below = 0;
    for (let sample = 0; sample < 100; sample++) {
      const columns = groups(25, [0.6, 0.6], 100 + sample);
      const [path] = (await plsGroupComparison(frameOf(columns), { ...pair, permutations: 99, resamples: 0 })).paths;
      if (path!.pValue! <= 0.1) below++;
    }
    // Binomial, n 100, p .1: 2 to 19 hold 99.9 %.
    expect(below).toBeGreaterThanOrEqual(2);
    expect(below).toBeLessThanOrEqual(19);
  });

  test("of more than 4,000 rows, groups of rows are dealt", async () => {
    const result = await plsGroupComparison(frameOf(groups(10_500, [0.6, 0.55], 6)), {
      ...pair,
      permutations: 199,
      resamples: 100,
    });
    expect(result.paths[0]!.pValue!).toBeLessThan(0.05);
  });

  test("is the same in DuckDB", async () => {
    await expectSameInDuckdb(groups(30, [0.9, 0.3], 5), (table) =>
      plsGroupComparison(table, { ...pair, permutations: 99, resamples: 100 }),
    );
  });

  test("without resamples there are no intervals, and a note says so", async () => {
    const result = await plsGroupComparison(frameOf(groups(30, [0.9, 0.3], 5)), {
      ...pair,
      resamples: 0,
      permutations: 99,
    });
    expect(result.paths[0]).toMatchObject({ lower: null, upper: null, note: "not resampled: no interval" });
    expect(result.method).toBe("99 permutations; no intervals");
  });
});

describe("errors", () => {
  const columns = groups(20, [1, 1], 1);
  const g3 = columns.x.map((_, row) => ["a", "b", "c"][row % 3]!);
  const table = frameOf({
    ...columns,
    g3,
    half: columns.x.map((x, row) => (row < 20 ? 1 : x)),
    few: g3.map((_, row) => (row < 2 ? "a" : "b")),
  });

  test.each<[string, Partial<PlsGroupComparisonOptions>, string]>([
    [
      "three groups",
      { group: "g3" },
      "plsGroupComparison requires two groups in 'g3'; got 3 ('a', 'b', 'c'): name two, between: [first, second]",
    ],
    ["an unknown group", { between: ["a", "z"] }, "plsGroupComparison: no group 'z' in 'g'; there are 'a', 'b'"],
    ["one group twice", { between: ["a", "a"] }, "plsGroupComparison requires two groups; got 'a' twice"],
    [
      "few permutations",
      { permutations: 10 },
      "plsGroupComparison requires at least 99 permutations, a whole number; got 10",
    ],
    ["a missing column", { group: "gg" }, "plsGroupComparison: no column 'gg' in the table; nearest: 'g'"],
    [
      "an item that varies in one group only",
      { blocks: { X: ["x", "half"], Y: ["y"] } },
      "plsGroupComparison, g 'a', requires items that vary; 'half' is the same in every row: leave it out",
    ],
    [
      "a group of two",
      { group: "few" },
      "plsGroupComparison, few 'a', requires at least 3 rows without a missing answer; got 2",
    ],
  ])("%s", async (_, wrong, message) => {
    await expect(plsGroupComparison(table, { ...pair, ...wrong })).rejects.toThrow(message);
  });
});
