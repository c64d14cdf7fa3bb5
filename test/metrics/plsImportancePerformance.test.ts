import { describe, expect, test } from "vitest";
import { plsImportancePerformance } from "../../src/metrics/plsPathModel/plsImportancePerformance.js";
import { plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import { leastSquares } from "../../src/statistics/leastSquares.js";
import { unexplained } from "./existing.js";
import { frameOf, MODEL, simulated } from "./plsModels.js";

const columns = simulated(100, 14);
const table = frameOf({ ...columns, s: columns.i1!.map((_, row) => (row % 2 === 0 ? "a" : "b")) });
const scale = { min: -4, max: 16 };

describe("plsImportancePerformance(result, { target })", () => {
  test("importance is the regression of the scores on 0–100: by hand of rows, for blocks of one item", async () => {
    const blocks = { Image: ["i1"], Value: ["v1"], Satisfaction: ["s1"] };
    const paths = [
      ["Image", "Value"],
      ["Image", "Satisfaction"],
      ["Value", "Satisfaction"],
    ] as const;
    const result = await plsPathModel(table, {
      blocks,
      paths,
      scale: { Image: { min: -5, max: 25 }, Value: scale, Satisfaction: scale },
      resamples: 0,
    });
    const score = (item: string, min: number, max: number) =>
      columns[item]!.map((x) => (100 * (x - min)) / (max - min));
    const [image, value, satisfaction] = [score("i1", -5, 25), score("v1", -4, 16), score("s1", -4, 16)];
    const slopes = (outcome: number[], predictors: Record<string, number[]>) =>
      leastSquares({ outcome, predictors })
        .coefficients.slice(1)
        .map(({ coefficient }) => coefficient);
    const [direct, ofValue] = slopes(satisfaction, { image, value });
    const [onValue] = slopes(value, { image });
    const map = plsImportancePerformance(result, { target: "Satisfaction" });
    expect(map.overall.map(({ block, importance }) => [block, importance.estimate])).toEqual([
      ["Image", expect.closeTo(direct! + onValue! * ofValue!, 9)],
      ["Value", expect.closeTo(ofValue!, 9)],
    ]);
    const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(map.overall[0]!.performance.estimate).toBeCloseTo(mean(image), 9);
    expect(map.performance.estimate).toBeCloseTo(mean(satisfaction), 9);
  });

  test("with intervals, by segment, and without what does not lead to the target", async () => {
    const result = await plsPathModel(table, { ...MODEL, scale, by: "s", resamples: 100 });
    const map = plsImportancePerformance(result, { target: "Value" });
    expect(map).toMatchObject({
      metric: "plsImportancePerformance",
      label: "Importance and performance for Value",
      n: 100,
    });
    expect(map.overall.map(({ block }) => block)).toEqual(["Image"]);
    expect(map.rows.map(({ keys, blocks }) => [keys.s, blocks.length])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    for (const { importance, performance } of map.overall) {
      expect(importance.lower!).toBeLessThan(importance.upper!);
      expect(performance.lower!).toBeLessThan(performance.upper!);
    }
    expect(unexplained(map)).toEqual([]);
  });

  test("errors: a target nothing leads to, and a model without scores", async () => {
    const result = await plsPathModel(table, MODEL);
    expect(() => plsImportancePerformance(result, { target: "Image" })).toThrow(
      "plsImportancePerformance requires a target that a path leads to; got 'Image'; there are 'Value', 'Satisfaction', 'Loyalty'",
    );
    expect(() => plsImportancePerformance(result, { target: "Loyalti" })).toThrow("got 'Loyalti'; nearest: 'Loyalty'");
    expect(() => plsImportancePerformance(result, { target: "Loyalty" })).toThrow(
      "plsImportancePerformance requires a model with scores on 0–100; got one without: give plsPathModel a scale",
    );
  });
});
