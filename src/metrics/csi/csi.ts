import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Estimate, Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { gapReliability, type IndexReliability, indexReliability } from "./csiReliability.js";
import {
  type AttributeScore,
  attributeScores,
  type IndexScore,
  indexScore,
  type Rated,
  type Scoring,
} from "./csiScores.js";
import {
  pooledRatings,
  type RatedSegment,
  ratingScale,
  ratingTally,
  requireAttributes,
  requireRatings,
} from "./csiTally.js";
import { type CsiWeighting, type CsiWeights, csiWeights } from "./csiWeights.js";

export interface CsiAttribute {
  readonly name: string;
  /** Column of how the respondent finds it here. */
  readonly perception: string;
  /** Column of what the respondent expects; for every attribute or for none. */
  readonly expectation?: string;
  /** A number from 0, or the column of the stated importance; for every attribute or for none (then all are equal). */
  readonly weight?: number | string;
  /** Reliabilities of the two items, 0–1, where they are known: then `gapReliability` tells that of their gap. */
  readonly reliability?: { readonly perception: number; readonly expectation: number };
}

export interface CsiOptions {
  readonly attributes: readonly CsiAttribute[];
  /** The highest answer of a scale that begins at 1 (5, 7, 10), or both ends. */
  readonly scale: number | Scale;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** Share of the attributes' weights a respondent must have answered to be used; .67 unless given. */
  readonly coverage?: number;
}

/** An attribute; the estimate is the mean gap P − E (without expectations: the mean perception on 0–100). */
interface CsiAttributeRow extends Omit<AttributeScore, "first" | "second"> {
  /** Means over those who answered both. */
  readonly perception: number | null;
  readonly expectation: number | null;
}

export interface CsiRow extends Omit<IndexScore, "first" | "second"> {
  /** Weighted means over the respondents used, on the scale of the ratings. */
  readonly perception: number | null;
  readonly expectation: number | null;
  /** The estimate and its bounds on 0–100: 50(1 + CSI/(max − min)); 50 is "as expected". */
  readonly index: number | null;
  readonly indexLower: number | null;
  readonly indexUpper: number | null;
  /** The perceptions alone on 0–100: Σ W(P − min)/(max − min)·100. */
  readonly performance: Estimate;
  readonly attributes: readonly CsiAttributeRow[];
}

export interface CsiResult extends Result<CsiRow> {
  readonly weights: Readonly<Record<string, number>>;
  readonly weighting: CsiWeighting;
  /** Whether the gaps can bear the index: first = perceptions, second = expectations. */
  readonly reliability: IndexReliability;
  /** Of the gap of each attribute whose own reliabilities were given. */
  readonly gapReliability: Readonly<Record<string, number | null>>;
  /** The answers the scale allows. */
  readonly scale: Scale;
  /** The lowest and highest the estimate can be. */
  readonly range: { readonly min: number; readonly max: number };
}

interface Forms {
  readonly gap: Scoring;
  readonly performance: Scoring;
  readonly width: number;
  readonly hasExpectations: boolean;
}

/** Both indices of the same ratings: the gaps in points of the scale, the perceptions on 0–100. */
function formsOf(rated: readonly Rated[], scale: Scale, coverage: number, level: number): Forms {
  const width = scale.max - scale.min;
  const performance: Scoring = {
    rated: rated.map((attribute) => ({ ...attribute, second: null })),
    factor: 100 / width,
    zero: scale.min,
    coverage,
    level,
    range: { lower: 0, upper: 100 },
  };
  const hasExpectations = rated[0]!.second !== null;
  const gap = { ...performance, rated, factor: 1, zero: 0, range: { lower: -width, upper: width } };
  return { gap: hasExpectations ? gap : performance, performance, width, hasExpectations };
}

/** The finish: a row from the moments of one segment. */
function csiRow({ patterns, rows }: RatedSegment, { gap, performance, width, hasExpectations }: Forms): CsiRow {
  const { first: perception, second: expectation, ...score } = indexScore(patterns, rows, gap);
  const alone = indexScore(patterns, rows, performance);
  const indexed = (value: number | null) =>
    value === null ? null : hasExpectations ? 50 * (1 + value / width) : value;
  return {
    ...score,
    perception,
    expectation,
    index: indexed(score.estimate),
    indexLower: indexed(score.lower),
    indexUpper: indexed(score.upper),
    performance: { estimate: alone.estimate, lower: alone.lower, upper: alone.upper, n: alone.n, note: alone.note },
    attributes: attributeScores(patterns, gap).map(({ first, second, ...attribute }) => ({
      ...attribute,
      perception: first,
      expectation: second,
    })),
  };
}

function ratedAttributes(attributes: readonly CsiAttribute[], { weights }: CsiWeights): Rated[] {
  return attributes.map(({ name, perception, expectation }, i) => ({
    name,
    weight: weights[i]!,
    first: perception,
    second: expectation ?? null,
  }));
}

function requireExpectations(attributes: readonly CsiAttribute[]): void {
  const without = attributes.filter(({ expectation }) => expectation === undefined);
  if (without.length > 0 && without.length < attributes.length) {
    throw new TypeError(
      `csi requires an expectation for every attribute or for none; got none for '${without[0]!.name}'`,
    );
  }
}

function gapReliabilities(
  attributes: readonly CsiAttribute[],
  { patterns }: RatedSegment,
): Record<string, number | null> {
  const known = attributes.flatMap(({ name, perception, expectation, reliability }) => {
    if (reliability === undefined || expectation === undefined) return [];
    const wrong = [reliability.perception, reliability.expectation].find((value) => !(value >= 0 && value <= 1));
    if (wrong !== undefined) throw new RangeError(`csi requires reliabilities from 0 to 1; got ${wrong} for '${name}'`);
    return [[name, gapReliability(patterns, [perception, expectation], reliability)] as const];
  });
  return Object.fromEntries(known);
}

const joined = (...notes: (string | null)[]) => notes.filter((note) => note !== null).join("; ") || null;

/**
 * Customer satisfaction index: how far perceptions exceed or miss expectations, weighted by importance: Σ W(P − E) for each
 * respondent, then the mean.
 *
 * For finding where to act: `overall.attributes` says what each attribute adds (the contributions add up to the index). Not
 * for ranking companies: expectations differ, and a difference of two ratings is less reliable than either. Read
 * `reliability.difference`; below about .7 prefer `performance`, the perceptions alone on 0–100, which stands in each row.
 *
 * From −(K − 1) to K − 1 points of a K-point scale, 0 is "as expected", higher is better; `index` is the same on 0–100.
 * Weights are divided by their sum and the same in every segment. A respondent who skipped something is used while the answered attributes carry `coverage`
 * of the weights, which are then divided by what was answered; else dropped and counted. Student's t with the linearised standard
 * error; the weights are taken as known, also when they were stated in the same survey. Without expectations the index is the
 * performance index. Null when nobody answered enough.
 *
 * @param table one row a respondent, ratings as numbers
 * @throws a rating off the scale, a negative weight, with value and row
 * @example (await csi(answers, { attributes: [{ name: "price", perception: "p", expectation: "e" }], scale: 7 })).overall.estimate // -0.5
 * @see Parasuraman, Zeithaml and Berry (1988), Journal of Retailing 64; Cronin and Taylor (1992), Journal of Marketing 56
 */
export async function csi(table: TableLike, options: CsiOptions): Promise<CsiResult> {
  const { attributes, weight, level = 0.95, coverage = 0.67 } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale, "csi");
  requireAttributes(attributes, { coverage, level }, "csi");
  requireExpectations(attributes);
  const source = asTable(table);
  const named = attributes.flatMap(({ perception, expectation }) => [perception, expectation ?? perception]);
  const columns = { ratings: [...new Set(named)], by, weight };
  await requireRatings(source, columns, scale, "csi");

  const segments = await ratingTally(source, columns);
  const weights = await csiWeights(source, attributes, weight, "csi");

  const rated = ratedAttributes(attributes, weights);
  const forms = formsOf(rated, scale, coverage, level);
  const total = pooledRatings(segments);
  const overall = csiRow(total, forms);
  const { lower: min, upper: max } = forms.gap.range;
  return {
    metric: "csi",
    label: forms.hasExpectations ? "CSI (perception − expectation)" : "CSI (performance only)",
    overall: { ...overall, note: joined(overall.note, weights.note) },
    rows:
      by.length === 0
        ? []
        : segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...csiRow(segment, forms) })),
    by,
    level,
    method: "Student's t",
    unit: forms.hasExpectations ? "score" : "index",
    excluded: { missing: overall.dropped + overall.missing, outOfRange: 0 },
    weights: Object.fromEntries(rated.map(({ name, weight: share }) => [name, share])),
    weighting: weights.weighting,
    reliability: indexReliability(total.patterns, rated),
    gapReliability: gapReliabilities(attributes, total),
    scale,
    range: { min, max },
  };
}
