import type { ValueCount } from "../statistics/estimate.js";
import {
  type AnswerShare,
  distributionOf,
  type Estimated,
  meanOfAnswers,
  type ShareMethod,
  shareOfAnswers,
  together,
} from "./answerEstimates.js";
import type { AnswerCounts } from "./answerTally.js";
import type { Scale } from "./scale.js";

/**
 * What a customer satisfaction score counts.
 *
 * - `top-box`: the share who give the highest answer.
 * - `top-2`: the share who give one of the two highest. What most published scores are.
 * - `mean`: the mean answer, on the scale of the question; `index` is the same on 0–100.
 */
export type CsatRule = "top-box" | "top-2" | "mean";

export interface CsatRow extends Estimated {
  /** Answers in the boxes of the rule, as counted, and their Σw; null under 'mean', or without weights. */
  readonly satisfied: number | null;
  readonly weightedSatisfied: number | null;
  /** Σw of all answers; null without weights. */
  readonly weightedAnswers: number | null;
  /** Rows without an answer (or without a weight); they are in no other number. */
  readonly missing: number;
  /** The same answers under each of the three rules: how much the number owes to the rule. */
  readonly byRule: Readonly<Record<CsatRule, number | null>>;
  /** The mean answer on 0–100: (mean − min)/(max − min)·100. */
  readonly index: number | null;
  /** Each answer, lowest first, with simultaneous (Goodman) intervals. */
  readonly distribution: readonly AnswerShare[];
}

export interface CsatFinish {
  readonly rule: CsatRule;
  readonly scale: Scale;
  readonly level: number;
  readonly method: ShareMethod | undefined;
  readonly weighted: boolean;
}

/** How many of the highest answers a rule counts. */
const BOXES = { "top-box": 1, "top-2": 2 } as const;

/** Each answer, lowest first, with its counts. */
export const answersOf = ({ n, weight, weightSquared }: AnswerCounts, { min }: Scale): ValueCount[] =>
  n.map((count, i) => ({ value: min + i, n: count, weight: weight[i]!, weightSquared: weightSquared[i]! }));

/** The finish: a row from the answers of one segment. */
export function csatRow(counts: AnswerCounts, { rule, scale, level, method, weighted }: CsatFinish): CsatRow {
  const values = answersOf(counts, scale);
  const all = together(values);
  const top = (boxes: number) => together(values.slice(-boxes));
  const share = (boxes: number) => shareOfAnswers(top(boxes), all, { level, method });
  const mean = meanOfAnswers(values, level, scale);
  const some = rule === "mean" ? null : top(BOXES[rule]);
  return {
    ...(rule === "mean" ? mean : share(BOXES[rule])),
    satisfied: some?.n ?? null,
    weightedSatisfied: weighted && some !== null ? some.weight : null,
    weightedAnswers: weighted ? all.weight : null,
    missing: counts.missing,
    byRule: { "top-box": share(1).estimate, "top-2": share(2).estimate, mean: mean.estimate },
    index: mean.estimate === null ? null : (100 * (mean.estimate - scale.min)) / (scale.max - scale.min),
    distribution: distributionOf(
      values.map(({ value, ...counted }) => ({ answer: String(value), ...counted })),
      { level, weighted },
    ),
  };
}
