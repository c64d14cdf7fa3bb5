import { describe, expect, test } from "vitest";
import { calibration } from "../../src/statistics/calibration.js";
import reference from "../fixtures/calibration/calibration.json";

describe("calibration as scikit-learn has it", () => {
  test.each(reference.cases)("$name", ({ predicted, outcome, bins, ...expected }) => {
    const found = calibration(predicted, outcome, bins)!;
    expect(found.brier).toBeCloseTo(expected.brier, 13);
    expect(found.bins.reduce((sum, { n }) => sum + n, 0)).toBe(outcome.length);
    if (expected.observed === null) return;
    expect(found.bins).toHaveLength(expected.observed.length);
    found.bins.forEach((bin, i) => {
      expect(bin.predicted).toBeCloseTo(expected.mean![i]!, 13);
      expect(bin.observed).toBeCloseTo(expected.observed![i]!, 13);
    });
  });

  test("there are at least 20 cases", () => {
    expect(reference.cases.length).toBeGreaterThanOrEqual(22);
  });
});

describe("by hand", () => {
  test("two told .2 who stay, two told .7 of whom one leaves", () => {
    const found = calibration([0.7, 0.2, 0.7, 0.2], [1, 0, 0, 0], 2)!;
    expect(found.bins.map(({ n, positives, observed }) => [n, positives, observed])).toEqual([
      [2, 0, 0],
      [2, 1, 0.5],
    ]);
    // Brier (.09 + .49 + .04 + .04)/4; told .2 and 0 came, .7 and .5; the bins are .25 from the mean of .25.
    expect(found.brier).toBeCloseTo(0.165, 14);
    expect(found.reliability).toBeCloseTo(0.04, 14);
    expect(found.resolution).toBeCloseTo(0.0625, 14);
    expect(found.uncertainty).toBeCloseTo(0.1875, 14);
    expect(found.within).toBeCloseTo(0, 14);
  });

  test("those told the same are in the bin that their middle falls into", () => {
    expect(calibration([0.5, 0.1, 0.5, 0.5], [1, 0, 0, 1], 2)!.bins.map(({ n }) => n)).toEqual([1, 3]);
    expect(calibration([0.5, 0.9, 0.5, 0.5], [1, 0, 0, 1], 2)!.bins.map(({ n }) => n)).toEqual([3, 1]);
  });

  test("nothing without cases; one bin of all", () => {
    expect(calibration([], [], 5)).toBeNull();
    expect(calibration([0.1, 0.5], [0, 1], 1)!.bins).toEqual([{ n: 2, predicted: 0.3, positives: 1, observed: 0.5 }]);
  });
});

describe("laws", () => {
  test("the bins are unchanged by the order of cases, ties or not", () => {
    for (const { predicted, outcome, bins } of reference.cases) {
      const turned = calibration([...predicted].reverse(), [...outcome].reverse(), bins)!;
      calibration(predicted, outcome, bins)!.bins.forEach((bin, i) => {
        expect(turned.bins[i]!.n).toBe(bin.n);
        expect(turned.bins[i]!.positives).toBe(bin.positives);
        expect(turned.bins[i]!.predicted).toBeCloseTo(bin.predicted, 13);
      });
    }
  });

  test("a bin for each prediction leaves nothing within", () => {
    for (const { predicted, outcome } of reference.cases) {
      expect(calibration(predicted, outcome, 4 * outcome.length)!.within).toBeCloseTo(0, 12);
    }
  });
});

test.each<[readonly number[], readonly number[], number, string]>([
  [[0.1], [1, 0], 2, "calibration requires 2 predictions, one a case; got 1"],
  [[0.1, 30], [1, 0], 2, "calibration requires predictions from 0 to 1; got 30 (row 2)"],
  [[0.1, Number.NaN], [1, 0], 2, "calibration requires predictions from 0 to 1; got NaN (row 2)"],
  [[0.1, 0.2], [1, 2], 2, "calibration requires outcomes of 0 or 1; got 2 (row 2)"],
  [[0.1], [1], 0, "calibration requires bins from 1; got 0"],
])("calibration(%j, %j, %j) is refused", (predicted, outcome, bins, message) => {
  expect(() => calibration(predicted, outcome, bins)).toThrow(new RangeError(message));
});
