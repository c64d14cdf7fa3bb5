import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { bootstrapMeans, type MeanParts } from "../../statistics/bootstrapMeans.js";
import { clipped } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { bySegment } from "../segments.js";
import type { CompetitorRow } from "./csiCompetitorRow.js";
import type { Rated, Scoring } from "./csiScores.js";
import type { RatingColumns } from "./csiTally.js";

const RESAMPLES = 2000;

/** Raters of one segment with the same ratings and weight. */
interface SameRatings {
  readonly ratings: ReadonlyMap<string, number>;
  readonly weight: number;
  readonly n: number;
}

export interface RatersSegment {
  readonly cells: readonly Cell[];
  readonly raters: readonly SameRatings[];
}

/** The single raters, by segment, in an order that does not depend on that of the rows: a seed then draws the same ones. */
export async function ratersBySegment(table: Table, { ratings, by, weight }: RatingColumns): Promise<RatersSegment[]> {
  const keys = [...by, ...ratings, ...(weight === undefined ? [] : [weight])];
  const ratersOf = ({ keys: cells, n }: Cross): SameRatings[] => {
    const each = weight === undefined ? 1 : cells.at(-1);
    const given = ratings.flatMap((name, i): [string, number][] => {
      const cell = cells[by.length + i];
      return cell === null || cell === undefined ? [] : [[name, Number(cell)]];
    });
    return typeof each === "number" && given.length > 0 ? [{ ratings: new Map(given), weight: each, n }] : [];
  };
  return bySegment(await table.crosstab(keys), by.length).map(({ cells, entries }) => ({
    cells,
    raters: entries.flatMap(ratersOf),
  }));
}

/** What one rater adds: to the index, to each attribute's contribution, to each attribute's own mean. */
function partsOf({ ratings, weight }: SameRatings, { rated, factor, zero, coverage }: Scoring): MeanParts {
  const scores = rated.map(({ first, second }) => {
    const [a, b] = [ratings.get(first), second === null ? zero : ratings.get(second)];
    return a === undefined || b === undefined ? null : factor * (a - b);
  });
  const covered = rated.reduce((sum, attribute, i) => sum + (scores[i] === null ? 0 : attribute.weight), 0);
  const used = covered > 0 && covered >= coverage - 1e-12 ? weight : 0;
  const added = rated.map((attribute, i) =>
    used === 0 || scores[i] === null ? 0 : (used * attribute.weight * scores[i]!) / covered,
  );
  return {
    values: [
      added.reduce((sum, value) => sum + value, 0),
      ...added,
      ...scores.map((score) => (score === null ? 0 : weight * score)),
    ],
    sizes: [used, ...added.map(() => used), ...scores.map((score) => (score === null ? 0 : weight))],
  };
}

/** Resampled means of one set of raters; null without any. */
function resampled(raters: readonly SameRatings[], scoring: Scoring, seed: number): Float64Array[] | null {
  const rows = raters.flatMap((same) => new Array<MeanParts>(same.n).fill(partsOf(same, scoring)));
  return rows.length === 0 ? null : bootstrapMeans(rows, random(seed), RESAMPLES);
}

/** Those who rated a column of one side, and that side alone. */
function sideOf(raters: readonly SameRatings[], scoring: Scoring, column: (rated: Rated) => string) {
  const rated = scoring.rated.map((attribute) => ({ ...attribute, first: column(attribute), second: null }));
  const some = raters.filter(({ ratings }) => rated.some(({ first }) => ratings.has(first)));
  return { raters: some, scoring: { ...scoring, rated } };
}

/** The raters of both drawn together, or the raters of each by themselves, as two groups. */
function replicatesOf(
  raters: readonly SameRatings[],
  scoring: Scoring,
  { seed, kind }: { readonly seed: number; readonly kind: "same" | "different" },
): Float64Array[] | null {
  if (kind === "same") return resampled(raters, scoring, seed);
  const [own, other] = [
    sideOf(raters, scoring, ({ first }) => first),
    sideOf(raters, scoring, ({ second }) => second!),
  ];
  const first = resampled(own.raters, own.scoring, seed);
  const second = resampled(other.raters, other.scoring, (seed + 1) >>> 0);
  if (first === null || second === null) return null;
  return first.map((replicates, k) => replicates.map((value, i) => value - second[k]![i]!));
}

/** A row whose intervals are percentiles of the resamples; where there was no interval there is none. */
export function withBootstrap(
  row: CompetitorRow,
  raters: readonly SameRatings[],
  scoring: Scoring,
  draw: { readonly seed: number; readonly kind: "same" | "different" },
): CompetitorRow {
  const replicates = replicatesOf(raters, scoring, draw);
  if (replicates === null || row.lower === null) return row;
  const percentiles = (k: number) => {
    // A resample without anybody who rated the attribute says nothing about it.
    const known = replicates[k]!.filter((value) => !Number.isNaN(value));
    return clipped(percentileInterval(known, scoring.level), scoring.range.lower, scoring.range.upper);
  };
  const count = row.attributes.length;
  return {
    ...row,
    ...percentiles(0),
    attributes: row.attributes.map((attribute, j) => {
      const added = attribute.contributionLower === null ? null : percentiles(1 + j);
      return {
        ...attribute,
        ...(attribute.lower === null ? {} : percentiles(1 + count + j)),
        contributionLower: added?.lower ?? null,
        contributionUpper: added?.upper ?? null,
      };
    }),
  };
}
