import { percentileInterval } from "../statistics/bootstrapInterval.js";
import { tInterval } from "../statistics/estimate.js";
import { clipped, type Interval } from "../statistics/interval.js";
import { random } from "../statistics/random.js";
import { type AggregationOptions, aggregate, type Scaling, scoreOf } from "./customerPerformanceScore.js";
import type { AlikeRows } from "./customerPerformanceTally.js";

/**
 * How the interval of an index over rows is built. Both go by whole rows, so that components that move together count as such.
 *
 * - `bootstrap` (default up to 20,000 rows): percentiles of 2,000 resamples of the rows. Knows of goals and floors that cut.
 * - `linearized` (default above): the joint linearised variance of the components' means, with Student's t. Takes a component at
 *   its goal or floor as one that stays there.
 */
export type PerformanceMethod = "bootstrap" | "linearized";

export const PERFORMANCE_METHODS: Readonly<Record<PerformanceMethod, string>> = {
  bootstrap: "bootstrap of rows, percentile, 2,000 resamples",
  linearized: "Student's t, joint linearised variance of the components",
};

export const MOST_BOOTSTRAPPED = 20_000;
const RESAMPLES = 2000;
/** Resamples in which a component has no rows have no index; with many of them there is no interval. */
const LEAST_USABLE = 0.9;

export interface IndexFinish extends AggregationOptions {
  readonly components: readonly Scaling[];
  /** In the order of the components; they add up to 1. */
  readonly weights: readonly number[];
  readonly level: number;
  readonly seed: number;
}

/** The index of the components' values, 0–1. */
export function indexOf(values: readonly (number | null)[], finish: IndexFinish): number | null {
  const scores = values.map((value, k) => (value === null ? null : scoreOf(value, finish.components[k]!).score));
  return aggregate(scores, finish.weights, finish).index;
}

/**
 * Mean of each component over the rows that have it; null over none.
 *
 * @param times how often each is counted, in place of how many there are: a resample
 */
export function meansOf(alike: readonly AlikeRows[], count: number, times?: Int32Array): (number | null)[] {
  const [weights, sums] = [new Float64Array(count), new Float64Array(count)];
  for (let place = 0; place < alike.length; place++) {
    const { n, weight, values } = alike[place]!;
    const share = (times === undefined ? n : times[place]!) * weight;
    if (share === 0) continue;
    for (let k = 0; k < count; k++) {
      const value = values[k]!;
      if (value === null) continue;
      weights[k]! += share;
      sums[k]! += share * value;
    }
  }
  return Array.from(sums, (sum, k) => (weights[k]! > 0 ? sum / weights[k]! : null));
}

const rowsOf = (alike: readonly AlikeRows[]) => alike.reduce((sum, { n }) => sum + n, 0);

/** The place in `alike` of each row. */
function placesOf(alike: readonly AlikeRows[]): Int32Array {
  const places = new Int32Array(rowsOf(alike));
  let row = 0;
  alike.forEach(({ n }, place) => {
    places.fill(place, row, row + n);
    row += n;
  });
  return places;
}

function bootstrapped(alike: readonly AlikeRows[], finish: IndexFinish): Interval | null {
  const count = finish.components.length;
  const places = placesOf(alike);
  const stream = random(finish.seed);
  const times = new Int32Array(alike.length);
  const drawn: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    times.fill(0);
    for (let row = 0; row < places.length; row++) times[places[stream.integer(places.length)]!]!++;
    const index = indexOf(meansOf(alike, count, times), finish);
    if (index !== null) drawn.push(index);
  }
  if (drawn.length < LEAST_USABLE * RESAMPLES) return null;
  return percentileInterval(Float64Array.from(drawn), finish.level);
}

/** ∂index/∂mean of each component; 0 where its goal or floor cuts, or where it is missing. */
function slopes(means: readonly (number | null)[], index: number, finish: IndexFinish): number[] {
  const { components, weights, aggregation } = finish;
  const present = weights.reduce((sum, weight, k) => sum + (means[k] === null ? 0 : weight), 0);
  return components.map((component, k) => {
    const mean = means[k]!;
    if (mean === null || weights[k] === 0) return 0;
    const { score, clipped: cut } = scoreOf(mean, component);
    if (cut !== null) return 0;
    const slope = weights[k]! / present / (component.goal - component.floor);
    return aggregation === "arithmetic" ? slope : score === 0 ? 0 : (slope * index) / score;
  });
}

/** √(n/(n − 1)·Σw²u²) with u the sum over components of slope·(value − mean)/Σw; null for one row. */
export function linearizedError(
  alike: readonly AlikeRows[],
  means: readonly (number | null)[],
  finish: IndexFinish,
): number | null {
  const index = indexOf(means, finish);
  const n = rowsOf(alike);
  if (index === null || n < 2) return null;
  const totals = means.map((_, k) =>
    alike.reduce((sum, { n: rows, weight, values }) => sum + (values[k] === null ? 0 : rows * weight), 0),
  );
  const slope = slopes(means, index, finish);
  let squares = 0;
  for (const { n: rows, weight, values } of alike) {
    let moved = 0;
    for (let k = 0; k < means.length; k++) {
      const value = values[k]!;
      if (value !== null && slope[k] !== 0) moved += (slope[k]! * (value - means[k]!)) / totals[k]!;
    }
    squares += rows * (weight * moved) ** 2;
  }
  return Math.sqrt((squares * n) / (n - 1));
}

/** The interval of the index of these rows, 0–1; null for one row, or where too often a component had no rows. */
export function performanceInterval(
  alike: readonly AlikeRows[],
  finish: IndexFinish,
  method: PerformanceMethod,
): Interval | null {
  const n = rowsOf(alike);
  if (n < 2) return null;
  if (method === "bootstrap") return bootstrapped(alike, finish);
  const means = meansOf(alike, finish.components.length);
  const error = linearizedError(alike, means, finish);
  const index = indexOf(means, finish);
  return error === null || index === null ? null : clipped(tInterval(index, error, n - 1, finish.level), 0, 1);
}
