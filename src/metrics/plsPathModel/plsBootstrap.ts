import { acceleration, bcaInterval, percentileInterval } from "../../statistics/bootstrapInterval.js";
import type { Interval } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import { resampledSums } from "../../statistics/resampledSums.js";
import { type PlsFit, PlsFitter } from "./plsFit.js";
import type { PlsIntervals } from "./plsFound.js";
import type { PlsNumbers } from "./plsNumbers.js";
import type { SampleRows } from "./plsRows.js";
import type { PlsSample } from "./plsSample.js";
import { type SampleUnits, sampleUnits } from "./plsUnits.js";

export interface PlsDraw {
  readonly resamples: number;
  readonly interval: "percentile" | "bca";
  readonly level: number;
  readonly seed: number;
}

/** A resample without a solution is drawn again; when so many times as many as wanted had none, there are no intervals. */
const MOST_REDRAWN = 5;

/** Moments of drawn units as they are fitted: made anew in place. */
export class DrawnMoments {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly covariance: Float64Array;

  constructor(private readonly sample: PlsSample) {
    const { size } = sample.structure;
    this.means = new Float64Array(size);
    this.deviations = new Float64Array(size);
    this.covariance = new Float64Array(size * size);
  }

  /** @returns false where an item does not vary */
  take(sums: Float64Array): boolean {
    const [means, deviations, covariance] = [this.means, this.deviations, this.covariance];
    const { means: centre, deviations: unit, structure } = this.sample;
    const { size, isRaw } = structure;
    const weight = sums[0]!;
    let place = size + 1;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const shared = sums[place++]! / weight - (sums[i + 1]! / weight) * (sums[j + 1]! / weight);
        covariance[i * size + j] = shared;
        covariance[j * size + i] = shared;
      }
      const variance = covariance[i * size + i]!;
      if (!(variance > 1e-12)) return false;
      deviations[i] = Math.sqrt(variance);
      means[i] = centre[i]! + (unit[i]! * sums[i + 1]!) / weight;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! *= isRaw ? unit[i]! * unit[j]! : 1 / (deviations[i]! * deviations[j]!);
      }
    }
    for (let i = 0; i < size; i++) deviations[i]! *= unit[i];
    return true;
  }
}

/** Numbers of one set of drawn units after the other. */
class Replicates {
  readonly rows: Float64Array;
  private readonly fitter: PlsFitter;
  private readonly moments: DrawnMoments;

  constructor(
    sample: PlsSample,
    private readonly numbers: PlsNumbers,
    private readonly like: Float64Array,
    count: number,
  ) {
    this.fitter = new PlsFitter(sample.structure);
    this.moments = new DrawnMoments(sample);
    this.rows = new Float64Array(count * numbers.at.count);
  }

  /** @returns false where these sums have no solution */
  add(sums: Float64Array, index: number): boolean {
    if (!this.moments.take(sums)) return false;
    const fit = this.fitter.fit(this.moments.covariance, this.like);
    if (fit === null || !fit.converged) return false;
    const { count } = this.numbers.at;
    this.numbers.write(fit, this.moments, this.rows.subarray(index * count, (index + 1) * count));
    return true;
  }

  /** The values of one number that exist. */
  column(place: number, length: number): Float64Array {
    const { count } = this.numbers.at;
    return Float64Array.from({ length }, (_, i) => this.rows[i * count + place]!).filter(Number.isFinite);
  }
}

/** What the numbers become without each unit in turn: what BCa's acceleration is made of. */
function leftOut(units: SampleUnits, sample: PlsSample, numbers: PlsNumbers, like: Float64Array) {
  const { count, width, sums } = units;
  const all = new Float64Array(width);
  for (let i = 0; i < sums.length; i++) all[i % width]! += sums[i];
  const replicates = new Replicates(sample, numbers, like, count);
  let found = 0;
  for (let unit = 0; unit < count; unit++) {
    const others = all.map((sum, i) => sum - sums[unit * width + i]!);
    if (replicates.add(others, found)) found++;
  }
  return (place: number) => acceleration(Array.from(replicates.column(place, found)));
}

/** Intervals of all numbers of a model, from its rows drawn again with replacement; blocks keep the signs of the sample's. */
export function plsBootstrap(
  rows: SampleRows,
  sample: PlsSample,
  numbers: PlsNumbers,
  { fit, values }: { readonly fit: PlsFit; readonly values: Float64Array },
  { resamples, interval, level, seed }: PlsDraw,
): PlsIntervals {
  const stream = random(seed);
  const units = sampleUnits(rows, stream);
  const replicates = new Replicates(sample, numbers, fit.loadings, resamples);
  const next = resampledSums(
    units.sums,
    units.width,
    Int32Array.from({ length: units.count }, (_, unit) => unit),
    stream,
  );
  let [found, redrawn] = [0, 0];
  while (found < resamples && redrawn <= MOST_REDRAWN * resamples) {
    if (replicates.add(next(), found)) found++;
    else redrawn++;
  }
  if (found < resamples) {
    const note = `of ${found + redrawn} resamples only ${found} had a solution: no intervals`;
    return { of: () => null, replicates: () => new Float64Array(), note, resamples: found, redrawn };
  }
  const accelerated = interval === "bca" ? leftOut(units, sample, numbers, fit.loadings) : null;
  const of = (place: number): Interval | null => {
    const column = replicates.column(place, found);
    if (column.length < found / 2) return null;
    if (accelerated === null) return percentileInterval(column, level);
    return bcaInterval(column, values[place]!, accelerated(place), level);
  };
  return { of, replicates: (place) => replicates.column(place, found), note: null, resamples: found, redrawn };
}
