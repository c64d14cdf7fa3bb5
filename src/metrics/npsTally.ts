import type { ValueCount } from "../statistics/estimate.js";
import { requireColumns, requireNumberColumns } from "../tables/requirements.js";
import type { Cell, Cross, Table } from "../tables/table.js";
import { requireOnScale, requireWeights } from "./scale.js";
import { bySegment } from "./segments.js";

/** Answers 0 to 10 of one segment: at each score how many, their Σw and their Σw² (n and n without weights). */
export interface ScoreCounts {
  readonly cells: readonly Cell[];
  readonly n: readonly number[];
  readonly weight: readonly number[];
  readonly weightSquared: readonly number[];
  /** Rows without an answer (or without a weight). */
  readonly missing: number;
}

/** 0–6 a detractor (−1), 7–8 a passive (0), 9–10 a promoter (1). */
export const classOf = (score: number): -1 | 0 | 1 => (score <= 6 ? -1 : score <= 8 ? 0 : 1);

const SCORES = 11;
const noScores = () => new Array<number>(SCORES).fill(0);

function scoreCounts(cells: readonly Cell[], entries: readonly Cross[], place: number, weighted: boolean): ScoreCounts {
  const [n, weight, weightSquared] = [noScores(), noScores(), noScores()];
  let missing = 0;
  for (const { keys, n: rows, sums, counts } of entries) {
    const score = keys[place];
    const used = weighted ? counts[0]! : rows;
    if (typeof score !== "number") {
      missing += rows;
      continue;
    }
    missing += rows - used;
    n[score]! += used;
    weight[score]! += weighted ? sums[0]! : rows;
    weightSquared[score]! += weighted ? sums[1]! : rows;
  }
  return { cells, n, weight, weightSquared, missing };
}

/** Several segments as one. */
export function pooled(segments: readonly ScoreCounts[]): ScoreCounts {
  const total = { cells: [], n: noScores(), weight: noScores(), weightSquared: noScores(), missing: 0 };
  for (const segment of segments) {
    total.missing += segment.missing;
    for (let score = 0; score < SCORES; score++) {
      total.n[score]! += segment.n[score];
      total.weight[score]! += segment.weight[score];
      total.weightSquared[score]! += segment.weightSquared[score];
    }
  }
  return total;
}

export interface NpsColumns {
  readonly score: string;
  readonly by: readonly string[];
  readonly weight?: string | undefined;
}

/** Throws unless the columns are there, the scores are whole numbers from 0 to 10 and no weight is negative. */
async function requireAnswers(table: Table, { score, by, weight }: NpsColumns, caller: string): Promise<void> {
  await requireColumns(table, [score, ...by], caller);
  if (weight === undefined) return;
  await requireNumberColumns(table, [weight], caller);
  await requireWeights(table, weight, caller);
}

/** The tally of everything NPS: one crosstab of segment × score, missing answers included. */
export async function npsTally(table: Table, columns: NpsColumns, caller: string): Promise<ScoreCounts[]> {
  await requireAnswers(table, columns, caller);
  const { score, by, weight } = columns;
  const terms = weight === undefined ? [] : [weight, { product: [weight, weight] as const }];
  const tally = await table.crosstab([...by, score], terms);
  const answers = tally.map(({ keys }) => keys[by.length]!);
  await requireOnScale(table, score, answers, { min: 0, max: 10 }, `${caller} requires scores`);
  return bySegment(tally, by.length).map(({ cells, entries }) =>
    scoreCounts(cells, entries, by.length, weight !== undefined),
  );
}

/**
 * Detractors, passives and promoters (−1, 0, 1) told apart by weight, segment by segment in the order of `npsTally`: what a
 * bootstrap of a weighted score draws from.
 */
export async function npsCells(table: Table, { score, by, weight }: NpsColumns): Promise<ValueCount[][]> {
  const tally = await table.crosstab([...by, score, weight!]);
  return bySegment(tally, by.length).map(({ entries }) =>
    entries.flatMap(({ keys, n }) => {
      const [answer, each] = keys.slice(by.length);
      if (typeof answer !== "number" || typeof each !== "number") return [];
      return [{ value: classOf(answer), n, weight: n * each, weightSquared: n * each * each }];
    }),
  );
}
