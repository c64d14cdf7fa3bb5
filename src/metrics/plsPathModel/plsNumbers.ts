import type { PlsFit } from "./plsFit.js";
import type { CheckedModel } from "./plsModel.js";
import type { PlsSample } from "./plsSample.js";
import type { ItemScales } from "./plsScale.js";
import type { PlsStructure } from "./plsStructure.js";

/** What a fit is made of, in a sample or in a resample. */
export type Fitted = Pick<PlsSample, "means" | "deviations" | "covariance">;

/** Where each kind of number stands among all those of a model that get an interval. */
interface Places {
  readonly weight: number;
  readonly loading: number;
  readonly path: number;
  readonly indirect: number;
  readonly total: number;
  readonly rSquared: number;
  readonly htmt: number;
  readonly score: number;
  readonly importance: number;
  readonly count: number;
}

/** The numbers of a model that get an interval, one after the other, so that resamples of them are columns of one table. */
export class PlsNumbers {
  /** Pairs of blocks with a way from the first to the second. */
  readonly effects: readonly (readonly [from: number, to: number])[];
  /** Pairs of mode A blocks. */
  readonly pairs: readonly (readonly [first: number, second: number])[];
  readonly at: Places;
  private readonly width: Float64Array;

  constructor(
    private readonly structure: PlsStructure,
    private readonly paths: CheckedModel["paths"],
    /** Of the items that vary; null without a scale. */
    readonly scales: ItemScales | null,
  ) {
    const { size, blocks, isFormed } = structure;
    this.effects = waysOf(structure);
    const reflected = isFormed.flatMap((is, b) => (is ? [] : [b]));
    this.pairs = reflected.flatMap((first, i) => reflected.slice(i + 1).map((second) => [first, second] as const));
    this.width = new Float64Array(blocks);
    const scaled = scales === null ? 0 : 1;
    const weight = 0;
    const loading = weight + size;
    const path = loading + size;
    const indirect = path + paths.length;
    const total = indirect + this.effects.length;
    const rSquared = total + this.effects.length;
    const htmt = rSquared + blocks;
    const score = htmt + this.pairs.length;
    const importance = score + scaled * blocks;
    const count = importance + scaled * this.effects.length;
    this.at = { weight, loading, path, indirect, total, rSquared, htmt, score, importance, count };
  }

  /** Writes the numbers of a fit; NaN for what it does not have. */
  write(fit: PlsFit, fitted: Fitted, out: Float64Array): void {
    const { blocks } = this.structure;
    const at = this.at;
    out.set(fit.weights, at.weight);
    out.set(fit.loadings, at.loading);
    out.set(fit.rSquared, at.rSquared);
    this.paths.forEach(([from, to], i) => {
      out[at.path + i] = fit.paths[from * blocks + to]!;
    });
    this.effects.forEach(([from, to], i) => {
      const total = fit.total[from * blocks + to]!;
      out[at.total + i] = total;
      out[at.indirect + i] = total - fit.paths[from * blocks + to]!;
    });
    this.pairs.forEach(([first, second], i) => {
      out[at.htmt + i] = heterotraitMonotrait(fitted.covariance, this.structure, first, second);
    });
    if (this.scales !== null) this.writeScores(fit, fitted, out, this.scales);
  }

  /** 100·Σ r(x̄ − min)/Σ r(max − min) of each block, r the weights on the scale of the answers, and effects in such points. */
  private writeScores(fit: PlsFit, { means, deviations }: Fitted, out: Float64Array, scales: ItemScales): void {
    const { blocks, start, isRaw } = this.structure;
    const [at, width] = [this.at, this.width];
    for (let b = 0; b < blocks; b++) {
      let [above, range] = [0, 0];
      for (let k = start[b]!; k < start[b + 1]!; k++) {
        const { min, max } = scales[k]!;
        const raw = isRaw ? fit.weights[k]! : fit.weights[k]! / deviations[k]!;
        above += raw * (means[k]! - min);
        range += raw * (max - min);
      }
      width[b] = range > 0 ? range : Number.NaN;
      out[at.score + b] = (100 * above) / width[b]!;
    }
    this.effects.forEach(([from, to], i) => {
      // A score's standard deviation is 100/width.
      out[at.importance + i] = (out[at.total + i]! * width[from]!) / width[to]!;
    });
  }
}

function waysOf({ blocks, before, order }: PlsStructure): [number, number][] {
  const leads = Array.from({ length: blocks }, () => new Set<number>());
  for (const to of order) {
    for (const last of before[to]!) {
      for (let from = 0; from < blocks; from++) if (from === last || leads[from]!.has(last)) leads[from]!.add(to);
    }
  }
  return leads.flatMap((ends, from) => [...ends].sort((a, b) => a - b).map((to): [number, number] => [from, to]));
}

/**
 * Henseler's HTMT with sizes of correlations (so that an item on a turned scale changes nothing): the mean between two blocks
 * over the geometric mean of the means within; 1 within a block of one item.
 */
function heterotraitMonotrait(
  covariance: Float64Array,
  { size, start }: PlsStructure,
  first: number,
  second: number,
): number {
  const mean = (one: number, other: number) => {
    let [sum, count] = [0, 0];
    for (let k = start[one]!; k < start[one + 1]!; k++) {
      for (let l = one === other ? k + 1 : start[other]!; l < start[other + 1]!; l++) {
        const unit = Math.sqrt(covariance[k * size + k]! * covariance[l * size + l]!);
        sum += Math.abs(covariance[k * size + l]!) / unit;
        count++;
      }
    }
    return count === 0 ? 1 : sum / count;
  };
  return mean(first, second) / Math.sqrt(mean(first, first) * mean(second, second));
}
