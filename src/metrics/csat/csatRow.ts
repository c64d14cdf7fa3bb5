import type { ValueCount } from "../../statistics/estimate.js";
import {
  type AnswerShare,
  distributionOf,
  type Estimated,
  meanOfAnswers,
  type ShareMethod,
  shareOfAnswers,
  together,
} from "../answers/answerEstimates.js";
import type { AnswerCounts } from "../answers/answerTally.js";
import type { Scale } from "../scale.js";

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

const topOf = (values: readonly ValueCount[], rule: "top-box" | "top-2") => together(values.slice(-BOXES[rule]));

/** The score of some answers under a rule, with its interval. */
export function csatEstimate(
  values: readonly ValueCount[],
  { rule, scale, level, method }: Omit<CsatFinish, "weighted">,
): Estimated {
  if (rule === "mean") return meanOfAnswers(values, level, scale);
  return shareOfAnswers(topOf(values, rule), together(values), { level, method });
}

/** What a rule makes of one answer: 1 or 0 where it counts boxes, else the answer itself. */
export const csatValue = (answer: number, { rule, scale }: Pick<CsatFinish, "rule" | "scale">): number =>
  rule === "mean" ? answer : Number(answer > scale.max - BOXES[rule]);

/** The finish: a row from the answers of one segment. */
export function csatRow(counts: AnswerCounts, finish: CsatFinish): CsatRow {
  const { rule, scale, level, weighted } = finish;
  const values = answersOf(counts, scale);
  const all = together(values);
  const under = (other: CsatRule) => csatEstimate(values, { ...finish, rule: other });
  const mean = under("mean");
  const some = rule === "mean" ? null : topOf(values, rule);
  return {
    ...under(rule),
    satisfied: some?.n ?? null,
    weightedSatisfied: weighted && some !== null ? some.weight : null,
    weightedAnswers: weighted ? all.weight : null,
    missing: counts.missing,
    byRule: { "top-box": under("top-box").estimate, "top-2": under("top-2").estimate, mean: mean.estimate },
    index: mean.estimate === null ? null : (100 * (mean.estimate - scale.min)) / (scale.max - scale.min),
    distribution: distributionOf(
      values.map(({ value, ...counted }) => ({ answer: String(value), ...counted })),
      { level, weighted },
    ),
  };
}
