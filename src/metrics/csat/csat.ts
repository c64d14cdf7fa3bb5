import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { SHARE_METHODS, type ShareMethod, shareMethodLabel } from "../answers/answerEstimates.js";
import {
  type AnswerCounts,
  answerScale,
  answerTally,
  pooledAnswers,
  publishedAnswers,
} from "../answers/answerTally.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Keys, Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type CsatFinish, type CsatRow, type CsatRule, csatRow } from "./csatRow.js";

export type { AnswerShare, ShareMethod } from "../answers/answerEstimates.js";
export type { CsatRow, CsatRule } from "./csatRow.js";

export interface CsatFromCountsOptions {
  /** What counts as satisfied; there is no default, because no two companies mean the same. */
  readonly rule: CsatRule;
  readonly level?: number;
  /** Of the shares; a mean takes none. */
  readonly method?: ShareMethod;
}

export interface CsatOptions extends CsatFromCountsOptions {
  /** Column with the answers, whole numbers. */
  readonly score: string;
  /** The highest answer of a scale that begins at 1, or both ends; 5 unless given. */
  readonly scale?: number | Scale;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
}

export interface CsatResult extends Result<CsatRow> {
  readonly rule: CsatRule;
  /** The answers the question allows. */
  readonly scale: Scale;
}

const RULES = ["top-box", "top-2", "mean"] as const;

/** Throws unless the rule, the level and the method are ones there are, and the scale has an answer below the boxes. */
export function requireCsat(options: CsatFromCountsOptions, scale: Scale, caller: string) {
  const { rule, level = 0.95, method } = options;
  requireOneOf(caller, "rule", RULES, rule);
  requireLevel(level, caller);
  if (method !== undefined) requireOneOf(caller, "method", Object.keys(SHARE_METHODS), method);
  if (method !== undefined && rule === "mean") {
    throw new TypeError(`${caller} of rule 'mean' takes no method, its interval is Student's t; got '${method}'`);
  }
  if (scale.max - scale.min < 2) {
    throw new RangeError(`${caller} requires a scale of at least 3 answers; got ${scale.min} to ${scale.max}`);
  }
  return { rule, level, method, scale };
}

/** The label with the rule in it: a number without its rule means nothing. */
export function csatLabel(rule: CsatRule, { min, max }: Scale): string {
  if (rule === "mean") return `CSAT (mean, ${min} to ${max})`;
  return rule === "top-box"
    ? `CSAT (top box: ${max} of ${min} to ${max})`
    : `CSAT (top two: ${max - 1} and ${max} of ${min} to ${max})`;
}

function csatResult(
  total: AnswerCounts,
  segments: readonly (AnswerCounts & { readonly keys: Keys })[],
  by: readonly string[],
  finish: CsatFinish,
): CsatResult {
  const { rule, scale, level, method } = finish;
  const overall = csatRow(total, finish);
  const rows = segments.map(({ keys, ...counts }) => ({ keys, ...csatRow(counts, finish) }));
  return {
    metric: "csat",
    label: csatLabel(rule, scale),
    rule,
    scale,
    overall,
    rows,
    by,
    level,
    method: rule === "mean" ? "Student's t" : shareMethodLabel(method, [overall, ...rows]),
    unit: rule === "mean" ? "score" : "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}

/**
 * Customer satisfaction: the share of satisfied answers to "how satisfied are you", or the mean answer.
 *
 * For one contact, product or period, soon after it. Three numbers go by this name (see `CsatRule`) and lie far apart on the
 * same answers: the rule has no default and stands in the label, and `byRule` in each row says what the others would give. A
 * target such as "about 80 %" means nothing without its rule, and scores of different scales cannot be compared. Read the
 * distribution beside it: a share hides how unhappy the others are.
 *
 * A share from 0 to 1, or a mean on the scale; higher is better. Wilson's interval of a share, Clopper and Pearson's below 10
 * answers, on the effective number of answers where they have weights; Student's t of a mean, which one answer, or answers all
 * alike, do not have. Null without answers.
 *
 * @param table one row an answer; missing answers are counted apart
 * @throws a missing rule; an answer that is not a whole number on the scale, with the row of the first
 * @example (await csat(answers, { score: "satisfaction", rule: "top-2", by: "segment" })).overall.estimate // 0.69
 * @see Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics, on top boxes; Wilson (1927), Journal of the American
 *   Statistical Association 22
 */
export async function csat(table: TableLike, options: CsatOptions): Promise<CsatResult> {
  const { score, weight } = options;
  const by = byColumns(options.by);
  const settings = requireCsat(options, answerScale(options.scale ?? 5, "csat"), "csat");
  const segments = await answerTally(asTable(table), { score, by, weight }, settings.scale, "csat");
  const keyed = segments.map((segment) => ({ ...segment, keys: keysOf(by, segment.cells) }));
  const total = pooledAnswers(segments, settings.scale);
  return csatResult(total, by.length === 0 ? [] : keyed, by, { ...settings, weighted: weight !== undefined });
}

/**
 * Customer satisfaction of published counts: `csat` for those who have no rows.
 *
 * @param counts how many gave each answer, lowest first, on a scale that begins at 1
 * @example csatFromCounts([4, 6, 24, 41, 25], { rule: "top-2" }).overall.estimate // 0.66
 */
export function csatFromCounts(counts: readonly number[], options: CsatFromCountsOptions): CsatResult {
  const scale = answerScale(counts.length, "csatFromCounts");
  const settings = requireCsat(options, scale, "csatFromCounts");
  const answers = publishedAnswers(counts, scale, "csatFromCounts");
  return csatResult(answers, [], [], { ...settings, weighted: false });
}
