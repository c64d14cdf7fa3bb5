import type { ValueCount } from "../../statistics/estimate.js";
import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf, segmentName } from "../segments.js";
import { type IntervalOptions, NPS_METHODS, type NpsMethod } from "./npsInterval.js";
import { countedClasses, type NpsCounts, type NpsRow, npsClasses, npsRow } from "./npsRow.js";
import { npsCells, npsTally, pooled, type ScoreCounts } from "./npsTally.js";

export type { NpsMethod } from "./npsInterval.js";
export type { NpsCounts, NpsRow } from "./npsRow.js";

export type NpsResult = Result<NpsRow>;

export interface NpsFromCountsOptions {
  readonly level?: number;
  readonly method?: NpsMethod;
  /** Of the bootstrap. */
  readonly seed?: number;
  /** How many customers there are; the standard error shrinks by √((N − n)/(N − 1)), to 0 when all have answered. */
  readonly population?: number;
}

export interface NpsOptions extends Omit<NpsFromCountsOptions, "population"> {
  /** Column with the answers, whole numbers 0 to 10. */
  readonly score: string;
  /** Column or columns that split the result. */
  readonly by?: By;
  /** Column with survey weights, at least 0. Not for counts: a row stands for one answer. */
  readonly weight?: string;
  /** How many customers there are; with one `by` column: in each segment, by its name. */
  readonly population?: number | Readonly<Record<string, number>>;
}

function requireNpsOptions(
  { level = 0.95, method = "adjusted-wald", seed = 1 }: Omit<NpsFromCountsOptions, "population">,
  caller: string,
): Omit<IntervalOptions, "population"> {
  requireLevel(level, caller);
  if (!Object.hasOwn(NPS_METHODS, method)) {
    const known = Object.keys(NPS_METHODS).map((name) => `'${name}'`);
    throw new RangeError(`${caller} requires a method of ${known.join(", ")}; got '${method}'`);
  }
  return { level, method, seed };
}

type Population = NpsOptions["population"];

/** How many customers a segment has; null when nobody said. */
function populationOf(population: Population, segment: string): number | null {
  if (population === undefined) return null;
  if (typeof population === "number") return population;
  const size = Object.hasOwn(population, segment) ? population[segment] : undefined;
  if (size === undefined)
    throw new RangeError(`nps requires the population of each segment; got none for '${segment}'`);
  return size;
}

function requirePopulation(population: Population, by: readonly string[]): void {
  if (typeof population === "number" && by.length > 0) {
    throw new TypeError(
      `nps by segment requires the population of each, by its name; got the one number ${population}`,
    );
  }
}

function overallPopulation(population: Population): number | null {
  if (population === undefined) return null;
  if (typeof population === "number") return population;
  return Object.values(population).reduce((sum, size) => sum + size, 0);
}

/**
 * The net promoter score: the percentage who answer 9 or 10 to "how likely are you to recommend us" minus the percentage
 * who answer 0 to 6.
 *
 * One number to follow over time and between segments. It hides movement inside the classes (a 0 that becomes a 6, an 8 that
 * becomes a 7): read the mean and the distribution beside it. It needs about three times the answers of a single share for the
 * same margin. Not comparable between countries, nor with scales other than 0 to 10.
 *
 * From −100 (all detractors) to 100 (all promoters) points, higher is better. The interval is adjusted Wald unless `method`
 * says otherwise (see `NpsMethod`); weights enter through the linearised variance. Without answers the estimate is null.
 *
 * @param table one row an answer; missing answers are counted apart, never as passive
 * @throws a score that is not a whole number from 0 to 10, with the row of the first
 * @example (await nps(answers, { score: "recommend", by: "segment" })).overall.estimate // 12.5
 * @see Reichheld (2003), Harvard Business Review; Rocks (2016), Journal of Marketing Analytics, on the intervals
 */
export async function nps(table: TableLike, options: NpsOptions): Promise<NpsResult> {
  const { score, weight, population } = options;
  const by = byColumns(options.by);
  const { level, method, seed } = requireNpsOptions(options, "nps");
  requirePopulation(population, by);
  const source = asTable(table);
  const columns = { score, by, weight };

  const segments = await npsTally(source, columns, "nps");
  const isResampled = weight !== undefined && method.startsWith("bootstrap");
  const cells = isResampled ? await npsCells(source, columns) : null;

  const row = (scores: ScoreCounts, size: number | null, resampled: readonly ValueCount[] | undefined) =>
    npsRow(
      {
        classes: npsClasses(scores),
        scores,
        missing: scores.missing,
        weighted: weight !== undefined,
        cells: resampled,
      },
      { level, method, seed, population: size },
    );
  const rows = segments.map((segment, i) => ({
    keys: keysOf(by, segment.cells),
    ...row(segment, populationOf(population, segmentName(by, segment.cells)), cells?.[i]),
  }));
  const total = pooled(segments);
  return {
    metric: "nps",
    label: "NPS",
    overall: row(total, overallPopulation(population), cells?.flat()),
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: NPS_METHODS[method],
    unit: "points",
    excluded: { missing: total.missing, outOfRange: 0 },
  };
}

/**
 * The net promoter score of published counts: `nps` for those who have no rows.
 *
 * @param counts answers 9–10, 7–8 and 0–6; whole numbers from 0
 * @example npsFromCounts({ promoters: 15, passives: 13, detractors: 8 }).overall.estimate // 19.44
 */
export function npsFromCounts(counts: NpsCounts, options: NpsFromCountsOptions = {}): NpsResult {
  const { level, method, seed } = requireNpsOptions(options, "npsFromCounts");
  const classes = countedClasses(counts, "npsFromCounts");
  const tallied = { classes, scores: null, missing: 0, weighted: false };
  return {
    metric: "nps",
    label: "NPS",
    overall: npsRow(tallied, { level, method, seed, population: options.population ?? null }),
    rows: [],
    by: [],
    level,
    method: NPS_METHODS[method],
    unit: "points",
    excluded: { missing: 0, outOfRange: 0 },
  };
}
