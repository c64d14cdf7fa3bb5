import type { Cell, Moments, Table } from "../../tables/table.js";
import { bySegment } from "../segments.js";
import type { DriverQuestion } from "./driverQuestion.js";

/** Means and covariances of controls, drivers and outcome, in this order; a category is a column of 0 and 1 for each of its values. */
export interface DriverSums {
  /** Rows used; of pairs of columns, those of the pair with fewest. */
  readonly n: number;
  readonly effectiveN: number;
  readonly mean: Float64Array;
  /** Row by row, divided by Σw. */
  readonly covariance: Float64Array;
  /** Rows that have too little to be used. */
  readonly missing: number;
}

export interface DriverSegment {
  readonly cells: readonly Cell[];
  readonly rows: number;
  readonly sums: DriverSums;
}

/** A value of a category: a column of 0 and 1. */
interface Level {
  /** Place of the category among the categories. */
  readonly category: number;
  readonly value: Cell;
}

/** What of some rows is known of each column: its place among the moments, or the one value it has; null where it is missing. */
type Known = { readonly place: number } | { readonly value: number } | null;

interface Part {
  readonly moments: Moments;
  readonly known: readonly Known[];
}

const meanOf = ({ moments }: Part, known: NonNullable<Known>) =>
  "place" in known ? moments.sum[known.place]! / moments.weight : known.value;

const deviationOf = ({ moments }: Part, a: NonNullable<Known>, b: NonNullable<Known>) =>
  "place" in a && "place" in b ? moments.deviations[a.place]![b.place]! : 0;

interface Pair {
  readonly n: number;
  readonly effectiveN: number;
  readonly firstMean: number;
  readonly secondMean: number;
  readonly covariance: number;
}

/** Of the rows that have both columns: within the parts, and between their means. */
function pairOf(parts: readonly Part[], first: number, second: number): Pair {
  const both = parts.flatMap((part) => {
    const [a, b] = [part.known[first]!, part.known[second]!];
    return a === null || b === null || !(part.moments.weight > 0) ? [] : [{ part, a, b, w: part.moments.weight }];
  });
  const total = (of: (entry: (typeof both)[number]) => number) => both.reduce((sum, entry) => sum + of(entry), 0);
  const weight = total(({ w }) => w);
  const [firstMean, secondMean] = [
    total(({ part, a, w }) => w * meanOf(part, a)) / weight,
    total(({ part, b, w }) => w * meanOf(part, b)) / weight,
  ];
  const shared = total(
    ({ part, a, b, w }) => deviationOf(part, a, b) + w * (meanOf(part, a) - firstMean) * (meanOf(part, b) - secondMean),
  );
  return {
    n: total(({ part }) => part.moments.n),
    effectiveN: weight ** 2 / total(({ part }) => part.moments.weightSquared),
    firstMean,
    secondMean,
    covariance: shared / weight,
  };
}

/** Covariances from all pairs; where pairs have rows of their own, their correlation at the deviations of all rows. */
function summed(parts: readonly Part[], width: number, rows: number): DriverSums {
  const own = Array.from({ length: width }, (_, k) => pairOf(parts, k, k));
  const covariance = new Float64Array(width * width);
  let [n, effectiveN] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isComplete = parts.every(({ known }) => known.every((one) => one !== null));
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      const pair = i === j ? own[i]! : pairOf(parts, i, j);
      if (pair.n < n) n = pair.n;
      if (pair.effectiveN < effectiveN) effectiveN = pair.effectiveN;
      let shared = pair.covariance;
      if (!isComplete && i !== j) {
        const [a, b] = [pairOf(restricted(parts, j), i, i), pairOf(restricted(parts, i), j, j)];
        shared *= Math.sqrt((own[i]!.covariance / a.covariance) * (own[j]!.covariance / b.covariance)) || 0;
      }
      covariance[i * width + j] = shared;
      covariance[j * width + i] = shared;
    }
  }
  const used = parts.filter(({ known }) => known.filter((one) => one !== null).length > 1);
  const mean = Float64Array.from(own, ({ firstMean }) => firstMean);
  const counted = used.reduce((sum, { moments }) => sum + moments.n, 0);
  return { n: Number.isFinite(n) ? n : 0, effectiveN, mean, covariance, missing: rows - counted };
}

/** The parts that have a column. */
const restricted = (parts: readonly Part[], column: number) => parts.filter(({ known }) => known[column] !== null);

/** The values that categories have anywhere, in order: the same columns in every segment. */
function levelsOf(moments: readonly Moments[], width: number): Level[] {
  const count = (moments[0]?.keys.length ?? width) - width;
  return Array.from({ length: Math.max(0, count) }, (_, category) => {
    const values = new Set(moments.map(({ keys }) => keys[width + category]!));
    return [...values].filter((value) => value !== null).map((value) => ({ category, value }));
  }).flat();
}

/** Controls that are numbers, then the levels of categories, then drivers and outcome. */
function partOf(moments: Moments, question: DriverQuestion, levels: readonly Level[]): Part {
  const { numbers, drivers, outcome, by } = question;
  const place = (column: string): Known => {
    const at = moments.columns.indexOf(column);
    return at < 0 ? null : { place: at };
  };
  return {
    moments,
    known: [
      ...numbers.map(place),
      ...levels.map(({ category, value }) => ({ value: moments.keys[by.length + category] === value ? 1 : 0 })),
      ...drivers.map(({ column }) => place(column)),
      place(outcome),
    ],
  };
}

/** The tally: one set of moments for everything, by segment and the values of categories. */
export async function driverTally(
  table: Table,
  question: DriverQuestion,
): Promise<{
  readonly overall: DriverSegment;
  readonly segments: readonly DriverSegment[];
  readonly controls: number;
}> {
  const { numbers, categories, drivers, outcome, by, weight, missing } = question;
  const columns = [...numbers, ...drivers.map(({ column }) => column), outcome];
  const options = { by: [...by, ...categories], missing: missing === "pairwise" ? "pattern" : "listwise" } as const;
  const all = await table.moments(columns, { ...options, ...(weight === undefined ? {} : { weight }) });
  const counts = await table.crosstab(by);
  const levels = levelsOf(all, by.length);
  const controls = numbers.length + levels.length;
  const width = controls + drivers.length + 1;

  // A row without an answer to a category has not answered everything.
  const answered = all.filter(({ keys, n }) => n > 0 && keys.slice(by.length).every((cell) => cell !== null));
  const parts = answered.map((moments) => ({ keys: moments.keys, part: partOf(moments, question, levels) }));
  const sumsOf = (of: readonly { readonly part: Part }[], rows: number) =>
    summed(
      of.map(({ part }) => part),
      width,
      rows,
    );
  const grouped = bySegment(parts, by.length);
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  return {
    controls,
    overall: { cells: [], rows: total, sums: sumsOf(parts, total) },
    segments: counts.map(({ keys, n }) => ({
      cells: keys,
      rows: n,
      sums: sumsOf(grouped.find(({ cells }) => cells.every((cell, i) => cell === keys[i]))?.entries ?? [], n),
    })),
  };
}
