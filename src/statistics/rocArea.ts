import { criticalValue, normalPValue } from "./distributions.js";
import { normalInterval } from "./estimate.js";
import { clipped, type Interval, requireLevel } from "./interval.js";
import { highestFirst, type ScoreGroup, scoreGroups, totals } from "./roc.js";

/** How well a score tells those with the outcome from those without. */
export interface Auc {
  /** The share of pairs, one with the outcome and one without, in which the one with it scores higher; ties count half. */
  readonly auc: number;
  /** DeLong's; null with fewer than two of either kind. */
  readonly standardError: number | null;
  readonly positives: number;
  readonly negatives: number;
}

/** Of the cases with one score: the share of the other kind that each is ordered rightly against, ties half. */
interface Placements extends ScoreGroup {
  readonly ofPositives: number;
  readonly ofNegatives: number;
}

/** Both kinds must be there. */
function placements(groups: readonly ScoreGroup[]): Placements[] {
  const { positives, negatives } = totals(groups);
  let [above, below] = [0, negatives];
  return highestFirst(groups).map((group) => {
    below -= group.negatives;
    const ofPositives = (below + group.negatives / 2) / negatives;
    const ofNegatives = (above + group.positives / 2) / positives;
    above += group.positives;
    return { ...group, ofPositives, ofNegatives };
  });
}

/**
 * The area under the ROC curve: the chance that one with the outcome scores higher than one without, ties counted half. .5 is a score
 * that says nothing, 1 one that orders without fault; it says nothing of how many are called in vain where the outcome is rare.
 *
 * @returns null without any of either kind
 * @example rocArea([{ score: 2, positives: 3, negatives: 1 }, { score: 1, positives: 1, negatives: 3 }]).auc // 0.75
 * @see DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44
 */
export function rocArea(groups: readonly ScoreGroup[]): Auc | null {
  const { positives, negatives } = totals(groups);
  if (positives === 0 || negatives === 0) return null;
  const placed = placements(groups);
  const auc = placed.reduce((sum, group) => sum + group.positives * group.ofPositives, 0) / positives;
  if (positives < 2 || negatives < 2) return { auc, standardError: null, positives, negatives };
  let [up, down] = [0, 0];
  for (const group of placed) {
    up += group.positives * (group.ofPositives - auc) ** 2;
    down += group.negatives * (group.ofNegatives - auc) ** 2;
  }
  const variance = up / ((positives - 1) * positives) + down / ((negatives - 1) * negatives);
  return { auc, standardError: Math.sqrt(variance), positives, negatives };
}

/**
 * The interval of an area from DeLong's standard error. On the logit scale it cannot leave 0–1 and covers better near the ends; on the
 * plain scale it is cut to 0–1.
 *
 * @returns null where nothing varies: fewer than two of either kind, or an area that is .5, 0 or 1 because all tie or none is out of order
 * @example rocAreaInterval({ auc: 0.9, standardError: 0.05, positives: 20, negatives: 30 }, 0.95, "logit") // { lower: 0.7518, upper: 0.9639 }
 * @see Pepe (2003), The Statistical Evaluation of Medical Tests, section 5.2
 */
export function rocAreaInterval({ auc, standardError }: Auc, level: number, scale: "logit" | "plain"): Interval | null {
  requireLevel(level, "rocAreaInterval");
  if (standardError === null || !(standardError > 0)) return null;
  if (scale === "plain") return clipped(normalInterval(auc, standardError, level), 0, 1);
  if (!(auc > 0 && auc < 1)) return null;
  const half = (criticalValue(level) * standardError) / (auc * (1 - auc));
  const odds = auc / (1 - auc);
  const share = (value: number) => value / (1 + value);
  return { lower: share(odds * Math.exp(-half)), upper: share(odds * Math.exp(half)) };
}

/** The placement of each case among the other kind. */
function placementOfEach(scores: ArrayLike<number>, outcome: ArrayLike<number>): Float64Array {
  const placed = new Map(placements(scoreGroups(scores, outcome)).map((group) => [group.score, group]));
  return Float64Array.from({ length: outcome.length }, (_, i) => {
    const { ofPositives, ofNegatives } = placed.get(scores[i]! + 0)!;
    return outcome[i] === 1 ? ofPositives : ofNegatives;
  });
}

/** How much better one score orders the same cases than another. */
export interface AucDifference {
  /** First minus second. */
  readonly difference: number;
  readonly standardError: number;
  /** Null where nothing varies. */
  readonly interval: Interval | null;
  /** That both order equally well; 1 where they order all cases alike, null where they differ and nothing varies. */
  readonly pValue: number | null;
}

/**
 * The difference of the areas of two scores of the same cases, first minus second: DeLong's test, which takes into account that the
 * two go together.
 *
 * @returns null with fewer than two of either kind
 * @example rocAreaDifference([4, 3, 2, 1], [4, 1, 3, 2], [1, 1, 0, 0], 0.95).difference // 0.5
 * @see DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44
 */
export function rocAreaDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcome: ArrayLike<number>,
  level: number,
): AucDifference | null {
  requireLevel(level, "rocAreaDifference");
  const [one, other] = [placementOfEach(first, outcome), placementOfEach(second, outcome)];
  const apart = one.map((placement, i) => placement - other[i]!);
  let variance = 0;
  let difference = 0;
  for (const kind of [1, 0]) {
    const own = apart.filter((_, i) => outcome[i] === kind);
    if (own.length < 2) return null;
    difference = own.reduce((sum, value) => sum + value, 0) / own.length;
    variance += own.reduce((sum, value) => sum + (value - difference) ** 2, 0) / ((own.length - 1) * own.length);
  }
  const standardError = Math.sqrt(variance);
  if (!(standardError > 0)) return { difference, standardError, interval: null, pValue: difference === 0 ? 1 : null };
  const interval = clipped(normalInterval(difference, standardError, level), -1, 1);
  return { difference, standardError, interval, pValue: normalPValue(difference / standardError) };
}
