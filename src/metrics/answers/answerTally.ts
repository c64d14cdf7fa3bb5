import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { ratingScale } from "../csi/csiTally.js";
import { requireOnScale, requireWeights, type Scale } from "../scale.js";
import { bySegment } from "../segments.js";

/** Answers of one segment to one question: at each answer, lowest first, how many, their Σw and their Σw² (n and n without weights). */
export interface AnswerCounts {
  readonly cells: readonly Cell[];
  readonly n: readonly number[];
  readonly weight: readonly number[];
  readonly weightSquared: readonly number[];
  /** Rows without an answer (or without a weight). */
  readonly missing: number;
}

export interface AnswerColumns {
  readonly score: string;
  readonly by: readonly string[];
  readonly weight?: string | undefined;
}

const MOST_ANSWERS = 101;

/** The whole numbers a question allows: 5 is 1 to 5. */
export function answerScale(scale: number | Scale, caller: string): Scale {
  const range = ratingScale(scale, caller);
  const isWhole = Number.isInteger(range.min) && Number.isInteger(range.max);
  if (isWhole && range.max - range.min < MOST_ANSWERS) return range;
  throw new RangeError(
    `${caller} requires a scale of up to ${MOST_ANSWERS} whole numbers; got ${range.min} to ${range.max}`,
  );
}

const noAnswers = ({ min, max }: Scale) => new Array<number>(max - min + 1).fill(0);

interface Counted {
  readonly scale: Scale;
  /** Where the answer stands among the keys. */
  readonly place: number;
  readonly weighted: boolean;
}

function answerCounts(
  cells: readonly Cell[],
  entries: readonly Cross[],
  { scale, place, weighted }: Counted,
): AnswerCounts {
  const [n, weight, weightSquared] = [noAnswers(scale), noAnswers(scale), noAnswers(scale)];
  let missing = 0;
  for (const { keys, n: rows, sums, counts } of entries) {
    const answer = keys[place];
    const used = weighted ? counts[0]! : rows;
    if (typeof answer !== "number") {
      missing += rows;
      continue;
    }
    missing += rows - used;
    n[answer - scale.min]! += used;
    weight[answer - scale.min]! += weighted ? sums[0]! : rows;
    weightSquared[answer - scale.min]! += weighted ? sums[1]! : rows;
  }
  return { cells, n, weight, weightSquared, missing };
}

/** Several segments as one. */
export function pooledAnswers(segments: readonly AnswerCounts[], scale: Scale): AnswerCounts {
  const total = {
    cells: [],
    n: noAnswers(scale),
    weight: noAnswers(scale),
    weightSquared: noAnswers(scale),
    missing: 0,
  };
  for (const segment of segments) {
    total.missing += segment.missing;
    for (let i = 0; i < total.n.length; i++) {
      total.n[i]! += segment.n[i];
      total.weight[i]! += segment.weight[i];
      total.weightSquared[i]! += segment.weightSquared[i];
    }
  }
  return total;
}

/** Throws unless the columns are there and no weight is negative. */
export async function requireAnswerColumns(
  table: Table,
  columns: readonly string[],
  weight: string | undefined,
  caller: string,
): Promise<void> {
  await requireColumns(table, columns, caller);
  if (weight === undefined) return;
  await requireNumberColumns(table, [weight], caller);
  await requireWeights(table, weight, caller);
}

/** What is added up at each answer: nothing, or w and w². */
export const weightTerms = (weight: string | undefined) =>
  weight === undefined ? [] : [weight, { product: [weight, weight] as const }];

/** The tally of one question: one crosstab of segment × answer, missing answers included. */
export async function answerTally(
  table: Table,
  { score, by, weight }: AnswerColumns,
  scale: Scale,
  caller: string,
): Promise<AnswerCounts[]> {
  await requireAnswerColumns(table, [score, ...by], weight, caller);
  const tally = await table.crosstab([...by, score], weightTerms(weight));
  const answers = tally.map(({ keys }) => keys[by.length]!);
  await requireOnScale(table, score, answers, scale, `${caller} requires scores`);
  const counted = { scale, place: by.length, weighted: weight !== undefined };
  return bySegment(tally, by.length).map(({ cells, entries }) => answerCounts(cells, entries, counted));
}

/** Published counts as answers; throws unless they are whole numbers from 0, one for each answer. */
export function publishedAnswers(counts: readonly number[], scale: Scale, caller: string): AnswerCounts {
  const wrong = counts.find((n) => !Number.isInteger(n) || n < 0);
  if (wrong !== undefined)
    throw new RangeError(`${caller} requires counts that are whole numbers from 0; got ${wrong}`);
  const answers = scale.max - scale.min + 1;
  if (counts.length !== answers)
    throw new RangeError(`${caller} requires ${answers} counts, one for each answer; got ${counts.length}`);
  return { cells: [], n: counts, weight: counts, weightSquared: counts, missing: 0 };
}
