import { cronbachAlpha, differenceReliability } from "../../statistics/reliability.js";
import type { Moments } from "../../tables/table.js";
import type { Rated } from "./csiScores.js";

/** How reliable the two weighted sums and their difference are; null where it cannot be told. */
export interface IndexReliability {
  /** Cronbach's α of the weighted first and second ratings. */
  readonly first: number | null;
  readonly second: number | null;
  /** Correlation of the two sums. */
  readonly correlation: number | null;
  /** Of the difference. Below about .7 the index tells groups apart worse than the first ratings alone would. */
  readonly difference: number | null;
  /** Respondents who rated everything, on whom this stands. */
  readonly n: number;
}

/** Weighted covariances of the columns over the rows that have them all. */
export function completeCovariance(patterns: readonly Moments[], columns: readonly string[]) {
  const complete = patterns.filter((moments) => columns.every((column) => moments.columns.includes(column)));
  const places = complete.map((moments) => columns.map((column) => moments.columns.indexOf(column)));
  const add = (value: (moments: Moments, at: readonly number[]) => number) =>
    complete.reduce((sum, moments, i) => sum + value(moments, places[i]!), 0);
  const weight = add((moments) => moments.weight);
  const sums = columns.map((_, i) => add((moments, at) => moments.sum[at[i]!]!));
  const covariance = columns.map((_, i) =>
    columns.map((_, j) => {
      const cross = add((moments, at) => moments.cross[at[i]!]![at[j]!]!);
      const shared = cross - (sums[i]! * sums[j]!) / weight;
      // What rounding leaves of columns that do not vary is 0.
      return Math.abs(shared) > 1e-12 * Math.abs(cross) ? shared / weight : 0;
    }),
  );
  return { n: add((moments) => moments.n), covariance };
}

const total = (matrix: readonly (readonly number[])[]) => matrix.flat().reduce((sum, value) => sum + value, 0);

/** From the complete rows of all patterns; attributes without weight say nothing. */
export function indexReliability(patterns: readonly Moments[], attributes: readonly Rated[]): IndexReliability {
  const rated = attributes.filter(({ weight }) => weight > 0);
  const seconds = rated.flatMap(({ second }) => (second === null ? [] : [second]));
  const { n, covariance } = completeCovariance(patterns, [...rated.map(({ first }) => first), ...seconds]);
  const none = { first: null, second: null, correlation: null, difference: null, n };
  if (n < 3) return none;
  const k = rated.length;
  const block = (row: number, column: number) =>
    rated.map((a, i) => rated.map((b, j) => a.weight * b.weight * covariance[row * k + i]![column * k + j]!));
  const first = cronbachAlpha(block(0, 0));
  if (seconds.length === 0) return { ...none, first };
  const second = cronbachAlpha(block(1, 1));
  const [firstVariance, secondVariance, shared] = [total(block(0, 0)), total(block(1, 1)), total(block(0, 1))];
  const isVarying = firstVariance > 0 && secondVariance > 0;
  return {
    first,
    second,
    correlation: isVarying ? shared / Math.sqrt(firstVariance * secondVariance) : null,
    difference:
      first === null || second === null
        ? null
        : differenceReliability({
            firstVariance,
            secondVariance,
            covariance: shared,
            firstReliability: first,
            secondReliability: second,
          }),
    n,
  };
}

/** Of one attribute's gap, from reliabilities the caller knows (of the items, from a retest or a manual). */
export function gapReliability(
  patterns: readonly Moments[],
  columns: readonly [perception: string, expectation: string],
  known: { readonly perception: number; readonly expectation: number },
): number | null {
  const { n, covariance } = completeCovariance(patterns, columns);
  if (n < 3) return null;
  return differenceReliability({
    firstVariance: covariance[0]![0]!,
    secondVariance: covariance[1]![1]!,
    covariance: covariance[0]![1]!,
    firstReliability: known.perception,
    secondReliability: known.expectation,
  });
}
