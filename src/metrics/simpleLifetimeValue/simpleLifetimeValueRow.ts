import { type FiellerRatio, fiellerRatio } from "../../statistics/fieller.js";
import type { Estimate } from "../result.js";

/** Customers, with the sums of their margins and of the squares of these. */
interface MarginSums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export interface Margins {
  readonly kept: MarginSums;
  readonly lost: MarginSums;
  /** Rows without a margin, or without whether the customer was retained. */
  readonly missing: number;
}

/** The estimate is what a customer is worth; `n` counts customers. */
export interface SimpleValueRow extends Estimate {
  /** The mean margin of a period. */
  readonly margin: number | null;
  /** The share that was retained. */
  readonly retention: number | null;
  readonly retained: number;
  readonly missing: number;
}

const NONE: MarginSums = { n: 0, sum: 0, squares: 0 };
export const NO_MARGINS: Margins = { kept: NONE, lost: NONE, missing: 0 };

const added = (all: readonly MarginSums[]): MarginSums =>
  all.reduce((a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares }), NONE);

/** Several segments as one. */
export const addedMargins = (all: readonly Margins[]): Margins => ({
  kept: added(all.map(({ kept }) => kept)),
  lost: added(all.map(({ lost }) => lost)),
  missing: all.reduce((sum, { missing }) => sum + missing, 0),
});

interface Terms {
  readonly discountRate: number;
  readonly isNow: boolean;
}

/** m·r/(1 + d − r), or m(1 + d)/(1 + d − r). */
export function valueAtOneRate(
  margin: number,
  retention: number,
  { discountRate, isNow }: Terms,
): Pick<Estimate, "estimate" | "note"> {
  const denominator = 1 + discountRate - retention;
  if (denominator === 0) {
    return {
      estimate: null,
      note: "everybody is retained and nothing is discounted: the value has no end",
    };
  }
  return { estimate: (margin * (isNow ? 1 + discountRate : retention)) / denominator, note: null };
}

/** Fieller's interval of the value as a ratio of two estimates, from the moments of margin and retention. */
function intervalOf({ kept, lost }: Margins, { discountRate, isNow }: Terms, level: number): FiellerRatio {
  const all = added([kept, lost]);
  const { n } = all;
  const [m, r] = [all.sum / n, kept.n / n];
  const spread = all.squares - n * m * m;
  // What rounding leaves of margins that are all alike is 0.
  const variance = spread > 1e-13 * all.squares ? spread / (n - 1) / n : 0;
  const ofRetention = (r * (1 - r)) / (n - 1);
  const together = variance === 0 ? 0 : (kept.sum - r * all.sum) / (n - 1) / n;
  const [factor, denominator] = [1 + discountRate, 1 + discountRate - r];
  const [numerator, numeratorVariance, covariance] = isNow
    ? [m * factor, factor * factor * variance, -factor * together]
    : [m * r, r * r * variance + m * m * ofRetention + 2 * r * m * together, -(r * together + m * ofRetention)];
  // Where one of the two decides the other, rounding alone may leave less than nothing, or more than their variances allow.
  const ofNumerator = Math.max(0, numeratorVariance);
  const most = Math.sqrt(ofNumerator) * Math.sqrt(ofRetention);
  const parts = {
    ...{ numerator, denominator, numeratorVariance: ofNumerator, denominatorVariance: ofRetention },
    covariance: Math.min(most, Math.max(-most, covariance)),
    degreesOfFreedom: n - 1,
  };
  return fiellerRatio(parts, level);
}

/** The finish of one segment. */
export function simpleLifetimeValueRow(
  margins: Margins,
  { level, ...terms }: Terms & { readonly level: number },
): SimpleValueRow {
  const { kept, lost, missing } = margins;
  const n = kept.n + lost.n;
  const nothing = { lower: null, upper: null, n, retained: kept.n, missing };
  if (n === 0) {
    const note = missing > 0 ? "no customers with known margin and retention" : "no customers";
    return { estimate: null, ...nothing, margin: null, retention: null, note };
  }
  const [margin, retention] = [(kept.sum + lost.sum) / n, kept.n / n];
  const { estimate, note } = valueAtOneRate(margin, retention, terms);
  const row = { estimate, ...nothing, margin, retention };
  if (estimate === null) return { ...row, note };
  if (kept.n === 0 || lost.n === 0) {
    const who = lost.n === 0 ? "everybody" : "nobody";
    return { ...row, note: `${who} was retained: how far retention may be from that is not told; no interval` };
  }
  const { kind, lower, upper } = intervalOf(margins, terms, level);
  if (kind !== "bounded")
    return { ...row, note: "retention may be so near 1 that the value has no bound; no interval" };
  return { ...row, lower, upper, note: null };
}
