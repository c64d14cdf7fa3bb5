import { describe, expect, test } from "vitest";
import { bootstrap } from "../../src/statistics/bootstrap.js";
import { bootstrapCounts } from "../../src/statistics/bootstrapCounts.js";
import { acceleration, bcaInterval, percentileInterval } from "../../src/statistics/bootstrapInterval.js";
import type { Interval } from "../../src/statistics/interval.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/bootstrap/bootstrap.json";

const mean = (cases: readonly number[]) => cases.reduce((sum, value) => sum + value, 0) / cases.length;

function expectBounds({ lower, upper }: Interval, expected: readonly number[], within: number): void {
  expect(Math.abs(lower - expected[0]!)).toBeLessThanOrEqual(within);
  expect(Math.abs(upper - expected[1]!)).toBeLessThanOrEqual(within);
}

describe("intervals of given replicates agree with R", () => {
  test.each(reference.cases)("$name, level $level", (one) => {
    const replicates = Float64Array.from(one.replicates);
    const within = 1e-9 * Math.max(1, Math.abs(one.estimate));
    const accelerated = acceleration(one.without);
    expect(accelerated).toBeCloseTo(one.acceleration, 9);
    expectBounds(percentileInterval(replicates, one.level), one.percentile, within);
    expectBounds(bcaInterval(replicates, one.estimate, accelerated, one.level), one.bca, within);
    expect([...replicates]).toEqual(one.replicates);
  });

  test("acceleration(values, times) is that of each value so many times", () => {
    expect(acceleration([1, 2, 6], [3, 1, 2])).toBeCloseTo(acceleration([1, 1, 1, 2, 6, 6]), 14);
  });
});

describe("bootstrap(cases, statistic, stream)", () => {
  const stream = random(8);
  const cases = Array.from({ length: 60 }, () => 5 + 2 * stream.normal());

  test("of a mean comes near to mean ± z standard errors", () => {
    const centre = mean(cases);
    const error = Math.sqrt(mean(cases.map((value) => (value - centre) ** 2)) / cases.length);
    const expected = [centre - 1.96 * error, centre + 1.96 * error];
    for (const kind of ["percentile", "bca"] as const) {
      expectBounds(bootstrap(cases, mean, random(1), { kind }), expected, 0.25 * error);
    }
  });

  test("of classes is what bootstrapCounts gives of their counts", () => {
    const answers = [...new Array(8).fill(-1), ...new Array(13).fill(0), ...new Array(15).fill(1)] as number[];
    for (const kind of ["percentile", "bca"] as const) {
      const one = bootstrap(answers, mean, random(1), { kind });
      const other = bootstrapCounts([8, 13, 15], ([d, , p]) => (p! - d!) / 36, random(2), { kind });
      expectBounds(one, [other.lower, other.upper], 0.03);
    }
  });

  test("covers near its level where values are skewed, BCa above and below alike", { timeout: 60_000 }, () => {
    const draw = random(9);
    const missed = { below: 0, above: 0 };
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const sample = Array.from({ length: 30 }, () => -Math.log1p(-draw.next()));
      const { lower, upper } = bootstrap(sample, mean, draw, { kind: "bca", resamples: 400 });
      if (upper < 1) missed.below++;
      if (lower > 1) missed.above++;
    }
    const coverage = 1 - (missed.below + missed.above) / runs;
    expect(coverage).toBeGreaterThan(0.89);
    expect(coverage).toBeLessThan(0.97);
    expect(missed.below).toBeLessThan(0.09 * runs);
  });

  test("takes cases of any kind together: what belongs together stays together", () => {
    const visits = [
      [1, 2],
      [3, 3],
      [2, 8],
      [1, 1],
    ] as const;
    const ratio = (list: readonly (readonly [number, number])[]) =>
      list.reduce((sum, [, y]) => sum + y, 0) / list.reduce((sum, [x]) => sum + x, 0);
    const { lower, upper } = bootstrap(visits, ratio, random(1), { level: 0.8 });
    expect(lower).toBeLessThan(2);
    expect(upper).toBeGreaterThan(2);
  });

  test("the same seed gives the same interval; all alike, one of width 0", () => {
    expect(bootstrap(cases, mean, random(3))).toEqual(bootstrap(cases, mean, random(3)));
    expect(bootstrap([4, 4, 4], mean, random(1), { kind: "bca" })).toEqual({ lower: 4, upper: 4 });
  });

  test("errors", () => {
    expect(() => bootstrap([1], mean, random(1))).toThrow("bootstrap requires at least 2 cases; got 1");
    expect(() => bootstrap([1, 2], mean, random(1), { resamples: 10 })).toThrow(
      "bootstrap requires a whole number of resamples from 100; got 10",
    );
    expect(() => bootstrap([1, 2], mean, random(1), { level: 95 })).toThrow(
      "bootstrap requires a level between 0 and 1, such as 0.95; got 95",
    );
    const share = (list: readonly number[]) => 1 / (mean(list) - 1);
    expect(() => bootstrap([1, 2], share, random(1))).toThrow(
      /^bootstrap requires a statistic that is a number for every resample; got Infinity for resample \d+$/,
    );
    const alone = (list: readonly number[]) => (list.length === 1 ? Number.NaN : mean(list));
    expect(() => bootstrap([1, 2], alone, random(1), { kind: "bca" })).toThrow("got NaN without case 1");
  });
});
