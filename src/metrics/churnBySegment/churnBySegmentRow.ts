import { directRate } from "../../statistics/directRate.js";
import { normalPValue, tPValue } from "../../statistics/distributions.js";
import { tInterval } from "../../statistics/estimate.js";
import { funnelLimits } from "../../statistics/funnel.js";
import { clipped, type Interval } from "../../statistics/interval.js";
import { newcombeDifference } from "../../statistics/proportion.js";
import { ratioDifference } from "../../statistics/ratio.js";
import { joined, shareRow } from "../caseShares/shareRow.js";
import type { Estimate } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import { type ChurnCases, CLASSES, type StratifiedSegment, sharedSums } from "./churnBySegmentTally.js";

/** Within which a segment of its size lies, so often, if its customers leave like everybody's. */
export interface FunnelLimits extends Interval {
  readonly level: number;
}

const FUNNEL_LEVELS = [0.95, 0.998] as const;

/** `n` counts the rows of the segment. */
export interface ChurnBySegmentRow extends Estimate {
  readonly churned: number;
  /** Customers of equal weight that would say as much; n without weights and customers. */
  readonly effectiveN: number | null;
  /** All other segments together. */
  readonly restChurned: number | null;
  readonly restN: number | null;
  readonly restEstimate: number | null;
  /** The segment's churn minus that of all others. */
  readonly difference: Estimate | null;
  /** Two-sided, of no difference to all others; and adjusted for as many segments (Benjamini and Hochberg). */
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
  /** At 95 % and at 99.8 %. */
  readonly limits: readonly FunnelLimits[] | null;
  /** The highest level whose limits leave the segment out; null inside both. */
  readonly outside: number | null;
  /** The churn the segment would have if it were made up as everybody is, and that minus the same of all others. */
  readonly standardized: Estimate | null;
  readonly standardizedDifference: Estimate | null;
  /** Rows without an answer, a weight or a customer; they are in no other number. */
  readonly missing: number;
}

/** A share with as many equal cases as it is as precise as. */
interface Rated extends Estimate {
  readonly effectiveN: number | null;
}

const nothing = (n: number, note: string): Rated => ({
  estimate: null,
  lower: null,
  upper: null,
  n,
  note,
  effectiveN: null,
});

/** The churn of some rows with Wilson's interval. */
export function rateOf(cases: ChurnCases, level: number): Rated & { readonly churned: number } {
  const { note, ...share } = shareRow(cases, { of: CLASSES, counted: ["churned"], level, cases: "customers" });
  const { estimate, lower, upper, n, effectiveN } = share;
  const churned = cases.classes.churned.n;
  return { estimate, lower, upper, n, effectiveN, churned, note: estimate === null ? note : null };
}

const someOf = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");

/** What the segment would churn with the composition of the whole. */
function standardizedRate({ strata }: StratifiedSegment, whole: StratifiedSegment, level: number): Rated {
  const n = [...strata.values()].reduce((sum, { classes }) => sum + classes.churned.n + classes.stayed.n, 0);
  const rows = [...whole.strata].map(([name, cases]) => {
    const part = cases.classes.churned.weight + cases.classes.stayed.weight;
    const here = strata.get(name);
    return { name, part, here: here === undefined ? nothing(0, "") : rateOf(here, level) };
  });
  const needed = rows.filter(({ part }) => part > 0);
  const empty = needed.filter(({ here }) => here.estimate === null).map(({ name }) => name);
  if (empty.length > 0) return nothing(n, `nobody of ${someOf(empty)} here: cannot be standardised`);
  if (needed.length === 0) return nothing(n, "nobody to standardise to");
  const parts = needed.map(({ part, here }) => ({ part, rate: here.estimate!, size: here.effectiveN! }));
  const { rate, effectiveN } = directRate(parts);
  return { estimate: rate, ...shareInterval("wilson", rate, effectiveN, level), n, note: null, effectiveN };
}

const counted = ({ estimate, effectiveN }: Rated) => ({
  successes: Math.min(effectiveN!, estimate! * effectiveN!),
  n: effectiveN!,
});

/** One rate minus another, Newcombe's interval on the effective numbers. */
function differenceOf(first: Rated, second: Rated, level: number): Estimate {
  const n = first.n + second.n;
  if (first.estimate === null || second.estimate === null) {
    const note = first.note ?? (second.note === null ? null : `all others: ${second.note}`);
    return { estimate: null, lower: null, upper: null, n, note };
  }
  const { difference, lower, upper } = newcombeDifference(counted(first), counted(second), level);
  return { estimate: difference, lower, upper, n, note: null };
}

interface Compared {
  readonly difference: Estimate;
  readonly pValue: number | null;
}

/** The score test of two independent shares (Pearson's χ² without a correction). */
function scoreTest(first: Rated, second: Rated): number | null {
  if (first.estimate === null || second.estimate === null) return null;
  const [a, b] = [counted(first), counted(second)];
  const share = (a.successes + b.successes) / (a.n + b.n);
  const variance = share * (1 - share) * (1 / a.n + 1 / b.n);
  return variance > 0 ? normalPValue((first.estimate - second.estimate) / Math.sqrt(variance)) : 1;
}

/** Against all others; where customers are in both, by the linearised variance over customers. */
function compared(first: ChurnCases, second: ChurnCases, level: number): Compared {
  const [a, b] = [rateOf(first, level), rateOf(second, level)];
  const difference = differenceOf(a, b, level);
  const isAtEnd = [a, b].some(({ estimate }) => estimate === null || estimate === 0 || estimate === 1);
  if (first.clusters === null || second.clusters === null || isAtEnd) return { difference, pValue: scoreTest(a, b) };
  const sums = sharedSums(first, second);
  const { difference: estimate, standardError } = ratioDifference(sums.first, sums.second, sums.cross);
  if (!standardError) return { difference, pValue: scoreTest(a, b) };
  const degrees = sums.first.n - 1;
  const interval = clipped(tInterval(estimate, standardError, degrees, level), -1, 1);
  return { difference: { ...difference, ...interval }, pValue: tPValue(estimate / standardError, degrees) };
}

/** A funnel needs whole numbers: an effective number is rounded. */
export const funnelSize = (effectiveN: number): number => Math.max(1, Math.round(effectiveN));

export const limitsAt = (centre: number, n: number): FunnelLimits[] =>
  FUNNEL_LEVELS.map((level) => ({ level, ...funnelLimits(centre, n, level) }));

/** The highest level whose limits leave the rate out. */
function outermost(estimate: number | null, limits: readonly FunnelLimits[] | null): number | null {
  if (estimate === null || limits === null) return null;
  const left = limits.filter(({ lower, upper }) => estimate < lower - 1e-12 || estimate > upper + 1e-12);
  return left.at(-1)?.level ?? null;
}

export interface SegmentFinish {
  readonly whole: StratifiedSegment;
  /** Everybody's rate; null where there is none. */
  readonly centre: number | null;
  /** All segments but this; null where it is the only one. */
  readonly rest: StratifiedSegment | null;
  readonly isStandardized: boolean;
  readonly level: number;
}

const EXPECTED = 5;

/** Where so few are expected on a side, p-values from the normal distribution are rough. */
function roughNote(a: Rated, rest: Rated | null): string | null {
  if (rest === null || a.estimate === null || rest.estimate === null) return null;
  const [one, other] = [counted(a), counted(rest)];
  const share = (one.successes + other.successes) / (one.n + other.n);
  const least = Math.min(one.n, other.n) * Math.min(share, 1 - share);
  return least < EXPECTED ? "too few for more than a rough p-value" : null;
}

/** The finish of one segment; p-values are adjusted when all are known. */
export function churnBySegmentRow(segment: StratifiedSegment, finish: SegmentFinish): ChurnBySegmentRow {
  const { whole, centre, rest, isStandardized, level } = finish;
  const rate = rateOf(segment.all, level);
  const others = rest === null ? null : rateOf(rest.all, level);
  const against = rest === null ? null : compared(segment.all, rest.all, level);
  const limits = centre === null || rate.effectiveN === null ? null : limitsAt(centre, funnelSize(rate.effectiveN));
  const standardized = isStandardized ? standardizedRate(segment, whole, level) : null;
  const standardizedRest = isStandardized && rest !== null ? standardizedRate(rest, whole, level) : null;
  const plain = (estimate: Rated | null): Estimate | null => {
    if (estimate === null) return null;
    const { effectiveN: _, ...shown } = estimate;
    return shown;
  };
  return {
    estimate: rate.estimate,
    lower: rate.lower,
    upper: rate.upper,
    n: rate.n,
    churned: rate.churned,
    effectiveN: rate.effectiveN,
    restChurned: others?.churned ?? null,
    restN: others?.n ?? null,
    restEstimate: others?.estimate ?? null,
    difference: against?.difference ?? null,
    pValue: against?.pValue ?? null,
    adjustedPValue: null,
    limits,
    outside: outermost(rate.estimate, limits),
    standardized: plain(standardized),
    standardizedDifference:
      standardized === null || standardizedRest === null ? null : differenceOf(standardized, standardizedRest, level),
    missing: segment.all.missing,
    note: joined(rate.note, roughNote(rate, others), standardized?.note ?? null),
  };
}
