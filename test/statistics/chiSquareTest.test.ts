import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquareGoodness, chiSquareIndependence } from "../../src/statistics/chiSquareTest.js";
import reference from "../fixtures/contingency/contingency.json";

const close = (actual: number | null, expected: number | null) => {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(expected)));
};
const closeAll = (actual: readonly (number | null)[], expected: readonly (number | null)[]) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    close(value, expected[i]!);
  });
};

describe("chiSquareIndependence(table)", () => {
  test.each(reference.independence)("agrees with R's chisq.test: $table", (one) => {
    const { test: tested, expected, adjustedResiduals, n } = chiSquareIndependence(one.table);
    closeAll(expected.flat(), one.expected.flat());
    expect(n).toBe(one.table.flat().reduce((sum, count) => sum + count, 0));
    if (one.test === null) {
      expect(tested).toBeNull();
      return;
    }
    close(tested!.statistic, one.test.statistic);
    close(tested!.pValue, one.test.pValue);
    expect(tested!.degreesOfFreedom).toBe(one.test.degreesOfFreedom);
    // R was given the table without its empty rows and columns.
    const residuals = adjustedResiduals.flat().filter((residual) => residual !== null);
    closeAll(residuals, one.residuals!.flat());
  });

  test("the least expected count tells when not to trust it", () => {
    expect(chiSquareIndependence([[3, 1, 0]]).leastExpected).toBe(1);
    expect(chiSquareIndependence([[0, 0]]).leastExpected).toBeNull();
    const thin = [
      [3, 1],
      [1, 3],
    ];
    expect(chiSquareIndependence(thin).leastExpected).toBe(2);
  });

  const tables = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

  test("is the same of the table turned over, and twice as large of twice the counts", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const one = chiSquareIndependence(table).test!;
        const turned = chiSquareIndependence(table[0]!.map((_, j) => table.map((row) => row[j]!))).test!;
        const twice = chiSquareIndependence(table.map((row) => row.map((count) => 2 * count))).test!;
        close(turned.statistic, one.statistic);
        close(twice.statistic, 2 * one.statistic);
      }),
    );
  });

  test("of two by two, the square of each adjusted residual is the statistic", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 4, maxLength: 4 }), ([a, b, c, d]) => {
        const { test: tested, adjustedResiduals } = chiSquareIndependence([
          [a!, b!],
          [c!, d!],
        ]);
        for (const residual of adjustedResiduals.flat()) close(residual! ** 2, tested!.statistic);
      }),
    );
  });

  test("errors", () => {
    expect(() => chiSquareIndependence([])).toThrow(
      "chiSquareIndependence requires a table with rows and columns; got none",
    );
    expect(() => chiSquareIndependence([[1, 2], [3]])).toThrow(
      "chiSquareIndependence requires rows of 2 counts; got one of 1",
    );
    expect(() => chiSquareIndependence([[1, 2.5]])).toThrow(
      "chiSquareIndependence requires whole counts from 0; got 2.5",
    );
    expect(() => chiSquareIndependence([[1, -2]])).toThrow(
      "chiSquareIndependence requires whole counts from 0; got -2",
    );
  });
});

describe("chiSquareGoodness(counts, shares)", () => {
  test.each(reference.goodness)("agrees with R's chisq.test: $counts of $shares", (one) => {
    const { test: tested, expected, adjustedResiduals } = chiSquareGoodness(one.counts, one.shares);
    close(tested!.statistic, one.statistic);
    close(tested!.pValue, one.pValue);
    expect(tested!.degreesOfFreedom).toBe(one.degreesOfFreedom);
    closeAll(expected, one.expected);
    closeAll(adjustedResiduals, one.residuals);
  });

  test("takes all classes as alike unless told otherwise", () => {
    expect(chiSquareGoodness([3, 7])).toEqual(chiSquareGoodness([3, 7], [0.5, 0.5]));
  });

  test("without counts there is no test", () => {
    expect(chiSquareGoodness([0, 0])).toEqual({
      expected: [0, 0],
      adjustedResiduals: [null, null],
      leastExpected: null,
      test: null,
      n: 0,
    });
  });

  test("errors", () => {
    expect(() => chiSquareGoodness([3])).toThrow("chiSquareGoodness requires at least 2 classes; got 1");
    expect(() => chiSquareGoodness([3, 4], [1])).toThrow("chiSquareGoodness requires 2 shares; got 1");
    expect(() => chiSquareGoodness([3, 4], [1, 0])).toThrow("chiSquareGoodness requires shares above 0; got 0");
    expect(() => chiSquareGoodness([3, 4], [0.5, 0.4])).toThrow(
      "chiSquareGoodness requires shares that add up to 1; got 0.9",
    );
  });
});
