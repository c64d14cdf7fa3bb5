import { clipped } from "../../statistics/interval.js";
import { type Side, welchDifference } from "../../statistics/welch.js";
import type { Estimate } from "../result.js";
import {
  type AttributeScore,
  attributeScores,
  type IndexScore,
  indexScore,
  type Rated,
  type Scoring,
} from "./csiScores.js";
import type { RatedSegment } from "./csiTally.js";

/** An attribute; the estimate is the mean difference own − competitor. */
interface CompetitorAttributeRow extends Omit<AttributeScore, "first" | "second"> {
  readonly own: number | null;
  readonly competitor: number | null;
}

export interface CompetitorRow extends Omit<IndexScore, "first" | "second"> {
  /** Weighted means of the ratings of each. */
  readonly own: number | null;
  readonly competitor: number | null;
  /** Respondents behind each. */
  readonly ownN: number;
  readonly competitorN: number;
  readonly attributes: readonly CompetitorAttributeRow[];
}

/** Difference of two independent means, own minus other, with Welch's interval cut to its range. */
function difference(own: Side, other: Side, { level, range }: Pick<Scoring, "level" | "range">) {
  const { estimate, error, interval } = welchDifference(own, other, level);
  return {
    estimate,
    error,
    ...(interval === null ? { lower: null, upper: null } : clipped(interval, range.lower, range.upper)),
  };
}

/** The finish for the same raters: each respondent compared with herself. */
export function sameRaters({ patterns, rows }: RatedSegment, scoring: Scoring): CompetitorRow {
  const { first: own, second: competitor, ...score } = indexScore(patterns, rows, scoring);
  return {
    ...score,
    own,
    competitor,
    ownN: score.n,
    competitorN: score.n,
    attributes: attributeScores(patterns, scoring).map(({ first, second, ...attribute }) => ({
      ...attribute,
      own: first,
      competitor: second,
    })),
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
    note: noteOf(own, other),
  };
}

/** Why there is no difference, or no interval. */
function noteOf(own: Estimate, other: Estimate): string | null {
  if (own.estimate === null) return own.note;
  return other.estimate === null ? other.note : (own.note ?? other.note);
}

/** Respondents who rated both, and so are counted as if they were two. */
function overlap({ patterns }: RatedSegment, { rated }: Scoring): string | null {
  const both = patterns.filter(
    ({ columns }) =>
      rated.some(({ first }) => columns.includes(first)) && rated.some(({ second }) => columns.includes(second!)),
  );
  const n = both.reduce((sum, moments) => sum + moments.n, 0);
  return n === 0 ? null : `${n} rated both and are counted as different people`;
}

/** The finish for different raters: two independent groups. */
export function differentRaters(segment: RatedSegment, scoring: Scoring): CompetitorRow {
  const { patterns, rows } = segment;
  const alone = (column: (rated: Rated) => string) => {
    const rated = scoring.rated.map((attribute) => ({ ...attribute, first: column(attribute), second: null }));
    const one = { ...scoring, rated };
    return { ...indexScore(patterns, rows, one), attributes: attributeScores(patterns, one) };
  };
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
    note: noteOf(own, other) ?? overlap(segment, scoring),
  };
}
