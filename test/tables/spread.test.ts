import { createRequire } from "node:module";
import { DataFrame, Series } from "danfojs-node";
import { describe, expect, test } from "vitest";

const functions = createRequire(import.meta.url)("../../tools/danfo/mathjs/index.js") as Record<
  "mean" | "median" | "mode" | "std" | "variance",
  (values: readonly unknown[]) => unknown
>;

// Python 3.11, module statistics: mean 127.8, median 127.5, variance 85.06666666666666, stdev 9.223159256278006.
const WEIGHTS = [115, 117, 120, 123, 126, 129, 132, 135, 139, 142];

describe("what Danfo takes from mathjs", () => {
  test("Series mean, median, standard deviation and variance are those of Python", () => {
    const series = new Series(WEIGHTS);
    expect(series.mean()).toBeCloseTo(127.8, 12);
    expect(series.median()).toBe(127.5);
    expect(series.std()).toBeCloseTo(9.223159256278006, 12);
    expect(series.var()).toBeCloseTo(85.06666666666666, 12);
    expect(series.mode()).toHaveLength(10);
    expect(new Series([3, 1, 3, 1, 2]).mode()).toEqual([3, 1]);
  });

  test("groupby and describe of a frame take the same", () => {
    const frame = new DataFrame({ group: ["a", "a", "a", "b"], value: [1, 2, 6, 5] });
    expect(frame.groupby(["group"]).col(["value"]).std().values[0]).toEqual(["a", expect.closeTo(2.6457513, 7)]);
    expect(new DataFrame({ value: WEIGHTS }).describe().at("variance", "value")).toBeCloseTo(85.06666666666666, 12);
  });

  test("text is refused (['7', '8', '9'] had the mean 263), one value has no spread (it was 0)", () => {
    expect(() => functions.mean(["7", "8", "9"])).toThrow('mean requires numbers; got "7"');
    expect(() => functions.std([])).toThrow("requires numbers; got none");
    expect(functions.variance([4])).toBeNaN();
    expect(functions.median([true, false])).toBe(0.5);
  });
});
