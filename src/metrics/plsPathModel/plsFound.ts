import type { Interval } from "../../statistics/interval.js";
import type { Estimate } from "../result.js";
import type { PlsFit } from "./plsFit.js";
import type { CheckedModel } from "./plsModel.js";
import type { PlsNumbers } from "./plsNumbers.js";
import type { PlsSample } from "./plsSample.js";

/** What resampling made of the numbers of a model. */
export interface PlsIntervals {
  /** Of the number at this place; null where there is none. */
  of(place: number): Interval | null;
  /** What the resamples made of it; empty where there are none. */
  replicates(place: number): Float64Array;
  /** Why there are none. */
  readonly note: string | null;
  readonly resamples: number;
  readonly redrawn: number;
}

/** All that a row is made of. */
export interface PlsFound {
  readonly model: CheckedModel;
  readonly sample: PlsSample;
  readonly fit: PlsFit;
  readonly numbers: PlsNumbers;
  readonly values: Float64Array;
  readonly intervals: PlsIntervals;
}

const NO_VALUES = "most resamples have no value: no interval";

/** The estimate at a place of the numbers; null where it is none, or for the reason given. */
export function estimateAt(
  { sample, values, intervals }: PlsFound,
  place: number,
  why: string | null = null,
): Estimate {
  const estimate = values[place]!;
  if (why !== null || !Number.isFinite(estimate))
    return { estimate: null, lower: null, upper: null, n: sample.n, note: why ?? "not defined" };
  const interval = intervals.of(place);
  const { lower, upper } = interval ?? { lower: null, upper: null };
  return { estimate, lower, upper, n: sample.n, note: interval === null ? (intervals.note ?? NO_VALUES) : null };
}

/** Places, among the items that vary, of a block. */
export const placesOf = ({ structure: { start } }: PlsSample, b: number) =>
  Array.from({ length: start[b + 1]! - start[b]! }, (_, i) => start[b]! + i);

/** Weights on the scale of the answers. */
export const rawWeight = ({ sample: { structure, deviations }, fit }: PlsFound, k: number) =>
  structure.isRaw ? fit.weights[k]! : fit.weights[k]! / deviations[k]!;
