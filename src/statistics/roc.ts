/** Cases with one score: how many of them had the outcome (left), and how many did not. */
export interface ScoreGroup {
  readonly score: number;
  readonly positives: number;
  readonly negatives: number;
}

/** One point of a curve: whoever has a score of at least `score` is called. */
export interface RocPoint {
  /** Null at the start, where nobody is called. */
  readonly score: number | null;
  /** The share of those with the outcome that is called: sensitivity, recall. */
  readonly truePositives: number;
  /** The share of those without it that is called. */
  readonly falsePositives: number;
}

function requireScores(scores: ArrayLike<number>, outcome: ArrayLike<number>): void {
  if (scores.length !== outcome.length) {
    throw new RangeError(`scoreGroups requires ${outcome.length} scores, one a case; got ${scores.length}`);
  }
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i])) {
      throw new RangeError(`scoreGroups requires finite scores; got ${scores[i]} (row ${i + 1})`);
    }
    if (outcome[i] !== 0 && outcome[i] !== 1) {
      throw new RangeError(`scoreGroups requires outcomes of 0 or 1; got ${outcome[i]} (row ${i + 1})`);
    }
  }
}

/**
 * Cases by their score, the highest first: all that curves, lift and areas need, and what a database can count itself.
 *
 * @param outcome 1 with the outcome, 0 without
 * @example scoreGroups([2, 1, 2], [1, 0, 0]) // [{ score: 2, positives: 1, negatives: 1 }, { score: 1, positives: 0, negatives: 1 }]
 */
export function scoreGroups(scores: ArrayLike<number>, outcome: ArrayLike<number>): ScoreGroup[] {
  requireScores(scores, outcome);
  const [positives, negatives] = [1, 0].map((kind) => sortedOf(scores, outcome, kind)) as [Float64Array, Float64Array];
  const groups: ScoreGroup[] = [];
  // Both from the highest score down, side by side.
  for (let p = positives.length - 1, n = negatives.length - 1; p >= 0 || n >= 0; ) {
    const score = p < 0 ? negatives[n]! : n < 0 ? positives[p]! : Math.max(positives[p]!, negatives[n]!);
    const [firstP, firstN] = [p, n];
    while (p >= 0 && positives[p] === score) p--;
    while (n >= 0 && negatives[n] === score) n--;
    groups.push({ score, positives: firstP - p, negatives: firstN - n });
  }
  return groups;
}

/** The scores of those with this outcome, the lowest first; 0 and −0 are one score. */
export function sortedOf(scores: ArrayLike<number>, outcome: ArrayLike<number>, kind: number): Float64Array {
  const found = new Float64Array(outcome.length);
  let n = 0;
  for (let i = 0; i < outcome.length; i++) if (outcome[i] === kind) found[n++] = scores[i]! + 0;
  return found.subarray(0, n).sort();
}

export const highestFirst = (groups: readonly ScoreGroup[]) => [...groups].sort((a, b) => b.score - a.score);

/** All with the outcome, and all without. */
export const totals = (groups: readonly ScoreGroup[]) => ({
  positives: groups.reduce((sum, { positives }) => sum + positives, 0),
  negatives: groups.reduce((sum, { negatives }) => sum + negatives, 0),
});

/**
 * The points of the ROC curve, from (0, 0) to (1, 1), one for each score: those who tie are called together.
 *
 * @returns [] without any of either kind
 * @see Fawcett (2006), Pattern Recognition Letters 27
 */
export function rocCurve(groups: readonly ScoreGroup[]): RocPoint[] {
  const { positives, negatives } = totals(groups);
  if (positives === 0 || negatives === 0) return [];
  let [right, wrong] = [0, 0];
  const start: RocPoint = { score: null, truePositives: 0, falsePositives: 0 };
  return highestFirst(groups).reduce<RocPoint[]>(
    (points, group) => {
      right += group.positives;
      wrong += group.negatives;
      points.push({ score: group.score, truePositives: right / positives, falsePositives: wrong / negatives });
      return points;
    },
    [start],
  );
}

/**
 * Kolmogorov and Smirnov's distance: the most by which the share called of those with the outcome exceeds (or falls short of) that of
 * those without, over all scores.
 *
 * From 0 (the score says nothing) to 1; null without any of either kind.
 *
 * @example kolmogorovSmirnov(scoreGroups([3, 2, 1], [1, 0, 0])) // 1
 */
export function kolmogorovSmirnov(groups: readonly ScoreGroup[]): number | null {
  const points = rocCurve(groups);
  if (points.length === 0) return null;
  return points.reduce((most, point) => Math.max(most, Math.abs(point.truePositives - point.falsePositives)), 0);
}
