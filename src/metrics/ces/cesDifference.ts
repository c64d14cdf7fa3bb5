import { asTable, type TableLike } from "../../tables/table-like.js";
import { type AnswerDifferenceRow, answerComparison } from "../answers/answerContrast.js";
import { meanOfAnswers } from "../answers/answerEstimates.js";
import { type ComparisonOptions, compared } from "../answers/comparisons.js";
import { differenceMethod } from "../csat/csatDifference.js";
import type { Result, Test } from "../result.js";
import { requireCes, requireOneVersion } from "./ces.js";
import { type CesVersion, VERSIONS } from "./cesRow.js";

export interface CesDifferenceOptions extends ComparisonOptions {
  /** As in `ces`: it has no default, and both sides have the same. */
  readonly version: CesVersion;
  /** Column that says which version an answer was asked with, 1 or 2: then answers of the other one are refused. */
  readonly askedVersion?: string;
}

export interface CesDifferenceResult extends Result<AnswerDifferenceRow> {
  readonly version: CesVersion;
  /** Which end of the scale is the good one. */
  readonly better: "low" | "high";
  /** Whether all of three and more groups could share one mean; of two, and of the same customers, the difference says it. */
  readonly test: Test | null;
}

const CALLER = "cesDifference";

/**
 * One customer effort score minus another of the same version, with the sign kept: of two groups or waves, of every pair of several
 * groups, of each group and everybody outside it, of two tables, of the same customers asked twice.
 *
 * Ask here instead of comparing two intervals; the options are those of `csatDifference`. The two versions measure different things
 * in opposite directions and have no difference: name the column that says which was asked, and a mix of them is refused. Mind the
 * sign: of version 1 a difference below 0 is an improvement (`better` says which end is good).
 *
 * Points of the scale, −4 to 4 (version 1) or −6 to 6 (version 2). Welch's t, the same customers Student's t on their differences;
 * several groups Holm's p-values and Welch's F. Null without answers on either side.
 *
 * @param table one row an answer
 * @throws a missing version; answers of the other version, with the row of the first
 * @example (await cesDifference(answers, { score: "effort", version: 2, by: "wave", between: ["2026-Q2", "2026-Q1"] })).overall.estimate // -0.05
 * @see Welch (1947), Biometrika 34
 */
export async function cesDifference(table: TableLike, options: CesDifferenceOptions): Promise<CesDifferenceResult> {
  const { version, askedVersion, against, customer } = options;
  const { level } = requireCes({ version, ...(options.level === undefined ? {} : { level: options.level }) }, CALLER);
  const { scale, better, label } = VERSIONS[version];
  const sources = [table, ...(typeof against === "object" ? [against] : [])].map((source) => asTable(source));
  for (const source of askedVersion === undefined ? [] : sources) {
    await requireOneVersion(source, askedVersion!, version, CALLER);
  }
  const comparison = answerComparison({
    caller: CALLER,
    kind: "mean",
    scale,
    level,
    estimate: (values) => meanOfAnswers(values, level, scale),
    value: (answer) => answer,
  });
  const { missing, ...found } = await compared(sources[0]!, options, comparison);
  return {
    metric: CALLER,
    label: `Difference of ${label}${customer === undefined ? "" : ", same customers"}`,
    version,
    better,
    ...found,
    level,
    method: differenceMethod("mean", customer),
    unit: "score",
    excluded: { missing, outOfRange: 0 },
  };
}
