import { describe, expect, test } from "vitest";
import { random } from "../../src/statistics/random.js";
import { simultaneousPercentiles } from "../../src/statistics/simultaneousPercentiles.js";

describe("simultaneousPercentiles(replicates, level)", () => {
  test("of one statistic are plain percentiles", () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (37 * i) % 100);
    expect(simultaneousPercentiles([values], 0.9)).toEqual([{ lower: 5, upper: 94 }]);
  });

  test("by hand: leaving out one on either side of both loses too many, so nothing is left out", () => {
    const [x, y] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(20, 10, 40, 30)];
    expect(simultaneousPercentiles([x, y], 0.5)).toEqual([
      { lower: 1, upper: 4 },
      { lower: 10, upper: 40 },
    ]);
    expect(simultaneousPercentiles([x, x], 0.5)).toEqual([
      { lower: 2, upper: 3 },
      { lower: 2, upper: 3 },
    ]);
  });

  test("hold together in just over the share asked for, and statistics that move together cost nothing", () => {
    const { normal } = random(5);
    const own = Array.from({ length: 5 }, () => Float64Array.from({ length: 2000 }, normal));
    const intervals = simultaneousPercentiles(own, 0.95);
    const inside = own[0]!.filter((_, i) =>
      own.every((values, k) => values[i]! >= intervals[k]!.lower && values[i]! <= intervals[k]!.upper),
    );
    expect(inside.length / 2000).toBeGreaterThanOrEqual(0.95);
    expect(inside.length / 2000).toBeLessThan(0.956);
    // Five independent normals: 2.57 standard deviations hold together, where 1.96 hold for one.
    expect(intervals[0]!.upper).toBeGreaterThan(2.3);
    const [alone] = simultaneousPercentiles([own[0]!], 0.95);
    expect(simultaneousPercentiles([own[0]!, own[0]!], 0.95)).toEqual([alone, alone]);
  });

  test("statistics that never change are points; none are none", () => {
    expect(simultaneousPercentiles([new Float64Array(50).fill(2)], 0.95)).toEqual([{ lower: 2, upper: 2 }]);
    expect(simultaneousPercentiles([], 0.95)).toEqual([]);
  });
});
