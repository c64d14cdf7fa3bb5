import { binomialSample } from "./binomialSample.js";
import type { ContingencyTable } from "./chiSquareTest.js";
import { chiSquareUpperTail } from "./distributions.js";
import { monteCarloPValue } from "./monteCarlo.js";
import type { Random } from "./random.js";

/** Below this a fitted count is too small for the χ² distribution of the likelihood ratio. */
const LEAST_FITTED = 5;
const MOST_ROUNDS = 2000;

/** How close, in a share of all cases, fitted sums come to those seen: of the table itself, and of each drawn one. */
const CLOSE = 1e-10;
const CLOSE_ENOUGH = 1e-5;

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Scales groups of cells so that each adds up to what was seen there; returns the largest step. */
function scaled(fitted: number[], groups: readonly (readonly number[])[], seen: readonly number[]): number {
  let step = 0;
  groups.forEach((cells, g) => {
    let sum = 0;
    for (const cell of cells) sum += fitted[cell]!;
    if (sum === 0) return;
    step = Math.max(step, Math.abs(sum - seen[g]!));
    for (const cell of cells) fitted[cell]! *= seen[g]! / sum;
  });
  return step;
}

interface Shape {
  readonly layers: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells that differ in one of the three directions only, one list a direction. */
  readonly directions: readonly (readonly (readonly number[])[])[];
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

function shapeOf(layers: number, rows: number, columns: number): Shape {
  const at = (t: number, i: number, j: number) => (t * rows + i) * columns + j;
  const [T, I, J] = [upTo(layers), upTo(rows), upTo(columns)];
  const directions = [
    T.flatMap((t) => I.map((i) => J.map((j) => at(t, i, j)))),
    T.flatMap((t) => J.map((j) => I.map((i) => at(t, i, j)))),
    I.flatMap((i) => J.map((j) => T.map((t) => at(t, i, j)))),
  ];
  return { layers, rows, columns, directions };
}

/** Fitted counts where rows and columns hang together alike in every layer, by iterative proportional fitting. */
function fittedAlike(counts: readonly number[], { directions }: Shape, close: number): number[] {
  const fitted = counts.map(() => 1);
  const seen = directions.map((groups) => groups.map((cells) => total(cells.map((cell) => counts[cell]!))));
  const tolerance = close * total(counts);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const steps = directions.map((groups, d) => scaled(fitted, groups, seen[d]!));
    if (Math.max(...steps) <= tolerance) break;
  }
  return fitted;
}

/** 2 Σ O log(O/E). */
function deviance(counts: readonly number[], fitted: readonly number[]): number {
  let sum = 0;
  counts.forEach((count, cell) => {
    if (count > 0) sum += count * Math.log(count / fitted[cell]!);
  });
  return Math.max(0, 2 * sum);
}

export interface SameAssociation {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Tables drawn from the fitted one, where fitted counts are below 5; 0 where χ² was good enough. */
  readonly draws: number;
}

/**
 * Whether rows and columns hang together alike in every layer: the likelihood ratio test of no three-way interaction in a
 * log-linear model. How common rows, columns and layers are makes no difference, only odds ratios do. Where fitted counts are
 * below 5 the p-value comes from tables drawn from the fitted one (parametric bootstrap).
 *
 * @param layers tables of the same shape: segments × reasons, one a period. Rows and columns empty in all are left out
 * @returns null where fewer than two layers, rows or columns have counts
 * @example sameAssociation([[[20, 30], [30, 20]], [[20, 30], [30, 20]]], random(1)).statistic // 0
 * @see Bishop, Fienberg and Holland (1975), Discrete Multivariate Analysis, chapter 3
 */
export function sameAssociation(
  layers: readonly ContingencyTable[],
  stream: Random,
  draws = 999,
): SameAssociation | null {
  const used = layers.filter((table) => total(table.flat()) > 0);
  if (used.length < 2) return null;
  const rows = upTo(used[0]!.length).filter((i) => used.some((table) => total(table[i]!) > 0));
  const columns = upTo(used[0]![0]!.length).filter((j) => used.some((table) => rows.some((i) => table[i]![j]! > 0)));
  if (rows.length < 2 || columns.length < 2) return null;
  const shape = shapeOf(used.length, rows.length, columns.length);
  const counts = used.flatMap((table) => rows.flatMap((i) => columns.map((j) => table[i]![j]!)));
  const fitted = fittedAlike(counts, shape, CLOSE);
  const statistic = deviance(counts, fitted);
  const degreesOfFreedom = (used.length - 1) * (rows.length - 1) * (columns.length - 1);
  if (Math.min(...fitted) >= LEAST_FITTED) {
    return { statistic, degreesOfFreedom, pValue: chiSquareUpperTail(statistic, degreesOfFreedom), draws: 0 };
  }
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = drawnFrom(fitted, stream);
    // A sum of many logarithms, and a fit that is only close: equal tables may differ in the last digits.
    if (deviance(drawn, fittedAlike(drawn, shape, CLOSE_ENOUGH)) >= statistic - 1e-6 * (1 + statistic)) hits++;
  }
  return { statistic, degreesOfFreedom, pValue: monteCarloPValue(hits, draws).pValue, draws };
}

/** So many cases, each falling into a cell with the chance that its fitted count gives. */
function drawnFrom(fitted: readonly number[], stream: Random): number[] {
  let mass = total(fitted);
  let left = Math.round(mass);
  const last = fitted.reduce((found, count, cell) => (count > 0 ? cell : found), 0);
  return fitted.map((count, cell) => {
    const drawn = left === 0 || count === 0 ? 0 : cell === last ? left : binomialSample(left, count / mass, stream);
    left -= drawn;
    mass -= count;
    return drawn;
  });
}
