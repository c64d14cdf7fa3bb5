import { asTable, type TableLike } from "../../tables/table-like.js";
import { type AnswerDifferenceRow, answerComparison } from "../answers/answerContrast.js";
import { answerScale, publishedAnswers } from "../answers/answerTally.js";
import { type ComparisonOptions, compared } from "../answers/comparisons.js";
import { withHolm } from "../answers/differenceRow.js";
import type { Result, Test } from "../result.js";
import type { Scale } from "../scale.js";
import { csatLabel, requireCsat } from "./csat.js";
import { type CsatRule, csatEstimate, csatValue } from "./csatRow.js";

export interface CsatDifferenceOptions extends ComparisonOptions {
  /** As in `csat`: it has no default. */
  readonly rule: CsatRule;
  readonly scale?: number | Scale;
}

export type CsatDifferenceRow = AnswerDifferenceRow;

export interface CsatDifferenceResult extends Result<CsatDifferenceRow> {
  readonly rule: CsatRule;
  readonly scale: Scale;
  /** Whether all of three and more groups could share one score; of two, and of the same customers, the difference says it. */
  readonly test: Test | null;
}

interface Choices {
  readonly rule: CsatRule;
  readonly level?: number | undefined;
}

function csatComparison({ rule, level }: Choices, scale: Scale, caller: string) {
  const finish = requireCsat({ rule, ...(level === undefined ? {} : { level }) }, scale, caller);
  return answerComparison({
    caller,
    kind: rule === "mean" ? "mean" : "share",
    scale,
    level: finish.level,
    estimate: (values) => csatEstimate(values, finish),
    value: (answer) => csatValue(answer, finish),
  });
}

/** The method in words. */
export function differenceMethod(kind: "share" | "mean", customer: string | undefined): string {
  if (customer === undefined) return kind === "share" ? "Newcombe" : "Welch's t";
  return kind === "share" ? "score (Tango), paired" : "Student's t, paired";
}

/**
 * One customer satisfaction score minus another under one rule, with the sign kept: of two groups or waves, of every pair of several
 * groups, of each group and everybody outside it, of two tables, of the same customers asked twice.
 *
 * Two scores whose intervals overlap may well differ, and comparing a group with the total compares it with itself: ask
 * here instead. Which question is asked follows from the options:
 *
 * - `by` and `between: ['2026-Q2', '2026-Q1']`: the first minus the second, of different customers;
 * - `by` alone: every pair, with Holm's p-values, and one test that all are equal (`test`);
 * - `by` and `against: 'complement'`: each group minus all others;
 * - `against: lastYear`: this table minus that one, in each segment when `by` is given;
 * - `customer` with `by` and `between`, or with `against`: the same customers. Far more precise where people were asked twice.
 *
 * Shares differ by −1 to 1, means by −(K − 1) to K − 1 points of a K-point scale; above 0 when the first is higher. Shares have
 * Newcombe's interval (his method 10), on the effective number of answers where they have weights, and the p-value at which that
 * interval ends at 0; the same customers Tango's and McNemar's test. Means have Welch's t, the same customers Student's t on their
 * differences. Null without answers on either side.
 *
 * @param table one row an answer
 * @throws a missing rule; a value of `between` that is not in the column, naming the nearest
 * @example (await csatDifference(answers, { score: "satisfaction", rule: "top-2", by: "segment", between: ["Business", "Everyday"] })).overall.estimate // 0.125
 * @see Newcombe (1998), Statistics in Medicine 17; Tango (1998), Statistics in Medicine 17
 */
export async function csatDifference(table: TableLike, options: CsatDifferenceOptions): Promise<CsatDifferenceResult> {
  const { rule, customer, level = 0.95 } = options;
  const scale = answerScale(options.scale ?? 5, "csatDifference");
  const comparison = csatComparison(options, scale, "csatDifference");
  const { missing, ...found } = await compared(asTable(table), options, comparison);
  return {
    metric: "csatDifference",
    label: `Difference of ${csatLabel(rule, scale)}${customer === undefined ? "" : ", same customers"}`,
    rule,
    scale,
    ...found,
    level,
    method: differenceMethod(rule === "mean" ? "mean" : "share", customer),
    unit: rule === "mean" ? "score" : "share",
    excluded: { missing, outOfRange: 0 },
  };
}

/**
 * One customer satisfaction score minus another from published counts of independent groups.
 *
 * @param first how many gave each answer, lowest first, on a scale that begins at 1
 * @example csatDifferenceFromCounts([4, 6, 24, 41, 25], [8, 12, 30, 30, 20], { rule: "top-2" }).pValue // 0.0216
 */
export function csatDifferenceFromCounts(
  first: readonly number[],
  second: readonly number[],
  options: Choices,
): CsatDifferenceRow {
  const caller = "csatDifferenceFromCounts";
  const scale = answerScale(first.length, caller);
  const { contrast } = csatComparison(options, scale, caller);
  const group = (name: string, counts: readonly number[]) => ({
    name,
    answers: publishedAnswers(counts, scale, caller),
  });
  return withHolm([contrast(group("first", first), group("second", second))])[0]!;
}
