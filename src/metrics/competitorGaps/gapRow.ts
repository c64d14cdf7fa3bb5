import type { Estimate, Test } from "../result.js";

/** Which side of zero a mean gap lies on, beyond chance. */
export type GapStanding = "behind" | "ahead" | "cannot tell";

export type GapVerdict =
  | "behind, matters"
  | "behind, does not matter"
  | "ahead, matters"
  | "ahead, does not matter"
  | "cannot tell";

/** An attribute; the estimate is the mean gap own − competitor among who rated both. */
export interface CompetitorGap extends Estimate {
  readonly name: string;
  readonly weight: number;
  /** Means over those who rated both. */
  readonly own: number | null;
  readonly competitor: number | null;
  /** Of no gap; Holm's over all gaps and slopes of the row. */
  readonly adjustedPValue: number | null;
  /** What the gap adds to the gap of the index, weight × gap. */
  readonly contribution: Estimate;
  /** Its raw part of R² by the method asked for, and its share of all parts. */
  readonly importance: Estimate;
  readonly share: Estimate;
  /** 1 for the most important. */
  readonly rank: number | null;
  /** Of the gap with the outcome. */
  readonly correlation: number | null;
  /** Points of the outcome that go with one point of the gap, the other gaps (and what else is held) held; p-value as above. */
  readonly slope: Estimate & { readonly adjustedPValue: number | null };
  /** Points of the outcome that go with one point of either rating, all other ratings held: are they opposite, as a gap supposes? */
  readonly ownSlope: number | null;
  readonly competitorSlope: number | null;
  /**
   * What the outcome's mean would be the better for without the gap, if the slope were a cause: −slope × gap. Above 0 where there is
   * something to gain; below 0 what a lead adds and would be lost with it.
   */
  readonly closing: Estimate;
  readonly standing: GapStanding;
  /** "no" where the standardised slope lies within ±negligible; "yes" where the slope is above 0 beyond chance. */
  readonly matters: "yes" | "no" | "cannot tell";
  readonly verdict: GapVerdict;
}

/** The estimate is the gap of the index, Σ W(own − competitor). */
export interface CompetitorGapsRow extends Estimate {
  /** Weighted means of the ratings of each. */
  readonly own: number | null;
  readonly competitor: number | null;
  /**
   * R² of the outcome on the gaps, of those who gave the outcome and every rating of both; where the competitor's ratings are held, what
   * gaps explain beside them.
   */
  readonly explained: Estimate;
  /** Null where the competitor's ratings are held. */
  readonly adjustedRSquared: number | null;
  /** Mean of the outcome among them. */
  readonly outcomeMean: number | null;
  /** Respondents who rated both on something, but left out the outcome or another rating: their gaps count, they are not in R². */
  readonly incomplete: number;
  /**
   * Whether gaps say as much as the ratings they are made of (F of opposite slopes): a small p-value says that they do not, and that
   * `slope` and `closing` are wrong for one of the two ratings. Null where there are too few respondents.
   */
  readonly gapsSuffice: Test | null;
  readonly attributes: readonly CompetitorGap[];
  /** Resamples that could not be fitted and were drawn again. */
  readonly redrawn: number;
}
