import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { normalCdf, normalQuantile } from "../../statistics/distributions.js";
import type { Interval } from "../../statistics/interval.js";
import { partialledWork } from "../../statistics/partialled.js";
import { random } from "../../statistics/random.js";
import { linearDraws, logisticDraws } from "./driverDraws.js";
import type { DriverFit } from "./driverFit.js";
import { isGiven } from "./driverMethod.js";
import type { DriverQuestion } from "./driverQuestion.js";
import { factored, noiseWork } from "./driverReplicates.js";
import type { DriverRows } from "./driverRows.js";

/** Draws in a row that may fail before it is given up. */
const MOST_REDRAWN = 10;

/** What every resample gave. */
export interface Replicates {
  /** By kept driver: raw weights, shares. */
  readonly weights: readonly Float64Array[];
  readonly shares: readonly Float64Array[];
  /** Their mean ratings, of rows that have every answer; [] under "pairwise". */
  readonly means: readonly Float64Array[];
  readonly rSquared: Float64Array;
  /** The weight of a variable of pure noise; null where noise has none. */
  readonly noise: Float64Array | null;
  readonly redrawn: number;
}

const filled = (count: number, length: number) => Array.from({ length: count }, () => new Float64Array(length));

/** Rows drawn anew again and again, and the weights each time; null where the drivers can hardly ever be told apart. */
export function driverReplicates(
  rows: DriverRows,
  used: Int32Array,
  fit: DriverFit,
  question: DriverQuestion,
): Replicates | null {
  const { method, resamples, seed } = question;
  const stream = random(seed);
  const size = fit.kept.length;
  // Weights that are given need of the resamples only R².
  const own = isGiven(method) ? "first" : method;
  const draw =
    fit.logistic === null
      ? linearDraws(rows, used, fit, question, stream)
      : logisticDraws(fit.logistic.rows, own, stream);
  const partial = partialledWork(draw.controls, size);
  const noiseOf = own === "pls" || fit.logistic !== null ? null : noiseWork(own, size, fit.effectiveN, stream);
  const factor = new Float64Array((size + 1) ** 2);
  const out = new Float64Array(size);
  const [weights, shares] = [filled(size, resamples), filled(size, resamples)];
  const means = question.missing === "pairwise" ? [] : filled(size, resamples);
  const rSquared = new Float64Array(resamples);
  const noise = noiseOf === null ? null : new Float64Array(resamples);
  let redrawn = 0;
  for (let b = 0; b < resamples; ) {
    const { found, constant } = partial(draw.next());
    const canBeTold = constant === null && factored(found, size, factor);
    const explained = canBeTold ? draw.weigh(found, factor, out) : null;
    const sum = out.reduce((total, weight) => total + weight, 0);
    // Of a handful of rows the controls may leave nothing but rounding: then there is nothing to share out.
    if (explained === null || !Number.isFinite(sum) || sum === 0) {
      if (++redrawn > MOST_REDRAWN * resamples) return null;
      continue;
    }
    for (let k = 0; k < size; k++) {
      weights[k]![b] = out[k]!;
      shares[k]![b] = out[k]! / sum;
      if (means.length > 0) means[k]![b] = draw.meanOf(k);
    }
    rSquared[b] = explained;
    if (noise !== null) noise[b] = noiseOf!(found, factor);
    b++;
  }
  return { weights, shares, means, rSquared, noise, redrawn };
}

/** What resamples say of one driver that varies. */
interface ResampledDriver {
  readonly weight: Interval;
  readonly share: Interval;
  readonly ranks: {
    readonly rankLower: number;
    readonly rankUpper: number;
    readonly rankProbabilities: readonly number[];
  };
  /** Null for a method that noise has no weight in. */
  readonly aboveNoise: (Interval & { readonly difference: number }) | null;
}

export interface DriverResamples {
  readonly drivers: readonly ResampledDriver[];
  readonly rSquared: Interval;
  readonly redrawn: number;
  /** The share of resamples in which the first of two kept drivers has the larger weight. */
  larger(first: number, second: number): number;
}

/** Ranks of kept driver k over the resamples: how often it has each, and between which it is at the level. */
function ranksOf(weights: readonly Float64Array[], k: number, level: number): ResampledDriver["ranks"] {
  const own = weights[k]!;
  const counts = new Float64Array(weights.length);
  for (let b = 0; b < own.length; b++) {
    let rank = 0;
    for (const other of weights) if (other[b]! > own[b]!) rank++;
    counts[rank]!++;
  }
  const rankProbabilities = Array.from(counts, (count) => count / own.length);
  const tail = (1 - level) / 2;
  // The first rank from one end on beyond which less than the tail lies.
  const first = (probabilities: readonly number[]) => {
    let [rank, sum] = [0, 0];
    while (sum <= tail) sum += probabilities[rank++]!;
    return rank;
  };
  const rankUpper = weights.length + 1 - first([...rankProbabilities].reverse());
  return { rankLower: first(rankProbabilities), rankUpper, rankProbabilities };
}

function aboveNoise(weights: Float64Array, estimate: number, noise: Float64Array | null, level: number) {
  if (noise === null) return null;
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const differences = weights.map((weight, b) => weight - noise[b]!);
  return { difference: estimate - mean, ...percentileInterval(differences, level) };
}

/**
 * The level at which percentiles reach n/(n − p − 1) times as many standard errors: what the regression fitted away
 * is missing from a resample. Of eight drivers at n = 500 it adds half a point to how often the truth is covered.
 */
function widened(level: number, { n, degreesOfFreedom }: DriverFit): number {
  const factor = n / Math.max(1, degreesOfFreedom);
  return Math.min(0.9999, 1 - 2 * normalCdf(factor * normalQuantile((1 - level) / 2)));
}

/** Intervals, ranks and comparisons from the resamples. */
export function driverResamples(
  { weights, shares, rSquared, noise, redrawn }: Replicates,
  estimates: ArrayLike<number>,
  fit: DriverFit,
  asked: number,
): DriverResamples {
  const level = Math.max(asked, widened(asked, fit));
  return {
    drivers: weights.map((own, k) => ({
      weight: percentileInterval(own, level),
      share: percentileInterval(shares[k]!, level),
      ranks: ranksOf(weights, k, asked),
      aboveNoise: aboveNoise(own, estimates[k]!, noise, level),
    })),
    rSquared: percentileInterval(rSquared, level),
    redrawn,
    larger(first, second) {
      const [a, b] = [weights[first]!, weights[second]!];
      let count = 0;
      for (let i = 0; i < a.length; i++) if (a[i]! > b[i]!) count++;
      return count / a.length;
    },
  };
}
