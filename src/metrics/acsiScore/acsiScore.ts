import { asTable, type TableLike } from "../../tables/table-like.js";
import { joined } from "../caseShares/shareRow.js";
import { completeCovariance, indexReliability } from "../csi/csiReliability.js";
import { attributeScores, type IndexScore, indexScore, type Rated, type Scoring } from "../csi/csiScores.js";
import {
  pooledRatings,
  type RatedSegment,
  ratingScale,
  ratingTally,
  requireAttributes,
  requireRatings,
} from "../csi/csiTally.js";
import { csiWeights } from "../csi/csiWeights.js";
import type { Estimate, Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { requireRolling, rollingWindows } from "./rollingWindow.js";

/** One number for each of the three questions. */
export type AcsiWeights = Readonly<Record<"satisfaction" | "confirmation" | "ideal", number>>;

export interface AcsiScoreOptions {
  /** Columns of the three answers: how satisfied, how far expectations were met, how close to the ideal. */
  readonly satisfaction: string;
  readonly confirmation: string;
  readonly ideal: string;
  /** The highest answer of a scale that begins at 1, or both ends; 10 unless given. */
  readonly scale?: number | Scale;
  /** Numbers from 0, divided by their sum; equal unless given. */
  readonly weights?: AcsiWeights;
  /** What the weights belong to: the answers (default), or answers divided by their spread, as path models give them. */
  readonly weightsOf?: "answers" | "standardized";
  readonly by?: By;
  /**
   * Periods in a moving window: each row is its period (in the last column of `by`) and the ones before it together, as continuous
   * measurement is published. 4 of quarters is a year, which the season does not move. Without it, each period by itself.
   */
  readonly rolling?: number;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** Share of the three weights a respondent must have answered to be used; 1 (all three) unless given. */
  readonly coverage?: number;
}

/** One of the three questions, on 0–100. */
export interface AcsiItem extends Estimate {
  readonly name: string;
  readonly weight: number;
  /** Mean answer on the scale. */
  readonly mean: number | null;
  /** Points it adds to the score; the three add up to it. */
  readonly contribution: number | null;
}

export interface AcsiScoreRow extends Omit<IndexScore, "first" | "second"> {
  readonly items: readonly AcsiItem[];
}

export interface AcsiScoreResult extends Result<AcsiScoreRow> {
  /** Of the answers, adding up to 1. */
  readonly weights: AcsiWeights;
  /** Cronbach's α of the three weighted answers: whether they measure one thing. */
  readonly reliability: number | null;
  readonly scale: Scale;
  /** Periods in each row; null where each stands by itself. */
  readonly rolling: number | null;
}

const CALLER = "acsiScore";
const ITEMS = ["satisfaction", "confirmation", "ideal"] as const;

function requireAcsi({ weights, weightsOf }: AcsiScoreOptions): void {
  if (weightsOf !== undefined && weightsOf !== "answers" && weightsOf !== "standardized") {
    throw new RangeError(`${CALLER} requires weightsOf 'answers' or 'standardized'; got '${weightsOf}'`);
  }
  if (weightsOf === "standardized" && weights === undefined) {
    throw new TypeError(`${CALLER} requires the weights of the standardized answers; got none`);
  }
}

/** Weights of standardised answers as weights of the answers themselves: each divided by its spread, over all who answered everything. */
function unstandardized(rated: readonly Rated[], { patterns }: RatedSegment, coverage: number): readonly Rated[] {
  const { covariance, n } = completeCovariance(
    patterns,
    rated.map(({ first }) => first),
  );
  // Then nobody is used, and there is nothing to weigh.
  if (n === 0 && coverage === 1) return rated;
  const raw = rated.map(({ name, weight }, i) => {
    const variance = covariance[i]![i]!;
    if (weight === 0 || variance > 0) return weight === 0 ? 0 : weight / Math.sqrt(variance);
    throw new RangeError(
      `${CALLER} requires answers that vary where weights are of standardized ones; got none that do for '${name}'`,
    );
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return rated.map((item, i) => ({ ...item, weight: raw[i]! / total }));
}

/** The finish: a row from the moments of one segment. */
function acsiRow({ patterns, rows, note }: RatedSegment & { note?: string | null }, scoring: Scoring): AcsiScoreRow {
  const { first: _first, second: _second, ...score } = indexScore(patterns, rows, scoring);
  const items = attributeScores(patterns, scoring).map(
    ({ name, weight, estimate, lower, upper, n, note, first, contribution }) => ({
      ...{ name, weight, estimate, lower, upper, n, note, contribution },
      mean: first,
    }),
  );
  return { ...score, items, note: note ?? score.note };
}

function labelOf({ weights, weightsOf, rolling }: AcsiScoreOptions): string {
  const parts = [
    "three questions, 0 to 100",
    weights === undefined ? "equal weights" : "given weights",
    ...(weightsOf === "standardized" ? ["unstandardized"] : []),
    ...(rolling === undefined ? [] : [`rolling over ${rolling} periods`]),
  ];
  return `Satisfaction score (${parts.join(", ")})`;
}

/**
 * A satisfaction score of three questions in the form of the American index: how satisfied, how far expectations were met, how
 * close to the ideal, each on 0–100, weighted.
 *
 * One number for the relationship as a whole that is steadier than any single question; by wave or quarter (`by`), over a moving
 * window of them (`rolling`), or over all answers. Windows that overlap share answers: compare those that do not. It has the form of the published index but is not that index, whose weights are its owner's: do not print it under
 * that name, and do not compare it with published scores. With equal weights it is (S + E + P − 3)/27·100 on 1 to 10. Read
 * `reliability`: three questions that do not measure one thing have no common score.
 *
 * From 0 to 100, higher is better. Σ weight·(answer − min)/(max − min)·100 for each respondent, then the mean; weights are
 * divided by their sum and the same in every segment. Who left out a question is dropped and counted, unless `coverage` is
 * lowered (then the weights are divided by what was answered). Student's t with the linearised standard error; the weights are
 * taken as known. Null when nobody answered enough.
 *
 * @param table one row a respondent
 * @throws an answer off the scale, a negative weight, with value and row
 * @example (await acsiScore(answers, { satisfaction: "overall", confirmation: "confirmation", ideal: "ideal" })).overall.estimate // 69.4
 * @see Fornell, Johnson, Anderson, Cha and Bryant (1996), Journal of Marketing 60
 */
export async function acsiScore(table: TableLike, options: AcsiScoreOptions): Promise<AcsiScoreResult> {
  const { weight, level = 0.95, coverage = 1, weights: given, rolling } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale ?? 10, CALLER);
  requireAcsi(options);
  const attributes = ITEMS.map((name) => ({ name, ...(given === undefined ? {} : { weight: given[name] }) }));
  requireAttributes(attributes, { coverage, level }, CALLER);
  requireRolling(rolling, by, CALLER);
  const source = asTable(table);
  const columns = { ratings: ITEMS.map((name) => options[name]), by, weight };
  await requireRatings(source, columns, scale, CALLER);
  const { weights, note } = await csiWeights(source, attributes, weight, CALLER);

  const segments = await ratingTally(source, columns);

  const total = pooledRatings(segments);
  const named = ITEMS.map((name, i) => ({ name, weight: weights[i]!, first: options[name], second: null }));
  const rated = options.weightsOf === "standardized" ? unstandardized(named, total, coverage) : named;
  const width = scale.max - scale.min;
  const scoring = { rated, factor: 100 / width, zero: scale.min, coverage, level, range: { lower: 0, upper: 100 } };
  const overall = acsiRow(total, scoring);
  const shown = rolling === undefined ? segments : rollingWindows(segments, rolling);
  return {
    metric: "acsiScore",
    label: labelOf(options),
    overall: { ...overall, note: joined(overall.note, note) },
    rows: by.length === 0 ? [] : shown.map((one) => ({ keys: keysOf(by, one.cells), ...acsiRow(one, scoring) })),
    by,
    level,
    method: "Student's t",
    unit: "index",
    excluded: { missing: overall.dropped + overall.missing, outOfRange: 0 },
    weights: Object.fromEntries(rated.map((item) => [item.name, item.weight])) as unknown as AcsiWeights,
    reliability: indexReliability(total.patterns, rated).first,
    scale,
    rolling: rolling ?? null,
  };
}
