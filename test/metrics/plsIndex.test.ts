import { describe, expect, test } from "vitest";
import { plsIndex } from "../../src/metrics/plsPathModel/plsIndex.js";
import { plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import { unexplained } from "./existing.js";
import { frameOf, MODEL, simulated } from "./plsModels.js";

const answers = simulated(90, 5);
const columns = {
  ...answers,
  segment: Array.from({ length: 90 }, (_, row) => (row < 3 ? "few" : row % 2 === 0 ? "a" : "b")),
};
const scale = { min: -10, max: 22 };
const model = (more: object = {}) => plsPathModel(frameOf(columns), { ...MODEL, scale, ...more });

describe("plsIndex(result, { block })", () => {
  test("plsIndex(result, { block }) is the block's score of everybody and of each segment, with its interval and n", async () => {
    const result = await model({ by: "segment", resamples: 100, level: 0.9 });
    const scores = plsIndex(result, { block: "Satisfaction" });
    const own = result.overall.blocks.find(({ name }) => name === "Satisfaction")!.score!;
    expect(scores.overall).toMatchObject({ estimate: own.estimate, lower: own.lower, upper: own.upper, n: 90 });
    expect(scores.overall.lower!).toBeLessThan(scores.overall.estimate!);
    expect(scores.rows.map(({ keys, n }) => [keys.segment, n])).toEqual([
      ["a", 43],
      ["b", 44],
      ["few", 3],
    ]);
    expect(scores).toMatchObject({
      ...{ metric: "plsIndex", label: "Satisfaction: PLS path model (path scheme)", unit: "index", level: 0.9 },
      ...{ by: ["segment"], method: "bootstrap percentiles, 100 resamples" },
    });
    expect(unexplained(scores)).toEqual([]);
  });

  test("plsIndex(result, { block }) is the item itself on 0–100 for a block of one item: by hand", async () => {
    const l1 = answers.l1!;
    const mean = l1.reduce((sum, value) => sum + value, 0) / l1.length;
    const scores = plsIndex(await model(), { block: "Loyalty" });
    expect(scores.overall.estimate).toBeCloseTo((100 * (mean + 10)) / 32, 10);
    expect(scores.rows).toEqual([]);
  });

  test("plsIndex(result, { block }) of a segment without a model is null, with the reason", async () => {
    const few = plsIndex(await model({ by: "segment" }), { block: "Image" }).rows.at(-1)!;
    expect(few.estimate).toBeNull();
    expect(few.note).toMatch(/at least \d+ rows/);
  });

  test("plsIndex(result, { block }) refuses a block that is none, with the nearest, and a model without scores", async () => {
    const result = await model();
    expect(() => plsIndex(result, { block: "Satisfacton" })).toThrow(
      "plsIndex requires a block of the model; got 'Satisfacton'; nearest: 'Satisfaction'",
    );
    expect(() => plsIndex(result, { block: "zzz" })).toThrow("there are 'Image', 'Value', 'Satisfaction', 'Loyalty'");
    const without = await plsPathModel(frameOf(columns), MODEL);
    expect(() => plsIndex(without, { block: "Image" })).toThrow(
      "plsIndex requires a model with scores on 0–100; got one without: give plsPathModel a scale",
    );
  });
});
