import type { ValueCount } from "../../statistics/estimate.js";
import type { Table } from "../../tables/table.js";
import { type AnswerColumns, type AnswerCounts, answerTally, pooledAnswers } from "../answers/answerTally.js";
import { bySegment } from "../segments.js";

/** Answers 0 to 10 of one segment: at each score how many, their Σw and their Σw². */
export type ScoreCounts = AnswerCounts;

export const NPS_SCALE = { min: 0, max: 10 };

/** 0–6 a detractor (−1), 7–8 a passive (0), 9–10 a promoter (1). */
export const classOf = (score: number): -1 | 0 | 1 => (score <= 6 ? -1 : score <= 8 ? 0 : 1);

/** Several segments as one. */
export const pooled = (segments: readonly ScoreCounts[]): ScoreCounts => pooledAnswers(segments, NPS_SCALE);

/** The tally of everything NPS: one crosstab of segment × score, missing answers included. */
export const npsTally = (table: Table, columns: AnswerColumns, caller: string): Promise<ScoreCounts[]> =>
  answerTally(table, columns, NPS_SCALE, caller);

/**
 * Detractors, passives and promoters (−1, 0, 1) told apart by weight, segment by segment in the order of `npsTally`: what a
 * bootstrap of a weighted score draws from.
 */
export async function npsCells(table: Table, { score, by, weight }: AnswerColumns): Promise<ValueCount[][]> {
  const tally = await table.crosstab([...by, score, weight!]);
  return bySegment(tally, by.length).map(({ entries }) =>
    entries.flatMap(({ keys, n }) => {
      const [answer, each] = keys.slice(by.length);
      if (typeof answer !== "number" || typeof each !== "number") return [];
      return [{ value: classOf(answer), n, weight: n * each, weightSquared: n * each * each }];
    }),
  );
}
