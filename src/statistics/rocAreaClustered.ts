import { sortedOf } from "./roc.js";
import type { Auc } from "./rocArea.js";

/** How many of sorted scores are below a score, with those that tie or without. */
function countBelow(sorted: Float64Array, score: number, withTies: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! > score || (!withTies && sorted[middle] === score)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** How many of sorted scores are below a score, ties half. */
const below = (sorted: Float64Array, score: number): number =>
  (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2;

/** The placement of each case among all of the other kind: the share of them it is ordered rightly against, ties half. */
function placementsOf(scores: ArrayLike<number>, outcome: ArrayLike<number>): Float64Array {
  const [positives, negatives] = [sortedOf(scores, outcome, 1), sortedOf(scores, outcome, 0)];
  const placed = new Float64Array(outcome.length);
  for (let i = 0; i < placed.length; i++) {
    placed[i] =
      outcome[i] === 1
        ? below(negatives, scores[i]!) / negatives.length
        : 1 - below(positives, scores[i]!) / positives.length;
  }
  return placed;
}

interface Cluster {
  /** Σ (placement − area) of its cases with the outcome, and of those without. */
  up: number;
  down: number;
  isUp: boolean;
  isDown: boolean;
}

function clustersOf(placed: Float64Array, auc: number, outcome: ArrayLike<number>, cluster: ArrayLike<number>) {
  const sums = new Map<number, Cluster>();
  for (let i = 0; i < placed.length; i++) {
    let own = sums.get(cluster[i]!);
    if (own === undefined) {
      own = { up: 0, down: 0, isUp: false, isDown: false };
      sums.set(cluster[i]!, own);
    }
    if (outcome[i] === 1) {
      own.up += placed[i]! - auc;
      own.isUp = true;
    } else {
      own.down += placed[i]! - auc;
      own.isDown = true;
    }
  }
  return sums.values();
}

function requireCases(scores: ArrayLike<number>, outcome: ArrayLike<number>, cluster: ArrayLike<number>): void {
  const n = outcome.length;
  if (scores.length !== n || cluster.length !== n) {
    const got = `${scores.length} scores and ${cluster.length} clusters`;
    throw new RangeError(`rocAreaClustered requires ${n} of each, one a case; got ${got}`);
  }
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(scores[i])) {
      throw new RangeError(`rocAreaClustered requires finite scores; got ${scores[i]} (row ${i + 1})`);
    }
    if (outcome[i] !== 0 && outcome[i] !== 1) {
      throw new RangeError(`rocAreaClustered requires outcomes of 0 or 1; got ${outcome[i]} (row ${i + 1})`);
    }
  }
}

/**
 * The area under the ROC curve of cases that belong together by customer: the same area as `rocArea`, with the variance that one
 * customer, a case on many days, makes. Cases of one customer may be of both kinds. With one case a customer it is DeLong's.
 *
 * @param cluster whose case it is
 * @returns null without any of either kind; no standard error with fewer than two customers of either kind
 * @example rocAreaClustered([3, 2, 2, 1], [1, 1, 0, 0], [0, 1, 2, 3]).auc // 0.875
 * @see Obuchowski (1997), Biometrics 53
 */
export function rocAreaClustered(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
  cluster: ArrayLike<number>,
): Auc | null {
  requireCases(scores, outcome, cluster);
  const n = outcome.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += outcome[i]!;
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return null;
  const placed = placementsOf(scores, outcome);
  let auc = 0;
  for (let i = 0; i < n; i++) if (outcome[i] === 1) auc += placed[i]! / positives;
  let [up, down, both, withUp, withDown, all] = [0, 0, 0, 0, 0, 0];
  for (const own of clustersOf(placed, auc, outcome, cluster)) {
    up += own.up ** 2;
    down += own.down ** 2;
    both += own.up * own.down;
    if (own.isUp) withUp++;
    if (own.isDown) withDown++;
    all++;
  }
  if (withUp < 2 || withDown < 2) return { auc, standardError: null, positives, negatives };
  const freed = (clusters: number) => clusters / (clusters - 1);
  const variance =
    (freed(withUp) * up) / positives ** 2 +
    (freed(withDown) * down) / negatives ** 2 +
    (2 * freed(all) * both) / (positives * negatives);
  return { auc, standardError: Math.sqrt(Math.max(0, variance)), positives, negatives };
}
