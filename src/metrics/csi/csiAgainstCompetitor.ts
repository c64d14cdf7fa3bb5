import type { Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type RatersSegment, ratersBySegment, withBootstrap } from "./csiBootstrap.js";
import { type CompetitorRow, differentRaters, sameRaters } from "./csiCompetitorRow.js";
import { widestGap, withinRater } from "./csiStandardized.js";
import {
  pooledRatings,
  type RatedSegment,
  type RatingColumns,
  ratingScale,
  ratingTally,
  requireAttributes,
  requireRatings,
} from "./csiTally.js";
import { type CsiWeighting, csiWeights } from "./csiWeights.js";

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
  /**
   * "raw" (default), or "standardized": each respondent's ratings as z-scores among her own, so that who uses only the middle of
   * the scale counts as much as who uses all of it. The estimate is then in raters' standard deviations. For the same raters.
   */
  readonly ratings?: "raw" | "standardized";
  readonly by?: By;
  readonly weight?: string;
  readonly level?: number;
  readonly coverage?: number;
  /**
   * "t" (default): Student's t on the differences, Welch's for different raters. "bootstrap": percentiles of 2,000 resamples of the
   * raters, each with all her ratings: for skewed differences, from about 30 raters on; below that it is too narrow.
   */
  readonly method?: CompetitorMethod;
  /** Of the bootstrap, a whole number; 1 unless given. */
  readonly seed?: number;
}

export type CompetitorMethod = "t" | "bootstrap";

export interface CompetitorResult extends Result<CompetitorRow> {
  readonly weights: Readonly<Record<string, number>>;
  readonly weighting: CsiWeighting;
  /** The answers the scale allows; null when ratings are standardised. */
  readonly scale: Scale | null;
  readonly range: { readonly min: number; readonly max: number };
}

type Choices = Required<Pick<CsiAgainstCompetitorOptions, "raters" | "ratings" | "method">>;

function requireChoices({ raters, ratings, method }: Choices, caller: string): void {
  requireOneOf(caller, "method", Object.keys(METHODS.same), method);
  if (raters !== "same" && raters !== "different") {
    throw new RangeError(`${caller} requires raters of 'same', 'different'; got '${raters}'`);
  }
  if (ratings !== "raw" && ratings !== "standardized") {
    throw new RangeError(`${caller} requires ratings of 'raw', 'standardized'; got '${ratings}'`);
  }
  if (ratings === "standardized" && raters === "different") {
    throw new TypeError(`${caller} standardizes ratings of the same raters only; got raters 'different'`);
  }
}

const METHODS = {
  same: { t: "Student's t, paired", bootstrap: "bootstrap of raters, percentile, paired" },
  different: { t: "Welch's t", bootstrap: "bootstrap of raters, percentile, independent" },
} as const;

/** The variant in words. */
const labelOf = ({ raters, ratings }: Pick<Choices, "raters" | "ratings">): string => {
  if (ratings === "standardized") return "CSI against the competitor (standardised)";
  return raters === "same" ? "CSI against the competitor" : "CSI against the competitor (different raters)";
};

/** The ratings checked, as they are or standardised. */
async function ratedTable(
  source: Table,
  columns: RatingColumns,
  scale: Scale,
  choices: Choices,
  caller: string,
): Promise<Table> {
  await requireRatings(source, columns, scale, caller);
  if (choices.ratings === "raw") return source;
  return withinRater(
    source,
    columns.ratings,
    columns.weight === undefined ? columns.by : [...columns.by, columns.weight],
    caller,
  );
}

/**
 * Where the own company stands above or below a competitor in the eyes of the customers: Σ W(P_own − P_competitor), with
 * what each attribute adds.
 *
 * When the same people rate both, habits of rating (the generous and the strict) cancel, and the comparison is fair among those
 * who know both: usually buyers of several brands, not all customers. Missing answers as in `csi`: an attribute counts for a
 * respondent who rated both. Ask again with `ratings: "standardized"` when habits of spreading the ratings differ too.
 *
 * From −(K − 1) to K − 1 points of a K-point scale; above 0 the own company is ahead. Student's t on the differences, Welch's for
 * different raters, or a seeded bootstrap of the raters (`method`). Contributions add up to the estimate. Null when nobody rated both.
 *
 * Fetches single rows with `ratings: "standardized"`, as each customer is standardised by herself: at most `maxRows` of the table.
 *
 * @example (await csiAgainstCompetitor(answers, { attributes: [{ name: "price", own: "p", competitor: "c" }], scale: 7 })).overall.estimate // -0.5
 */
export async function csiAgainstCompetitor(
  table: TableLike,
  options: CsiAgainstCompetitorOptions,
): Promise<CompetitorResult> {
  const caller = "csiAgainstCompetitor";
  const { attributes, weight, level = 0.95, coverage = 0.67, seed = 1 } = options;
  const { raters = "same", ratings = "raw", method = "t" } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale, caller);
  requireAttributes(attributes, { coverage, level }, caller);
  requireChoices({ raters, ratings, method }, caller);
  const source = asTable(table);
  const columns = { ratings: [...new Set(attributes.flatMap(({ own, competitor }) => [own, competitor]))], by, weight };

  const rating = await ratedTable(source, columns, scale, { raters, ratings, method }, caller);
  const segments = await ratingTally(rating, columns);
  // Everybody apart from the segments, so that a seed gives everybody the same draws with them and without.
  const [everybody, single] =
    method === "t"
      ? [[], []]
      : [await ratersBySegment(rating, { ...columns, by: [] }), await ratersBySegment(rating, columns)];
  const { weights, weighting, note } = await csiWeights(source, attributes, weight, caller);

  const rated = attributes.map(({ name, own, competitor }, i) => ({
    name,
    weight: weights[i]!,
    first: own,
    second: competitor,
  }));
  const widest = ratings === "raw" ? scale.max - scale.min : widestGap(columns.ratings.length);
  const scoring = { rated, factor: 1, zero: 0, coverage, level, range: { lower: -widest, upper: widest } };
  const finish = (segment: RatedSegment, some: readonly RatersSegment[]) => {
    const row = (raters === "same" ? sameRaters : differentRaters)(segment, scoring);
    const drawn = some.flatMap((one) => one.raters);
    return method === "t" ? row : withBootstrap(row, drawn, scoring, { seed, kind: raters });
  };
  const ofSegment = (segment: RatedSegment) =>
    single.filter(({ cells }) => cells.every((cell, i) => cell === segment.cells[i]));
  const overall = finish(pooledRatings(segments), everybody);
  return {
    metric: caller,
    label: labelOf({ raters, ratings }),
    overall: { ...overall, note: [overall.note, note].filter((text) => text !== null).join("; ") || null },
    rows:
      by.length === 0 ? [] : segments.map((one) => ({ keys: keysOf(by, one.cells), ...finish(one, ofSegment(one)) })),
    by,
    level,
    method: METHODS[raters][method],
    unit: "score",
    excluded: { missing: overall.dropped + overall.missing, outOfRange: 0 },
    weights: Object.fromEntries(rated.map(({ name, weight: share }) => [name, share])),
    weighting,
    scale: ratings === "raw" ? scale : null,
    range: { min: -widest, max: widest },
  };
}
