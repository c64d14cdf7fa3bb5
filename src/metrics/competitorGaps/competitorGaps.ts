import { requireNumberColumns } from "../../tables/requirements.js";
import type { Moments } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type CompetitorResult, csiAgainstCompetitor } from "../csi/csiAgainstCompetitor.js";
import type { CompetitorRow } from "../csi/csiCompetitorRow.js";
import { ratingScale, requireAttributes, requireRatings } from "../csi/csiTally.js";
import { type CsiWeighting, csiWeights } from "../csi/csiWeights.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns } from "../segments.js";
import { gapsRow } from "./gapFinish.js";
import { gapModel } from "./gapModel.js";
import { type AnswersSegment, answersBySegment } from "./gapResample.js";
import type { CompetitorGapsRow } from "./gapRow.js";

export type { CompetitorGap, CompetitorGapsRow, GapStanding, GapVerdict } from "./gapRow.js";

export interface GapAttribute {
  readonly name: string;
  /** Column of the ratings of the own company. */
  readonly own: string;
  /** Column of the ratings of the competitor. */
  readonly competitor: string;
  /** A number from 0, or the column of the stated importance; for every attribute or for none (then all are equal). */
  readonly weight?: number | string;
}

export interface CompetitorGapsOptions {
  /** Number column that the gaps are to matter for: whether customers recommend, buy again, are satisfied. */
  readonly outcome: string;
  readonly attributes: readonly GapAttribute[];
  /** The highest answer of a scale that begins at 1 (5, 7, 10), or both ends. */
  readonly scale: number | Scale;
  /** How R² is shared out among the gaps: "lmg" (default, Shapley), or "johnson" (relative weights). */
  readonly method?: "lmg" | "johnson";
  /**
   * "opposite" (default): the outcome on the gaps, as if a point less for the competitor did as much as a point more for us. "held": on
   * the gaps with the competitor's ratings held, so that a slope is that of the own rating; for where `gapsSuffice` says no.
   */
  readonly competitorRatings?: "opposite" | "held";
  /** Standardised slopes within ± this do not matter; .1 unless given, Cohen's small effect. */
  readonly negligible?: number;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** As in `csi`, for the gap of the index; .67 unless given. */
  readonly coverage?: number;
  /** How often respondents are drawn again for the intervals: 1,000 unless given, 0 for none. */
  readonly resamples?: number;
  readonly seed?: number;
}

export interface CompetitorGapsResult extends Result<CompetitorGapsRow> {
  readonly outcome: string;
  readonly weighting: CsiWeighting;
  /** In words: "LMG (Shapley)". */
  readonly importance: string;
  readonly competitorRatings: "opposite" | "held";
  readonly negligible: number;
  readonly resamples: number;
  readonly scale: Scale;
}

const CALLER = "competitorGaps";
const METHODS = { lmg: "LMG (Shapley)", johnson: "Johnson's relative weights" } as const;

type Numbers = Required<Pick<CompetitorGapsOptions, "method" | "negligible" | "resamples">>;

function requireChoices(
  { outcome, attributes, competitorRatings = "opposite" }: CompetitorGapsOptions,
  { method, negligible, resamples }: Numbers,
) {
  requireOneOf(CALLER, "method", Object.keys(METHODS), method);
  requireOneOf(CALLER, "competitorRatings", ["opposite", "held"], competitorRatings);
  const columns = attributes.flatMap(({ own, competitor }) => [own, competitor]);
  requireDifferent(CALLER, "each rating once", columns);
  if (columns.includes(outcome)) {
    throw new TypeError(
      `${CALLER} requires an outcome other than the ratings; got '${outcome}' as both: leave the attribute out`,
    );
  }
  if (attributes.length > 20) {
    throw new RangeError(`${CALLER} requires at most 20 attributes; got ${attributes.length}`);
  }
  if (!(negligible >= 0 && negligible < 1)) {
    throw new RangeError(`${CALLER} requires a negligible slope from 0 to below 1, such as 0.1; got ${negligible}`);
  }
  if (resamples !== 0 && !(Number.isInteger(resamples) && resamples >= 100)) {
    throw new RangeError(`${CALLER} requires 0 resamples or at least 100, a whole number; got ${resamples}`);
  }
}

/** Of a segment, what its keys say. */
const sameCells = (a: readonly unknown[], b: readonly unknown[]) => a.every((cell, i) => cell === b[i]);

/**
 * Own company against a competitor, attribute by attribute: how large each gap is, what it adds to the gap of the index, and whether it
 * matters for an outcome such as recommending.
 *
 * For choosing where to catch up: an attribute where customers rate the competitor higher, and where the gap goes with recommending less.
 * Importance is not a lever: slopes are of customers as they differ now, and `closing` says what the outcome would be the better for
 * only if they were causes. And of those who know both companies, who are not all customers. Read `gapsSuffice` first: a small p-value
 * says that the outcome follows one company's ratings rather than the gap; then ask again with `competitorRatings: "held"`.
 *
 * Gaps are points of the scale, own − competitor of the same raters with Student's t, and the index gap as `csiAgainstCompetitor`
 * has it. The outcome is regressed on all gaps of those who gave everything; slopes in points of the outcome, importance as parts of
 * R². Intervals of these are percentiles of a seeded bootstrap of respondents, for parts of R² corrected for bias. Verdicts use
 * Holm's p-values over all gaps and slopes of a row; "does not matter" wants the standardised slope within ±`negligible`. Null where
 * nobody rated both, gaps are the same for all, or one follows from others; each with a note.
 *
 * @param table one row a respondent, ratings as numbers
 * @throws a rating off the scale, an outcome among the ratings, a rating used twice
 * @example (await competitorGaps(answers, { outcome: "recommend", attributes, scale: 7 })).overall.attributes[0].verdict // "behind, matters"
 * @see Grömping (2015), WIREs Computational Statistics 7; Edwards (1994), Organizational Behavior and Human Decision Processes 58
 */
export async function competitorGaps(table: TableLike, options: CompetitorGapsOptions): Promise<CompetitorGapsResult> {
  const { outcome, attributes, weight, level = 0.95, coverage = 0.67, seed = 1 } = options;
  const { method = "lmg", negligible = 0.1, resamples = 1000, competitorRatings: role = "opposite" } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale, CALLER);
  requireAttributes(attributes, { coverage, level }, CALLER);
  requireChoices(options, { method, negligible, resamples });
  const source = asTable(table);
  const [own, competitor] = [attributes.map((one) => one.own), attributes.map((one) => one.competitor)];
  await requireRatings(source, { ratings: [...own, ...competitor], by, weight }, scale, CALLER);
  await requireNumberColumns(source, [outcome], CALLER);
  const { weights, weighting, note } = await csiWeights(source, attributes, weight, CALLER);

  const index = await csiAgainstCompetitor(source, {
    ...{ scale, by, level, coverage, ...(weight === undefined ? {} : { weight }) },
    attributes: attributes.map((attribute, i) => ({ ...attribute, weight: weights[i]! })),
  });
  const columns = { outcome, own, competitor, by, weight, role };
  const tally = (some: readonly string[]) =>
    source.moments([outcome, ...own, ...competitor], { by: some, ...(weight === undefined ? {} : { weight }) });
  const [[total], everybody] = [await tally([]), await answersBySegment(source, { ...columns, by: [] })];
  const [moments, single] = by.length === 0 ? [[], []] : [await tally(by), await answersBySegment(source, columns)];

  const question = { names: attributes.map(({ name }) => name), outcome, level, method, role, resamples, seed };
  const finish = (row: CompetitorRow, sums: Moments | undefined, answers: AnswersSegment | undefined) => {
    const gaps = row.attributes.map(({ estimate }) => estimate);
    return gapsRow(row, gapModel(sums, answers?.answers ?? [], gaps, question), { level, negligible });
  };
  const ofSegment = ({ keys, ...row }: CompetitorResult["rows"][number]) => {
    const cells = Object.values(keys);
    const sums = moments.find((one) => sameCells(one.keys, cells));
    return {
      keys,
      ...finish(
        row,
        sums,
        single.find((one) => sameCells(one.cells, cells)),
      ),
    };
  };
  const overall = finish(index.overall, total, everybody[0]);
  return {
    metric: CALLER,
    label: `Gaps to the competitor, and which matter for ${outcome}`,
    overall: { ...overall, note: [overall.note, note].filter((text) => text !== null).join("; ") || null },
    rows: index.rows.map(ofSegment),
    by,
    level,
    method: resamples === 0 ? index.method : `${index.method}; bootstrap of respondents, percentile`,
    unit: "score",
    excluded: index.excluded,
    outcome,
    weighting,
    importance: METHODS[method],
    competitorRatings: role,
    negligible,
    resamples,
    scale,
  };
}
