import { normalPValue, tPValue } from "../../statistics/distributions.js";
import { estimateMean, tInterval } from "../../statistics/estimate.js";
import { clipped } from "../../statistics/interval.js";
import { signTest } from "../../statistics/signTest.js";
import { tangoScoreInterval } from "../../statistics/tangoScore.js";
import {
  type AnswerShare,
  distributionOf,
  shareOfAnswers,
  together,
  type Weighed,
} from "../answers/answerEstimates.js";
import { type Estimate, nothing, type Test } from "../result.js";
import { CATEGORIES, type KanoCategory } from "./kanoEvaluation.js";
import type { FeatureCounts } from "./kanoTally.js";

/** A feature; the estimate is the share of respondents whose answers put it into its most frequent category. */
export interface KanoFeature extends Estimate {
  readonly feature: string;
  /** The most frequent category where it is ahead of the next beyond chance, else "cannot tell"; null without answers. */
  readonly category: KanoCategory | "cannot tell" | null;
  /** The most frequent category, and the next. */
  readonly mode: KanoCategory | null;
  readonly runnerUp: KanoCategory | null;
  /** Of the two, whether they are equally frequent. */
  readonly test: Test | null;
  /** Holm's p-value over the features. */
  readonly adjustedPValue: number | null;
  /** Fong's z and p as they are published; of two alike they call one ahead in up to 18 % of samples, not 5 %. Null with weights. */
  readonly fong: { readonly statistic: number; readonly pValue: number } | null;
  /** CS+: of those who are not reverse or questionable, the share whom it would please to have it; 0 to 1. */
  readonly better: Estimate;
  /** CS−: the share whom it would displease not to have it, with a minus; −1 to 0. */
  readonly worse: Estimate;
  /** All six categories, with intervals that hold together. */
  readonly shares: readonly AnswerShare[];
  /** Share of the most frequent category less that of the next. */
  readonly categoryStrength: Estimate;
  /** Share of must-be, one-dimensional and attractive together: whether the feature matters at all. */
  readonly totalStrength: Estimate;
  /** Pairs of answers that count in CS+ and CS−, and those that do not. */
  readonly used: number;
  readonly reverse: number;
  readonly questionable: number;
  readonly missing: number;
}

export interface KanoFinish {
  readonly level: number;
  readonly weighted: boolean;
}

const FEW = 10;
/** Careless answers by chance are questionable in 2 of 25 pairs; this much says the question itself was not understood. */
const MANY_QUESTIONABLE = 0.05;

const plain = ({ estimate, lower, upper, n, note }: Estimate): Estimate => ({ estimate, lower, upper, n, note });

function negative({ estimate, lower, upper, n, note }: Estimate): Estimate {
  const minus = (value: number | null) => (value === null ? null : 0 - value);
  return { estimate: minus(estimate), lower: minus(upper), upper: minus(lower), n, note };
}

/** The largest and the next, the earlier in `CATEGORIES` where they are equal. */
function leading({ categories }: FeatureCounts): readonly [KanoCategory, KanoCategory] {
  const order = [...CATEGORIES].sort((a, b) => categories[b].weight - categories[a].weight);
  return [order[0]!, order[1]!];
}

/** Share of the first less share of the second, and the test that they are alike. */
function ahead(first: Weighed, second: Weighed, all: Weighed, { level, weighted }: KanoFinish) {
  const { n } = all;
  const difference = (first.weight - second.weight) / all.weight;
  if (!weighted) {
    const interval = tangoScoreInterval(first.n, second.n, n, level);
    const pValue = signTest(first.n, second.n);
    const test = { statistic: first.n - second.n, degreesOfFreedom: null, pValue, method: "exact sign test", n };
    return { strength: { estimate: difference, ...interval, n, note: null }, test };
  }
  const rest = {
    n: n - first.n - second.n,
    weight: all.weight - first.weight - second.weight,
    weightSquared: all.weightSquared - first.weightSquared - second.weightSquared,
  };
  const values = [
    { value: 1, ...first },
    { value: -1, ...second },
    { value: 0, ...rest },
  ];
  const { meanVariance } = estimateMean(values);
  const standardError = n < 2 ? 0 : Math.sqrt((meanVariance * n) / (n - 1));
  if (!(standardError > 0)) {
    const note = n < 2 ? "one answer: no interval" : "all answers alike: no interval";
    return { strength: { estimate: difference, lower: null, upper: null, n, note }, test: null };
  }
  const interval = clipped(tInterval(difference, standardError, n - 1, level), -1, 1);
  const statistic = difference / standardError;
  const pValue = tPValue(statistic, n - 1);
  const test = { statistic, degreesOfFreedom: n - 1, pValue, method: "Student's t, linearised", n };
  return { strength: { estimate: difference, ...interval, n, note: null }, test };
}

/** Fong's formula takes the two counts for independent and both for what they are on average. */
function fongTest(first: number, second: number, n: number) {
  const both = first + second;
  const statistic = (first - second) / Math.sqrt((both * (2 * n - both)) / (2 * n));
  return { statistic, pValue: normalPValue(statistic) };
}

function noteOf(counts: FeatureCounts, all: Weighed, [mode, next]: readonly [KanoCategory, KanoCategory]) {
  const { categories } = counts;
  const notes: string[] = [];
  if (all.n < FEW) notes.push(`fewer than ${FEW} answers`);
  if (categories[mode].weight === categories[next].weight) notes.push(`'${mode}' ties with '${next}'`);
  if (categories.questionable.weight > MANY_QUESTIONABLE * all.weight) {
    notes.push(`${categories.questionable.n} of ${all.n} answers are questionable: look at how it was asked`);
  }
  return notes.join("; ") || null;
}

/** A feature about which nobody gave both answers. */
function nobody(counts: FeatureCounts, n: number): KanoFeature {
  const note = n === 0 ? "nobody gave both answers" : "all weights are 0";
  const none = nothing(n, note);
  return {
    feature: counts.feature,
    ...none,
    ...{ category: null, mode: null, runnerUp: null, test: null, adjustedPValue: null, fong: null },
    ...{ better: none, worse: none, shares: [], categoryStrength: none, totalStrength: none },
    ...{ used: 0, reverse: 0, questionable: 0, missing: counts.missing },
  };
}

/** The finish of one feature; what hangs on the other features (Holm, the category) is still to come. */
export function kanoFeature(counts: FeatureCounts, finish: KanoFinish): KanoFeature {
  const { feature, categories, missing } = counts;
  const { level, weighted } = finish;
  const all = together(CATEGORIES.map((category) => categories[category]));
  if (!(all.weight > 0)) return nobody(counts, all.n);
  const of = (...names: KanoCategory[]) => together(names.map((name) => categories[name]));
  const used = of("attractive", "one-dimensional", "must-be", "indifferent");
  const coefficient = (...names: KanoCategory[]) =>
    used.weight > 0
      ? plain(shareOfAnswers(of(...names), used, { level }))
      : nothing(used.n, "all answers are reverse or questionable");
  const [mode, runnerUp] = leading(counts);
  const { strength, test } = ahead(categories[mode], categories[runnerUp], all, finish);
  const shares = distributionOf(
    CATEGORIES.map((answer) => ({ answer, ...categories[answer] })),
    finish,
  );
  const { share, lower, upper } = shares.find(({ answer }) => answer === mode)!;
  return {
    feature,
    ...{ estimate: share, lower, upper, n: all.n, note: noteOf(counts, all, [mode, runnerUp]) },
    ...{ category: mode, mode, runnerUp, test, adjustedPValue: null },
    fong: weighted ? null : fongTest(categories[mode].n, categories[runnerUp].n, all.n),
    better: coefficient("attractive", "one-dimensional"),
    worse: negative(coefficient("one-dimensional", "must-be")),
    shares,
    categoryStrength: strength,
    totalStrength: plain(shareOfAnswers(of("must-be", "one-dimensional", "attractive"), all, { level })),
    ...{ used: used.n, reverse: categories.reverse.n, questionable: categories.questionable.n, missing },
  };
}
