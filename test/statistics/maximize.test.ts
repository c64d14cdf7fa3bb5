import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CurvedFunction, maximize, scatteredStarts } from "../../src/statistics/maximize.js";
import { byDifferences } from "./byDifferences.js";

const wide = (size: number, bound = 50) => ({ lower: Array(size).fill(-bound), upper: Array(size).fill(bound) });

/** −100(y − x²)² − (1 − x)²: a bent ridge with its top at (1, 1). */
const rosenbrock: CurvedFunction = ([x, y]) => {
  const [u, v] = [y! - x! * x!, 1 - x!];
  return {
    value: -100 * u * u - v * v,
    gradient: Float64Array.of(400 * x! * u + 2 * v, -200 * u),
    hessian: Float64Array.of(400 * u - 800 * x! * x! - 2, 400 * x!, 400 * x!, -200),
  };
};

describe("by hand", () => {
  test("a parabola of two coordinates: top, covariance, gradient", () => {
    const of: CurvedFunction = ([x, y]) => ({
      value: 5 - (x! - 1) ** 2 - 2 * (y! + 3) ** 2,
      gradient: Float64Array.of(-2 * (x! - 1), -4 * (y! + 3)),
      hessian: Float64Array.of(-2, 0, 0, -4),
    });
    const top = maximize(of, [[0, 0]], wide(2));
    expect(top).toMatchObject({ status: "converged", bounded: [], starts: 1, agreeing: 1 });
    expect([...top.point].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, -3]);
    expect(top.value).toBeCloseTo(5, 12);
    expect([...top.covariance!].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0.5, 0, 0, 0.25]);
    expect(top.gradientNorm).toBeLessThan(1e-9);
  });

  test("the log of an exponential rate: log(n/Σx), with variance 1/n", () => {
    const [n, sum] = [8, 20];
    const of: CurvedFunction = ([theta]) => {
      const rate = Math.exp(theta!);
      const [gradient, hessian] = [Float64Array.of(n - rate * sum), Float64Array.of(-rate * sum)];
      return { value: n * theta! - rate * sum, gradient, hessian };
    };
    const top = maximize(of, [[4]], wide(1));
    expect(top.point[0]).toBeCloseTo(Math.log(8 / 20), 9);
    expect(top.covariance![0]).toBeCloseTo(1 / 8, 9);
  });

  test("Rosenbrock's ridge from its usual start (−1.2, 1): (1, 1)", () => {
    const top = maximize(rosenbrock, [[-1.2, 1]], wide(2));
    expect(top.status).toBe("converged");
    expect(top.point[0]).toBeCloseTo(1, 9);
    expect(top.point[1]).toBeCloseTo(1, 9);
    expect(top.iterations).toBeLessThan(60);
  });

  test("from where the function bends upwards it still climbs", () => {
    const top = maximize(
      byDifferences(([x]) => -((x! * x! - 1) ** 2)),
      [[0.1]],
      wide(1),
    );
    expect(top.status).toBe("converged");
    expect(top.point[0]).toBeCloseTo(1, 6);
  });
});

describe("how it ended is said", () => {
  const hills = byDifferences(([x]) => Math.exp(-((x! - 4) ** 2)) + 2 * Math.exp(-((x! + 4) ** 2)));

  test("the highest of several tops counts, and how many starts came there", () => {
    const top = maximize(hills, [[4.3], [3.8], [-4.2]], wide(1));
    expect(top.point[0]).toBeCloseTo(-4, 6);
    expect(top).toMatchObject({ status: "converged", starts: 3, agreeing: 1 });
  });

  test("a function that rises to the edge: at a bound, which, and no covariance", () => {
    const top = maximize(
      byDifferences(([x, y]) => 3 * x! - y! * y!),
      [[0, 1]],
      { lower: [-2, -2], upper: [2, 2] },
    );
    expect(top).toMatchObject({ status: "at a bound", bounded: [0], covariance: null });
    expect(top.point[0]).toBe(2);
    expect(top.point[1]).toBeCloseTo(0, 8);
  });

  test("all coordinates at their bounds", () => {
    const top = maximize(
      byDifferences(([x]) => -x!),
      [[0]],
      wide(1, 2),
    );
    expect(top).toMatchObject({ status: "at a bound", bounded: [0] });
  });

  test.each<[string, CurvedFunction]>([
    ["a ridge that is level", byDifferences(([x, y]) => -((x! + y!) ** 2))],
    ["a slope that levels off for ever", byDifferences(([x, y]) => -Math.exp(-x!) - y! * y!)],
  ])("%s: flat, without a covariance", (_, of) => {
    expect(maximize(of, [[1, 1]], wide(2))).toMatchObject({ status: "flat", covariance: null });
  });

  test("a gradient with the wrong sign: stalled", () => {
    const wrong: CurvedFunction = ([x]) => {
      return { value: -x! * x!, gradient: Float64Array.of(2 * x!), hessian: Float64Array.of(-2) };
    };
    expect(maximize(wrong, [[1]], wide(1)).status).toBe("stalled");
  });

  test("a start where the function is no number is passed over; none left is an error", () => {
    const of = byDifferences(([x]) => Math.log(x!) - x!);
    expect(maximize(of, [[-1], [0.5]], wide(1)).point[0]).toBeCloseTo(1, 6);
    expect(() => maximize(of, [[-1]], wide(1))).toThrow(
      "maximize requires a start at which the function is a number; got NaN",
    );
    expect(() => maximize(of, [], wide(1))).toThrow("maximize requires at least one start; got none");
  });
});

describe("byDifferences(value)", () => {
  test("is close to the derivatives of Rosenbrock's ridge", () =>
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), (x, y) => {
        const at = Float64Array.of(x, y);
        const [found, exact] = [byDifferences((point) => rosenbrock(point).value)(at), rosenbrock(at)];
        found.gradient.forEach((part, j) => {
          expect(Math.abs(part - exact.gradient[j]!)).toBeLessThan(1e-4 * (1 + Math.abs(exact.value)));
        });
        found.hessian.forEach((part, j) => {
          expect(Math.abs(part - exact.hessian[j]!)).toBeLessThan(1e-3 * (1 + Math.abs(exact.value)));
        });
      }),
    ));
});

test("scatteredStarts(center, spread, count, seed) begin at the center and are the same for one seed", () => {
  const starts = scatteredStarts([1, 2], 0.5, 4, 7);
  expect(starts).toHaveLength(4);
  expect(starts[0]).toEqual([1, 2]);
  expect(scatteredStarts([1, 2], 0.5, 4, 7)).toEqual(starts);
  expect(scatteredStarts([1, 2], 0.5, 4, 8)).not.toEqual(starts);
});

test("a search that need not come as close takes fewer steps, and is as near as it was asked to be", () => {
  const of = (point: Float64Array) => {
    const [x] = point as unknown as [number];
    // Highest at log 3: e^x rises, 3x pulls back.
    return {
      value: 3 * x - Math.exp(x),
      gradient: Float64Array.of(3 - Math.exp(x)),
      hessian: Float64Array.of(-Math.exp(x)),
    };
  };
  const bounds = { lower: [-5], upper: [5] };
  const [exact, near] = [maximize(of, [[2]], bounds), maximize(of, [[2]], { ...bounds, close: 1e-4 })];
  expect(near.status).toBe("converged");
  expect(near.iterations).toBeLessThan(exact.iterations);
  expect(exact.point[0]).toBeCloseTo(Math.log(3), 10);
  expect(Math.abs(near.point[0]! - Math.log(3))).toBeLessThan(0.01);
  expect(exact.value - near.value).toBeLessThan(1e-4);
});
