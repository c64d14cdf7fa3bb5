import { createRequire } from "node:module";
import * as danfo from "danfojs-node";
import { DataFrame, MinMaxScaler, Series, StandardScaler } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const frame = () => new DataFrame({ a: [0.1, 0.2, 0.3], b: [0.2, 0.4, -3] });

const rows = (made: { values: unknown }) => made.values as number[][];

describe("Danfo on tensors in double precision", () => {
  test("DataFrame arithmetic is that of doubles: 0.1 stays 0.1 (it was 0.10000000149)", () => {
    expect(frame().add(0).values).toEqual([
      [0.1, 0.2],
      [0.2, 0.4],
      [0.3, -3],
    ]);
    expect(frame().add(frame()).values[0]).toEqual([0.2, 0.4]);
    expect(rows(frame().mul(3))[0]![0]).toBe(0.1 * 3);
    expect(frame().sub([0.1, 0.2, 0.3], { axis: 0 }).values).toEqual([
      [0, 0.1],
      [0, 0.2],
      [0, -3.3],
    ]);
    expect(frame().div(new Series([2, 4]), { axis: 1 }).values[1]).toEqual([0.1, 0.1]);
    expect(rows(frame().pow(2))[0]![0]).toBe(0.1 ** 2);
  });

  test("mod takes the sign of the divisor", () => {
    expect(new DataFrame([[-7, 7]]).mod(3).values).toEqual([[2, 1]]);
    expect(new DataFrame([[-7, 7]]).mod(-3).values).toEqual([[-1, -2]]);
  });

  test("comparisons give booleans; a missing value compares as false and computes as missing, not as 0", () => {
    expect(frame().gt(0.2).values).toEqual([
      [false, false],
      [false, true],
      [true, false],
    ]);
    expect(frame().eq(frame()).values.flat().every(Boolean)).toBe(true);
    const missing = new DataFrame([
      [1, null],
      [2, 4],
    ]);
    expect(missing.add(1).values).toEqual([
      [2, Number.NaN],
      [3, 5],
    ]);
  });

  test("any two doubles add to their sum", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(rows(new DataFrame([[a, 1]]).add(b))[0]![0]).toBe(a + b);
      }),
    );
  });

  test("scalers fit and invert", () => {
    const minmax = new MinMaxScaler();
    const scaled = minmax.fitTransform(frame());
    expect(rows(scaled).map((row) => row[0])).toEqual([0, expect.closeTo(0.5, 15), 1]);
    expect(rows(minmax.inverseTransform(scaled))[2]![0]).toBeCloseTo(0.3, 15);
    const z = [-2, -1, 0, 1, 2].map((x) => expect.closeTo(x / Math.SQRT2, 15));
    expect(new StandardScaler().fitTransform([1, 2, 3, 4, 5])).toEqual(z);
    expect(rows(new StandardScaler().fitTransform(frame()))[1]![0]).toBeCloseTo(0, 15);
  });

  test("argMax, argMin, the tensor itself, diff and pctChange", () => {
    expect(new Series([3, 9, 9, 1]).argMax()).toBe(1);
    expect(new Series([3, 9, 9, 1]).argMin()).toBe(3);
    expect(frame().tensor.shape).toEqual([3, 2]);
    expect(frame().tensor.arraySync()[2]).toEqual([0.3, -3]);
    expect(new Series(["x", "y"]).tensor.arraySync()).toEqual(["x", "y"]);
    expect(
      new DataFrame([
        [1, 2],
        [4, 8],
      ]).diff(1, { axis: 1 }).values[1],
    ).toEqual([3, 6]);
    expect(
      new DataFrame([
        [1, 2],
        [4, 8],
      ]).pctChange(1, { axis: 1 }).values[1],
    ).toEqual([3, 3]);
    expect(new DataFrame(frame().tensor).values).toEqual(frame().values);
  });

  test("sample(n, { seed }) is a subset that depends on the seed alone", async () => {
    const long = new DataFrame(Array.from({ length: 30 }, (_, i) => [i, i]));
    const first = await long.sample(5, { seed: 3 });
    expect(first.shape).toEqual([5, 2]);
    expect(new Set(rows(first).map((row) => row[0])).size).toBe(5);
    expect((await long.sample(5, { seed: 3 })).values).toEqual(first.values);
    expect((await long.sample(5, { seed: 4 })).values).not.toEqual(first.values);
  });

  test("what Danfo does without tensors still works: describe, groupby, merge, getDummies, encoders, print", () => {
    const sales = new DataFrame({ city: ["a", "b", "a"], sales: [1, 2, 3] });
    expect(sales.describe().at("mean", "sales")).toBe(2);
    expect(sales.groupby(["city"]).col(["sales"]).sum().values).toEqual([
      ["a", 4],
      ["b", 2],
    ]);
    const cities = new DataFrame({ city: ["a", "b"], size: [10, 20] });
    expect(danfo.merge({ left: sales, right: cities, on: ["city"], how: "left" }).shape).toEqual([3, 3]);
    expect(danfo.getDummies(sales, { columns: ["city"] }).columns).toEqual(["sales", "city_a", "city_b"]);
    expect(new danfo.LabelEncoder().fitTransform(["x", "y", "x"])).toEqual([0, 1, 0]);
    expect(new danfo.OneHotEncoder().fitTransform(["x", "y"])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(frame().toString()).toContain("0.1");
  });
});

describe("what is not here", () => {
  const tensorflow = createRequire(import.meta.url)("@tensorflow/tfjs-node");

  test("anything else of TensorFlow throws an error that says so", () => {
    expect(() => tensorflow.sequential()).toThrow(
      "tensorflow.sequential needs TensorFlow, which this project does not ship",
    );
    expect(() => frame().tensor.matMul(frame().tensor)).toThrow("tensor.matMul needs TensorFlow");
  });

  test("shapes that do not fit and rows of several lengths are refused", () => {
    expect(() => frame().add([1, 2], { axis: 0 })).toThrow("shapes [3,2] and [2,1] do not fit each other");
    expect(() => tensorflow.tensor2d([[1, 2], [3]])).toThrow("tensor2d requires rows of one length; got 2 and 1");
    expect(() => tensorflow.tensor2d([["x"]])).toThrow('a tensor requires numbers or booleans; got string "x"');
  });
});
