import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formInterval, type LinearForm, type MomentSums, meanOfForm } from "../../src/statistics/linearForm.js";

interface Row {
  readonly x: readonly number[];
  readonly w: number;
}

/** Moments of rows, each sum written out. */
function momentsOf(rows: readonly Row[], columns: number): MomentSums {
  const over = (value: (row: Row) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  const places = Array.from({ length: columns }, (_, i) => i);
  return {
    n: rows.length,
    weight: over(({ w }) => w),
    weightSquared: over(({ w }) => w * w),
    sum: places.map((i) => over(({ x, w }) => w * x[i]!)),
    squaredWeightSum: places.map((i) => over(({ x, w }) => w * w * x[i]!)),
    squaredWeightCross: places.map((i) => places.map((j) => over(({ x, w }) => w * w * x[i]! * x[j]!))),
  };
}

const form = (constant: number, ...coefficients: number[]): LinearForm => ({
  constant,
  terms: coefficients.map((coefficient, place) => ({ place, coefficient })),
});

const valueAt = ({ constant, terms }: LinearForm, x: readonly number[]) =>
  terms.reduce((sum, { place, coefficient }) => sum + coefficient * x[place]!, constant);

describe("meanOfForm(parts)", () => {
  test("x − y of (5, 3), (4, 4), (6, 2): mean 2, standard error √(4/3)", () => {
    const rows = [
      { x: [5, 3], w: 1 },
      { x: [4, 4], w: 1 },
      { x: [6, 2], w: 1 },
    ];
    const found = meanOfForm([{ moments: momentsOf(rows, 2), form: form(0, 1, -1) }])!;
    expect(found).toMatchObject({ mean: 2, n: 3, effectiveN: 3 });
    expect(found.standardError).toBeCloseTo(Math.sqrt(4 / 3), 12);
    const { lower, upper } = formInterval(found, 0.95)!;
    expect(lower).toBeCloseTo(2 - 4.302653 * Math.sqrt(4 / 3), 6);
    expect(upper).toBeCloseTo(2 + 4.302653 * Math.sqrt(4 / 3), 6);
  });

  test("is what the rows themselves give, with another form for each part", () => {
    const row = fc.record({
      x: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })),
      w: fc.constantFrom(0.5, 1, 2.25),
    });
    const rows = fc.array(row, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [one, two] = [form(0.25, 0.4, -0.4), form(-1, 1)];
        const found = meanOfForm([
          { moments: momentsOf(a, 2), form: one },
          { moments: momentsOf(b, 2), form: two },
        ])!;
        const values = [
          ...a.map(({ x, w }) => ({ c: valueAt(one, x), w })),
          ...b.map(({ x, w }) => ({ c: valueAt(two, x), w })),
        ];
        const weight = values.reduce((sum, { w }) => sum + w, 0);
        const mean = values.reduce((sum, { c, w }) => sum + w * c, 0) / weight;
        const squares = values.reduce((sum, { c, w }) => sum + (w * (c - mean)) ** 2, 0);
        expect(found.mean).toBeCloseTo(mean, 12);
        expect(found.standardError).toBeCloseTo(Math.sqrt((squares * values.length) / (values.length - 1)) / weight, 7);
      }),
    );
  });

  test("of rows that are all alike has the standard error 0, not what rounding leaves", () => {
    const rows = Array.from({ length: 7 }, () => ({ x: [0.1, 0.7], w: 1 / 3 }));
    expect(meanOfForm([{ moments: momentsOf(rows, 2), form: form(0, 1 / 3, -2 / 3) }])!.standardError).toBe(0);
  });

  test("of differences that are all 0 has the standard error 0, though both columns vary; it was 1e-8, and depended on the weights' scale", () => {
    for (const scale of [1, 0.001, 1000]) {
      const rows = [
        { x: [3, 3], w: 0.5 * scale },
        { x: [6, 6], w: scale / 3 },
        { x: [1, 1], w: 0.7 * scale },
      ];
      const { mean, standardError } = meanOfForm([{ moments: momentsOf(rows, 2), form: form(0, 0.37, -0.37) }])!;
      expect(mean).toBeCloseTo(0, 12);
      expect(standardError).toBe(0);
    }
  });

  test("of one row has no standard error and no interval; without weight there is no mean", () => {
    const moments = momentsOf([{ x: [5], w: 1 }], 1);
    const found = meanOfForm([{ moments, form: form(0, 1) }])!;
    expect(found).toMatchObject({ mean: 5, standardError: null, n: 1 });
    expect(formInterval(found, 0.95)).toBeNull();
    expect(meanOfForm([{ moments: momentsOf([{ x: [5], w: 0 }], 1), form: form(0, 1) }])).toBeNull();
    expect(meanOfForm([])).toBeNull();
  });
});
