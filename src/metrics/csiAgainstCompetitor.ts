import { tInterval } from "../statistics/estimate.js";
import { clipped } from "../statistics/interval.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import { type AttributeScore, type IndexScore, indexScore, type Rated, type Scoring } from "./csiScores.js";
import { pooledRatings, type RatedSegment, ratingScale, ratingTally, requireAttributes } from "./csiTally.js";
import { type CsiWeighting, csiWeights } from "./csiWeights.js";
import type { Result } from "./result.js";
import type { Scale } from "./scale.js";
import { type By, byColumns, keysOf } from "./segments.js";

export interface CompetitorAttribute {
  readonly name: string;
  /** Column of the ratings of the own company. */
  readonly own: string;
  /** Column of the ratings of the competitor. */
  readonly competitor: string;
  /** A number from 0, or the column of the stated importance; for every attribute or for none (then all are equal). */
  readonly weight?: number | string;
}

export interface CsiAgainstCompetitorOptions {
  readonly attributes: readonly CompetitorAttribute[];
  /** The highest answer of a scale that begins at 1 (5, 7, 10), or both ends. */
  readonly scale: number | Scale;
  /**
   * "same" (default): who rated both; each respondent is compared with herself. "different": all who rated either, as two
   * independent groups; for a table where customers rate the company they buy from.
   */
  readonly raters?: "same" | "different";
  readonly by?: By;
  readonly weight?: string;
  readonly level?: number;
  readonly coverage?: number;
}

/** An attribute; the estimate is the mean difference own − competitor. */
export interface CompetitorAttributeRow extends Omit<AttributeScore, "first" | "second"> {
  readonly own: number | null;
  readonly competitor: number | null;
}

export interface CompetitorRow extends Omit<IndexScore, "attributes" | "first" | "second"> {
  /** Weighted means of the ratings of each, on their scale. */
  readonly own: number | null;
  readonly competitor: number | null;
  /** Respondents behind each. */
  readonly ownN: number;
  readonly competitorN: number;
  readonly attributes: readonly CompetitorAttributeRow[];
}

export interface CompetitorResult extends Result<CompetitorRow> {
  readonly weights: Readonly<Record<string, number>>;
  readonly weighting: CsiWeighting;
  readonly range: { readonly min: number; readonly max: number };
}

/** A mean with its standard error, of n respondents. */
interface Side {
  readonly mean: number | null;
  readonly error: number | null;
  readonly n: number;
}

/** Difference of two independent means: Welch's t. */
function difference(own: Side, other: Side, { level, range }: Scoring) {
  if (own.mean === null || other.mean === null) return { estimate: null, lower: null, upper: null, error: null };
  const estimate = own.mean - other.mean;
  if (own.error === null || other.error === null) return { estimate, lower: null, upper: null, error: null };
  const [a, b] = [own.error ** 2, other.error ** 2];
  const error = Math.sqrt(a + b);
  if (error === 0) return { estimate, lower: estimate, upper: estimate, error };
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (own.n - 1) + b ** 2 / (other.n - 1));
  return { estimate, error, ...clipped(tInterval(estimate, error, degreesOfFreedom, level), range.lower, range.upper) };
}

function sameRaters({ patterns, rows }: RatedSegment, scoring: Scoring): CompetitorRow {
  const { attributes, first: own, second: competitor, ...score } = indexScore(patterns, rows, scoring);
  return {
    ...score,
    own,
    competitor,
    ownN: score.n,
    competitorN: score.n,
    attributes: attributes.map(({ first, second, ...attribute }) => ({ ...attribute, own: first, competitor: second })),
  };
}

function differentAttribute(
  own: AttributeScore,
  other: AttributeScore,
  n: readonly [number, number],
  scoring: Scoring,
) {
  const gap = difference(
    { mean: own.estimate, error: own.standardError, n: own.n },
    { mean: other.estimate, error: other.standardError, n: other.n },
    scoring,
  );
  const contribution = difference(
    { mean: own.contribution, error: own.contributionError, n: n[0] },
    { mean: other.contribution, error: other.contributionError, n: n[1] },
    scoring,
  );
  return {
    name: own.name,
    weight: own.weight,
    estimate: gap.estimate,
    lower: gap.lower,
    upper: gap.upper,
    n: own.n + other.n,
    own: own.first,
    competitor: other.first,
    contribution: contribution.estimate,
    contributionLower: contribution.lower,
    contributionUpper: contribution.upper,
    standardError: gap.error,
    contributionError: contribution.error,
    note: own.note ?? other.note,
  };
}

function differentRaters({ patterns, rows }: RatedSegment, scoring: Scoring): CompetitorRow {
  const alone = (column: (rated: Rated) => string) =>
    indexScore(patterns, rows, {
      ...scoring,
      rated: scoring.rated.map((rated) => ({ ...rated, first: column(rated), second: null })),
    });
  const [own, other] = [alone(({ first }) => first), alone(({ second }) => second!)];
  const side = (score: IndexScore): Side => ({ mean: score.estimate, error: score.standardError, n: score.n });
  const { error, ...compared } = difference(side(own), side(other), scoring);
  return {
    ...compared,
    n: own.n + other.n,
    standardError: error,
    effectiveN: own.effectiveN === null || other.effectiveN === null ? null : own.effectiveN + other.effectiveN,
    own: own.estimate,
    competitor: other.estimate,
    ownN: own.n,
    competitorN: other.n,
    partial: own.partial + other.partial,
    dropped: own.dropped + other.dropped,
    missing: rows - patterns.reduce((sum, { columns, n }) => sum + (columns.length > 0 ? n : 0), 0),
    attributes: own.attributes.map((attribute, i) =>
      differentAttribute(attribute, other.attributes[i]!, [own.n, other.n], scoring),
    ),
    note: own.note ?? other.note,
  };
}

/**
 * Where the own company stands above or below a competitor in the eyes of the customers: Σ W(P_own − P_competitor), with
 * what each attribute adds.
 *
 * When the same people rate both, habits of rating (the generous and the strict) cancel, and the comparison is fair among those
 * who know both: usually buyers of several brands, not all customers. Missing answers as in `csi`: an attribute counts for a
 * respondent who rated both.
 *
 * From −(K − 1) to K − 1 points of a K-point scale; above 0 the own company is ahead. Student's t on the differences, or Welch's
 * for different raters. Contributions add up to the estimate. Null when nobody rated both.
 *
 * @example (await csiAgainstCompetitor(answers, { attributes: [{ name: "price", own: "p", competitor: "c" }], scale: 7 })).overall.estimate // -0.5
 */
export async function csiAgainstCompetitor(
  table: TableLike,
  options: CsiAgainstCompetitorOptions,
): Promise<CompetitorResult> {
  const caller = "csiAgainstCompetitor";
  const { attributes, weight, level = 0.95, coverage = 0.67, raters = "same" } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale, caller);
  requireAttributes(attributes, { coverage, level }, caller);
  if (raters !== "same" && raters !== "different") {
    throw new RangeError(`${caller} requires raters of 'same', 'different'; got '${raters}'`);
  }
  const source = asTable(table);
  const ratings = [...new Set(attributes.flatMap(({ own, competitor }) => [own, competitor]))];

  const segments = await ratingTally(source, { ratings, by, weight }, scale, caller);
  const { weights, weighting, note } = await csiWeights(source, attributes, weight, caller);

  const rated = attributes.map(({ name, own, competitor }, i) => ({
    name,
    weight: weights[i]!,
    first: own,
    second: competitor,
  }));
  const [min, max] = [scale.min - scale.max, scale.max - scale.min];
  const scoring: Scoring = { rated, factor: 1, zero: 0, coverage, level, range: { lower: min, upper: max } };
  const row = raters === "same" ? sameRaters : differentRaters;
  const overall = row(pooledRatings(segments), scoring);
  return {
    metric: caller,
    label: raters === "same" ? "CSI against the competitor" : "CSI against the competitor (different raters)",
    overall: { ...overall, note: [overall.note, note].filter((text) => text !== null).join("; ") || null },
    rows:
      by.length === 0 ? [] : segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...row(segment, scoring) })),
    by,
    level,
    method: raters === "same" ? "Student's t, paired" : "Welch's t",
    unit: "score",
    excluded: { missing: overall.dropped + overall.missing, outOfRange: 0 },
    weights: Object.fromEntries(rated.map(({ name, weight: share }) => [name, share])),
    weighting,
    range: { min, max },
  };
}
