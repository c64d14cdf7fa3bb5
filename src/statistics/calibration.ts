/** Cases that were told about the same chance, and what became of them. */
interface CalibrationBin {
  readonly n: number;
  /** The mean of what was told. */
  readonly predicted: number;
  /** How many had the outcome; `observed` is their share. */
  readonly positives: number;
  readonly observed: number;
}

export interface Calibration {
  /** From the least predicted to the most; those told the same chance are in one bin, so that there may be fewer than asked for. */
  readonly bins: readonly CalibrationBin[];
  /** The mean of (predicted − outcome)²: 0 is perfect, and .25 what always saying .5 gives. */
  readonly brier: number;
  /** Σ n(predicted − observed)² of the bins, over all: how far what was told is from what came; 0 is best. */
  readonly reliability: number;
  /** Σ n(observed − mean)² of the bins, over all: how far the bins are apart; larger is better, and `uncertainty` the most. */
  readonly resolution: number;
  /** m(1 − m) of the share m with the outcome: the Brier score of telling everybody that share. */
  readonly uncertainty: number;
  /** brier − (reliability − resolution + uncertainty): what differs within bins; 0 where each holds one prediction only. */
  readonly within: number;
}

function requirePredictions(predicted: ArrayLike<number>, outcome: ArrayLike<number>, bins: number): void {
  if (predicted.length !== outcome.length) {
    throw new RangeError(`calibration requires ${outcome.length} predictions, one a case; got ${predicted.length}`);
  }
  if (!(Number.isInteger(bins) && bins > 0)) throw new RangeError(`calibration requires bins from 1; got ${bins}`);
  for (let i = 0; i < predicted.length; i++) {
    if (!(predicted[i]! >= 0 && predicted[i]! <= 1)) {
      throw new RangeError(`calibration requires predictions from 0 to 1; got ${predicted[i]} (row ${i + 1})`);
    }
    if (outcome[i] !== 0 && outcome[i] !== 1) {
      throw new RangeError(`calibration requires outcomes of 0 or 1; got ${outcome[i]} (row ${i + 1})`);
    }
  }
}

interface Sums {
  n: number;
  predicted: number;
  positives: number;
}

/** Bins of about equal size, each tie in the one that its middle falls into. */
function binned(predicted: ArrayLike<number>, outcome: ArrayLike<number>, bins: number): CalibrationBin[] {
  const order = Uint32Array.from({ length: predicted.length }, (_, i) => i);
  order.sort((a, b) => predicted[a]! - predicted[b]!);
  const sums = Array.from({ length: bins }, (): Sums => ({ n: 0, predicted: 0, positives: 0 }));
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = predicted[order[from]!]!;
    let positives = 0;
    for (; to < order.length && predicted[order[to]!] === value; to++) positives += outcome[order[to]!]!;
    const bin = sums[Math.floor((bins * (from + to)) / (2 * order.length))]!;
    bin.n += to - from;
    bin.predicted += (to - from) * value;
    bin.positives += positives;
  }
  return sums
    .filter(({ n }) => n > 0)
    .map((bin) => ({ ...bin, predicted: bin.predicted / bin.n, observed: bin.positives / bin.n }));
}

/**
 * Whether chances that were told come true as often as they say: of those told 30 %, do 30 % leave? Cases by quantiles of what was told,
 * with the Brier score and Murphy's parts of it. A score may order well (see `rocArea`) and be far from calibrated, and the reverse.
 *
 * @param predicted 0–1, told before the outcome was known, of other cases than those it was learnt from
 * @param outcome 1 with the outcome, 0 without
 * @returns null without cases
 * @example calibration([0.2, 0.2, 0.7, 0.7], [0, 0, 1, 0], 2).brier // 0.165
 * @see Brier (1950), Monthly Weather Review 78; Murphy (1973), Journal of Applied Meteorology 12
 */
export function calibration(
  predicted: ArrayLike<number>,
  outcome: ArrayLike<number>,
  bins: number,
): Calibration | null {
  requirePredictions(predicted, outcome, bins);
  const n = outcome.length;
  if (n === 0) return null;
  const found = binned(predicted, outcome, bins);
  const mean = found.reduce((sum, { positives }) => sum + positives, 0) / n;
  let [brier, reliability, resolution] = [0, 0, 0];
  for (let i = 0; i < n; i++) brier += (predicted[i]! - outcome[i]!) ** 2 / n;
  for (const bin of found) {
    reliability += (bin.n * (bin.predicted - bin.observed) ** 2) / n;
    resolution += (bin.n * (bin.observed - mean) ** 2) / n;
  }
  const uncertainty = mean * (1 - mean);
  const within = brier - (reliability - resolution + uncertainty);
  return { bins: found, brier, reliability, resolution, uncertainty, within };
}
