import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collinearity } from "../../src/statistics/collinearity.js";
import { dominanceOf } from "../../src/statistics/dominance.js";
import { random } from "../../src/statistics/random.js";
import { relativeImportance, rSquared, varianceInflation } from "../../src/statistics/relativeImportance.js";
import { antitheticOrders, sampledShapley } from "../../src/statistics/shapley.js";
import { type Correlations, subsetRSquared } from "../../src/statistics/subsetRSquared.js";
import { symmetricEigen, symmetricInverseRoot, symmetricRoot } from "../../src/statistics/symmetricEigen.js";
import reference from "../fixtures/driverWeights/driverWeights.json";

const METHODS = ["first", "last", "beta", "lmg", "johnson", "pratt", "car"] as const;

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function expectClose(found: Iterable<number>, expected: readonly number[], digits = 12): void {
  const values = [...found];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, digits);
  });
}

const given = (one: { readonly r: readonly number[]; readonly correlations: readonly number[] }): Correlations => ({
  r: Float64Array.from(one.r),
  correlations: Float64Array.from(one.correlations),
  size: one.r.length,
});

/** Correlations of `size` variables and an outcome, as random mixtures have them. */
const designs = (least = 1, most = 7): fc.Arbitrary<Correlations> =>
  fc.record({ size: fc.integer({ min: least, max: most }), seed: fc.integer({ min: 1, max: 1e6 }) }).map(mixture);

function mixture({ size, seed }: { readonly size: number; readonly seed: number }): Correlations {
  const stream = random(seed);
  const width = size + 1;
  const rows = Array.from({ length: 3 * width }, () => {
    const common = stream.normal();
    return Array.from({ length: width }, () => common + stream.normal());
  });
  const cross = (i: number, j: number) => sum(rows.map((row) => row[i]! * row[j]!));
  const correlation = (i: number, j: number) => cross(i, j) / Math.sqrt(cross(i, i) * cross(j, j));
  return {
    size,
    r: Float64Array.from({ length: size }, (_, i) => correlation(i, size)),
    correlations: Float64Array.from({ length: size * size }, (_, k) => correlation(Math.floor(k / size), k % size)),
  };
}

describe("relativeImportance({ method, r, correlations, size })", () => {
  test.each(reference.cases)("agrees with R's lm on every subset: $name", (one) => {
    for (const method of METHODS) expectClose(relativeImportance({ method, ...given(one) }), one[method]);
    expect(rSquared(given(one))).toBeCloseTo(one.rSquared, 12);
    expectClose(varianceInflation(given(one).correlations, one.r.length), one.vif, 10);
  });

  test("of two by hand: r .6 and .5, correlated at .5", () => {
    const two = { r: Float64Array.of(0.6, 0.5), correlations: Float64Array.of(1, 0.5, 0.5, 1), size: 2 };
    // R² = (.36 + .25 − 2·.5·.3)/.75; each adds the mean of what it explains alone and beside the other.
    const whole = 0.31 / 0.75;
    expect(rSquared(two)).toBeCloseTo(whole, 14);
    expectClose(relativeImportance({ method: "beta", ...two }), [0.35 / 0.75, 0.2 / 0.75], 14);
    expectClose(relativeImportance({ method: "last", ...two }), [whole - 0.25, whole - 0.36], 14);
    const lmg = [(0.36 + whole - 0.25) / 2, (0.25 + whole - 0.36) / 2];
    expectClose(relativeImportance({ method: "lmg", ...two }), lmg, 14);
    // Johnson's weights of two are LMG's.
    expectClose(relativeImportance({ method: "johnson", ...two }), lmg, 14);
  });

  test("LMG, Johnson's, Pratt's and CAR add up to R²", () => {
    fc.assert(
      fc.property(designs(), (design) => {
        const whole = rSquared(design);
        for (const method of ["lmg", "johnson", "pratt", "car"] as const) {
          expect(sum(relativeImportance({ method, ...design }))).toBeCloseTo(whole, 10);
        }
      }),
    );
  });

  test("of variables that have nothing in common all but β agree", () => {
    const r = Float64Array.of(0.5, -0.4, 0.1);
    const design = { r, correlations: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), size: 3 };
    for (const method of METHODS) {
      const expected = method === "beta" ? [...r] : [...r].map((value) => value ** 2);
      expectClose(relativeImportance({ method, ...design }), expected);
    }
  });

  test("is unchanged by the order of variables", () => {
    fc.assert(
      fc.property(designs(2, 6), fc.nat(), (design, shift) => {
        const { size, r, correlations } = design;
        const place = (k: number) => (k + shift) % size;
        const moved = {
          size,
          r: r.map((_, i) => r[place(i)]!),
          correlations: correlations.map((_, k) => correlations[place(Math.floor(k / size)) * size + place(k % size)]!),
        };
        for (const method of METHODS) {
          const [before, after] = [relativeImportance({ method, ...design }), relativeImportance({ method, ...moved })];
          expectClose(
            after,
            [...before].map((_, i) => before[place(i)]!),
            10,
          );
        }
      }),
    );
  });

  test("a variable turned over keeps its weight", () => {
    fc.assert(
      fc.property(designs(2, 6), (design) => {
        const { size, r, correlations } = design;
        const sign = (i: number) => (i === 0 ? -1 : 1);
        const turned = {
          size,
          r: r.map((value, i) => sign(i) * value),
          correlations: correlations.map((value, k) => sign(Math.floor(k / size)) * sign(k % size) * value),
        };
        for (const method of METHODS) {
          const before = relativeImportance({ method, ...design });
          if (method === "beta") before[0]! *= -1;
          expectClose(relativeImportance({ method, ...turned }), [...before], 10);
        }
      }),
    );
  });

  test("LMG of 20 variables is exact: of 18 alike, two of their own", () => {
    const size = 20;
    const correlations = Float64Array.from({ length: size * size }, (_, k) => {
      const [i, j] = [Math.floor(k / size), k % size];
      return i === j ? 1 : i < 18 && j < 18 ? 0.5 : 0;
    });
    const r = Float64Array.from({ length: size }, (_, i) => (i < 18 ? 0.4 : 0.3));
    const weights = relativeImportance({ method: "lmg", r, correlations, size });
    // R² of 18 alike is 18·.16/(1 + 17·.5), which they share.
    expectClose(weights, [...Array.from({ length: 18 }, () => 0.16 / 9.5), 0.09, 0.09], 10);
  });

  test("correlations that are singular are refused", () => {
    const twice = { r: Float64Array.of(0.5, 0.5), correlations: Float64Array.of(1, 1, 1, 1), size: 2 };
    expect(() => relativeImportance({ method: "beta", ...twice })).toThrow(
      "relativeImportance requires variables that can be told apart; got correlations that are singular",
    );
    expect(() => rSquared(twice)).toThrow("singular");
  });
});

describe("subsetRSquared(given)", () => {
  test.each(reference.cases.filter(({ always }) => always.length === 0))("agrees with R's lm: $name", (one) => {
    expectClose(subsetRSquared(given(one)), one.subsets);
  });

  test("never falls when a variable comes in", () => {
    fc.assert(
      fc.property(designs(1, 7), (design) => {
        const table = subsetRSquared(design);
        for (let subset = 1; subset < table.length; subset++) {
          for (let j = 0; j < design.size; j++) {
            if ((subset & (1 << j)) !== 0)
              expect(table[subset]!).toBeGreaterThanOrEqual(table[subset ^ (1 << j)]! - 1e-12);
          }
        }
      }),
    );
  });

  test("of more than 20 variables is refused", () => {
    expect(() => subsetRSquared(mixture({ size: 21, seed: 1 }))).toThrow(
      "subsetRSquared requires at most 20 variables; got 21",
    );
  });
});

describe("sampledShapley(given, orders)", () => {
  test("adds up to R², and lies within four standard errors of the exact parts", () => {
    const design = mixture({ size: 12, seed: 5 });
    const exact = relativeImportance({ method: "lmg", ...design });
    const { parts, standardErrors } = sampledShapley(design, antitheticOrders(12, 300, random(2)));
    expect(sum(parts)).toBeCloseTo(rSquared(design), 12);
    let squares = 0;
    parts.forEach((part, j) => {
      const z = (part - exact[j]!) / standardErrors[j]!;
      expect(Math.abs(z)).toBeLessThan(4);
      squares += z * z;
    });
    // Twelve squares of about 1 each: an error stated half or twice as large would show.
    expect(squares / 12).toBeGreaterThan(0.25);
    expect(squares / 12).toBeLessThan(3);
  });

  test("over all orders of three is exact", () => {
    const orders = ["012", "210", "021", "120", "102", "201"].map((order) => Uint8Array.from(order, Number));
    const design = mixture({ size: 3, seed: 9 });
    expectClose(sampledShapley(design, orders).parts, [...relativeImportance({ method: "lmg", ...design })], 12);
  });

  test("of 50 variables that are all alike says how far it is from equal parts", () => {
    const size = 50;
    const correlations = Float64Array.from({ length: size * size }, (_, k) =>
      Math.floor(k / size) === k % size ? 1 : 0.4,
    );
    const design = { r: Float64Array.from({ length: size }, () => 0.5), correlations, size };
    const { parts, standardErrors } = sampledShapley(design, antitheticOrders(size, 500, random(3)));
    const scores = [...parts].map((part, j) => (part - 0.25 / (1 + 49 * 0.4)) / standardErrors[j]!);
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4);
    expect(sum(scores.map((score) => score ** 2)) / size).toBeCloseTo(1, 0);
    expect(sum(relativeImportance({ method: "lmg", ...design }))).toBeCloseTo(rSquared(design), 10);
  });
});

describe("dominanceOf(table, size)", () => {
  test.each(reference.cases.filter(({ r }) => r.length > 1))("agrees with comparing R's subsets: $name", (one) => {
    expect(dominanceOf(Float64Array.from(one.subsets), one.r.length)).toEqual(one.dominance);
  });

  test("complete dominance is conditional, conditional is general", () => {
    fc.assert(
      fc.property(designs(2, 5), (design) => {
        for (const { complete, conditional, general } of dominanceOf(subsetRSquared(design), design.size)) {
          if (complete !== 0) expect(conditional).toBe(complete);
          if (conditional !== 0) expect(general).toBe(conditional);
        }
      }),
    );
  });
});

describe("symmetricEigen(matrix, size)", () => {
  test("values and vectors make the matrix again, and the vectors are at right angles", () => {
    fc.assert(
      fc.property(designs(), ({ correlations, size }) => {
        const { values, vectors } = symmetricEigen(correlations, size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let [made, shared] = [0, 0];
            for (let k = 0; k < size; k++) {
              made += values[k]! * vectors[k * size + i]! * vectors[k * size + j]!;
              shared += vectors[k * size + i]! * vectors[k * size + j]!;
            }
            expect(made).toBeCloseTo(correlations[i * size + j]!, 12);
            expect(shared).toBeCloseTo(i === j ? 1 : 0, 12);
          }
        }
      }),
    );
  });

  test("the root times itself is the matrix, times its inverse 1", () => {
    fc.assert(
      fc.property(designs(), ({ correlations, size }) => {
        const [root, inverse] = [symmetricRoot(correlations, size), symmetricInverseRoot(correlations, size)];
        const product = (a: Float64Array, b: Float64Array, i: number, j: number) =>
          sum(Array.from({ length: size }, (_, k) => a[i * size + k]! * b[k * size + j]!));
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            expect(product(root, root, i, j)).toBeCloseTo(correlations[i * size + j]!, 11);
            expect(product(root, inverse, i, j)).toBeCloseTo(i === j ? 1 : 0, 9);
          }
        }
      }),
    );
  });
});

describe("collinearity(correlations, size)", () => {
  test("is null where all can be told apart", () => {
    fc.assert(
      fc.property(designs(), ({ correlations, size }) => {
        expect(collinearity(correlations, size)).toBeNull();
      }),
    );
  });

  test("names the variable that follows, and from which", () => {
    // The third is the first and the second over √2, the fourth on its own.
    const h = Math.SQRT1_2;
    const correlations = Float64Array.of(1, 0, h, 0.1, 0, 1, h, 0.1, h, h, 1, 0.2 * h, 0.1, 0.1, 0.2 * h, 1);
    const found = collinearity(correlations, 4)!;
    expect([found.variable, ...found.others].sort()).toEqual([0, 1, 2]);
    expect(found.condition).toBeNull();
  });

  test("tells how ill the rest is conditioned, where there is a rest", () => {
    const near = 1 - 1e-12;
    const { condition, ...found } = collinearity(Float64Array.of(1, near, near, 1), 2)!;
    expect(found).toEqual({ variable: 1, others: [0] });
    expect(condition! / Math.sqrt(2e12)).toBeCloseTo(1, 2);
  });
});
