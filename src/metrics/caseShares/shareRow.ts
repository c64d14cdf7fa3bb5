import { effectiveSize, estimateRatio, type RatioSums } from "../../statistics/ratio.js";
import type { Weighed } from "../answers/answerEstimates.js";
import type { Estimate } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import type { CaseSegment } from "./shareTally.js";

/** A share of cases, with what its interval stands on. */
export interface ShareRow extends Estimate {
  /** As many cases, all alike and of different visitors, would say as much; n without weights and visitors. */
  readonly effectiveN: number | null;
  readonly standardError: number | null;
  /** Who the cases belong to; null unless a column says. */
  readonly visitors: number | null;
  /** Rows that do not say what became of the case, or lack a weight or a visitor; they are in no other number. */
  readonly missing: number;
}

export interface ShareOptions<Class extends string> {
  /** The classes the share is of, and those among them that count. */
  readonly of: readonly Class[];
  readonly counted: readonly Class[];
  readonly level: number;
  /** What a case is called: 'carts'. */
  readonly cases: string;
}

const FEW_VISITORS = 30;

function total<Class extends string>(classes: Readonly<Record<Class, Weighed>>, names: readonly Class[]): Weighed {
  const sum = (of: (one: Weighed) => number) => names.reduce((all, name) => all + of(classes[name]), 0);
  return { n: sum(({ n }) => n), weight: sum(({ weight }) => weight), weightSquared: sum((one) => one.weightSquared) };
}

/** Visitors with cases the share is of, each with x = Σw of those cases and y = Σw of the ones that count. */
function overVisitors<Class extends string>(
  clusters: NonNullable<CaseSegment<Class>["clusters"]>,
  { of, counted }: ShareOptions<Class>,
): RatioSums {
  const sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (const cases of clusters.values()) {
    const x = of.reduce((sum, name) => sum + cases[name], 0);
    const y = counted.reduce((sum, name) => sum + cases[name], 0);
    if (!(x > 0)) continue;
    sums.n++;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.xy += x * y;
    sums.yy += y * y;
  }
  return sums;
}

/**
 * The finish of a share: Wilson's interval, on the effective number of cases where they have weights or where several may be
 * one visitor's (linearised variance of the ratio of sums over visitors; Korn and Graubard).
 */
export function shareRow<Class extends string>(segment: CaseSegment<Class>, options: ShareOptions<Class>): ShareRow {
  const { of, counted, level, cases } = options;
  const { classes, clusters, missing } = segment;
  const [all, some] = [total(classes, of), total(classes, counted)];
  const sums: RatioSums =
    clusters === null
      ? {
          n: all.n,
          x: all.weight,
          y: some.weight,
          xx: all.weightSquared,
          xy: some.weightSquared,
          yy: some.weightSquared,
        }
      : overVisitors(clusters, options);
  const visitors = clusters === null ? null : sums.n;
  const empty = { estimate: null, lower: null, upper: null, effectiveN: null, standardError: null };
  if (!(sums.x > 0)) {
    const note = all.n === 0 ? `no ${cases}` : "all weights are 0";
    return { ...empty, n: all.n, visitors, missing, note };
  }
  const ratio = estimateRatio(sums);
  const isCount = clusters === null && all.weight === all.n && all.weightSquared === all.n;
  // One visitor's cases say nothing of how visitors differ: they count as one case.
  const size = isCount ? all.n : visitors === 1 ? 1 : effectiveSize({ ...ratio, n: all.n });
  const standardError = Math.sqrt((ratio.ratio * (1 - ratio.ratio)) / size);
  const note =
    visitors !== null && visitors < FEW_VISITORS
      ? `${visitors} ${visitors === 1 ? "visitor" : "visitors"}: the interval tends to be too narrow`
      : null;
  return {
    estimate: ratio.ratio,
    ...shareInterval("wilson", ratio.ratio, size, level),
    n: all.n,
    effectiveN: size,
    standardError,
    visitors,
    missing,
    note,
  };
}

/** The interval method in words. */
export function shareMethod(cases: string, weight: string | undefined, visitor: string | undefined): string {
  if (visitor !== undefined) return `Wilson on the effective number of ${cases} (linearised variance over visitors)`;
  return weight === undefined ? "Wilson" : `Wilson on the effective number of ${cases} (linearised variance)`;
}

/** Several notes as one. */
export const joined = (...notes: readonly (string | null)[]): string | null =>
  notes.filter((note) => note !== null).join("; ") || null;
