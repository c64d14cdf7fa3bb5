import { describe, expect, test } from "vitest";
import { plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import { bootstrap } from "../../src/statistics/bootstrap.js";
import { random } from "../../src/statistics/random.js";
import { frameOf, MODEL, simulated } from "./plsModels.js";

const pair = { blocks: { X: ["x"], Y: ["y"] }, paths: [["X", "Y"]] } as const;

function pairs(n: number, seed: number): { x: number[]; y: number[] } {
  const draw = random(seed);
  const x = Array.from({ length: n }, () => draw.normal());
  return { x, y: x.map((value) => 0.6 * value + 0.8 * draw.normal()) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(cases: readonly (readonly [number, number])[]): number {
  const [a, b] = [mean(cases.map(([x]) => x)), mean(cases.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number) => cases.reduce((all, [x, y]) => all + of(x - a, y - b), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

describe("intervals", () => {
  const columns = pairs(60, 2);

  test.each(["percentile", "bca"] as const)(
    "of a single path: the %s bootstrap of the correlation",
    async (interval) => {
      const cases = columns.x.map((x, i) => [x, columns.y[i]!] as const);
      const expected = bootstrap(cases, correlation, random(4), { kind: interval, resamples: 4000 });
      const { overall, method } = await plsPathModel(frameOf(columns), { ...pair, interval, resamples: 4000 });
      // Other draws: a few hundredths of the width.
      const slack = 0.04 * (expected.upper - expected.lower);
      expect(Math.abs(overall.paths[0]!.lower! - expected.lower)).toBeLessThan(slack);
      expect(Math.abs(overall.paths[0]!.upper! - expected.upper)).toBeLessThan(slack);
      expect(method).toBe(`bootstrap ${interval === "bca" ? "BCa" : "percentiles"}, 4000 resamples`);
    },
  );

  test("hang on the seed alone", async () => {
    const bounds = async (seed: number) =>
      (await plsPathModel(frameOf(simulated(40, 3)), { ...MODEL, resamples: 100, seed })).overall.paths.map(
        ({ lower }) => lower,
      );
    expect(await bounds(5)).toEqual(await bounds(5));
    expect(await bounds(6)).not.toEqual(await bounds(5));
  });

  test("are narrower at a lower level, and hold the estimate", async () => {
    const at = async (level: number) =>
      (await plsPathModel(frameOf(simulated(60, 3)), { ...MODEL, resamples: 200, level, scale: { min: -5, max: 20 } }))
        .overall;
    const [wide, narrow] = [await at(0.95), await at(0.8)];
    wide.paths.forEach((path, i) => {
      expect(path.lower!).toBeLessThan(path.estimate!);
      expect(path.upper!).toBeGreaterThan(path.estimate!);
      expect(narrow.paths[i]!.upper! - narrow.paths[i]!.lower!).toBeLessThan(path.upper! - path.lower!);
    });
    for (const { score } of wide.blocks) expect(score!.lower!).toBeLessThan(score!.estimate!);
    expect(wide.resamples).toBe(200);
  });

  test("of a score: Student's t of the mean, nearly, for a block of one item", async () => {
    const { overall } = await plsPathModel(frameOf(columns), { ...pair, resamples: 2000, scale: { min: -5, max: 5 } });
    const { score } = overall.blocks[0]!;
    const variance = mean(columns.x.map((x) => (x - mean(columns.x)) ** 2));
    expect(score!.estimate).toBeCloseTo(10 * (mean(columns.x) + 5), 9);
    expect((score!.upper! - score!.lower!) / 2).toBeCloseTo(1.96 * 10 * Math.sqrt(variance / 60), 0);
  });

  test("keep their sign where loadings are near 0: blocks are turned to the sample", async () => {
    const columns = simulated(80, 21);
    const turned = { ...columns, i2: columns.i2!.map((x) => -x), i3: columns.i3!.map((x, i) => -x + 3 * (i % 7)) };
    const { overall } = await plsPathModel(frameOf(turned), { ...MODEL, resamples: 300 });
    for (const { loading } of overall.items.filter(({ block }) => block === "Satisfaction"))
      expect(loading.lower!).toBeGreaterThan(0);
    const [path] = overall.paths;
    expect(Math.sign(path!.lower!)).toBe(Math.sign(path!.upper!));
  });

  test("weigh rows as the estimates do; weights of 1 equal none", async () => {
    const { x, y } = pairs(80, 31);
    // Where the weight is small, the relation is turned round.
    const turned = {
      x,
      y: y.map((value, row) => (row % 2 === 0 ? value : -value)),
      w: x.map((_, row) => (row % 2 === 0 ? 1 : 0.02)),
    };
    const weighted = (await plsPathModel(frameOf(turned), { ...pair, weight: "w" })).overall.paths[0]!;
    expect(weighted.lower!).toBeGreaterThan(0.2);
    expect(weighted.upper!).toBeGreaterThan(weighted.estimate!);
    const ones = await plsPathModel(frameOf({ x, y, w: x.map(() => 1) }), { ...pair, weight: "w" });
    expect(ones.overall).toEqual((await plsPathModel(frameOf({ x, y }), pair)).overall);
  });

  test("draw again where an item does not vary, and count it", async () => {
    const rare = { ...pairs(30, 7), z: Array.from({ length: 30 }, (_, row) => (row < 2 ? 1 : 0)) };
    const { overall } = await plsPathModel(frameOf(rare), { blocks: { X: ["x", "z"], Y: ["y"] }, paths: [["X", "Y"]] });
    // (28/30)³⁰ = .126 of the resamples hold neither of the two.
    expect(overall.redrawn / (overall.redrawn + overall.resamples)).toBeGreaterThan(0.09);
    expect(overall.redrawn / (overall.redrawn + overall.resamples)).toBeLessThan(0.17);
    expect(overall.resamples).toBe(500);
    expect(overall.note).toBe(
      `${overall.redrawn} of ${overall.redrawn + 500} resamples had no solution and were drawn again: intervals are of those that had`,
    );
  });

  test("of more than 4,000 rows are of groups of rows, and as wide as they should be", async () => {
    const { overall } = await plsPathModel(frameOf(pairs(20_500, 9)), { ...pair, resamples: 400 });
    const [path] = overall.paths;
    const expected = (2 * 1.96 * (1 - path!.estimate! ** 2)) / Math.sqrt(20_500);
    expect((path!.upper! - path!.lower!) / expected).toBeGreaterThan(0.85);
    expect((path!.upper! - path!.lower!) / expected).toBeLessThan(1.15);
  });

  test("cover: of samples of a composite model, 95 % of the intervals hold the path of the population", async () => {
    // Mode A weights of a population whose items are exchangeable are equal, so that the paths are those of the mean scores.
    const population = await plsPathModel(frameOf(simulated(200_000, 1)), MODEL);
    const truth = population.overall.paths.map(({ estimate }) => estimate!);
    const samples = 60;
    let held = 0;
    for (let sample = 0; sample < samples; sample++) {
      const { overall } = await plsPathModel(frameOf(simulated(150, 1000 + sample)), { ...MODEL, resamples: 200 });
      overall.paths.forEach(({ lower, upper }, i) => {
        if (lower! <= truth[i]! && truth[i]! <= upper!) held++;
      });
    }
    // 240 intervals, not independent within a sample.
    expect(held / (samples * truth.length)).toBeGreaterThan(0.9);
    expect(held / (samples * truth.length)).toBeLessThan(0.99);
  });
});
