import { chiSquareUpperTail, normalPValue, tPValue } from "../../statistics/distributions.js";
import { tInterval, type ValueCount } from "../../statistics/estimate.js";
import { clipped, type Interval } from "../../statistics/interval.js";
import { newcombeStatistic } from "../../statistics/newcombe.js";
import { newcombeDifference } from "../../statistics/proportion.js";
import { tangoScoreInterval } from "../../statistics/tangoScore.js";
import { welchAnova, welchDifference } from "../../statistics/welch.js";
import { answersOf } from "../csat/csatRow.js";
import type { Test } from "../result.js";
import type { Scale } from "../scale.js";
import { type Estimated, equalSize } from "./answerEstimates.js";
import type { Comparison, Group } from "./comparisons.js";
import { type DifferenceRow, NOBODY_TWICE, type Pair, pairCounts, UNPAIRED, UNTESTED } from "./differenceRow.js";

/** A share or a mean of answers minus another. */
export interface AnswerDifferenceRow extends DifferenceRow {
  /** Of Student's or Welch's t; null for shares. */
  readonly degreesOfFreedom: number | null;
}

/** How answers make a score: a share of them, or their mean. */
export interface AnswerScore {
  readonly caller: string;
  readonly kind: "share" | "mean";
  readonly scale: Scale;
  readonly level: number;
  readonly estimate: (values: readonly ValueCount[]) => Estimated;
  /** What one answer counts: 1 or 0 for a share, else itself. */
  readonly value: (answer: number) => number;
}

const NO_DIFFERENCE = { lower: null, upper: null, ...UNTESTED, degreesOfFreedom: null };

/** A share as so many of so many answers of equal weight as are as precise. */
function counted(row: Estimated) {
  const n = equalSize(row);
  return { successes: Math.min(n, row.estimate! * n), n };
}

/** Newcombe's interval, and the statistic at which it ends at 0. */
function shareDifference(a: Estimated, b: Estimated, level: number) {
  const sides = [counted(a), counted(b)] as const;
  const { lower, upper } = newcombeDifference(...sides, level);
  const statistic = newcombeStatistic(...sides);
  return { lower, upper, statistic, degreesOfFreedom: null, pValue: normalPValue(statistic), note: null };
}

/** The bounds of a difference of two means, which cannot leave the width of the scale. */
const within = (interval: Interval, { min, max }: Scale) => clipped(interval, min - max, max - min);

/** Welch's interval and test; none where one side stands on a single answer, or neither varies. */
function meanDifference(a: Estimated, b: Estimated, { level, scale }: AnswerScore) {
  const side = ({ estimate: mean, standardError: error, n }: Estimated) => ({ mean, error, n });
  const { interval, statistic, degreesOfFreedom, pValue } = welchDifference(side(a), side(b), level);
  if (interval === null || statistic === null)
    return { ...NO_DIFFERENCE, note: "answers do not vary enough for an interval" };
  return { ...within(interval, scale), statistic, degreesOfFreedom, pValue, note: null };
}

/** Different customers on both sides. */
function independent(first: Group, second: Group, score: AnswerScore): AnswerDifferenceRow {
  const [a, b] = [first, second].map(({ answers }) => score.estimate(answersOf(answers, score.scale))) as [
    Estimated,
    Estimated,
  ];
  const shared = {
    n: a.n + b.n,
    first: first.name,
    second: second.name,
    firstEstimate: a.estimate,
    secondEstimate: b.estimate,
    firstN: a.n,
    secondN: b.n,
    adjustedPValue: null,
    ...UNPAIRED,
  };
  if (a.estimate === null || b.estimate === null) {
    const [name, note] = a.estimate === null ? [first.name, a.note] : [second.name, b.note];
    return { ...NO_DIFFERENCE, ...shared, estimate: null, note: `'${name}': ${note}` };
  }
  const found = score.kind === "share" ? shareDifference(a, b, score.level) : meanDifference(a, b, score);
  return { ...shared, estimate: a.estimate - b.estimate, ...found };
}

/** Tango's interval, and McNemar's statistic, which is Tango's at 0. */
function pairedShares(improved: number, worsened: number, n: number, level: number) {
  const changed = improved + worsened;
  const statistic = changed > 0 ? (improved - worsened) / Math.sqrt(changed) : null;
  return {
    ...tangoScoreInterval(improved, worsened, n, level),
    statistic,
    degreesOfFreedom: null,
    pValue: statistic === null ? null : normalPValue(statistic),
    note: statistic === null ? "nobody changed sides: no test" : null,
  };
}

/** Student's t on the customers' own differences. */
function pairedMeans(differences: readonly number[], mean: number, { level, scale }: AnswerScore) {
  const n = differences.length;
  if (n === 1) return { ...NO_DIFFERENCE, note: "one customer: no interval" };
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (n - 1) / n);
  if (standardError === 0) return { ...NO_DIFFERENCE, note: "everybody moved alike: no interval" };
  const statistic = mean / standardError;
  const degreesOfFreedom = n - 1;
  const interval = within(tInterval(mean, standardError, degreesOfFreedom, level), scale);
  return { ...interval, statistic, degreesOfFreedom, pValue: tPValue(statistic, degreesOfFreedom), note: null };
}

/** The same customers on both sides. */
function paired(answers: readonly Pair[], names: readonly [string, string], score: AnswerScore): AnswerDifferenceRow {
  const pairs = answers.map(([a, b]) => [score.value(a), score.value(b)] as const);
  const n = pairs.length;
  const mean = (value: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + value(pair), 0) / n;
  const counts = { ...pairCounts(pairs, names), adjustedPValue: null };
  if (n === 0) {
    const nothing = { estimate: null, firstEstimate: null, secondEstimate: null };
    return { ...NO_DIFFERENCE, ...counts, ...nothing, note: NOBODY_TWICE };
  }
  const estimate = mean(([a, b]) => a - b);
  const found =
    score.kind === "share"
      ? pairedShares(counts.improved, counts.worsened, n, score.level)
      : pairedMeans(
          pairs.map(([a, b]) => a - b),
          estimate,
          score,
        );
  return { ...counts, estimate, firstEstimate: mean(([a]) => a), secondEstimate: mean(([, b]) => b), ...found };
}

/** Are three and more shares one? Pearson's χ², on the answers of equal weight. */
function equalShares(rows: readonly Estimated[]): Test | null {
  const sides = rows.map(counted);
  const all = sides.reduce((sum, { n }) => sum + n, 0);
  const share = sides.reduce((sum, { successes }) => sum + successes, 0) / all;
  if (!(share > 0 && share < 1)) return null;
  const squares = sides.reduce((sum, { successes, n }) => sum + (successes - n * share) ** 2 / n, 0);
  const statistic = squares / (share * (1 - share));
  const degreesOfFreedom = rows.length - 1;
  const pValue = chiSquareUpperTail(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, method: "Pearson's χ² of equal shares", n: 0 };
}

/** Are three and more means one? Welch's F; null where a group stands on one answer, or on answers all alike. */
function equalMeans(rows: readonly Estimated[]): Test | null {
  const sides = rows.map(({ estimate, standardError, n }) => ({ mean: estimate!, error: standardError ?? 0, n }));
  if (sides.some(({ error }) => error === 0)) return null;
  const { statistic, between, within: below, pValue } = welchAnova(sides);
  const method = `Welch's F of equal means (${between} and ${below.toFixed(1)} degrees of freedom)`;
  return { statistic, degreesOfFreedom: between, pValue, method, n: 0 };
}

function equal(groups: readonly Group[], { estimate, scale, kind }: AnswerScore): Test | null {
  const rows = groups.map(({ answers }) => estimate(answersOf(answers, scale))).filter((row) => row.estimate !== null);
  // Of two the difference itself is the test.
  if (rows.length < 3) return null;
  const test = kind === "share" ? equalShares(rows) : equalMeans(rows);
  return test === null ? null : { ...test, n: rows.reduce((sum, { n }) => sum + n, 0) };
}

/** How two scores of answers are compared. */
export const answerComparison = (score: AnswerScore): Comparison<AnswerDifferenceRow> => ({
  caller: score.caller,
  scale: score.scale,
  contrast: (first, second) => independent(first, second, score),
  paired: (pairs, names) => paired(pairs, names, score),
  equal: (groups) => equal(groups, score),
});
