import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { bootstrapMeans, type MeanParts } from "../../statistics/bootstrapMeans.js";
import { tInterval } from "../../statistics/estimate.js";
import { clipped, type Interval } from "../../statistics/interval.js";
import { meanOfForm } from "../../statistics/linearForm.js";
import { random } from "../../statistics/random.js";
import { type AggregationOptions, aggregate, type Scaling, scoreOf } from "./customerPerformanceScore.js";
import { type Bundle, formOf, rowsIn } from "./customerPerformanceTally.js";

/**
 * How the interval of an index over rows is built. Both go by whole rows, so that components that move together count as such.
 *
 * - `bootstrap` (default up to 5,000 rows): percentiles of 2,000 resamples of the rows. Knows of goals and floors that cut.
 * - `linearized` (default above): the joint linearised variance of the components' means, with Student's t. Takes a component at
 *   its goal or floor as one that stays there.
 */
export type PerformanceMethod = "bootstrap" | "linearized";

export const PERFORMANCE_METHODS: Readonly<Record<PerformanceMethod, string>> = {
  bootstrap: "bootstrap of rows, percentile, 2,000 resamples",
  linearized: "Student's t, joint linearised variance of the components",
};

export const MOST_BOOTSTRAPPED = 5000;
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

/** Mean of each component over the rows that have it; null over none. */
function meansOf(bundles: readonly Bundle[], count: number): (number | null)[] {
  const [weights, sums] = [new Float64Array(count), new Float64Array(count)];
  for (const { weight, values } of bundles) {
    values.forEach((value, k) => {
      if (value === null) return;
      weights[k]! += weight;
      sums[k]! += weight * value;
    });
  }
  return Array.from(sums, (sum, k) => (weights[k]! > 0 ? sum / weights[k]! : null));
}

function bootstrapped(bundles: readonly Bundle[], finish: IndexFinish): Interval | null {
  const rows = bundles.flatMap(({ n, weight, values }) => {
    const each = weight / n;
    const sizes = values.map((value) => (value === null ? 0 : each));
    return new Array<MeanParts>(n).fill({ values: values.map((value) => (value ?? 0) * each), sizes });
  });
  const means = bootstrapMeans(rows, random(finish.seed), RESAMPLES);
  const drawn: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const values = means.map((replicates) => (Number.isNaN(replicates[i]) ? null : replicates[i]!));
    const index = indexOf(values, finish);
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
function linearizedError(
  bundles: readonly Bundle[],
  means: readonly (number | null)[],
  finish: IndexFinish,
): number | null {
  const index = indexOf(means, finish);
  if (index === null) return null;
  const total = bundles.reduce((sum, { weight }) => sum + weight, 0);
  const slope = slopes(means, index, finish);
  const coefficients = means.map((_, k) => {
    const own = bundles.reduce((sum, { weight, values }) => sum + (values[k] === null ? 0 : weight), 0);
    return own > 0 ? (slope[k]! * total) / own : 0;
  });
  const centres = means.map((mean) => mean ?? 0);
  return meanOfForm(bundles.map((bundle) => formOf(bundle, coefficients, centres)))?.standardError ?? null;
}

/** The interval of the index of these rows, 0–1; null for one row, or where too often a component had no rows. */
export function performanceInterval(
  bundles: readonly Bundle[],
  finish: IndexFinish,
  method: PerformanceMethod,
): Interval | null {
  const n = rowsIn(bundles);
  if (n < 2) return null;
  if (method === "bootstrap") return bootstrapped(bundles, finish);
  const means = meansOf(bundles, finish.components.length);
  const error = linearizedError(bundles, means, finish);
  const index = indexOf(means, finish);
  return error === null || index === null ? null : clipped(tInterval(index, error, n - 1, finish.level), 0, 1);
}
