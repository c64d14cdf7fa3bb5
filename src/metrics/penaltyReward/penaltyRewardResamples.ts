import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { backSubstitutedTransposed, choleskyInPlace, forwardSubstituted } from "../../statistics/cholesky.js";
import type { Interval } from "../../statistics/interval.js";
import { multinomialResample } from "../../statistics/multinomialResample.js";
import { type Random, random } from "../../statistics/random.js";
import { BLOCK, placeOf, VectorSums } from "../../statistics/vectorSums.js";
import { type AttributeKind, asymmetryOf, kindOf } from "./penaltyRewardClass.js";
import { dummies, type PenaltyFit } from "./penaltyRewardFit.js";
import type { LikeRatings } from "./penaltyRewardTally.js";

/** In what share of resamples an attribute is of each kind; "none" where high is no better than low. */
export type KindProbabilities = Readonly<Record<AttributeKind | "none", number>>;

export interface PenaltyResamples {
  readonly rSquared: Interval;
  /** By attribute; null where one of its two effects was left out. */
  readonly kinds: readonly (KindProbabilities | null)[];
  readonly rangeShares: readonly (Interval | null)[];
  /** Resamples drawn again because nobody was low or high in them, or effects could not be told apart. */
  readonly redrawn: number;
}

/** How often a resample may be drawn again, for each one that is wanted. */
const PATIENCE = 2;
/** Up to so many respondents a group of alike ones, single draws are faster than draws of counts. */
const FEW_EACH = 8;

/**
 * Sums over respondents drawn so often, of x = (1, dummies): Σm·x·x′ below its diagonal and on it, row after row, and Σm·x·y. Row j is the sum
 * of (y, x) over the groups that have a part in x_j.
 */
function summing(ratings: readonly LikeRatings[], effects: PenaltyFit["effects"], away: Float64Array) {
  const size = effects.length + 1;
  const rows = ratings.map((one) => [1, ...dummies(effects, one)]);
  const vectors = Float64Array.from(rows.flatMap((row, g) => [away[g]!, ...row]));
  const sums = new VectorSums(vectors, size + 1, size);
  const { times } = sums.lists[0]!;
  const many = sums.lists.map(({ places }, j) => {
    const members = rows.flatMap((row, g) => (row[j] === 1 ? [placeOf(g)] : []));
    places.set(members);
    return members.length;
  });
  const sumUp = (cross: Float64Array, outcomes: Float64Array): void => {
    sums.lists.forEach((list, j) => {
      for (let block = 0; block * BLOCK <= j + 1; block++) sums.addSingly(block, list, many[j]!, sums.lists[0]!.bytes);
      outcomes[j] = list.total[0]!;
      for (let k = 0; k <= j; k++) cross[j * size + k] = list.total[k + 1]!;
    });
  };
  return { masses: times, sumUp };
}

/** The least squares of resample after resample, from sums over the few dummies that each respondent is in. */
function resampler(ratings: readonly LikeRatings[], effects: PenaltyFit["effects"]) {
  const size = effects.length + 1;
  const cross = new Float64Array(size * size);
  const sums = new Float64Array(size);
  /** The coefficients of the last resample (of the outcome less its mean), the intercept first; what rounding leaves of 0 is 0. */
  const solved = new Float64Array(size);
  const mean =
    ratings.reduce((sum, one) => sum + one.n * one.outcome, 0) / ratings.reduce((sum, one) => sum + one.n, 0);
  const away = Float64Array.from(ratings, ({ outcome }) => outcome - mean);
  const weights = Float64Array.from(ratings, ({ weight }) => weight);
  const tiny = 1e-9 * away.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { masses, sumUp } = summing(ratings, effects, away);

  /** R² of the respondents drawn so often; null where they do not tell the effects apart. */
  const fit = (counts: ArrayLike<number>): number | null => {
    let squares = 0;
    for (let g = 0; g < weights.length; g++) {
      masses[g] = counts[g]! * weights[g]!;
      squares += masses[g]! * away[g]! * away[g]!;
    }
    sumUp(cross, sums);
    const ofMean = (sums[0]! * sums[0]!) / cross[0]!;
    if (!choleskyInPlace(cross, size, 1e-10)) return null;
    solved.set(sums);
    forwardSubstituted(cross, size, solved);
    backSubstitutedTransposed(cross, size, solved);
    for (let j = 0; j < size; j++) if (Math.abs(solved[j]!) < tiny) solved[j] = 0;
    const spread = squares - ofMean;
    const explained = sums.reduce((sum, value, j) => sum + value * solved[j]!, 0) - ofMean;
    return spread > tiny * tiny ? Math.min(1, Math.max(0, explained / spread)) : 0;
  };
  return { solved, fit };
}

/** Draws respondents with replacement, as counts of alike ones. */
function drawer(ratings: readonly LikeRatings[], n: number, stream: Random): () => ArrayLike<number> {
  const counts = ratings.map((one) => one.n);
  if (n > FEW_EACH * ratings.length) return () => multinomialResample(counts, stream);
  const group = Int32Array.from(counts.flatMap((count, g) => new Array<number>(count).fill(g)));
  const drawn = new Int32Array(ratings.length);
  return () => {
    drawn.fill(0);
    for (let i = 0; i < n; i++) drawn[group[stream.integer(n)]!]!++;
    return drawn;
  };
}

interface Drawn {
  readonly rSquared: Float64Array;
  /** Penalty and reward by attribute and resample; null where one of them was left out. */
  readonly pairs: readonly (readonly [Float64Array, Float64Array] | null)[];
  readonly redrawn: number;
}

function drawnFits(ratings: readonly LikeRatings[], fit: PenaltyFit, resamples: number, seed: number): Drawn | null {
  const { solved, fit: refit } = resampler(ratings, fit.effects);
  const draw = drawer(ratings, fit.n, random(seed));
  const place = (attribute: number, side: "low" | "high") =>
    1 + fit.effects.findIndex((effect) => effect.attribute === attribute && effect.side === side);
  const places = fit.counts.map((_, j) => [place(j, "low"), place(j, "high")] as const);
  const pairs = places.map(([low, high]) =>
    low === 0 || high === 0 ? null : ([new Float64Array(resamples), new Float64Array(resamples)] as const),
  );
  const rSquared = new Float64Array(resamples);
  let redrawn = 0;
  for (let i = 0; i < resamples; i++) {
    let found = refit(draw());
    while (found === null) {
      redrawn++;
      if (redrawn > PATIENCE * resamples) return null;
      found = refit(draw());
    }
    rSquared[i] = found;
    pairs.forEach((pair, j) => {
      if (pair === null) return;
      pair[0][i] = solved[places[j]![0]]!;
      pair[1][i] = solved[places[j]![1]]!;
    });
  }
  return { rSquared, pairs, redrawn };
}

function probabilities([penalties, rewards]: readonly [Float64Array, Float64Array], band: number): KindProbabilities {
  const counts = { basic: 0, performance: 0, excitement: 0, none: 0 };
  for (let i = 0; i < penalties.length; i++) {
    const asymmetry = asymmetryOf(penalties[i]!, rewards[i]!);
    counts[asymmetry === null ? "none" : kindOf(asymmetry, band)]++;
  }
  const share = (count: number) => count / penalties.length;
  return {
    basic: share(counts.basic),
    performance: share(counts.performance),
    excitement: share(counts.excitement),
    none: share(counts.none),
  };
}

/** What resamples of the respondents say; null where they hardly ever tell the effects apart. */
export function penaltyResamples(
  ratings: readonly LikeRatings[],
  fit: PenaltyFit,
  { band, level, resamples, seed }: { band: number; level: number; resamples: number; seed: number },
): PenaltyResamples | null {
  const drawn = drawnFits(ratings, fit, resamples, seed);
  if (drawn === null) return null;
  const { rSquared, pairs, redrawn } = drawn;
  const range = (pair: (typeof pairs)[number], i: number) =>
    pair === null ? 0 : Math.max(0, pair[1][i]! - pair[0][i]!);
  const totals = rSquared.map((_, i) => pairs.reduce((sum, pair) => sum + range(pair, i), 0));
  return {
    rSquared: percentileInterval(rSquared, level),
    kinds: pairs.map((pair) => (pair === null ? null : probabilities(pair, band))),
    rangeShares: pairs.map((pair) =>
      pair === null
        ? null
        : percentileInterval(
            totals.map((total, i) => (total > 0 ? range(pair, i) / total : 0)),
            level,
          ),
    ),
    redrawn,
  };
}
