import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { requireWeights, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";

/** An attribute as it is asked for, with the cuts that hold for it. */
export interface CutAttribute {
  readonly name: string;
  readonly column: string;
  /** Answers up to `low` are low, answers from `high` on are high. */
  readonly low: number;
  readonly high: number;
}

export interface PenaltyColumns {
  readonly outcome: string;
  readonly attributes: readonly CutAttribute[];
  readonly by: readonly string[];
  readonly weight: string | undefined;
}

/** Respondents with the same outcome and weight who find each attribute low (−1), high (1) or neither (0). */
export interface LikeRatings {
  readonly levels: readonly number[];
  readonly outcome: number;
  readonly weight: number;
  readonly n: number;
}

/** Σw and Σw·rating of one attribute by level: low, neither, high. */
export interface LevelSums {
  readonly weight: readonly number[];
  readonly rating: readonly number[];
}

export interface PenaltySegment {
  readonly cells: readonly Cell[];
  readonly ratings: readonly LikeRatings[];
  /** By attribute. */
  readonly levels: readonly LevelSums[];
  /** Rows that lack the outcome, an attribute or the weight. */
  readonly missing: number;
}

const CALLER = "penaltyReward";

const levelOf = (answer: number, { low, high }: CutAttribute) => (answer <= low ? -1 : answer >= high ? 1 : 0);

function segmentOf(cells: readonly Cell[], entries: readonly Cross[], columns: PenaltyColumns): PenaltySegment {
  const { attributes, by, weight } = columns;
  const found = new Map<string, { levels: number[]; outcome: number; weight: number; n: number }>();
  const sums = attributes.map(() => ({ weight: [0, 0, 0], rating: [0, 0, 0] }));
  let missing = 0;
  for (const { keys, n } of entries) {
    const answers = keys.slice(by.length);
    if (answers.includes(null)) {
      missing += n;
      continue;
    }
    const [outcome, ...ratings] = answers.map(Number) as [number, ...number[]];
    const each = weight === undefined ? 1 : ratings.at(-1)!;
    if (each === 0) continue;
    const levels = attributes.map((attribute, j) => levelOf(ratings[j]!, attribute));
    levels.forEach((level, j) => {
      sums[j]!.weight[level + 1]! += n * each;
      sums[j]!.rating[level + 1]! += n * each * ratings[j]!;
    });
    const name = `${levels.join()};${outcome};${each}`;
    const into = found.get(name);
    if (into === undefined) found.set(name, { levels, outcome, weight: each, n });
    else into.n += n;
  }
  return { cells, ratings: [...found.values()].sort(inOrder), levels: sums, missing };
}

/** An order that does not hang on that of the rows: a seed then draws the same respondents. */
function inOrder(a: LikeRatings, b: LikeRatings): number {
  for (let j = 0; j < a.levels.length; j++) if (a.levels[j] !== b.levels[j]) return a.levels[j]! - b.levels[j]!;
  return a.outcome - b.outcome || a.weight - b.weight;
}

async function requireFinite(table: Table, columns: readonly string[], tally: readonly Cross[], first: number) {
  for (const [i, column] of columns.entries()) {
    const isOdd = (cell: Cell) => typeof cell === "number" && !Number.isFinite(cell);
    const odd = tally.find(({ keys }) => isOdd(keys[first + i]!));
    if (odd === undefined) continue;
    throw new RangeError(
      `${CALLER} requires finite numbers in '${column}'; got ${odd.keys[first + i]} (${await rowsWith(table, column, isOdd)})`,
    );
  }
}

/** The tally: one crosstab of segment × outcome × answers, of which only low, high or neither is kept. */
export async function penaltyTally(table: Table, columns: PenaltyColumns): Promise<PenaltySegment[]> {
  const { outcome, attributes, by, weight } = columns;
  await requireColumns(table, by, CALLER);
  const numbers = [outcome, ...attributes.map(({ column }) => column), ...(weight === undefined ? [] : [weight])];
  await requireNumberColumns(table, numbers, CALLER);
  if (weight !== undefined) await requireWeights(table, weight, CALLER);
  const tally = await table.crosstab([...by, ...numbers]);
  await requireFinite(table, numbers, tally, by.length);
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries, columns));
}

/** Several segments as one. */
export function pooledPenalty(segments: readonly PenaltySegment[]): PenaltySegment {
  const found = new Map<string, LikeRatings>();
  for (const one of segments.flatMap(({ ratings }) => ratings)) {
    const name = `${one.levels.join()};${one.outcome};${one.weight}`;
    found.set(name, { ...one, n: one.n + (found.get(name)?.n ?? 0) });
  }
  const added = (of: "weight" | "rating", j: number) =>
    [0, 1, 2].map((level) => segments.reduce((sum, { levels }) => sum + levels[j]![of][level]!, 0));
  return {
    cells: [],
    ratings: [...found.values()].sort(inOrder),
    levels: (segments[0]?.levels ?? []).map((_, j) => ({ weight: added("weight", j), rating: added("rating", j) })),
    missing: segments.reduce((sum, { missing }) => sum + missing, 0),
  };
}
