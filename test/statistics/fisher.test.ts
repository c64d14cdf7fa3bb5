import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fisherPValue } from "../../src/statistics/fisher.js";
import reference from "../fixtures/contingency/contingency.json";

describe("fisherPValue(table)", () => {
  test("published: the lady tasting tea, three cups of four right, .4857 (Fisher 1935)", () => {
    const tea = [
      [3, 1],
      [1, 3],
    ];
    expect(fisherPValue(tea)).toBeCloseTo(34 / 70, 14);
  });

  test.each(reference.independence)("agrees with R's fisher.test: $table", ({ table, fisher }) => {
    const p = fisherPValue(table);
    if (fisher === null || p === null) expect(p).toBe(fisher);
    else expect(Math.abs(p - fisher)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, fisher));
  });

  test("is the same of the table turned over, of rows in another order, and with empty rows and columns added", () => {
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    });
    fc.assert(
      fc.property(table, (counts) => {
        const p = fisherPValue(counts);
        const turned = counts[0]!.map((_, j) => counts.map((row) => row[j]!));
        const wider = [...counts.map((row) => [...row, 0]), counts[0]!.map(() => 0).concat(0)];
        for (const other of [turned, [...counts].reverse(), wider]) {
          if (p === null) expect(fisherPValue(other)).toBeNull();
          else expect(fisherPValue(other)).toBeCloseTo(p, 10);
        }
      }),
    );
  });

  test("two by two with a million cases takes no time", () => {
    const p = fisherPValue([
      [300_000, 1000],
      [299_000, 1200],
    ]);
    expect(p).toBeGreaterThan(1e-6);
    expect(p).toBeLessThan(1e-4);
  });

  test("a table with too many arrangements is refused, and what to do instead is named", () => {
    const jobSatisfaction = [
      [1, 2, 1, 0],
      [3, 3, 6, 1],
      [10, 10, 14, 9],
      [6, 7, 12, 11],
    ];
    expect(() => fisherPValue(jobSatisfaction)).toThrow(
      "fisherPValue requires a table with at most 500,000 arrangements; monteCarloIndependence draws some of them",
    );
    expect(() => fisherPValue(Array.from({ length: 6 }, () => [20, 20, 20, 20, 20]))).toThrow("500,000 arrangements");
    expect(() => fisherPValue([[1, 0.5]])).toThrow("fisherPValue requires whole counts from 0; got 0.5");
  });
});
