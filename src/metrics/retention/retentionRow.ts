import { tInterval } from "../../statistics/estimate.js";
import type { Interval } from "../../statistics/interval.js";
import {
  effectiveSize,
  estimateRatio,
  linearizedInterval,
  type RatioEstimate,
  type RatioSums,
  ratioDifference,
} from "../../statistics/ratio.js";
import type { Estimate } from "../result.js";
import { type RetentionMethod, shareInterval } from "./retentionInterval.js";
import { retentionNote, whyNothing } from "./retentionNotes.js";
import type { RetentionSegment } from "./retentionTally.js";

export type RetentionKind = "raw" | "sales" | "profit";

/**
 * What a value-adjusted rate compares. T are the customers kept, S everybody who was there at the start; s₀ and s₁ what they
 * are worth in the base and in the end period.
 *
 * - `base` (default): Σ_T s₀/Σ_S s₀, the customers kept, each weighed by what it was worth. At most 1.
 * - `end`: Σ_T s₁/Σ_S s₀, net revenue retention. Exceeds 1 where those who stay buy more than the lost have taken away.
 * - `gross`: Σ_T min(s₁, s₀)/Σ_S s₀, gross revenue retention: as `end`, but nobody's growth makes up for a loss. At most 1.
 * - `same`: Σ_T s₁/Σ_S s₁, both of the end period: the share of this period's value that came from those who stay.
 */
export type RetentionReading = "base" | "end" | "gross" | "same";

/** Some of the customers: how many, and what they are worth in the terms of the rate. */
export interface RetentionPart {
  readonly customersAtStart: number;
  readonly retained: number;
  /** What they add below and above the fraction line. */
  readonly value: number;
  readonly retainedValue: number;
}

/** An adjusted rate less the raw one of the same customers: below 0 where those who leave are worth more than most. */
export interface RetentionGap extends Estimate {
  readonly raw: number;
}

/** Values are Σw·value with weights; those the kind or reading does not use are null. */
export interface RetentionRow extends Estimate {
  readonly customersAtStart: number;
  readonly retained: number;
  readonly lost: number;
  /** Rows that do not say whether the customer was kept, or lack a value or a weight; they are in no other number. */
  readonly missing: number;
  /** Of the whole, by customers or by the value the rate is of: the overall rate is Σ share·rate. */
  readonly share: number | null;
  /** Σw of everybody and of the kept; null without weights. */
  readonly weightedAtStart: number | null;
  readonly weightedRetained: number | null;
  /** Of everybody who was there, in the base and in the end period. */
  readonly startValue: number | null;
  readonly endValue: number | null;
  readonly retainedStartValue: number | null;
  readonly retainedEndValue: number | null;
  /** Of the lost, in the period the rate is of. */
  readonly lostValue: number | null;
  /** By how much the kept shrank (Σ s₀ − min(s₁, s₀)) and grew (Σ s₁ − min(s₁, s₀)). */
  readonly contractedValue: number | null;
  readonly expandedValue: number | null;
  /** Customers worth less than 0 in the period the rate is of, and all others. */
  readonly belowZero: RetentionPart | null;
  readonly others: RetentionPart | null;
  /** How far the rate is from raw retention, with the interval of the difference (Student's t); null for raw. */
  readonly againstRaw: RetentionGap | null;
  /** Customers of equal value and weight that would say as much, (Σwx)²/Σw²x². */
  readonly effectiveN: number | null;
  readonly standardError: number | null;
}

export interface RowOptions {
  readonly kind: RetentionKind;
  readonly reading: RetentionReading | null;
  readonly weighted: boolean;
  readonly level: number;
  readonly method: RetentionMethod;
  /** What the shares are of; null for everybody. */
  readonly whole: number | null;
}

const isAdjusted = ({ kind }: RowOptions) => kind !== "raw";

/** What is weighed of everybody in a segment: its customers, or what they are worth. */
export const weighedValue = ({ kept, lost }: RetentionSegment, adjusted: boolean): number =>
  adjusted ? kept.x + lost.x : kept.weight + lost.weight;

const valueSums = ({ kept, lost }: RetentionSegment): RatioSums => ({
  n: kept.n + lost.n,
  x: kept.x + lost.x,
  y: kept.y,
  xx: kept.xx + lost.xx,
  xy: kept.xy,
  yy: kept.yy,
});

const countSums = ({ kept, lost }: RetentionSegment): RatioSums => ({
  n: kept.n + lost.n,
  x: kept.weight + lost.weight,
  y: kept.weight,
  xx: kept.weightSquared + lost.weightSquared,
  xy: kept.weightSquared,
  yy: kept.weightSquared,
});

function gapOf(segment: RetentionSegment, level: number): RetentionGap {
  const { kept, lost } = segment;
  const cross = { xx: kept.xTwice + lost.xTwice, xy: kept.xTwice, yx: kept.yTwice, yy: kept.yTwice };
  const counts = countSums(segment);
  const { difference, standardError } = ratioDifference(valueSums(segment), counts, cross);
  const interval = standardError ? tInterval(difference, standardError, counts.n - 1, level) : null;
  return {
    raw: counts.y / counts.x,
    estimate: difference,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n: counts.n,
    note: null,
  };
}

function values({ kept, lost }: RetentionSegment, reading: RetentionReading | null) {
  const usesStart = reading !== null && reading !== "same";
  const usesBoth = reading === "end" || reading === "gross";
  const only = (isUsed: boolean, value: number) => (isUsed ? value : null);
  return {
    startValue: only(usesStart, kept.start + lost.start),
    endValue: only(reading === "same", kept.end + lost.end),
    retainedStartValue: only(usesStart, kept.start),
    retainedEndValue: only(usesBoth || reading === "same", kept.end),
    lostValue: only(reading !== null, lost.x),
    contractedValue: only(usesBoth, kept.start - kept.smaller),
    expandedValue: only(usesBoth, kept.end - kept.smaller),
  };
}

function parts({ kept, lost }: RetentionSegment): { belowZero: RetentionPart; others: RetentionPart } {
  const below = {
    customersAtStart: kept.belowZero + lost.belowZero,
    retained: kept.belowZero,
    value: kept.belowZeroX + lost.belowZeroX,
    retainedValue: kept.belowZeroY,
  };
  const others = {
    customersAtStart: kept.n + lost.n - below.customersAtStart,
    retained: kept.n - below.retained,
    value: kept.x + lost.x - below.value,
    retainedValue: kept.y - below.retainedValue,
  };
  return { belowZero: below, others };
}

/** Of a share √(p(1 − p)/n), of a ratio of values with n − 1 for n. */
function standardErrorOf({ ratio, standardError, n }: RatioEstimate, { kind, weighted }: RowOptions): number | null {
  if (kind !== "raw") return standardError;
  if (!weighted) return Math.sqrt((ratio * (1 - ratio)) / n);
  return standardError === null ? 0 : standardError * Math.sqrt((n - 1) / n);
}

function boundsOf(ratio: RatioEstimate, segment: RetentionSegment, options: RowOptions): Interval | null {
  const { kept, lost } = segment;
  const { method, level, reading, weighted } = options;
  if (method !== "linearized") {
    const isCount = !isAdjusted(options) && !weighted;
    return shareInterval(method, ratio.ratio, isCount ? ratio.n : effectiveSize(ratio), level);
  }
  if (ratio.standardError === 0) return null;
  const isNegative = kept.belowZero + lost.belowZero + kept.keptBelowZero > 0;
  const lower = isNegative ? Number.NEGATIVE_INFINITY : 0;
  const upper = isNegative || reading === "end" ? Number.POSITIVE_INFINITY : 1;
  return linearizedInterval(ratio, level, { lower, upper });
}

/** The finish: a row from what was counted and added up. */
export function retentionRow(segment: RetentionSegment, options: RowOptions): RetentionRow {
  const { kept, lost, missing } = segment;
  const { weighted, reading, whole } = options;
  const adjusted = isAdjusted(options);
  const reason = whyNothing(segment, options);
  const ratio = reason === null ? estimateRatio(adjusted ? valueSums(segment) : countSums(segment)) : null;
  const interval = ratio === null ? null : boundsOf(ratio, segment, options);
  const all = weighedValue(segment, adjusted);
  return {
    estimate: ratio?.ratio ?? null,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n: kept.n + lost.n,
    customersAtStart: kept.n + lost.n,
    retained: kept.n,
    lost: lost.n,
    missing,
    share: (whole ?? all) > 0 ? all / (whole ?? all) : null,
    weightedAtStart: weighted ? kept.weight + lost.weight : null,
    weightedRetained: weighted ? kept.weight : null,
    ...values(segment, reading),
    ...(adjusted ? parts(segment) : { belowZero: null, others: null }),
    againstRaw: ratio !== null && adjusted ? gapOf(segment, options.level) : null,
    effectiveN: ratio?.effectiveN ?? null,
    standardError: ratio === null ? null : standardErrorOf(ratio, options),
    note: ratio === null ? reason : retentionNote(segment, ratio, interval, options),
  };
}
