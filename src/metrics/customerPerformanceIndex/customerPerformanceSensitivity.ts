import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { median } from "../../statistics/descriptive.js";
import { dirichletSample } from "../../statistics/dirichletSample.js";
import { random } from "../../statistics/random.js";
import { type AggregationOptions, aggregate } from "./customerPerformanceScore.js";

/** What other weights would have made of an index: over weights drawn at random about those given. */
export interface WeightSensitivity {
  /** Between which the index lies under 90 % of the weights, and its median. */
  readonly lower: number | null;
  readonly median: number | null;
  readonly upper: number | null;
  /** Share of the weights under which the segment keeps its rank; null without segments. */
  readonly rankStays: number | null;
  /** Share of the weights under which the band stays the same; null without bands. */
  readonly bandStays: number | null;
}

export interface SensitivityOptions extends AggregationOptions {
  readonly weights: readonly number[];
  /** How near the drawn weights lie to those given. */
  readonly concentration: number;
  readonly seed: number;
  readonly bands: Bands | null;
}

/** Names of bands, each with the index it begins at, 0–100. */
export type Bands = Readonly<Record<string, number>>;

const DRAWS = 2000;

/** The band of an index, 0–100; null below the lowest. */
export function bandOf(index: number | null, bands: Bands | null): string | null {
  if (index === null || bands === null) return null;
  let found: [string, number] | null = null;
  for (const [name, from] of Object.entries(bands)) {
    if (from <= index && (found === null || from > found[1])) found = [name, from];
  }
  return found === null ? null : found[0];
}

/** Ranks from 1 for the highest; what has no index has none. */
export function ranksOf(indices: readonly (number | null)[]): (number | null)[] {
  return indices.map((index) =>
    index === null ? null : 1 + indices.filter((other) => other !== null && other > index).length,
  );
}

const share = (times: number) => times / DRAWS;

/** One index under all drawn weights; `ranked` are the indices of the other segments under the same ones. */
function summary(drawn: readonly (number | null)[], given: number | null, bands: Bands | null): WeightSensitivity {
  const known = drawn.filter((index): index is number => index !== null);
  if (given === null || known.length < drawn.length) {
    return { lower: null, median: null, upper: null, rankStays: null, bandStays: null };
  }
  const indices = Float64Array.from(known, (index) => 100 * index);
  const band = bandOf(100 * given, bands);
  const stays = known.filter((index) => bandOf(100 * index, bands) === band).length;
  return {
    ...percentileInterval(indices, 0.9),
    median: median(indices),
    rankStays: null,
    bandStays: bands === null ? null : share(stays),
  };
}

export interface Sensitivity {
  readonly overall: WeightSensitivity;
  readonly segments: readonly WeightSensitivity[];
  /** Share of the weights under which all segments keep their ranks; null without segments. */
  readonly orderStays: number | null;
}

/**
 * How much the weights matter: the same scores under weights drawn from a Dirichlet distribution about those given. All segments
 * see the same draws, so that their ranks can be compared in each.
 *
 * @param scores of each component, null where it is missing; of everybody and of each segment
 */
export function weightSensitivity(
  overall: readonly (number | null)[],
  segments: readonly (readonly (number | null)[])[],
  options: SensitivityOptions,
): Sensitivity {
  const { weights, concentration, seed, bands } = options;
  const stream = random(seed);
  const all = [overall, ...segments];
  const given = all.map((scores) => aggregate(scores, weights, options).index);
  const ranks = ranksOf(given.slice(1));
  const drawn = all.map(() => [] as (number | null)[]);
  const kept = segments.map(() => 0);
  let orders = 0;
  for (let i = 0; i < DRAWS; i++) {
    const other = dirichletSample(weights, concentration, stream);
    const indices = all.map((scores) => aggregate(scores, other, options).index);
    indices.forEach((index, row) => {
      drawn[row]!.push(index);
    });
    const now = ranksOf(indices.slice(1));
    ranks.forEach((rank, row) => {
      kept[row]! += now[row] === rank ? 1 : 0;
    });
    orders += ranks.every((rank, row) => now[row] === rank) ? 1 : 0;
  }
  const [whole, ...parts] = drawn.map((indices, row) => summary(indices, given[row]!, bands));
  return {
    overall: whole!,
    segments: parts.map((part, row) => ({ ...part, rankStays: ranks[row] === null ? null : share(kept[row]!) })),
    orderStays: segments.length === 0 ? null : share(orders),
  };
}
