import {
  chiSquareUpperTail,
  criticalValue,
  normalCdf,
  normalPValue,
  tCdf,
  tPValue,
} from "../../statistics/distributions.js";
import { tInterval, type ValueCount } from "../../statistics/estimate.js";
import {
  type DifferenceRow,
  NOBODY_TWICE,
  type Pair,
  pairCounts,
  UNPAIRED,
  UNTESTED,
} from "../answers/differenceRow.js";
import type { Test } from "../result.js";
import { adjustedNps, npsSpread } from "./npsInterval.js";

/** One score minus another, in points, −200 to 200; `statistic` is centre / standard error. */
export interface NpsDifferenceRow extends DifferenceRow {
  /** The centre of the interval: adjusted Wald draws both scores towards 0; the estimate itself otherwise. */
  readonly centre: number | null;
  readonly standardError: number | null;
  /** How sure one may be that the first is higher, without prior opinion: Φ(statistic). */
  readonly probabilityHigher: number | null;
}

export interface NpsGroup {
  readonly name: string;
  readonly classes: readonly ValueCount[];
}

export type DifferenceMethod = "adjusted-wald" | "wald";

/** A score in shares with the standard error the method gives it; null without answers. */
interface GroupEstimate {
  readonly n: number;
  readonly raw: number | null;
  readonly centre: number;
  readonly standardError: number;
}

function groupEstimate({ classes }: NpsGroup, method: DifferenceMethod): GroupEstimate {
  const n = classes.reduce((sum, entry) => sum + entry.n, 0);
  if (!classes.some((entry) => entry.weight > 0))
    return { n, raw: null, centre: 0, standardError: Number.POSITIVE_INFINITY };
  const spread = npsSpread(classes, null);
  if (method === "wald") return { n, raw: spread.mean, centre: spread.mean, standardError: spread.standardError };
  const adjusted = adjustedNps(spread);
  return { n, raw: spread.mean, centre: adjusted.estimate, standardError: adjusted.standardError };
}

const clip = (points: number) => Math.min(200, Math.max(-200, points));
const NOTHING = {
  estimate: null,
  lower: null,
  upper: null,
  centre: null,
  standardError: null,
  ...UNTESTED,
  probabilityHigher: null,
};

/** Two independent groups: the difference of their scores with its interval and z test. */
export function contrast(first: NpsGroup, second: NpsGroup, method: DifferenceMethod, level: number): NpsDifferenceRow {
  const [a, b] = [groupEstimate(first, method), groupEstimate(second, method)];
  const points = (share: number | null) => (share === null ? null : 100 * share);
  const shared = {
    first: first.name,
    second: second.name,
    firstEstimate: points(a.raw),
    secondEstimate: points(b.raw),
    firstN: a.n,
    secondN: b.n,
    n: a.n + b.n,
    ...UNPAIRED,
  };
  if (a.raw === null || b.raw === null) {
    const empty = [a.raw === null ? first.name : null, b.raw === null ? second.name : null].filter(
      (name) => name !== null,
    );
    return { ...NOTHING, ...shared, note: `no answers: ${empty.join(", ")}` };
  }
  const centre = 100 * (a.centre - b.centre);
  const standardError = 100 * Math.hypot(a.standardError, b.standardError);
  const half = criticalValue(level) * standardError;
  const statistic = standardError > 0 ? centre / standardError : null;
  const isThin = method === "wald" && Math.min(a.n, b.n) < 50;
  const warning = isThin ? "fewer than 50 answers: the Wald interval is too narrow" : null;
  return {
    estimate: 100 * (a.raw - b.raw),
    lower: clip(centre - half),
    upper: clip(centre + half),
    ...shared,
    centre,
    standardError,
    statistic,
    pValue: statistic === null ? null : normalPValue(statistic),
    adjustedPValue: null,
    probabilityHigher: statistic === null ? null : normalCdf(statistic),
    note: statistic === null ? "everybody in each group is of one class: no test" : warning,
  };
}

/** The same customers in two waves: the mean of their differences −2…2, with Student's t. */
export function pairedContrast(
  pairs: readonly Pair[],
  names: readonly [string, string],
  level: number,
): NpsDifferenceRow {
  const n = pairs.length;
  const mean = (value: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + value(pair), 0) / n;
  const shared = {
    ...pairCounts(pairs, names),
    firstEstimate: n === 0 ? null : 100 * mean(([a]) => a),
    secondEstimate: n === 0 ? null : 100 * mean(([, b]) => b),
  };
  if (n === 0) return { ...NOTHING, ...shared, note: NOBODY_TWICE };
  const difference = mean(([a, b]) => a - b);
  const estimate = 100 * difference;
  if (n === 1) return { ...NOTHING, ...shared, estimate, centre: estimate, note: "one customer: no interval" };
  const variance = (mean(([a, b]) => (a - b - difference) ** 2) * n) / (n - 1);
  const standardError = 100 * Math.sqrt(variance / n);
  const interval = tInterval(estimate, standardError, n - 1, level);
  const statistic = standardError > 0 ? estimate / standardError : null;
  const isThin = n < 50 || shared.improved + shared.worsened < 10;
  return {
    ...shared,
    estimate,
    lower: clip(interval.lower),
    upper: clip(interval.upper),
    centre: estimate,
    standardError,
    statistic,
    pValue: statistic === null ? null : tPValue(statistic, n - 1),
    adjustedPValue: null,
    probabilityHigher: statistic === null ? null : tCdf(statistic, n - 1),
    note:
      statistic === null
        ? "everybody moved alike: no test"
        : isThin
          ? "few changed class: the interval is rough"
          : null,
  };
}

/** Are k scores one? Wald's χ² on k − 1 degrees of freedom, from the scores and standard errors the method gives. */
export function equalNpsTest(groups: readonly NpsGroup[], method: DifferenceMethod): Test | null {
  const estimates = groups.map((group) => groupEstimate(group, method)).filter((group) => group.raw !== null);
  if (estimates.length < 2 || estimates.some((group) => group.standardError === 0)) return null;
  const weights = estimates.map((group) => 1 / group.standardError ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = estimates.reduce((sum, group, i) => sum + weights[i]! * group.centre, 0) / total;
  const statistic = estimates.reduce((sum, group, i) => sum + weights[i]! * (group.centre - mean) ** 2, 0);
  const degreesOfFreedom = estimates.length - 1;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
    method: "Wald χ² of equal scores",
    n: estimates.reduce((sum, group) => sum + group.n, 0),
  };
}
